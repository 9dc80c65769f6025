//! Which license of the workspace a row means.
//!
//! A row that carries the number we gave a license means that one. Else it means the one of its
//! name and vendor, unless both show product keys that differ. Of several the end decides, then the
//! purchase order, the order number, the version and the first day. Where that leaves more than
//! one, or one that another row has taken, nobody can tell.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{self, End};
use super::group::{Identity, Present};
use super::meaning::Meaning;
use super::plan::Mode;
use super::report::{Report, RowReader};
use super::style::Style;
use super::table::{Row, Table};
use crate::date::Date;
use crate::id::LicenseId;
use crate::license::{KeyLabel, License};
use crate::problem::Field;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// What is known of a row's license.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// It is new.
    Nothing,
    /// One like it is here, and is left as it is.
    Alike,
    /// It is this one.
    One {
        /// Which.
        id: LicenseId,
        /// Whether the row carries the number we gave it.
        by_id: bool,
    },
    /// It may be one of several.
    Unclear,
}

/// Folded name and vendor.
type Called = (String, String);

/// Knows the licenses that are here, and which of them rows have taken.
#[derive(Debug)]
pub(crate) struct Matcher<'a> {
    workspace: &'a Workspace,
    mode: Mode,
    present: Present,
    /// By name and vendor, and by the last characters of a product key; empty for licenses that
    /// show none.
    called: BTreeMap<Called, BTreeMap<String, BTreeSet<LicenseId>>>,
    /// Names with a version and a purchase order, for files of single purchases.
    orders: BTreeSet<(Called, [String; 2])>,
    /// Names that several licenses of the file share.
    crowded: BTreeSet<Called>,
    taken: BTreeSet<LicenseId>,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(table: &Table, workspace: &'a Workspace, mode: Mode) -> Self {
        let mut matcher = Self {
            workspace,
            mode,
            present: Present::of(workspace),
            called: BTreeMap::new(),
            orders: BTreeSet::new(),
            crowded: BTreeSet::new(),
            taken: BTreeSet::new(),
        };
        if mode == Mode::AddOnly && table.layout.lists_purchases() {
            workspace.present_licenses().for_each(|license| matcher.learn_orders(license));
        }
        if mode == Mode::Update {
            for license in workspace.present_licenses() {
                matcher.learn(license);
            }
            matcher.look_ahead(table);
        }
        matcher
    }

    fn called(&self, license: &License) -> Called {
        let vendor = self.workspace.vendor_name(license.vendor_id);
        (fold_name(&license.name), fold_name(vendor))
    }

    fn learn_orders(&mut self, license: &License) {
        let called = self.called(license);
        let version = &license.particulars.version_bought;
        let orders = license.purchases.values().map(|line| line.purchase_order.clone());
        self.orders.extend(orders.map(|order| (called.clone(), [version.clone(), order])));
    }

    fn learn(&mut self, license: &License) {
        let called = self.called(license);
        let by_key = self.called.entry(called).or_default();
        let shown = license.keys.values().map(|key| key.last4.clone());
        let mut shown: Vec<String> = shown.filter(|end| !end.is_empty()).collect();
        if shown.is_empty() {
            shown.push(String::new());
        }
        for end in shown {
            by_key.entry(end).or_default().insert(license.id);
        }
    }

    /// Takes the licenses whose numbers are in the file, wherever, and notes shared names.
    fn look_ahead(&mut self, table: &Table) {
        let mut met: BTreeMap<Called, Identity> = BTreeMap::new();
        let mut report = Report::default();
        for row in table.rows.iter().filter(|row| table.why_no_license(row).is_none()) {
            let reader = RowReader::new(table, row, &mut report);
            if let Some(id) = self.own_id(&reader) {
                self.taken.insert(id);
                continue;
            }
            let name = cells::line(reader.text(Field::Name));
            let called = (fold_name(&name), fold_name(reader.text(Field::Vendor)));
            let identity = Identity::of(&name, &reader);
            if *met.entry(called.clone()).or_insert_with(|| identity.clone()) != identity {
                self.crowded.insert(called);
            }
        }
    }

    /// The license of this row, given as the number we gave it, if it is here.
    fn own_id(&self, row: &RowReader<'_, '_>) -> Option<LicenseId> {
        row.meant(Meaning::Id).parse().ok().filter(|id| self.present.has(*id))
    }

    /// Finds the license of a row, the first one of its license in the file.
    pub(crate) fn find(&mut self, name: &str, row: &RowReader<'_, '_>, style: &Style) -> Found {
        let said = SaidOfIt::read(row, style);
        if let Some(id) = self.own_id(row) {
            return match self.mode {
                Mode::AddOnly => Found::Alike,
                Mode::Update => Found::One { id, by_id: true },
            };
        }
        let vendor = cells::line(row.text(Field::Vendor));
        if self.mode == Mode::AddOnly {
            // Rows of one name are many purchases there; only the very same one is here already.
            let is_here = if row.layout().lists_purchases() {
                let order = [said.version, said.purchase_order].map(str::to_owned);
                self.orders.contains(&((fold_name(name), fold_name(&vendor)), order))
            } else {
                self.present.has_equal(name, &vendor, said.last_day, &said.last4)
            };
            return if is_here { Found::Alike } else { Found::Nothing };
        }
        let found = self.find_called((fold_name(name), fold_name(&vendor)), &said);
        if let Found::One { id, .. } = found
            && !self.taken.insert(id)
        {
            return Found::Unclear;
        }
        found
    }

    fn find_called(&self, called: Called, said: &SaidOfIt<'_>) -> Found {
        let is_alone = !self.crowded.contains(&called);
        let Some(by_key) = self.called.get(&called) else { return Found::Nothing };
        let fits = by_key
            .iter()
            .filter(|(end, _)| said.last4.is_empty() || end.is_empty() || **end == said.last4);
        let ids: BTreeSet<LicenseId> =
            fits.flat_map(|(_, ids)| ids).filter(|id| !self.taken.contains(id)).copied().collect();
        let licenses = ids.iter().filter_map(|id| self.workspace.licenses.get(id));
        let mut fitting: Vec<&License> = licenses.collect();
        for (says, agrees) in said.signs() {
            if !says {
                continue;
            }
            let same: Vec<&License> =
                fitting.iter().copied().filter(|license| agrees(said, license)).collect();
            if !same.is_empty() {
                fitting = same;
            } else if !is_alone || fitting.len() > 1 {
                // Another term, or another purchase, of something that is here.
                return Found::Nothing;
            }
        }
        match fitting.as_slice() {
            [] => Found::Nothing,
            [only] => Found::One { id: only.id, by_id: false },
            _ => Found::Unclear,
        }
    }
}

