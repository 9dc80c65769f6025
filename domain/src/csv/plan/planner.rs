//! Takes one row after the other and knows which licenses, people and vendors it has met.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Answers, Plan};
use crate::assignment::{Assignment, Holder};
use crate::command::Import;
use crate::csv::cells;
use crate::csv::group::{Identity, Present};
use crate::csv::layout::{ColumnUse, Layout, Meaning};
use crate::csv::people::{People, Person};
use crate::csv::preview::{Preview, PreviewRow, Verdict};
use crate::csv::record::Record;
use crate::csv::report::{Report, RowReader, within};
use crate::csv::style::Style;
use crate::csv::table::{Row, Table};
use crate::csv::vendors::Vendors;
use crate::date::Date;
use crate::draft::LONGEST_NAME;
use crate::id::{AssignmentId, KeyId, LicenseId, UserId};
use crate::license::License;
use crate::problem::{Field, ProblemKind};
use crate::purchase::Seats;
use crate::status::status;
use crate::workspace::Workspace;

/// How many licenses a preview shows.
const SHOWN_LICENSES: usize = 200;

/// The rows of one license.
struct Group<'a> {
    first: &'a Row,
    /// `None` when the workspace has it already.
    license: Option<LicenseId>,
    holders: BTreeSet<UserId>,
}

