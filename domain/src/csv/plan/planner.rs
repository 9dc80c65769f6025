//! Takes one row after the other and knows which licenses, people and vendors it has met.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::tally::{Shown, Tally};
use super::{Answers, Mode, Plan};
use crate::assignment::{Assignment, Holder};
use crate::command::{Edit, Import};
use crate::csv::cells::{self, End};
use crate::csv::export::Cells;
use crate::csv::group::Identity;
use crate::csv::holders::Described;
use crate::csv::machines::Machines;
use crate::csv::matching::{self, Found, Matcher};
use crate::csv::meaning::Meaning;
use crate::csv::parents::{Meant, Parents, Unset};
use crate::csv::people::{People, Person};
use crate::csv::preview::Verdict;
use crate::csv::record::Record;
use crate::csv::report::{Report, RowReader, within};
use crate::csv::rooms::Rooms;
use crate::csv::style::Style;
use crate::csv::table::{Row, Table};
use crate::csv::update::{self, Here, Update};
use crate::csv::vendors::Vendors;
use crate::date::Date;
use crate::draft::LONGEST_NAME;
use crate::id::{AssignmentId, KeyId, LicenseId};
use crate::license::License;
use crate::problem::{Field, ProblemKind};
use crate::quantity::Quantity;
use crate::term::Span;
use crate::workspace::Workspace;

/// The rows of one license.
struct Group<'a> {
    first: &'a Row,
    /// `None` when the workspace has it and it is left alone.
    license: Option<LicenseId>,
    /// Whether it was here before.
    is_here: bool,
    /// Where its change is among the edits.
    edit: Option<usize>,
    holders: BTreeSet<Holder>,
}

pub(super) struct Planner<'a> {
    table: &'a Table,
    answers: Answers,
    mode: Mode,
    workspace: &'a Workspace,
    at: DateTime<Utc>,
    today: Date,
    fresh: &'a mut dyn FnMut() -> Uuid,
    style: Style,
    matcher: Matcher<'a>,
    people: People,
    machines: Machines,
    vendors: Vendors,
    parents: Parents,
    report: Report,
    groups: Vec<Group<'a>>,
    places: BTreeMap<Identity, usize>,
    /// Who and what holds seats of the licenses that are here.
    holders: BTreeMap<LicenseId, Vec<Holder>>,
    rooms: Rooms,
    /// Our own headings, to compare a file of ours with what it was.
    headings: BTreeMap<Meaning, &'static str>,
    import: Import,
    keys: Vec<(LicenseId, KeyId, String)>,
    tally: Tally,
}

