//! The seats somebody or something holds, and what can be done to them. Every act is one step to take
//! back.

use domain::assignment::{Assignment, Holder};
use domain::command::{Change, RecordChange};
use domain::date::Date;
use domain::listing::seats::SeatLine;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::seats::acts::{SeatActs, ended, use_seat_acts};
use crate::text;

/// A holder with its seats.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Holding {
    holder: StoredValue<Holder>,
    /// What it is called.
    pub(in crate::pages) name: Signal<String>,
    /// The seats it holds.
    pub(in crate::pages) seats: Signal<Vec<SeatLine>>,
    acts: StoredValue<SeatActs>,
    /// What changes in the same step as the seats, such as a person who leaves.
    records: RwSignal<Vec<RecordChange>>,
    /// The seats that a dialog is about.
    pub(super) chosen: RwSignal<Vec<SeatLine>>,
    /// Whether the dialog that gives a seat is open.
    pub(in crate::pages) is_assigning: RwSignal<bool>,
    /// Whether the dialog that takes one back is open.
    pub(super) is_unassigning: RwSignal<bool>,
    /// Whether the dialog that moves seats is open.
    pub(super) is_moving: RwSignal<bool>,
    /// Whether an answer is awaited.
    is_busy: RwSignal<bool>,
    /// What follows when seats were given up.
    after: Callback<()>,
}

impl Holding {
    /// The seats of `holder`; `after` follows when they were given up.
    pub(in crate::pages) fn new(
        holder: Holder,
        name: Signal<String>,
        seats: Signal<Vec<SeatLine>>,
        after: Callback<()>,
    ) -> Self {
        Self {
            holder: StoredValue::new(holder),
            name,
            seats,
            acts: StoredValue::new(use_seat_acts()),
            records: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(Vec::new()),
            is_assigning: RwSignal::new(false),
            is_unassigning: RwSignal::new(false),
            is_moving: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            after,
        }
    }

    /// Who or what it is.
    pub(in crate::pages) fn holder(self) -> Holder {
        self.holder.get_value()
    }

    /// The way to change seats.
    fn acts(self) -> SeatActs {
        self.acts.get_value()
    }

    /// Today in the workspace's zone.
    pub(super) fn today(self) -> Date {
        self.acts().today()
    }

    /// Changes this in the same step as the seats.
    pub(in crate::pages) fn also(self, change: RecordChange) {
        self.records.set(vec![change]);
    }

    /// What changes in the same step as the seats.
    pub(in crate::pages) fn pending(self) -> Vec<RecordChange> {
        self.records.get_untracked()
    }

    /// Whether it holds any seat.
    pub(in crate::pages) fn has_seats(self) -> bool {
        !self.seats.read().is_empty()
    }

    /// Takes all seats back, in one step with what else changes.
    pub(in crate::pages) fn release_all(self) {
        let seats: Vec<Assignment> =
            self.seats.read_untracked().iter().map(|line| line.seat.clone()).collect();
        let said = text::people::released(seats.len(), &self.name.get_untracked());
        self.run(ended(&seats, self.today(), ""), said);
    }

    /// Asks for a note, and takes one seat back.
    pub(super) fn unassign(self, line: SeatLine) {
        self.chosen.set(vec![line]);
        self.is_unassigning.set(true);
    }

    /// Asks to whom one seat goes.
    pub(super) fn transfer(self, line: SeatLine) {
        self.chosen.set(vec![line]);
        self.is_moving.set(true);
    }

    /// Asks to whom all seats go.
    pub(in crate::pages) fn move_all(self) {
        self.chosen.set(self.seats.get_untracked());
        self.is_moving.set(true);
    }

    /// Changes seats, and in the same step what else was to change.
    pub(super) fn run(self, seats: Vec<Change<Assignment>>, said: String) {
        let Self { after, is_moving, is_unassigning, .. } = self;
        // What stands against it has been shown.
        self.carry_out(self.pending(), seats, true, said, move || {
            is_moving.try_set(false);
            is_unassigning.try_set(false);
            after.try_run(());
        });
    }

    /// Gives a seat.
    pub(super) fn give(self, seat: Assignment, is_confirmed: bool, said: String) {
        let is_open = self.is_assigning;
        self.carry_out(Vec::new(), vec![Change::make(seat)], is_confirmed, said, move || {
            is_open.try_set(false);
        });
    }

    /// One at a time: a second click on the same button does nothing. The page may be gone by the
    /// time it is `done`.
    fn carry_out(
        self,
        records: Vec<RecordChange>,
        seats: Vec<Change<Assignment>>,
        is_confirmed: bool,
        said: String,
        done: impl FnOnce() + 'static,
    ) {
        let (acts, is_busy) = (self.acts(), self.is_busy);
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let is_done = acts.change(records, seats, is_confirmed, said).await;
            is_busy.try_set(false);
            if is_done {
                done();
            }
        });
    }
}