pub(super) struct Planner<'a> {
    table: &'a Table,
    answers: Answers,
    workspace: &'a Workspace,
    at: DateTime<Utc>,
    today: Date,
    fresh: &'a mut dyn FnMut() -> Uuid,
    style: Style,
    present: Present,
    people: People,
    vendors: Vendors,
    report: Report,
    groups: Vec<Group<'a>>,
    places: BTreeMap<Identity, usize>,
    import: Import,
    keys: Vec<(LicenseId, KeyId, String)>,
    /// The first groups, as shown.
    rows: Vec<PreviewRow>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        table: &'a Table,
        answers: Answers,
        workspace: &'a Workspace,
        at: DateTime<Utc>,
        today: Date,
        fresh: &'a mut dyn FnMut() -> Uuid,
    ) -> Self {
        Self {
            table,
            answers,
            workspace,
            at,
            today,
            fresh,
            style: Style::of(table, answers),
            present: Present::of(workspace),
            people: People::of(workspace),
            vendors: Vendors::of(workspace),
            report: Report::default(),
            groups: Vec::new(),
            places: BTreeMap::new(),
            import: Import::default(),
            keys: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, row: &'a Row) {
        let mut reader = RowReader::new(self.table, row, &mut self.report);
        let name = match read_name(&reader) {
            Ok(name) => name,
            Err(problem) => return reader.reject(problem),
        };
        let identity = Identity::of(&name, &reader);
        let known = self.places.get(&identity).and_then(|at| Some((*at, self.groups.get(*at)?)));
        let (place, record) = if let Some((place, group)) = known {
            reader.compare(group.first, self.answers.keep_unknown);
            (place, None)
        } else {
            let currency = self.workspace.settings.currency;
            let record = Record::read(name, &mut reader, self.answers, &self.style, currency);
            (self.groups.len(), Some(record))
        };
        let holder = Person::read(&mut reader);
        let (own_id, n_problems) = (reader.meant(Meaning::Id), reader.n_problems);
        if let Some(record) = record {
            self.places.insert(identity, place);
            self.open(row, record, own_id);
        }
        if let Some(holder) = holder {
            self.hold(place, &holder);
        }
        if let Some(shown) = self.rows.get_mut(place) {
            shown.n_problems = shown.n_problems.saturating_add(n_problems);
        }
    }

    /// Opens the group of a license that was not met before.
    fn open(&mut self, first: &'a Row, record: Record, own_id: &str) {
        let (last_day, last4) = (record.span.last_day, record.key_last4());
        let is_here = (self.table.layout == Layout::Template && self.present.has_id(own_id))
            || self.present.has_equal(&record.name, &record.vendor, last_day, &last4);
        if self.rows.len() < SHOWN_LICENSES {
            let verdict = if is_here { Verdict::AlreadyHere } else { Verdict::New };
            self.rows.push(self.shown(first.line, &record, verdict));
        }
        let license = if is_here { None } else { Some(self.add(record)) };
        self.groups.push(Group { first, license, holders: BTreeSet::new() });
    }

    fn add(&mut self, record: Record) -> LicenseId {
        let vendor_id = self.vendors.named(&record.vendor, self.fresh);
        let supplier_id = self.vendors.named(&record.supplier, self.fresh);
        let owner = Person::called(&record.owner);
        let owner_id = (!owner.is_nobody()).then(|| self.people.find_or_add(&owner, self.fresh));
        let (license, keys) = record.into_license(self.at, self.fresh);
        let license = License { vendor_id, supplier_id, owner_id, ..license };
        let id = license.id;
        self.import.licenses.push(license);
        self.keys.extend(keys);
        id
    }

    /// Puts one seat of a license into somebody's hands, unless they hold one already.
    fn hold(&mut self, place: usize, person: &Person) {
        let Some(group) = self.groups.get_mut(place) else { return };
        let user = match group.license {
            Some(_) => Some(self.people.find_or_add(person, self.fresh)),
            None => self.people.find(person),
        };
        let Some(user) = user.filter(|user| group.holders.insert(*user)) else { return };
        if let Some(license_id) = group.license {
            self.import.assignments.push(Assignment {
                id: AssignmentId((self.fresh)()),
                license_id,
                holder: Holder::User(user),
                quantity: 1,
                from_on: None,
                ended_on: None,
            });
        }
        if let Some(shown) = self.rows.get_mut(place) {
            shown.n_holders = shown.n_holders.saturating_add(1);
        }
    }

    fn shown(&self, line: u32, record: &Record, verdict: Verdict) -> PreviewRow {
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
        }
    }

    pub(super) fn finish(self) -> Plan {
        let Self { table, style, report, groups, mut import, keys, rows, .. } = self;
        import.users = self.people.added;
        import.vendors = self.vendors.added;
        let lines = import.licenses.iter().flat_map(|license| license.purchases.values());
        let n_seats = lines.map(|line| match line.seats {
            Seats::Counted(n) => u64::from(n),
            Seats::Unstated | Seats::Unlimited => 0,
        });
        let columns = || table.headings.iter().zip(&table.meanings);
        let preview = Preview {
            layout: table.layout,
            encoding: table.encoding,
            delimiter: table.delimiter,
            sheet: table.sheet.clone(),
            repeated_headings: table.repeated_headings,
            n_rows: table.n_rows(),
            n_licenses: count(import.licenses.len()),
            n_users: count(import.users.len()),
            n_vendors: count(import.vendors.len()),
            n_assignments: count(import.assignments.len()),
            n_seats: n_seats.sum(),
            n_keys: count(keys.len()),
            already_here: count(groups.iter().filter(|group| group.license.is_none()).count()),
            rejected: report.rejected,
            n_rejected: report.n_rejected,
            problems: report.problems,
            n_problems: report.n_problems,
            columns: columns()
                .map(|(heading, meaning)| ColumnUse {
                    heading: heading.clone(),
                    field: meaning.field(),
                })
                .collect(),
            unknown: columns()
                .filter(|(_, meaning)| **meaning == Meaning::Unknown)
                .map(|(heading, _)| heading.clone())
                .collect(),
            needs_date_order: style.dates.needs_answer,
            needs_decimal: style.decimals.needs_answer,
            date_order: style.dates.detected,
            decimal: style.decimals.detected,
            rows,
        };
        Plan { import, keys, preview }
    }
}

fn read_name(row: &RowReader<'_, '_>) -> Result<String, ProblemKind> {
    if row.has_stray_cells() {
        return Err(ProblemKind::MoreCellsThanHeadings);
    }
    let name = cells::line(row.text(Field::Name));
    if name.is_empty() { Err(ProblemKind::Missing) } else { within(name, LONGEST_NAME) }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