/// What a row says to tell its license from others of its name.
struct SaidOfIt<'t> {
    last_day: Option<Date>,
    says_end: bool,
    last4: String,
    purchase_order: &'t str,
    order_number: &'t str,
    version: &'t str,
    start_on: Option<Date>,
}

/// Whether a license agrees with what a row says.
type Agrees = fn(&SaidOfIt<'_>, &License) -> bool;

impl<'t> SaidOfIt<'t> {
    fn read(row: &RowReader<'t, '_>, style: &Style) -> Self {
        let order = style.dates.value();
        let end = row.end(order).ok().flatten();
        let mut keys = row.cells_of(Meaning::Field(Field::LicenseKey)).map(|(_, key)| key);
        let key = keys.find(|key| !cells::hides_a_key(key));
        Self {
            last_day: if let Some(End::On(day)) = end { Some(day) } else { None },
            says_end: end.is_some(),
            last4: key.map(|key| KeyLabel::of_key(key).last4).unwrap_or_default(),
            purchase_order: row.text(Field::PurchaseOrder),
            order_number: row.text(Field::OrderNumber),
            version: row.text(Field::VersionBought),
            start_on: cells::date(row.text(Field::StartDate), order).ok(),
        }
    }

    /// What decides, one after the other: whether the row says it, and who agrees.
    fn signs(&self) -> [(bool, Agrees); 5] {
        [
            (self.says_end, |said, license| {
                license.terms.values().any(|term| term.span.last_day == said.last_day)
            }),
            (!self.purchase_order.is_empty(), |said, license| {
                license.purchases.values().any(|line| line.purchase_order == said.purchase_order)
            }),
            (!self.order_number.is_empty(), |said, license| {
                license.purchases.values().any(|line| line.order_number == said.order_number)
            }),
            (!self.version.is_empty(), |said, license| {
                license.particulars.version_bought == said.version
            }),
            (self.start_on.is_some(), |said, license| {
                license.terms.values().any(|term| term.span.start_on == said.start_on)
            }),
        ]
    }
}

/// Whether a file has licenses of ours, by the numbers we gave them.
pub(crate) fn has_own_ids(table: &Table) -> bool {
    let column = table.column(Meaning::Id);
    let is_own = |row: &Row, at| table.text(row, at).parse::<LicenseId>().is_ok();
    column.is_some_and(|at| table.rows.iter().any(|row| is_own(row, at)))
}

/// The rows in their order, but of the rows of one license of ours the fullest comes first: a
/// spreadsheet may have sorted the short ones, which only name further holders, before it.
pub(crate) fn fullest_first(table: &Table) -> Vec<&Row> {
    let mut rows: Vec<&Row> = table.rows.iter().collect();
    let Some(column) = table.column(Meaning::Id) else { return rows };
    let fill = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    // By number: where its first row is, where its fullest one is, and how full that is.
    let mut places: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let id = table.text(row, column);
        if id.parse::<LicenseId>().is_err() {
            continue;
        }
        let (_, fullest, most) = places.entry(id).or_insert((at, at, fill(row)));
        if fill(row) > *most {
            (*fullest, *most) = (at, fill(row));
        }
    }
    for (first, fullest, _) in places.into_values() {
        rows.swap(first, fullest);
    }
    rows
}
