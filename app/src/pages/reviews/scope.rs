//! Which seats a review is about: chosen in the form, and gathered when it is started.

use std::collections::BTreeMap;

use domain::date::Date;
use domain::listing::seats::SeatLine;
use domain::listing::{ListQuery, Window};
use replica::protocol::{Answer, ListKind, Question};

use crate::state::engine::Engine;
use crate::text;

/// So many seats are asked for at a time.
const PART: u32 = 1_000;
/// The most that one review holds: more than a person can answer.
pub(super) const MOST: u32 = 5_000;

/// All seats, or those of which one thing is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    /// The word of the filter and what it asks for; nothing for all seats.
    pub(super) filter: Option<(&'static str, String)>,
    /// It in words.
    pub(super) words: String,
}

impl Scope {
    fn query(&self) -> ListQuery {
        let filters: BTreeMap<String, String> = self
            .filter
            .iter()
            .map(|(filter, wanted)| ((*filter).to_owned(), wanted.clone()))
            .collect();
        ListQuery { filters, ..ListQuery::default() }
    }

    /// How many seats it is about.
    pub(super) async fn count(&self, engine: Engine, today: Date) -> Result<u32, String> {
        let query = self.query();
        let answer = engine.ask(Question::ListIds { list: ListKind::Seats, query, today }).await;
        let Answer::Ids(ids) = &answer else { return Err(text::answer::why_not(&answer)) };
        let n = ids.open().map_or(0, |ids| ids.len());
        Ok(u32::try_from(n).unwrap_or(u32::MAX))
    }

    /// The seats themselves.
    pub(super) async fn seats(&self, engine: Engine, today: Date) -> Result<Vec<SeatLine>, String> {
        let mut seats = Vec::new();
        let mut from = 0;
        loop {
            let window = window(engine, self.query(), from, PART, today).await?;
            let n = u32::try_from(window.lines.len()).unwrap_or(u32::MAX);
            seats.extend(window.lines);
            from += n;
            if n == 0 || from >= window.matched || from >= MOST {
                return Ok(seats);
            }
        }
    }
}

/// Departments and vendors that hold or give seats, by the word of the filter.
pub(super) async fn offered(engine: Engine, today: Date) -> BTreeMap<String, Vec<String>> {
    let window = window(engine, ListQuery::default(), 0, 0, today).await;
    window.map(|window| window.choices).unwrap_or_default()
}

async fn window(
    engine: Engine,
    query: ListQuery,
    from: u32,
    most: u32,
    today: Date,
) -> Result<Window<SeatLine>, String> {
    let task = Question::List { list: ListKind::Seats, query, from, most, today };
    let answer = engine.ask(task).await;
    let Answer::Seats(packed) = &answer else { return Err(text::answer::why_not(&answer)) };
    Ok(packed.open().unwrap_or_default())
}
