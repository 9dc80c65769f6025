//! The workspace's settings as text, and everything wrong with it at once.

use domain::currency::Currency;
use domain::draft::LONGEST_NAME;
use domain::problem::{Field, Problem, ProblemKind, Problems};
use domain::settings::{LONGEST_EXPIRING_DAYS, Settings};

/// What stands in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SettingsDraft {
    pub(super) name: String,
    pub(super) time_zone: String,
    pub(super) currency: String,
    pub(super) expiring_days: String,
}

impl SettingsDraft {
    /// These settings, as the form shows them.
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            name: settings.name.clone(),
            time_zone: settings.time_zone.clone(),
            currency: settings.currency.to_string(),
            expiring_days: settings.expiring_days.to_string(),
        }
    }

    /// Fields that still read as `before` take over what they are `now`.
    pub(super) fn follow(&mut self, before: Self, now: Self) {
        let fields = [
            (&mut self.name, before.name, now.name),
            (&mut self.time_zone, before.time_zone, now.time_zone),
            (&mut self.currency, before.currency, now.currency),
            (&mut self.expiring_days, before.expiring_days, now.expiring_days),
        ];
        for (field, before, now) in fields {
            if *field == before {
                *field = now;
            }
        }
    }

    /// The settings, or all that is wrong, in the order of the form.
    pub(super) fn check(&self, is_time_zone: impl Fn(&str) -> bool) -> Result<Settings, Problems> {
        let mut problems = Problems::new();
        let mut report = |field, kind| problems.push(Problem { field, kind });
        let name = self.name.trim();
        if name.chars().count() > LONGEST_NAME {
            let most = u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX);
            report(Field::WorkspaceName, ProblemKind::TooLong(most));
        }
        let time_zone = self.time_zone.trim();
        if !time_zone.is_empty() && !is_time_zone(time_zone) {
            report(Field::TimeZone, ProblemKind::NotATimeZone);
        }
        let currency = self.currency.parse::<Currency>();
        if currency.is_err() {
            report(Field::Currency, ProblemKind::NotACurrency);
        }
        let days = self.expiring_days.trim().parse::<u16>().ok();
        let days = days.filter(|days| *days <= LONGEST_EXPIRING_DAYS);
        if days.is_none() {
            report(Field::ExpiringDays, ProblemKind::NotInRange(0, LONGEST_EXPIRING_DAYS));
        }
        match (currency, days) {
            (Ok(currency), Some(expiring_days)) if problems.is_empty() => Ok(Settings {
                name: name.to_owned(),
                time_zone: time_zone.to_owned(),
                currency,
                expiring_days,
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, time_zone: &str, currency: &str, expiring_days: &str) -> SettingsDraft {
        SettingsDraft {
            name: name.to_owned(),
            time_zone: time_zone.to_owned(),
            currency: currency.to_owned(),
            expiring_days: expiring_days.to_owned(),
        }
    }

    fn knows_berlin(name: &str) -> bool {
        name == "Europe/Berlin"
    }

    #[test]
    fn settings_survive_the_form() {
        let settings = Settings { name: "Northwind".to_owned(), ..Settings::default() };
        assert_eq!(SettingsDraft::of(&settings).check(knows_berlin), Ok(settings));
    }

    #[test]
    fn what_somebody_typed_survives_a_change_from_elsewhere() {
        let mut form = draft("Typed", "", "USD", "30");
        form.follow(draft("Old", "", "USD", "30"), draft("New", "", "EUR", "30"));
        assert_eq!(form, draft("Typed", "", "EUR", "30"));
    }

    #[test]
    fn spaces_and_small_letters_are_forgiven() {
        let settings = draft(" Northwind ", " Europe/Berlin ", "eur", " 45 ").check(knows_berlin);
        let expected = Settings {
            name: "Northwind".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            currency: Currency::EUR,
            expiring_days: 45,
        };
        assert_eq!(settings, Ok(expected));
    }

    #[test]
    fn everything_wrong_is_told_at_once_in_the_order_of_the_form() {
        let problems = draft(&"n".repeat(256), "Mars/Olympus", "euros", "366").check(knows_berlin);
        let problem = |field, kind| Problem { field, kind };
        assert_eq!(
            problems,
            Err(vec![
                problem(Field::WorkspaceName, ProblemKind::TooLong(255)),
                problem(Field::TimeZone, ProblemKind::NotATimeZone),
                problem(Field::Currency, ProblemKind::NotACurrency),
                problem(Field::ExpiringDays, ProblemKind::NotInRange(0, 365)),
            ])
        );
    }

    #[test]
    fn a_threshold_is_a_whole_number_of_days() {
        for days in ["", "-1", "2.5", "thirty", "70000"] {
            let problems = draft("", "", "EUR", days).check(knows_berlin).unwrap_err();
            assert_eq!(problems.first().map(|p| p.field), Some(Field::ExpiringDays), "{days:?}");
        }
        assert!(draft("", "", "EUR", "0").check(knows_berlin).is_ok());
        assert!(draft("", "", "EUR", "365").check(knows_berlin).is_ok());
    }
}
