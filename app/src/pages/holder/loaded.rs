//! All about a user or an asset, asked from the worker and kept up to date.

use std::sync::Arc;

use domain::date::Date;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use replica::protocol::{Answer, Failure, Question};

use crate::erased::memo;
use crate::state::calendar::use_today;
use crate::state::engine::use_engine;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// How far asking has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) enum Loaded<T> {
    /// The answer is not there yet.
    Asking,
    /// There it is.
    Found(Arc<T>),
    /// There is no such record.
    Missing,
    /// It could not be read, and why.
    Failed(String),
}

/// Reads an answer; `None` if it is one to something else.
pub(in crate::pages) type Read<T> = fn(&Answer) -> Option<Loaded<T>>;

impl<T> From<Option<T>> for Loaded<T> {
    fn from(found: Option<T>) -> Self {
        found.map_or(Self::Missing, |found| Self::Found(Arc::new(found)))
    }
}

impl<T> Loaded<T> {
    fn of(answer: &Answer, read: Read<T>) -> Self {
        match read(answer) {
            Some(loaded) => loaded,
            // Asked too early: it is asked again when the workspace is open.
            None if *answer == Answer::Failed(Failure::NotOpen) => Self::Asking,
            None => Self::Failed(text::answer::why_not(answer)),
        }
    }

    /// What was found.
    pub(in crate::pages) fn found(&self) -> Option<Arc<T>> {
        match self {
            Self::Found(found) => Some(Arc::clone(found)),
            Self::Asking | Self::Missing | Self::Failed(_) => None,
        }
    }
}

/// Asks now and whenever anything changes. The last answer stays until the next.
pub(in crate::pages) fn use_loaded<T: Clone + PartialEq + Send + Sync + 'static>(
    task: impl Fn(Date) -> Question + 'static,
    read: Read<T>,
) -> Memo<Loaded<T>> {
    let (workspace, engine, today) = (use_workspace(), use_engine(), use_today());
    let answer = LocalResource::new(move || {
        workspace.revision.track();
        let asked = engine.ask(task(today.get()));
        async move { Loaded::of(&asked.await, read) }
    });
    memo(move || match (answer.get(), workspace.phase.get()) {
        (None | Some(Loaded::Asking), Phase::Stopped(_)) => {
            Loaded::Failed("This cannot be read right now. Reload the page.".to_owned())
        }
        (answer, _) => answer.unwrap_or(Loaded::Asking),
    })
}

/// What the address names, if it names one.
pub(in crate::pages) fn id_in_address<I: std::str::FromStr + PartialEq + Send + Sync + 'static>()
-> Memo<Option<I>> {
    let params = use_params_map();
    memo(move || params.with(|params| params.get_str("id")?.parse().ok()))
}
