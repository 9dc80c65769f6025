//! What a row changes of a license that is here.
//!
//! Only what the row says is written: cells that are filled in and were understood. In a row that
//! carries the number we gave the license, a cell that is as we would write it says nothing new,
//! and one that was emptied clears its field.

mod fields;
mod terms;

use std::collections::BTreeMap;

use uuid::Uuid;

use self::fields::{set_custom, set_extra, set_facts, set_particulars};
use self::terms::{set_line, set_term};
use super::export::Cells;
use super::layout::{TEMPLATE, fold, meaning};
use super::meaning::Meaning;
use super::people::Person;
use super::record::Record;
use super::report::RowReader;
use crate::currency::Currency;
use crate::date::Date;
use crate::id::KeyId;
use crate::license::{KeyLabel, License};
use crate::lifecycle::Lifecycle;
use crate::money::Money;
use crate::problem::Field;
use crate::purchase::{Purchase, Seats};
use crate::term::{Span, Term};
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// A changed license. Vendors and people called by name are the caller's to find; an empty name
/// takes the old one away.
pub(crate) struct Update {
    pub(crate) after: License,
    pub(crate) vendor: Option<String>,
    pub(crate) supplier: Option<String>,
    pub(crate) owner: Option<String>,
    /// What it is a part of, if that changes.
    pub(crate) parent: Option<String>,
    pub(crate) keys: Vec<(KeyId, String)>,
}

/// A license that is here, as a row sees it: the term the row is about, and its first purchase.
pub(crate) struct Here<'a> {
    license: &'a License,
    term: Option<&'a Term>,
    line: Option<&'a Purchase>,
    n_lines: usize,
}

impl<'a> Here<'a> {
    /// The term that has the days of the row, as far as it says them, else the one that counts today.
    pub(crate) fn of(license: &'a License, days: Span, today: Date) -> Self {
        let agrees = |said: Option<Date>, known| said.is_none() || said == known;
        let same = license.terms.values().find(|term| {
            days != Span::default()
                && agrees(days.start_on, term.span.start_on)
                && agrees(days.last_day, term.span.last_day)
        });
        let term = same.or_else(|| license.current_term(today));
        let lines = || term.into_iter().flat_map(|term| license.lines_of(term.id));
        Self { license, term, line: lines().next(), n_lines: lines().count() }
    }

    /// The currency of its price, which a file that names none means.
    pub(crate) fn currency(&self) -> Option<Currency> {
        let line = self.line?;
        line.amount.or(line.renewal_amount).map(|money| money.currency)
    }

    fn seats(&self) -> Seats {
        self.term.map_or(Seats::Unstated, |term| self.license.seats_of(term.id))
    }

    fn cost(&self) -> Option<Money> {
        self.term.and_then(|term| self.license.cost_of(term.id))
    }
}

/// Our own headings by what they mean.
pub(crate) fn own_headings() -> BTreeMap<Meaning, &'static str> {
    TEMPLATE.iter().map(|heading| (meaning(&fold(heading)), *heading)).collect()
}

/// Notes the cells of a row that are as we would write them for its license.
pub(crate) fn note_unedited(
    row: &mut RowReader<'_, '_>,
    license: &License,
    written: &Cells,
    headings: &BTreeMap<Meaning, &'static str>,
) {
    let is_same = |(column, found): &(usize, Meaning)| {
        let ours = match found {
            Meaning::Unknown => license.extra.get(row.heading(*column)).map_or("", String::as_str),
            Meaning::Field(Field::Custom(id)) => license.custom.get(id).map_or("", String::as_str),
            Meaning::Field(_) | Meaning::Id => {
                headings.get(found).map_or("", |heading| written.under(heading))
            }
            Meaning::FirstName | Meaning::LastName | Meaning::Ignored | Meaning::NewField => {
                return false;
            }
        };
        !found.is_of_holder() && row.cell(*column) == ours.trim()
    };
    let mut same: BTreeMap<usize, Meaning> = row.columns().filter(is_same).collect();
    let keeps_currency = !row.has(Field::Currency)
        || same.values().any(|found| *found == Meaning::Field(Field::Currency));
    if !keeps_currency {
        // The same number in another currency is another amount.
        same.retain(|_, found| !matches!(found, Meaning::Field(Field::Cost | Field::RenewalCost)));
    }
    row.note_unedited(same.into_keys().collect());
}

/// What `record`, read from `row`, changes. `clears` says that empty cells count.
pub(crate) fn updated(
    here: &Here<'_>,
    record: Record,
    row: &mut RowReader<'_, '_>,
    clears: bool,
    workspace: &Workspace,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Update {
    let before = here.license;
    let mut after = before.clone();
    let said = Said { columns: row.saying(clears), clears };
    set_facts(&mut after, &record, &said);
    set_particulars(&mut after.particulars, &record.particulars, &said);
    if said.has(Field::Stage) && said.is_filled(row, Field::Stage) {
        after.lifecycle = record.lifecycle;
    } else if !row.has(Field::Stage) && said.is_filled(row, Field::Lifecycle) {
        // A status follows from the dates; Pending alone is a decision.
        match (record.lifecycle, before.lifecycle) {
            (Lifecycle::Pending, _) => after.lifecycle = Lifecycle::Pending,
            (_, Lifecycle::Pending) => after.lifecycle = Lifecycle::InService,
            _ => {}
        }
    }
    set_extra(&mut after.extra, &record.extra, row, &said);
    set_custom(&mut after.custom, &record.custom, &said);
    set_term(&mut after, here, &record, row, &said, fresh);
    set_line(&mut after, here, &record, row, &said, fresh);
    let name = |field, text: &str, known: &str| {
        (said.has(field) && fold_name(text) != fold_name(known)).then(|| text.to_owned())
    };
    let owner = before.owner_id.and_then(|id| workspace.users.get(&id));
    let is_owner = owner.is_some_and(|user| Person::called(&record.owner).is_like(user));
    let mut keys = Vec::new();
    for key in record.keys {
        let label = KeyLabel::of_key(&key);
        // Of the same row each is a key of its own, so only those from before may be this one.
        if before.keys.values().any(|known| known.last4 == label.last4) {
            row.hold_key_back(&key, &label);
        } else {
            let id = KeyId(fresh());
            after.keys.insert(id, label);
            keys.push((id, key));
        }
    }
    Update {
        vendor: name(Field::Vendor, &record.vendor, workspace.vendor_name(before.vendor_id)),
        supplier: name(
            Field::Supplier,
            &record.supplier,
            workspace.vendor_name(before.supplier_id),
        ),
        owner: (!is_owner)
            .then(|| name(Field::Owner, &record.owner, workspace.user_name(before.owner_id)))
            .flatten(),
        parent: name(Field::Parent, &record.parent, workspace.license_name(before.parent_id)),
        after,
        keys,
    }
}

/// What a row says something of.
struct Said {
    columns: Vec<(usize, Meaning)>,
    clears: bool,
}

impl Said {
    fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|(_, meaning)| *meaning == Meaning::Field(field))
    }

    fn is_filled(&self, row: &RowReader<'_, '_>, field: Field) -> bool {
        self.has(field) && !row.text(field).is_empty()
    }
}
