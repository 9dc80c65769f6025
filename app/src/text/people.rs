//! Users and assets, in words.

use domain::asset::AssetStatus;
use domain::assigning::Objection;
use domain::purchase::Seats;
use domain::quantity::Quantity;
use domain::seat_plan::SeatPlan;
use domain::user::UserStatus;

use super::license::counted;
use crate::components::Tone;
use crate::platform::intl;

/// Where somebody stands.
pub fn user_status(status: UserStatus) -> &'static str {
    match status {
        UserStatus::Onboarding => "Onboarding",
        UserStatus::Active => "Active",
        UserStatus::Leaving => "Leaving",
        UserStatus::Left => "Left",
        UserStatus::Unknown => "Unknown",
    }
}

/// How that looks.
pub fn user_tone(status: UserStatus) -> Tone {
    match status {
        UserStatus::Onboarding => Tone::Info,
        UserStatus::Active => Tone::Ok,
        UserStatus::Leaving => Tone::Warn,
        UserStatus::Left | UserStatus::Unknown => Tone::Mute,
    }
}

/// Where a machine stands.
pub fn asset_status(status: AssetStatus) -> &'static str {
    match status {
        AssetStatus::Available => "Available",
        AssetStatus::Assigned => "Assigned",
        AssetStatus::Retired => "Retired",
        AssetStatus::Unknown => "Unknown",
    }
}

/// How that looks.
pub fn asset_tone(status: AssetStatus) -> Tone {
    match status {
        AssetStatus::Available => Tone::Ok,
        AssetStatus::Assigned => Tone::Info,
        AssetStatus::Retired | AssetStatus::Unknown => Tone::Mute,
    }
}

/// There is nothing at an address.
pub const NOT_HERE: &str = "Nothing of this workspace has this address. The link may be \
                            incomplete, or it belongs to another workspace.";

/// An act that changed nothing.
pub const NOTHING_CHANGED: &str = "They are so already. Nothing was changed.";

/// A number of seats of any licenses, such as `3 licenses`.
pub fn seats_of(n: usize) -> String {
    counted(n, "license", "licenses")
}

/// All seats were taken back.
pub fn released(n: usize, holder: &str) -> String {
    format!("Released {} of {holder}.", seats_of(n))
}

/// Seats were taken back beside something else.
pub fn and_released(n: usize) -> String {
    format!("Released {}.", counted(n, "seat", "seats"))
}

/// One seat was taken back.
pub fn unassigned(license: &str, holder: &str) -> String {
    format!("Unassigned {license} from {holder}.")
}

/// One seat was given.
pub fn assigned(license: &str, holder: &str) -> String {
    format!("Assigned {license} to {holder}.")
}

/// Seats went to somebody else.
pub fn moved(n: usize, to: &str) -> String {
    format!("Moved {} to {to}.", seats_of(n))
}

/// So many seats would go to somebody else.
pub fn will_move(n: usize) -> String {
    if n == 0 { "Nothing moves.".to_owned() } else { format!("Moves {}.", seats_of(n)) }
}

/// A seat that is only taken back.
pub fn only_ends(license: &str) -> String {
    format!("{license}: they hold a seat already, so this one is only released.")
}

/// A seat that stays where it is.
pub fn stays(license: &str, why: Objection) -> String {
    format!("{license} stays. {}", super::seats::objection(why))
}

/// Somebody who leaves, or a machine that is retired, holds seats.
pub fn still_holds(holder: &str, n: usize) -> String {
    format!("{holder} still holds {}", seats_of(n))
}

/// How many seats are used now, and would be then.
pub fn seats_left(plan: &SeatPlan) -> String {
    let (before, after) = (intl::quantity(plan.used_before), intl::quantity(plan.used_after));
    match plan.owned {
        Seats::Counted(owned) => {
            let free = Quantity::whole(owned).less(plan.used_before);
            let (owned, free) = (intl::count(u64::from(owned)), intl::quantity(free));
            format!("{free} of {owned} seats left. Used: {before} now, {after} then.")
        }
        Seats::Unlimited => format!("Unlimited seats. Used: {before} now, {after} then."),
        Seats::Unstated => format!("Seats are not stated. Used: {before} now, {after} then."),
    }
}

/// Whose seats could be taken back instead, where there are any.
pub fn spare(plan: &SeatPlan) -> Option<String> {
    let names: Vec<&str> = plan.spare.iter().map(|(_, who)| who.name.as_str()).collect();
    let names = names.join(", ");
    (!names.is_empty()).then(|| format!("Could be taken back instead: {names}."))
}

/// What stands above a form that could not be saved.
pub const NOT_SAVED_YET: &str = "Nothing is saved yet. Please look at these fields:";

/// A record was made or changed.
pub fn saved(is_new: bool, name: &str) -> String {
    if is_new { format!("Created \"{name}\".") } else { format!("Changed \"{name}\".") }
}

/// A record was deleted, which may hold seats.
pub fn deleted(name: &str, n_seats: usize) -> String {
    if n_seats == 0 {
        format!("Deleted \"{name}\".")
    } else {
        format!("Deleted \"{name}\", which still holds {}.", seats_of(n_seats))
    }
}

/// A record was brought back.
pub fn restored(name: &str) -> String {
    format!("Restored \"{name}\".")
}
