//! Users and assets, in words.

use domain::asset::AssetStatus;
use domain::user::UserStatus;

use crate::components::Tone;

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
