//! What a preview shows and counts, license by license.

use super::Mode;
use crate::command::Import;
use crate::csv::meaning::Meaning;
use crate::csv::preview::{Preview, PreviewRow, Verdict};
use crate::csv::record::Record;
use crate::csv::report::Report;
use crate::csv::style::Style;
use crate::csv::table::Table;
use crate::date::Date;
use crate::difference::{self, Difference, Said};
use crate::license::{KeyLabel, License};
use crate::problem::Field;
use crate::purchase::Seats;
use crate::status::status;
use crate::workspace::Workspace;

/// How many licenses of one verdict a preview shows; what changes is worth a closer look.
const SHOWN: usize = 200;
const SHOWN_CHANGED: usize = 1_000;
/// Licenses that are here are kept until their verdict is known, up to so many.
const KEPT: usize = 20_000;
/// How much of a text a difference shows, in characters.
const SHOWN_OF_TEXT: usize = 120;

/// The licenses of a file so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// One for each group of rows: its verdict, and where it is shown.
    groups: Vec<(Verdict, Option<usize>)>,
    rows: Vec<PreviewRow>,
    n_new: usize,
    n_known: usize,
}

impl Tally {
    /// Counts the next license, and keeps it if there is room.
    pub(super) fn show(&mut self, row: PreviewRow) {
        let verdict = row.verdict;
        let (n, most) = match verdict {
            Verdict::New | Verdict::AlreadyHere => (&mut self.n_new, SHOWN),
            Verdict::Changed | Verdict::Unchanged => (&mut self.n_known, KEPT),
        };
        let has_room = *n < most;
        if has_room {
            *n += 1;
            self.rows.push(row);
        }
        self.groups.push((verdict, has_room.then(|| self.rows.len() - 1)));
    }

    fn shown(&mut self, group: usize) -> Option<&mut PreviewRow> {
        let (_, shown) = self.groups.get(group)?;
        self.rows.get_mut((*shown)?)
    }

    pub(super) fn note_problems(&mut self, group: usize, n: u32) {
        if let Some(row) = self.shown(group) {
            row.n_problems = row.n_problems.saturating_add(n);
        }
    }

    pub(super) fn note_holder(&mut self, group: usize) {
        if let Some(row) = self.shown(group) {
            row.n_holders = row.n_holders.saturating_add(1);
        }
    }

    /// Somebody gets a seat of a license that is here.
    pub(super) fn note_new_holder(&mut self, group: usize, name: &str) {
        if let Some((verdict, _)) = self.groups.get_mut(group) {
            *verdict = Verdict::Changed;
        }
        if let Some(row) = self.shown(group) {
            row.verdict = Verdict::Changed;
            let after = cut(Said::Text(name.to_owned()));
            row.differences.push(Difference::of(Field::HolderName, Said::Nothing, after));
        }
    }

    /// A license that is here stays a part of what it was; `is_changed` says whether anything else
    /// of it changes.
    pub(super) fn keep_parent(&mut self, group: usize, is_changed: bool) {
        let verdict = if is_changed { Verdict::Changed } else { Verdict::Unchanged };
        if let Some((found, _)) = self.groups.get_mut(group) {
            *found = verdict;
        }
        if let Some(row) = self.shown(group) {
            row.verdict = verdict;
            row.differences.retain(|difference| difference.field != Field::Parent);
        }
    }

    pub(super) fn preview(
        self,
        table: &Table,
        workspace: &Workspace,
        mode: Mode,
        style: &Style,
        report: Report,
        (import, n_keys): (&Import, usize),
    ) -> Preview {
        let lines = import.licenses.iter().flat_map(|license| license.purchases.values());
        let n_seats = lines.map(|line| match line.seats {
            Seats::Counted(n) => u64::from(n),
            Seats::Unstated | Seats::Unlimited => 0,
        });
        let of = |wanted| count(self.groups.iter().filter(|(found, _)| *found == wanted).count());
        let columns = table.headings.iter().zip(&table.meanings);
        Preview {
            layout: table.layout,
            encoding: table.encoding,
            delimiter: table.delimiter,
            sheet: table.sheet.clone(),
            repeated_headings: table.repeated_headings,
            n_rows: table.n_rows(),
            n_licenses: count(import.licenses.len()),
            n_users: count(import.users.len()),
            n_assets: count(import.assets.len()),
            n_vendors: count(import.vendors.len()),
            n_assignments: count(import.assignments.len()),
            n_seats: n_seats.sum(),
            n_keys: count(n_keys),
            mode,
            n_here: count(workspace.present_licenses().count()),
            n_changed: of(Verdict::Changed),
            n_unchanged: of(Verdict::Unchanged),
            already_here: of(Verdict::AlreadyHere),
            rejected: report.rejected,
            n_rejected: report.n_rejected,
            problems: report.problems,
            n_problems: report.n_problems,
            known_keys: report.known_keys,
            n_known_keys: report.n_known_keys,
            columns: table.columns(),
            unknown: columns
                .filter(|(_, meaning)| **meaning == Meaning::Unknown)
                .map(|(heading, _)| heading.clone())
                .collect(),
            needs_date_order: style.dates.needs_answer,
            needs_decimal: style.decimals.needs_answer,
            date_order: style.dates.detected.clone(),
            decimal: style.decimals.detected.clone(),
            rows: some_of_each(self.rows),
        }
    }
}

