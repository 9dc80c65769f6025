//! What moving seats to somebody else would come to, seat by seat.

use domain::assigning::Objection;
use domain::assignment::{Assignment, Holder};
use domain::command::Change;
use domain::date::Date;
use domain::listing::seats::SeatLine;
use domain::seat_plan::Who;
use replica::protocol::{Answer, Question};

use crate::pages::seats::acts::{ended, moved};
use crate::state::engine::Engine;

/// What becomes of one seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// It moves; a person should know these things.
    Moves(Vec<Objection>),
    /// It is only taken back: they hold one, and one is enough.
    Ends,
    /// It stays where it is, and why.
    Stays(Objection),
}

/// The seats, and what becomes of each.
pub(super) type MovePlan = Vec<(SeatLine, Fate)>;

/// What moving these seats to `to` would come to; `None` if the worker does not tell.
pub(super) async fn plan(
    engine: Engine,
    lines: Vec<SeatLine>,
    to: Holder,
    on: Date,
) -> Option<MovePlan> {
    let mut plan = Vec::new();
    for line in lines {
        let who = Who::Holders(vec![to.clone()]);
        let (license, quantity) = (line.seat.license_id, line.seat.quantity);
        let answer = engine.ask(Question::PlanSeats { license, who, quantity, on }).await;
        let Answer::SeatPlan(found) = answer else { return None };
        let found = found.and_then(|packed| packed.open())?;
        let ready = found.ready.into_iter().next().map(|(_, warnings)| warnings);
        let skipped = found.skipped.into_iter().next().map(|(_, why)| why);
        plan.push((line, fate(ready, skipped)));
    }
    Some(plan)
}

fn fate(ready: Option<Vec<Objection>>, skipped: Option<Objection>) -> Fate {
    // The seat that is given up makes the room that the new one takes.
    let is_room = |why: &Objection| matches!(why, Objection::NoSeatsLeft { .. });
    match (ready, skipped) {
        (_, Some(Objection::AlreadyHolds)) => Fate::Ends,
        (_, Some(why)) if !is_room(&why) => Fate::Stays(why),
        (warnings, _) => {
            let warnings = warnings.unwrap_or_default().into_iter();
            Fate::Moves(warnings.filter(|why| !is_room(why)).collect())
        }
    }
}

/// The changes that carry it out.
pub(super) fn changes(
    plan: &MovePlan,
    to: &Holder,
    today: Date,
    note: &str,
) -> Vec<Change<Assignment>> {
    let (mut move_on, mut end) = (Vec::new(), Vec::new());
    for (line, fate) in plan {
        match fate {
            Fate::Moves(_) => move_on.push(line.seat.clone()),
            Fate::Ends => end.push(line.seat.clone()),
            Fate::Stays(_) => {}
        }
    }
    let mut changes = moved(&move_on, to, today, note);
    changes.extend(ended(&end, today, note));
    changes
}

#[cfg(test)]
mod tests {
    use domain::quantity::Quantity;

    use super::*;

    #[test]
    fn a_seat_moves_unless_something_other_than_room_stands_against_it() {
        let no_room = Objection::NoSeatsLeft { free: Quantity::ZERO };
        assert_eq!(fate(None, Some(no_room)), Fate::Moves(Vec::new()));
        let warnings = vec![no_room, Objection::Expired];
        assert_eq!(fate(Some(warnings), None), Fate::Moves(vec![Objection::Expired]));
        assert_eq!(fate(None, Some(Objection::AlreadyHolds)), Fate::Ends);
        assert_eq!(fate(None, Some(Objection::Archived)), Fate::Stays(Objection::Archived));
    }
}
