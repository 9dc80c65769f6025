//! What can be done to seats; each is one step to take back.

use domain::assignment::{Assignment, Holder};
use domain::command::{Change, Command, RecordChange, SeatChanges};
use domain::date::Date;
use domain::id::AssignmentId;
use leptos::prelude::*;

use crate::platform::random;
use crate::state::calendar::use_today;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::undo::{Undo, use_undo};

/// The way to change seats.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct SeatActs {
    dispatch: Dispatch,
    undo: Undo,
    today: Signal<Date>,
}

impl SeatActs {
    /// Today in the workspace's zone.
    pub(in crate::pages) fn today(self) -> Date {
        self.today.get_untracked()
    }

    /// Carries changes out as one step, and says `said` with a way back. `true` when it is done;
    /// otherwise the person has been told why not.
    pub(in crate::pages) async fn change(
        self,
        records: Vec<RecordChange>,
        seats: Vec<Change<Assignment>>,
        is_confirmed: bool,
        said: String,
    ) -> bool {
        let changes = SeatChanges { records, seats, on: self.today(), is_confirmed };
        let is_done = self.dispatch.run(Command::ChangeSeats(Box::new(changes)), None).await;
        if is_done {
            self.undo.offer(said);
        }
        is_done
    }
}

/// Seats taken back today.
pub(in crate::pages) fn ended(
    seats: &[Assignment],
    today: Date,
    note: &str,
) -> Vec<Change<Assignment>> {
    let end = |seat: &Assignment| Change::edit(seat.clone(), seat.ended(today, note));
    seats.iter().map(end).collect()
}

/// Seats that go to somebody else today: each ends, and one like it begins.
pub(in crate::pages) fn moved(
    seats: &[Assignment],
    to: &Holder,
    today: Date,
    note: &str,
) -> Vec<Change<Assignment>> {
    let mut changes = ended(seats, today, note);
    changes.extend(seats.iter().map(|seat| {
        let id = AssignmentId(random::uuid());
        let fresh = Assignment::new(id, seat.license_id, to.clone(), seat.quantity, Some(today));
        let until_on = seat.until_on.filter(|until| *until >= today);
        Change::make(Assignment { key_id: seat.key_id, until_on, ..fresh })
    }));
    changes
}

/// The way to change seats.
pub(in crate::pages) fn use_seat_acts() -> SeatActs {
    SeatActs { dispatch: use_dispatch(), undo: use_undo(), today: use_today() }
}