/// What the first row of a license comes to.
enum First {
    /// A license to be created, or one that is here and left alone.
    New(Box<Record>, bool),
    /// A license that is here, as the row leaves it.
    Known(Box<Update>, LicenseId),
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
        let own = if matching::has_own_ids(table) { Mode::Update } else { Mode::AddOnly };
        let mode = answers.mode.unwrap_or(own);
        let mut holders: BTreeMap<LicenseId, Vec<Holder>> = BTreeMap::new();
        for seat in workspace.assignments.values().filter(|seat| seat.is_active()) {
            holders.entry(seat.license_id).or_default().push(seat.holder.clone());
        }
        Self {
            table,
            answers,
            mode,
            workspace,
            at,
            today,
            fresh,
            style: Style::of(table, workspace, answers),
            matcher: Matcher::new(table, workspace, mode),
            people: People::of(workspace),
            machines: Machines::of(workspace),
            vendors: Vendors::of(workspace),
            parents: Parents::of(workspace, table),
            report: Report::default(),
            groups: Vec::new(),
            places: BTreeMap::new(),
            holders,
            rooms: Rooms::default(),
            headings: update::own_headings(),
            import: Import { custom_fields: table.new_fields.clone(), ..Import::default() },
            keys: Vec::new(),
            tally: Tally::default(),
        }
    }

    pub(super) fn take(&mut self, row: &'a Row) {
        let mut reader = RowReader::new(self.table, row, &mut self.report);
        let name = match reader
            .why_no_license()
            .map_or_else(|| read_name(&reader), |why| Err(ProblemKind::NoLicense(why)))
        {
            Ok(name) => name,
            Err(problem) => return reader.reject(problem),
        };
        let identity = Identity::of(&name, &reader);
        let known = self.places.get(&identity).and_then(|at| Some((*at, self.groups.get(*at)?)));
        let (place, first) = if let Some((place, group)) = known {
            reader.compare(group.first, self.answers.keep_unknown);
            (place, None)
        } else {
            self.parents.check(&mut reader);
            let found = self.matcher.find(&name, &reader, &self.style);
            let currency = self.workspace.settings.currency;
            let first = match found {
                Found::Unclear => return reader.reject(ProblemKind::UnclearLicense),
                Found::Nothing | Found::Alike => {
                    let record = Record::read(
                        name,
                        &mut reader,
                        self.answers,
                        &self.style,
                        currency,
                        self.workspace,
                    );
                    First::New(Box::new(record), found == Found::Alike)
                }
                Found::One { id, by_id } => {
                    let Some(license) = self.workspace.licenses.get(&id) else { return };
                    let here = Here::of(license, days(&reader, &self.style), self.today);
                    if by_id {
                        let days = self.workspace.settings.expiring_days;
                        let written = Cells::of(license, self.workspace, self.today, days);
                        update::note_unedited(&mut reader, license, &written, &self.headings);
                    }
                    let currency = here.currency().unwrap_or(currency);
                    let record = Record::read(
                        name,
                        &mut reader,
                        self.answers,
                        &self.style,
                        currency,
                        self.workspace,
                    );
                    let update = update::updated(
                        &here,
                        record,
                        &mut reader,
                        by_id,
                        self.workspace,
                        self.fresh,
                    );
                    First::Known(Box::new(update), id)
                }
            };
            (self.groups.len(), Some(first))
        };
        let holders = Described::read_all(&mut reader);
        let n_problems = reader.n_problems;
        if let Some(first) = first {
            self.places.insert(identity, place);
            self.open(row, first);
        }
        for holder in &holders {
            self.hold(row.line, place, holder);
        }
        self.tally.note_problems(place, n_problems);
    }

    /// Opens the group of a license that was not met before.
    fn open(&mut self, first: &'a Row, found: First) {
        let (license, is_here, edit) = match found {
            First::New(record, is_here) => {
                let verdict = if is_here { Verdict::AlreadyHere } else { Verdict::New };
                let shown = Shown { workspace: self.workspace, today: self.today };
                self.tally.show(shown.of_record(first.line, &record, verdict));
                ((!is_here).then(|| self.add(first.line, *record)), is_here, None)
            }
            First::Known(update, id) => {
                let edit = self.change(first.line, *update, id);
                (Some(id), true, edit)
            }
        };
        // A license that the file brings has the holders it has there.
        let here = license.filter(|_| is_here).and_then(|id| self.workspace.licenses.get(&id));
        let edited = edit.and_then(|at| self.import.edits.get(at)).map(|edit| &edit.after);
        if let Some(record) = here.map(|here| edited.unwrap_or(here)) {
            self.rooms.open(record, self.workspace, self.today);
        }
        self.groups.push(Group { first, license, is_here, edit, holders: BTreeSet::new() });
    }

    fn add(&mut self, line: u32, record: Record) -> LicenseId {
        let vendor_id = self.vendors.named(&record.vendor, self.fresh);
        let supplier_id = self.vendors.named(&record.supplier, self.fresh);
        let owner = Person::called(&record.owner);
        let owner_id = (!owner.is_nobody()).then(|| self.people.find_or_add(&owner, self.fresh));
        let parent = record.parent.clone();
        let (license, keys) = record.into_license(self.at, self.fresh);
        let parent_id = self.parents.find_or_wait(license.id, line, &parent);
        let license = License { vendor_id, supplier_id, owner_id, parent_id, ..license };
        let id = license.id;
        self.import.licenses.push(license);
        self.keys.extend(keys);
        id
    }

    /// Notes what becomes of a license that is here, and where its edit is, if there is one.
    fn change(&mut self, line: u32, update: Update, id: LicenseId) -> Option<usize> {
        let before = self.workspace.licenses.get(&id)?;
        let Update { mut after, vendor, supplier, owner, parent, keys } = update;
        let mut named = Vec::new();
        for (field, said, target) in [
            (Field::Vendor, vendor, &mut after.vendor_id),
            (Field::Supplier, supplier, &mut after.supplier_id),
        ] {
            if let Some(name) = said {
                *target = self.vendors.named(&name, self.fresh);
                named.push((field, name));
            }
        }
        if let Some(name) = owner {
            let person = Person::called(&name);
            after.owner_id =
                (!person.is_nobody()).then(|| self.people.find_or_add(&person, self.fresh));
            named.push((Field::Owner, name));
        }
        // A name that means no license was reported, and changes nothing.
        let meant = parent.map(|name| (self.parents.meant(&name), name));
        let mut is_waiting = false;
        if let Some((Ok(meant), name)) = meant {
            is_waiting = meant == Meant::InFile;
            after.parent_id = self.parents.find_or_wait(id, line, &name);
            named.push((Field::Parent, name));
        }
        let is_changed = is_waiting || after != *before;
        let shown = Shown { workspace: self.workspace, today: self.today };
        self.tally.show(shown.of_known(line, before, &after, &named));
        self.keys.extend(keys.into_iter().map(|(key, text)| (id, key, text)));
        is_changed.then(|| self.edit(before.clone(), after))
    }

    fn edit(&mut self, before: License, after: License) -> usize {
        self.import.edits.push(Edit { before, after });
        self.import.edits.len() - 1
    }

    /// Puts one seat of a license into somebody's hands, unless they hold one already.
    fn hold(&mut self, line: u32, place: usize, described: &Described) {
        let Some(group) = self.groups.get_mut(place) else { return };
        let held = group.license.filter(|_| group.is_here).and_then(|id| self.holders.get(&id));
        let held = held.map_or(&[][..], Vec::as_slice);
        let known = described.among(held, &self.machines, self.workspace);
        let holder = match (&known, group.license) {
            (Some(holder), _) => Some(holder.clone()),
            (None, Some(_)) => {
                Some(described.find_or_add(&mut self.people, &mut self.machines, self.fresh))
            }
            (None, None) => described.find(&self.people, &self.machines),
        };
        let Some(holder) = holder.filter(|holder| group.holders.insert(holder.clone())) else {
            return;
        };
        let is_new = known.is_none() && !held.contains(&holder);
        if let Some(license_id) = group.license.filter(|_| is_new) {
            if !self.rooms.take(license_id) {
                let field = described.field();
                let name = described.display_name();
                self.report.note(self.table, field, line, name, ProblemKind::NoSeatsLeft);
                return self.tally.note_problems(place, 1);
            }
            let id = AssignmentId((self.fresh)());
            self.import.assignments.push(Assignment::new(
                id,
                license_id,
                holder,
                Quantity::ONE,
                None,
            ));
            if group.is_here {
                let is_first_change = group.edit.is_none();
                self.tally.note_new_holder(place, described.display_name());
                if is_first_change && let Some(license) = self.workspace.licenses.get(&license_id) {
                    let edit = self.edit(license.clone(), license.clone());
                    if let Some(group) = self.groups.get_mut(place) {
                        group.edit = Some(edit);
                    }
                }
            }
        }
        self.tally.note_holder(place);
    }

    pub(super) fn finish(mut self) -> Plan {
        self.settle_parents();
        let Self { table, workspace, mode, style, report, mut import, keys, tally, .. } = self;
        import.users = self.people.added;
        import.assets = self.machines.added;
        import.vendors = self.vendors.added;
        let preview = tally.preview(table, workspace, mode, &style, report, (&import, keys.len()));
        Plan { import, keys, preview }
    }

    /// Sets the parents that were named before it was known which licenses they are. Where that
    /// leaves a license as it was, its row is not a change.
    fn settle_parents(&mut self) {
        let parents = std::mem::take(&mut self.parents);
        let named: Vec<LicenseId> = parents.children().collect();
        let unset = parents.settle(self.workspace, &mut self.import);
        let places: BTreeMap<LicenseId, usize> = self
            .groups
            .iter()
            .enumerate()
            .filter_map(|(at, group)| Some((group.license?, at)))
            .collect();
        for Unset { child, line, name, why } in unset {
            self.report.note(self.table, Field::Parent, line, &name, why);
            if let Some(place) = places.get(&child) {
                self.tally.note_problems(*place, 1);
            }
        }
        let given: BTreeSet<LicenseId> =
            self.import.assignments.iter().map(|seat| seat.license_id).collect();
        let mut untouched = BTreeSet::new();
        let edits: BTreeMap<LicenseId, &Edit> =
            self.import.edits.iter().map(|edit| (edit.after.id, edit)).collect();
        for child in named {
            let (Some(edit), Some(place)) = (edits.get(&child), places.get(&child)) else {
                continue;
            };
            if edit.after.parent_id != edit.before.parent_id {
                continue;
            }
            let is_changed = edit.after != edit.before || given.contains(&child);
            self.tally.keep_parent(*place, is_changed);
            if !is_changed {
                untouched.insert(child);
            }
        }
        self.import.edits.retain(|edit| !untouched.contains(&edit.after.id));
    }
}

fn read_name(row: &RowReader<'_, '_>) -> Result<String, ProblemKind> {
    if row.has_stray_cells() {
        return Err(ProblemKind::MoreCellsThanHeadings);
    }
    let name = cells::line(row.text(Field::Name));
    if name.is_empty() { Err(ProblemKind::Missing) } else { within(name, LONGEST_NAME) }
}

/// The days of the term that a row is about, as far as it says them.
fn days(row: &RowReader<'_, '_>, style: &Style) -> Span {
    let order = style.dates.value();
    let last_day = match row.end(order) {
        Ok(Some(End::On(day))) => Some(day),
        Ok(Some(End::Never) | None) | Err(_) => None,
    };
    Span { start_on: cells::date(row.text(Field::StartDate), order).ok(), last_day }
}
