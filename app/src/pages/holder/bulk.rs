//! What is done to all ticked users or assets at once: one command, one step to take back.

use std::collections::BTreeSet;

use domain::assignment::{Assignment, Holder};
use domain::command::{Change, Command, RecordChange, SeatChanges};
use domain::date::Date;
use domain::listing::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Packed, Question};
use uuid::Uuid;

use crate::components::Tone;
use crate::pages::seats::acts::ended;
use crate::state::calendar::use_today;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::listing::Listing;
use crate::state::picked::Picked;
use crate::state::undo::{Undo, use_undo};
use crate::text;

/// A line of a list whose records can be changed together.
pub(in crate::pages) trait BulkLine: Clone + Send + Sync + 'static {
    /// What is changed.
    type Record: Clone + PartialEq + 'static;
    /// What one is called, and several.
    const NOUNS: (&'static str, &'static str);

    /// To tell it by.
    fn id(&self) -> Uuid;
    /// The record.
    fn record(&self) -> &Self::Record;
    /// Who or what it is, if it holds any seat.
    fn seat_holder(&self) -> Option<Holder>;
    /// A change of the record as a part of a command.
    fn change(change: Change<Self::Record>) -> RecordChange;
}

/// The way to change all ticked ones.
#[derive(Debug)]
pub(in crate::pages) struct Bulk<L: 'static> {
    listing: StoredValue<Listing<L>>,
    ways: StoredValue<(Dispatch, Undo)>,
    today: Signal<Date>,
    /// What is ticked.
    pub(in crate::pages) picked: Picked,
}

/// What it takes to carry a change out, also once the page is gone.
#[derive(Debug)]
struct Errand<L: 'static> {
    listing: Listing<L>,
    ids: BTreeSet<Uuid>,
    on: Date,
    releases: bool,
    dispatch: Dispatch,
    undo: Undo,
}

impl<L> Clone for Bulk<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Bulk<L> {}

impl<L: BulkLine> Bulk<L> {
    /// Changes those that are ticked in `listing`.
    pub(in crate::pages) fn new(listing: Listing<L>, picked: Picked) -> Self {
        let ways = StoredValue::new((use_dispatch(), use_undo()));
        Self { listing: StoredValue::new(listing), ways, today: use_today(), picked }
    }

    /// What the filter of this word offers.
    pub(in crate::pages) fn offered(self, filter: &'static str) -> Signal<Vec<String>> {
        let choices = self.listing.get_value().choices;
        Signal::derive(move || choices.read().get(filter).cloned().unwrap_or_default())
    }

    /// Changes each; `done` is what the message says was done to them.
    pub(in crate::pages) fn change(
        self,
        done: &'static str,
        change: impl Fn(&mut L::Record) + 'static,
    ) {
        self.start(done, change, (false, false));
    }

    /// As [`Self::change`], and takes back what seats they hold.
    pub(in crate::pages) fn change_and_release(
        self,
        done: &'static str,
        change: impl Fn(&mut L::Record) + 'static,
    ) {
        self.start(done, change, (true, false));
    }

    /// Deletes each.
    pub(in crate::pages) fn delete(self, delete: impl Fn(&mut L::Record) + 'static) {
        self.start("Deleted", delete, (false, true));
    }

    fn start(
        self,
        done: &'static str,
        change: impl Fn(&mut L::Record) + 'static,
        (releases, leaves_list): (bool, bool),
    ) {
        let (dispatch, undo) = self.ways.get_value();
        let (listing, ids) = (self.listing.get_value(), self.picked.ids().into_iter().collect());
        let on = self.today.get_untracked();
        let errand = Errand { listing, ids, on, releases, dispatch, undo };
        spawn_local(async move {
            match errand.carry_out(done, &change).await {
                Ok(is_done) if is_done && leaves_list => self.picked.clear(),
                Ok(_) => {}
                Err(why) => undo.toasts.say(Tone::Bad, why),
            }
        });
    }
}

impl<L: BulkLine> Errand<L> {
    async fn carry_out(
        &self,
        done: &str,
        change: &impl Fn(&mut L::Record),
    ) -> Result<bool, String> {
        let (ids, on) = (&self.ids, self.on);
        let lines = self.listing.all(ListQuery::default()).await?;
        let lines: Vec<L> = lines.into_iter().filter(|line| ids.contains(&line.id())).collect();
        let changed = lines.iter().filter_map(|line| {
            let mut after = line.record().clone();
            change(&mut after);
            let is_other = after != *line.record();
            is_other.then(|| L::change(Change::edit(line.record().clone(), after)))
        });
        let records: Vec<RecordChange> = changed.collect();
        let mut seats = Vec::new();
        for holder in lines.iter().filter_map(L::seat_holder).filter(|_| self.releases) {
            seats.extend(ended(&self.seats_of(holder).await?, on, ""));
        }
        if records.is_empty() && seats.is_empty() {
            self.undo.toasts.say(Tone::Info, text::people::NOTHING_CHANGED);
            return Ok(false);
        }
        let (one, many) = L::NOUNS;
        let mut said = format!("{done} {}.", text::license::counted(records.len(), one, many));
        if !seats.is_empty() {
            said = format!("{said} {}", text::people::and_released(seats.len()));
        }
        let command = if seats.is_empty() {
            Command::ChangeRecords(records)
        } else {
            Command::ChangeSeats(Box::new(SeatChanges { records, seats, on, is_confirmed: true }))
        };
        let is_done = self.dispatch.run(command, None).await;
        if is_done {
            self.undo.offer(said);
        }
        Ok(is_done)
    }

    async fn seats_of(&self, holder: Holder) -> Result<Vec<Assignment>, String> {
        let today = self.on;
        let task = match holder {
            Holder::User(id) => Question::User { id, today },
            Holder::Asset(id) => Question::Asset { id, today },
            Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => return Ok(Vec::new()),
        };
        let answer = self.undo.engine.ask(task).await;
        let lines = if let Answer::User(found) = &answer {
            found.as_ref().and_then(Packed::open).map(|found| found.seats)
        } else if let Answer::Asset(found) = &answer {
            found.as_ref().and_then(Packed::open).map(|found| found.seats)
        } else {
            return Err(text::answer::why_not(&answer));
        };
        let lines = lines.unwrap_or_default();
        Ok(lines.into_iter().map(|line| line.seat).collect())
    }
}
