//! Importing a list of users, assets, assignments or last uses: read once, previewed as often as
//! wanted, carried out as one step.

use chrono::{DateTime, Utc};
use domain::csv::Unreadable;
use domain::csv::roster::{self, Choices, List, Plan};
use domain::date::Date;
use replica::message::Source;
use replica::protocol::{Answer, Packed};

use super::imports::NO_FILE;
use super::session::Session;
use super::workbooks;
use crate::platform::random;

/// A list being considered.
#[derive(Debug)]
pub(crate) struct Roster {
    list: List,
    plan: Plan,
    /// The day it is judged on.
    today: Date,
}

/// Reads a list, or looks at the kept one again, and tells what importing it would do.
pub(crate) fn read(
    session: &Session,
    kept: &mut Option<Roster>,
    bytes: Option<Vec<u8>>,
    choices: &Choices,
    today: Date,
) -> Answer {
    let before = kept.take();
    let mut list = match (bytes, before) {
        (Some(bytes), _) => match of_bytes(&bytes) {
            Ok(list) => list,
            Err(reason) => return Answer::Unreadable(reason),
        },
        (None, Some(before)) => before.list,
        (None, None) => return NO_FILE,
    };
    let workspace = session.inventory.workspace();
    let plan = roster::plan(&mut list, choices, workspace, today, &mut random::uuid);
    let answer = Answer::RecordsPreview(Packed::of(&plan.preview));
    *kept = Some(Roster { list, plan, today });
    answer
}

fn of_bytes(bytes: &[u8]) -> Result<List, Unreadable> {
    if sheets::looks_like_one(bytes) { workbooks::read_list(bytes) } else { roster::read(bytes) }
}

/// Imports the list as it was previewed. If that can't be done any more, it is kept.
pub(crate) async fn import(
    session: &mut Session,
    kept: &mut Option<Roster>,
    at: DateTime<Utc>,
) -> Answer {
    let Some(roster) = kept.as_ref() else { return NO_FILE };
    let Some(command) = roster.plan.command(roster.today) else { return Answer::Changed(0) };
    let answer = session.apply(&command, &[], Source::Import, at).await;
    if answer == Answer::Done {
        *kept = None;
    }
    answer
}