/// The first rows of each verdict.
fn some_of_each(mut rows: Vec<PreviewRow>) -> Vec<PreviewRow> {
    let (mut n_changed, mut n_unchanged) = (0, 0);
    rows.retain(|row| {
        let (n, most) = match row.verdict {
            // Were not kept beyond that.
            Verdict::New | Verdict::AlreadyHere => return true,
            Verdict::Changed => (&mut n_changed, SHOWN_CHANGED),
            Verdict::Unchanged => (&mut n_unchanged, SHOWN),
        };
        *n += 1;
        *n <= most
    });
    rows
}

/// Makes rows of a preview.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) today: Date,
}

impl Shown<'_> {
    pub(super) fn of_record(self, line: u32, record: &Record, verdict: Verdict) -> PreviewRow {
        let expiring_days = self.workspace.settings.expiring_days;
        PreviewRow {
            line,
            name: record.name.clone(),
            vendor: record.vendor.clone(),
            license_type: record.license_type,
            type_inferred: record.type_inferred,
            status: status(record.lifecycle, &[record.span], self.today, expiring_days),
            last_day: record.span.last_day,
            seats: record.seats,
            cost: record.total(),
            n_holders: 0,
            key_last4: record.key_last4(),
            n_problems: 0,
            verdict,
            differences: Vec::new(),
        }
    }

    /// A license that is here, as the file leaves it. `named` are vendors and people that the
    /// workspace may not know yet.
    pub(super) fn of_known(
        self,
        line: u32,
        before: &License,
        after: &License,
        named: &[(Field, String)],
    ) -> PreviewRow {
        let workspace = self.workspace;
        let term = after.current_term(self.today);
        let said = |field| named.iter().find(|(named, _)| *named == field).map(|(_, name)| name);
        let vendor = workspace.vendor_name(after.vendor_id);
        let key = after.keys.values().next_back().map(|KeyLabel { last4, .. }| last4);
        // A name that the workspace does not know yet is a change that `after` does not show.
        let is_changed = after != before || said(Field::Parent).is_some();
        PreviewRow {
            line,
            name: after.name.clone(),
            vendor: said(Field::Vendor).map_or(vendor, String::as_str).to_owned(),
            license_type: after.license_type,
            type_inferred: false,
            status: after.status(self.today, workspace.settings.expiring_days),
            last_day: term.and_then(|term| term.span.last_day),
            seats: term.map_or(Seats::Unstated, |term| after.seats_of(term.id)),
            cost: term.and_then(|term| after.cost_of(term.id)),
            n_holders: 0,
            key_last4: key.cloned().unwrap_or_default(),
            n_problems: 0,
            verdict: if is_changed { Verdict::Changed } else { Verdict::Unchanged },
            differences: self.differences(before, after, named),
        }
    }

    fn differences(
        self,
        before: &License,
        after: &License,
        named: &[(Field, String)],
    ) -> Vec<Difference> {
        let workspace = self.workspace;
        let by_name = |found: &Difference| named.iter().any(|(field, _)| *field == found.field);
        let mut found = difference::between(before, after, workspace);
        found.retain(|difference| !by_name(difference));
        let text = |name: &str| match name {
            "" => Said::Nothing,
            name => Said::Text(name.to_owned()),
        };
        found.extend(named.iter().map(|(field, name)| {
            let old = if *field == Field::Vendor {
                workspace.vendor_name(before.vendor_id)
            } else if *field == Field::Supplier {
                workspace.vendor_name(before.supplier_id)
            } else if *field == Field::Parent {
                workspace.license_name(before.parent_id)
            } else {
                workspace.user_name(before.owner_id)
            };
            Difference::of(*field, text(old), text(name))
        }));
        for difference in &mut found {
            let Difference { before, after, .. } = difference;
            for said in [before, after] {
                *said = cut(std::mem::replace(said, Said::Nothing));
            }
        }
        found
    }
}

/// The start of a long text.
fn cut(mut said: Said) -> Said {
    if let Said::Text(text) = &mut said
        && let Some((end, _)) = text.char_indices().nth(SHOWN_OF_TEXT)
    {
        text.truncate(end);
        text.push('…');
    }
    said
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
