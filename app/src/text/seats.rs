//! Seats in hands, in words: what stands against one, and what became of it.

use domain::assigning::Objection;
use domain::quantity::BadQuantity;
use replica::history::{SeatAct, TouchedSeat};

use crate::platform::intl;

/// What stands against a seat, as a sentence.
pub fn objection(objection: Objection) -> String {
    match objection {
        Objection::NoSuchLicense => "This license is not there any more.".to_owned(),
        Objection::Archived => {
            "This license is archived: no seats of it are assigned any more.".to_owned()
        }
        Objection::Terminated => "This license was terminated.".to_owned(),
        Objection::Expired => "This license has expired.".to_owned(),
        Objection::Pending => "This license is not valid yet.".to_owned(),
        Objection::NoSuchHolder => "There is no such user or asset any more.".to_owned(),
        Objection::HasLeft => "This person has left.".to_owned(),
        Objection::Retired => "This asset is retired.".to_owned(),
        Objection::AlreadyHolds => "Holds a seat of this license already.".to_owned(),
        Objection::NoSuchKey => "The license has no such product key any more.".to_owned(),
        Objection::BadQuantity => "A quantity is more than 0 and at most 1,000,000.".to_owned(),
        Objection::EndsBeforeStart => "It would end before it begins.".to_owned(),
        Objection::NoSeatsLeft { free } if free.is_zero() => "No seats are left.".to_owned(),
        Objection::NoSeatsLeft { free } => format!("Only {} left.", intl::quantity(free)),
    }
}

/// Why a typed quantity is none.
pub fn bad_quantity(why: BadQuantity) -> &'static str {
    match why {
        BadQuantity::NotANumber => "Enter a number, such as 1 or 0.5.",
        BadQuantity::NotPositive => "Enter more than 0.",
        BadQuantity::TooFine => "Enter at most two decimals.",
        BadQuantity::TooMany => "Enter at most 1,000,000.",
    }
}

/// What became of a seat, as a history tells it.
pub fn touched(seat: &TouchedSeat) -> String {
    let act = match seat.act {
        SeatAct::Given => "Assigned to",
        SeatAct::Ended => "Unassigned from",
        SeatAct::Undone => "Assignment taken back:",
        SeatAct::Changed => "Changed the seat of",
    };
    let holder = if seat.holder.is_empty() { "somebody" } else { seat.holder.as_str() };
    let quantity = if seat.quantity == domain::quantity::Quantity::ONE {
        String::new()
    } else {
        format!(" ({})", intl::quantity(seat.quantity))
    };
    let note = if seat.note.is_empty() { String::new() } else { format!(": {}", seat.note) };
    format!("{act} {holder}{quantity}{note}")
}
