//! Requests for licenses: a member asks, an editor approves or declines, and whoever comes when
//! nothing is free waits in line.

use serde::{Deserialize, Serialize};

use crate::assigning::{Judgement, Objection, Weight, judge};
use crate::assignment::{Assignment, Holder};
use crate::command::{Change, Command, RecordChange, SeatChanges};
use crate::date::Date;
use crate::id::{AssignmentId, LicenseId, RequestId};
use crate::quantity::Quantity;
use crate::workspace::Workspace;

/// A request for seats of a license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Identity.
    pub id: RequestId,
    /// Of which license.
    pub license_id: LicenseId,
    /// For whom.
    pub holder: Holder,
    /// How many seats.
    pub quantity: Quantity,
    /// What for.
    pub reason: String,
    /// When it was made.
    #[serde(with = "crate::date::maybe_day")]
    pub asked_on: Option<Date>,
    /// Who made it, as far as they said.
    pub asked_by: String,
    /// Where it stands.
    pub state: RequestState,
    /// What was said about the decision.
    pub note: String,
    /// When it was decided.
    #[serde(with = "crate::date::maybe_day")]
    pub decided_on: Option<Date>,
    /// Who decided, as far as they said.
    pub decided_by: String,
    /// The seat it became.
    pub seat_id: Option<AssignmentId>,
}

/// Where a request stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum RequestState {
    /// Nobody has looked at it.
    #[default]
    Open,
    /// It waits for a seat to become free.
    Waiting,
    /// It became a seat.
    Approved,
    /// It will not become one.
    Declined,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl RequestState {
    /// All that a person can choose.
    pub const ALL: [Self; 4] = [Self::Open, Self::Waiting, Self::Approved, Self::Declined];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; nothing is the usual one, anything else [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        if code.is_empty() {
            return Self::default();
        }
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Unknown)
    }

    /// Whether somebody still has to decide.
    pub fn is_undecided(self) -> bool {
        matches!(self, Self::Open | Self::Waiting)
    }
}

impl Request {
    /// One that nobody has looked at.
    pub fn new(
        id: RequestId,
        license_id: LicenseId,
        holder: Holder,
        quantity: Quantity,
        asked_on: Date,
    ) -> Self {
        Self {
            id,
            license_id,
            holder,
            quantity,
            reason: String::new(),
            asked_on: Some(asked_on),
            asked_by: String::new(),
            state: RequestState::Open,
            note: String::new(),
            decided_on: None,
            decided_by: String::new(),
            seat_id: None,
        }
    }

    /// Whoever asked first comes first; of one day, in an order that is the same everywhere.
    fn rank(&self) -> impl Ord + use<> {
        (self.asked_on.is_none(), self.asked_on, self.id)
    }

    /// The seat it would become.
    pub fn seat(&self, id: AssignmentId, on: Date) -> Assignment {
        Assignment::new(id, self.license_id, self.holder.clone(), self.quantity, Some(on))
    }

    /// What stands against approving it on the day `on`.
    pub fn judged(&self, workspace: &Workspace, on: Date) -> Vec<(Objection, Weight)> {
        let seat = self.seat(AssignmentId(uuid::Uuid::nil()), on);
        let judgements = judge(workspace, &[Change::make(seat)], on);
        judgements.into_iter().next().map_or(Vec::new(), |Judgement { objections, .. }| objections)
    }

    /// Makes the seat and says so in the request, in one step.
    pub fn approved(&self, id: AssignmentId, on: Date, by: &str, is_confirmed: bool) -> Command {
        let after = Self { seat_id: Some(id), ..self.decided(RequestState::Approved, on, by) };
        let records = vec![RecordChange::Request(Change::edit(self.clone(), after))];
        let seats = vec![Change::make(self.seat(id, on))];
        Command::ChangeSeats(Box::new(SeatChanges { records, seats, on, is_confirmed }))
    }

    /// Says no, and why.
    pub fn declined(&self, note: &str, on: Date, by: &str) -> Command {
        let after = Self { note: note.to_owned(), ..self.decided(RequestState::Declined, on, by) };
        Command::ChangeRecords(vec![RecordChange::Request(Change::edit(self.clone(), after))])
    }

    /// Puts it in line.
    pub fn put_in_line(&self) -> Command {
        let after = Self { state: RequestState::Waiting, ..self.clone() };
        Command::ChangeRecords(vec![RecordChange::Request(Change::edit(self.clone(), after))])
    }

    fn decided(&self, state: RequestState, on: Date, by: &str) -> Self {
        Self { state, decided_on: Some(on), decided_by: by.to_owned(), ..self.clone() }
    }
}

/// Those who wait for a seat of a license, the first one first.
pub fn waiting_list(workspace: &Workspace, license: LicenseId) -> Vec<&Request> {
    let waiting = workspace
        .requests
        .values()
        .filter(|request| request.state == RequestState::Waiting && request.license_id == license);
    let mut waiting: Vec<&Request> = waiting.collect();
    waiting.sort_by_key(|request| request.rank());
    waiting
}

/// Who of those who wait could be given what is free of a license on the day `on`. Nobody goes past
/// one who only lacks a seat; one who could not have it anyway holds nobody up.
pub fn next_in_line(workspace: &Workspace, license: LicenseId, on: Date) -> Option<&Request> {
    for request in waiting_list(workspace, license) {
        let against = request.judged(workspace, on);
        let lacks = |(why, weight): &(Objection, Weight)| {
            matches!(why, Objection::NoSeatsLeft { .. }) && *weight > Weight::Notes
        };
        let blocks = |entry: &(Objection, Weight)| entry.1 == Weight::Blocks && !lacks(entry);
        if against.iter().any(blocks) {
            continue;
        }
        return (!against.iter().any(lacks)).then_some(request);
    }
    None
}

#[cfg(test)]
mod tests;
