//! A long list that the worker keeps: the page holds the lines near the screen, and asks for more as
//! it is scrolled and again whenever anything changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::listing::{ListQuery, Window};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Failure, ListKind, Question};

use super::calendar::use_today;
use super::engine::{Engine, use_engine};
use super::listing_query::ListingQuery;
use super::workspace::{Phase, use_workspace};
use crate::erased::memo;
use crate::text;

/// So many lines are asked for at a time.
const PART: usize = 100;
/// So many where all of them are wanted.
const WHOLE_PART: u32 = 2_000;

/// Reads the answer of a list.
pub type Unpack<L> = fn(&Answer) -> Option<Window<L>>;

/// A list on the screen.
#[derive(Debug)]
pub struct Listing<L: 'static> {
    /// What is asked of it.
    pub query: ListingQuery,
    list: ListKind,
    unpack: Unpack<L>,
    engine: Engine,
    today: Signal<domain::date::Date>,
    parts: RwSignal<BTreeMap<usize, Arc<Vec<L>>>>,
    /// The parts that were looked at since the list was asked for anew, the last one last.
    wanted: StoredValue<Vec<usize>>,
    /// Answers to what was asked before are not heard.
    round: StoredValue<u64>,
    /// How many there are, once that is known.
    pub total: RwSignal<Option<usize>>,
    /// How many of them were asked for.
    pub matched: RwSignal<usize>,
    /// What each filter offers.
    pub choices: RwSignal<BTreeMap<String, Vec<String>>>,
    /// Why it could not be read.
    pub trouble: RwSignal<Option<String>>,
}

impl<L> Clone for Listing<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Listing<L> {}

impl<L: Clone + Send + Sync + 'static> Listing<L> {
    /// The line at a place; `None` until it is here.
    pub fn line(self, at: usize) -> Option<L> {
        let (part, place) = (at / PART, at % PART);
        let found = self.parts.with(|parts| parts.get(&part).map(Arc::clone));
        let is_new = self.wanted.try_update_value(|wanted| {
            let is_new = !wanted.contains(&part);
            if is_new {
                wanted.push(part);
            }
            is_new
        });
        if found.is_none() && is_new == Some(true) {
            self.ask(part);
        }
        found?.get(place).cloned()
    }

    /// How many there are to show.
    pub fn n_shown(self) -> Signal<usize> {
        self.matched.into()
    }

    /// The identities of all that are asked for, in order; the reason if they cannot be told.
    pub async fn ids(self) -> Result<Vec<uuid::Uuid>, String> {
        let (list, today) = (self.list, self.today.get_untracked());
        let query = self.query.asked.get_untracked();
        let answer = self.engine.ask(Question::ListIds { list, query, today }).await;
        if let Answer::Ids(ids) = &answer {
            Ok(ids.open().unwrap_or_default())
        } else {
            Err(text::answer::why_not(&answer))
        }
    }

    /// All lines that `query` asks for, in order; the reason if they cannot be told.
    pub async fn all(self, query: ListQuery) -> Result<Vec<L>, String> {
        let (list, today) = (self.list, self.today.get_untracked());
        let mut all = Vec::new();
        loop {
            let from = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let query = query.clone();
            let task = Question::List { list, query, from, most: WHOLE_PART, today };
            let answer = self.engine.ask(task).await;
            let Some(window) = (self.unpack)(&answer) else {
                return Err(text::answer::why_not(&answer));
            };
            let is_last = window.lines.is_empty();
            all.extend(window.lines);
            if is_last || all.len() >= window.matched as usize {
                return Ok(all);
            }
        }
    }

    /// Asks for a part.
    fn ask(self, part: usize) {
        let round = self.round.get_value();
        let task = Question::List {
            list: self.list,
            query: self.query.asked.get_untracked(),
            from: u32::try_from(part * PART).unwrap_or(u32::MAX),
            most: u32::try_from(PART).unwrap_or(u32::MAX),
            today: self.today.get_untracked(),
        };
        spawn_local(async move {
            let answer = self.engine.ask(task).await;
            // The page may be gone, or have asked something else meanwhile.
            if self.round.try_get_value() == Some(round) {
                self.take(part, &answer);
            }
        });
    }

    fn take(self, part: usize, answer: &Answer) {
        let Some(window) = (self.unpack)(answer) else {
            // Asked too early: it is asked again when the workspace is open.
            if *answer != Answer::Failed(Failure::NotOpen) {
                self.trouble.set(Some(text::answer::why_not(answer)));
            }
            return;
        };
        if part == 0 {
            self.choices.set(window.choices);
        }
        self.parts.update(|parts| {
            parts.insert(part, Arc::new(window.lines));
        });
        self.matched.set(window.matched as usize);
        self.total.set(Some(window.total as usize));
        self.trouble.set(None);
    }

    /// Asks anew for what is near the screen. What is there stays until the answer comes.
    fn refresh(self, is_other_question: bool) {
        self.round.update_value(|round| *round += 1);
        let mut near = self.wanted.try_update_value(std::mem::take).unwrap_or_default();
        near.reverse();
        near.truncate(2);
        if is_other_question || near.is_empty() {
            near = vec![0];
        } else if !near.contains(&0) {
            near.push(0);
        }
        let kept = near.clone();
        self.parts.update(|parts| parts.retain(|part, _| kept.contains(part)));
        self.wanted.set_value(near.clone());
        for part in near {
            self.ask(part);
        }
    }
}

/// The list of this kind, asked for now and whenever anything changes.
pub fn use_listing<L: Clone + Send + Sync + 'static>(
    list: ListKind,
    query: ListingQuery,
    unpack: Unpack<L>,
) -> Listing<L> {
    let workspace = use_workspace();
    let listing = Listing {
        query,
        list,
        unpack,
        engine: use_engine(),
        today: use_today(),
        parts: RwSignal::new(BTreeMap::new()),
        wanted: StoredValue::new(Vec::new()),
        round: StoredValue::new(0),
        total: RwSignal::new(None),
        matched: RwSignal::new(0),
        choices: RwSignal::new(BTreeMap::new()),
        trouble: RwSignal::new(None),
    };
    let is_open = memo(move || workspace.phase.get() == Phase::Open);
    Effect::new(move |before: Option<ListQuery>| {
        let asked = query.asked.get();
        workspace.revision.track();
        listing.today.track();
        if is_open.get() {
            listing.refresh(before.is_some_and(|before| before != asked));
        }
        asked
    });
    listing
}
