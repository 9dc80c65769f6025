//! How a workspace's settings are laid out. A setting nobody changed is not written.

use domain::settings::Settings;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of settings.
pub(crate) fn write(settings: &Settings) -> Fields {
    Writer::default()
        .text("name", &settings.name)
        .text("time_zone", &settings.time_zone)
        .id("currency", Some(settings.currency))
        .int("expiring_days", Some(i64::from(settings.expiring_days)))
        .0
}

/// The settings of a tree.
pub(crate) fn read(fields: &Fields) -> Settings {
    let reader = Reader(fields);
    let default = Settings::default();
    Settings {
        name: reader.text("name"),
        time_zone: reader.text("time_zone"),
        currency: reader.parsed("currency").unwrap_or(default.currency),
        expiring_days: reader
            .int("expiring_days")
            .and_then(|days| u16::try_from(days).ok())
            .unwrap_or(default.expiring_days),
    }
}
