//! The sample: files of licenses, users, assets and last uses as they come with the app, imported
//! like any other.

use chrono::Days;
use domain::csv::Answers;
use domain::csv::roster::Choices;
use domain::date::Date;
use replica::protocol::{Answer, Failure, FileTask};

use super::engine::Engine;
use crate::platform::{clock, fetch};

/// What its workspace is called.
pub const NAME: &str = "Sample workspace";

/// Where it lies. Its dates are days from today: `{30}` is in thirty days, `{-30}` was before.
const FILE: &str = "/sample.csv";
/// What there is to know of the people and machines that hold its seats, and of when they last did
/// use them.
const MORE: [&str; 3] = ["/sample-users.csv", "/sample-assets.csv", "/sample-last-used.csv"];

/// Imports the sample into the open workspace. [`Answer::Done`], or why not.
pub async fn fill(engine: Engine) -> Answer {
    let Some(text) = fetch::text(FILE).await else {
        return Answer::Failed(Failure::NoSample);
    };
    let today = clock::today("");
    let bytes = dated(&text, today).into_bytes();
    let at = clock::now();
    let read =
        engine.ask(FileTask::ReadFile { bytes, answers: Answers::default(), at, today }).await;
    if !matches!(read, Answer::Preview(_)) {
        return read;
    }
    let imported = engine.ask(FileTask::Import { at }).await;
    if imported == Answer::Done {
        for file in MORE {
            describe(engine, file, today).await;
        }
    }
    imported
}

/// People and machines are there already, by their names; without this no more is known of them.
async fn describe(engine: Engine, file: &str, today: Date) {
    let Some(text) = fetch::text(file).await else { return };
    let bytes = Some(dated(&text, today).into_bytes());
    let choices = Choices::default();
    let read = engine.ask(FileTask::ReadRecords { bytes, choices, today }).await;
    if matches!(read, Answer::RecordsPreview(_)) {
        drop(engine.ask(FileTask::ImportRecords { at: clock::now() }).await);
    }
}

/// Puts a date in place of each number of days in braces; all else stays as it is.
fn dated(text: &str, today: Date) -> String {
    let mut dated = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        dated.push_str(before);
        let found = after.split_once('}').and_then(|(n, after)| Some((day(today, n)?, after)));
        let (piece, after) = match found {
            Some((date, after)) => (date.to_string(), after),
            None => ("{".to_owned(), after),
        };
        dated.push_str(&piece);
        rest = after;
    }
    dated.push_str(rest);
    dated
}

fn day(today: Date, days: &str) -> Option<Date> {
    let days: i32 = days.parse().ok()?;
    let distance = Days::new(days.unsigned_abs().into());
    if days < 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_braces_become_dates_and_nothing_else_changes() {
        let today = domain::date::parse_iso("2026-11-24").unwrap();
        let text = "A,{0},{7},{-30}\n{x},{,}{99999999999}";
        let expected = "A,2026-11-24,2026-12-01,2026-10-25\n{x},{,}{99999999999}";
        assert_eq!(dated(text, today), expected);
    }
}
