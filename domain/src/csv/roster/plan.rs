//! From a list to what an import of it records.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::style::DateOrder;
use super::column::{Column, Kind};
use super::directory::Directory;
use super::list::List;
use super::outcome::Outcome;
use super::preview::Preview;
use super::reader::Dates;
use super::{assets, assignments, last_used, outcome, users};
use crate::assignment::Assignment;
use crate::command::{Change, Command, RecordChange, SeatChanges};
use crate::date::Date;
use crate::id::UserId;
use crate::user::User;
use crate::workspace::Workspace;

/// What a person says about a list that the file does not say itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// What it is a list of; `None` for what its headings say.
    pub kind: Option<Kind>,
    /// What its columns are, from left to right; `None` for what its headings say.
    pub columns: Option<Vec<Column>>,
    /// The order of its dates; `None` to learn it from the file.
    pub date_order: Option<DateOrder>,
    /// Whether people are made whom a row of assets or assignments names and nobody knows.
    pub create_unknown: bool,
}

/// What an import of a list does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Records made and changed.
    pub records: Vec<RecordChange>,
    /// Seats given and changed.
    pub seats: Vec<Change<Assignment>>,
    /// What to show before.
    pub preview: Preview,
}

impl Plan {
    /// The one step that records it, judged on the day `on`; `None` when there is nothing to do. What
    /// stands against the seats and can be done all the same, the preview has shown.
    pub fn command(&self, on: Date) -> Option<Command> {
        let Self { records, seats, .. } = self;
        if !seats.is_empty() {
            let (records, seats) = (records.clone(), seats.clone());
            let changes = SeatChanges { records, seats, on, is_confirmed: true };
            return Some(Command::ChangeSeats(Box::new(changes)));
        }
        (!records.is_empty()).then(|| Command::ChangeRecords(records.clone()))
    }
}

/// What the planners of all kinds share.
pub(super) struct Desk<'a> {
    pub(super) list: &'a List,
    pub(super) workspace: &'a Workspace,
    pub(super) today: Date,
    pub(super) dates: Dates,
    pub(super) create_unknown: bool,
    pub(super) directory: Directory,
    pub(super) fresh: &'a mut dyn FnMut() -> Uuid,
    /// People made because a row names them.
    pub(super) people: BTreeMap<UserId, User>,
    /// How many rows name somebody nobody knows.
    pub(super) n_unknown: usize,
}

/// What the planner of one kind finds.
pub(super) struct Found {
    pub(super) records: Vec<RecordChange>,
    pub(super) seats: Vec<Change<Assignment>>,
    pub(super) outcomes: Vec<Outcome>,
}

/// Plans the import of `list` into `workspace`.
pub fn plan(
    list: &mut List,
    choices: &Choices,
    workspace: &Workspace,
    today: Date,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Plan {
    list.take_for(choices.kind);
    if let Some(columns) = &choices.columns {
        list.use_columns(columns);
    }
    let list = &*list;
    let mut desk = Desk {
        list,
        workspace,
        today,
        dates: Dates::of(list, choices.date_order),
        create_unknown: choices.create_unknown,
        directory: Directory::of(workspace),
        fresh,
        people: BTreeMap::new(),
        n_unknown: 0,
    };
    let Found { mut records, seats, outcomes } = match list.kind {
        Kind::Users => users::plan(&mut desk),
        Kind::Assets => assets::plan(&mut desk),
        Kind::Assignments => assignments::plan(&mut desk),
        Kind::LastUsed => last_used::plan(&mut desk),
    };
    let Desk { dates, people, n_unknown, .. } = desk;
    let preview = outcome::preview(list, dates, outcomes, people.len(), n_unknown);
    // They are there before whatever names them.
    let people = people.into_values().map(|user| RecordChange::User(Change::make(user)));
    records.splice(0..0, people);
    Plan { records, seats, preview }
}
