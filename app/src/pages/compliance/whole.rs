//! Lists from end to end, for what is exported or done to all of their lines.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::Assignment;
use domain::date::Date;
use domain::id::AssignmentId;
use domain::listing::seats::SeatLine;
use domain::listing::{ListQuery, Window};
use replica::protocol::{Answer, ListKind, Question};
use uuid::Uuid;

use crate::state::engine::Engine;
use crate::state::listing::Unpack;
use crate::text;

/// So many lines are asked for at a time.
const PART: u32 = 500;

/// Walks through all lines that `query` asks for, as long as `take` wants more.
///
/// # Errors
/// The reason if they cannot be told.
async fn walk<L>(
    (engine, today): (Engine, Date),
    (list, unpack): (ListKind, Unpack<L>),
    query: ListQuery,
    mut take: impl FnMut(Vec<L>) -> bool,
) -> Result<(), String> {
    let (mut from, most) = (0_u32, PART);
    loop {
        let task = Question::List { list, query: query.clone(), from, most, today };
        let answer = engine.ask(task).await;
        let Some(Window { matched, lines, .. }) = unpack(&answer) else {
            return Err(text::answer::why_not(&answer));
        };
        from = from.saturating_add(most);
        if !take(lines) || from >= matched {
            return Ok(());
        }
    }
}

/// All lines that `query` asks for.
///
/// # Errors
/// The reason if they cannot be told.
pub(super) async fn whole<L>(
    engine: (Engine, Date),
    list: (ListKind, Unpack<L>),
    query: ListQuery,
) -> Result<Vec<L>, String> {
    let mut all = Vec::new();
    walk(engine, list, query, |lines| {
        all.extend(lines);
        true
    })
    .await?;
    Ok(all)
}

/// The seats of these identities that are still in hands. They are looked for where the person sees
/// them first, and then everywhere: a filter may have left some out since they were ticked.
///
/// # Errors
/// The reason if they cannot be told.
pub(super) async fn seats(
    engine: (Engine, Date),
    query: ListQuery,
    ids: &BTreeSet<Uuid>,
) -> Result<Vec<Assignment>, String> {
    let list = (ListKind::Seats, unpack_seats as Unpack<SeatLine>);
    let mut found: BTreeMap<AssignmentId, Assignment> = BTreeMap::new();
    for query in [query, ListQuery::default()] {
        if found.len() >= ids.len() {
            break;
        }
        walk(engine, list, query, |lines| {
            let seats = lines.into_iter().map(|line| line.seat);
            let wanted = seats.filter(|seat| ids.contains(&seat.id.0));
            found.extend(wanted.map(|seat| (seat.id, seat)));
            found.len() < ids.len()
        })
        .await?;
    }
    Ok(found.into_values().collect())
}

/// Reads a part of the list of seats.
pub(super) fn unpack_seats(answer: &Answer) -> Option<Window<SeatLine>> {
    let Answer::Seats(window) = answer else { return None };
    window.open()
}
