//! Reviews of who holds what: each seat of a scope is kept or released, and what was answered stays
//! as evidence, with the names as they were.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assignment::Assignment;
use crate::command::{Change, Command, RecordChange, SeatChanges};
use crate::date::Date;
use crate::id::{AssignmentId, LicenseId, ReviewId};
use crate::quantity::Quantity;
use crate::workspace::Workspace;

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Identity.
    pub id: ReviewId,
    /// What it is called.
    pub name: String,
    /// What was looked over, in words.
    pub scope: String,
    /// When it was started.
    #[serde(with = "crate::date::maybe_day")]
    pub started_on: Option<Date>,
    /// By when it should be answered.
    #[serde(with = "crate::date::maybe_day")]
    pub due_on: Option<Date>,
    /// When it was applied; `None` while it is under way.
    #[serde(with = "crate::date::maybe_day")]
    pub closed_on: Option<Date>,
    /// Who applied it, as far as they said.
    pub closed_by: String,
    /// The seats.
    pub lines: BTreeMap<AssignmentId, ReviewLine>,
}

/// A seat under review, as it was when the review was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLine {
    /// Whose seat.
    pub license_id: LicenseId,
    /// What the license was called.
    pub license: String,
    /// What the holder was called.
    pub holder: String,
    /// How many seats.
    pub quantity: Quantity,
    /// What shall become of it.
    pub answer: ReviewAnswer,
    /// Why.
    pub note: String,
    /// When that was answered.
    #[serde(with = "crate::date::maybe_day")]
    pub answered_on: Option<Date>,
    /// Who answered, as far as they said.
    pub answered_by: String,
}

/// What shall become of a seat.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum ReviewAnswer {
    /// Nobody has said so far.
    #[default]
    NoAnswer,
    /// It stays where it is.
    Keep,
    /// It is taken back when the review is applied.
    Release,
}

impl ReviewAnswer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Release, Self::NoAnswer];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoAnswer => "none",
            Self::Keep => "keep",
            Self::Release => "release",
        }
    }

    /// Reads [`Self::code`]; anything else is no answer.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|answer| answer.code() == code).unwrap_or_default()
    }
}

/// How far a review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReviewProgress {
    /// Seats that stay.
    pub kept: u32,
    /// Seats that are taken back.
    pub released: u32,
    /// All seats.
    pub total: u32,
}

impl ReviewProgress {
    /// How many are answered.
    pub fn answered(self) -> u32 {
        self.kept.saturating_add(self.released)
    }
}

impl Review {
    /// One without seats that starts on this day.
    pub fn new(id: ReviewId, name: &str, started_on: Date) -> Self {
        Self {
            id,
            name: name.to_owned(),
            scope: String::new(),
            started_on: Some(started_on),
            due_on: None,
            closed_on: None,
            closed_by: String::new(),
            lines: BTreeMap::new(),
        }
    }

    /// Whether it was applied.
    pub fn is_closed(&self) -> bool {
        self.closed_on.is_some()
    }

    /// How far it is.
    pub fn progress(&self) -> ReviewProgress {
        let mut progress = ReviewProgress::default();
        for line in self.lines.values() {
            progress.total = progress.total.saturating_add(1);
            match line.answer {
                ReviewAnswer::Keep => progress.kept = progress.kept.saturating_add(1),
                ReviewAnswer::Release => progress.released = progress.released.saturating_add(1),
                ReviewAnswer::NoAnswer => {}
            }
        }
        progress
    }

    /// The seats that applying it would end: those to be released that are still in hands.
    pub fn releases<'a>(&self, workspace: &'a Workspace) -> Vec<&'a Assignment> {
        let released = self.lines.iter().filter(|(_, line)| line.answer == ReviewAnswer::Release);
        let seats = released.filter_map(|(id, _)| workspace.assignments.get(id));
        seats.filter(|seat| seat.is_active()).collect()
    }

    /// The change that answers these lines and leaves all others alone; `None` where nothing is
    /// answered otherwise than it was, and for a review that was applied.
    pub fn answered(
        &self,
        ids: impl IntoIterator<Item = AssignmentId>,
        answer: ReviewAnswer,
        on: Date,
        by: &str,
    ) -> Option<Change<Self>> {
        let is_answer = answer != ReviewAnswer::NoAnswer;
        self.changed(ids, |line| {
            if line.answer != answer {
                line.answer = answer;
                line.answered_on = is_answer.then_some(on);
                line.answered_by = if is_answer { by.to_owned() } else { String::new() };
            }
        })
    }

    /// The change that notes something on one line.
    pub fn noted(&self, id: AssignmentId, note: &str) -> Option<Change<Self>> {
        self.changed([id], |line| note.clone_into(&mut line.note))
    }

    /// Both sides hold only the lines that change, however many there are.
    fn changed(
        &self,
        ids: impl IntoIterator<Item = AssignmentId>,
        change: impl Fn(&mut ReviewLine),
    ) -> Option<Change<Self>> {
        if self.is_closed() {
            return None;
        }
        let mut before = self.without_lines();
        let mut after = before.clone();
        for id in ids {
            let Some(line) = self.lines.get(&id) else { continue };
            let mut changed = line.clone();
            change(&mut changed);
            if changed != *line {
                before.lines.insert(id, line.clone());
                after.lines.insert(id, changed);
            }
        }
        (!after.lines.is_empty()).then(|| Change::edit(before, after))
    }

    /// Ends the seats of [`Self::releases`] and closes the review, in one step.
    pub fn applied(&self, releases: &[Assignment], on: Date, by: &str, end_note: &str) -> Command {
        let before = self.without_lines();
        let after = Self { closed_on: Some(on), closed_by: by.to_owned(), ..before.clone() };
        let records = vec![RecordChange::Review(Change::edit(before, after))];
        if releases.is_empty() {
            return Command::ChangeRecords(records);
        }
        let end = |seat: &Assignment| Change::edit(seat.clone(), seat.ended(on, end_note));
        let seats = releases.iter().map(end).collect();
        Command::ChangeSeats(Box::new(SeatChanges { records, seats, on, is_confirmed: false }))
    }

    fn without_lines(&self) -> Self {
        Self {
            id: self.id,
            name: self.name.clone(),
            scope: self.scope.clone(),
            started_on: self.started_on,
            due_on: self.due_on,
            closed_on: self.closed_on,
            closed_by: self.closed_by.clone(),
            lines: BTreeMap::new(),
        }
    }
}

impl ReviewLine {
    /// A seat that nobody has said anything about.
    pub fn of(seat: &Assignment, license: &str, holder: &str) -> Self {
        Self {
            license_id: seat.license_id,
            license: license.to_owned(),
            holder: holder.to_owned(),
            quantity: seat.quantity,
            answer: ReviewAnswer::NoAnswer,
            note: String::new(),
            answered_on: None,
            answered_by: String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
