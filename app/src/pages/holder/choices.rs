//! What the fields of a form suggest: what stands in the lists already.

use std::collections::BTreeMap;

use domain::listing::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{ListKind, Question};

use crate::state::calendar::use_today;
use crate::state::engine::use_engine;
use crate::state::listing::Unpack;
use crate::state::workspace::{Phase, use_workspace};

/// Suggestions by the word of their filter.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Choices {
    found: RwSignal<BTreeMap<String, Vec<String>>>,
}

impl Choices {
    /// Those of one filter.
    pub(in crate::pages) fn of(self, filter: &'static str) -> Signal<Vec<String>> {
        Signal::derive(move || self.found.read().get(filter).cloned().unwrap_or_default())
    }
}

/// What the filters of a list offer.
pub(in crate::pages) fn use_choices<L: 'static>(list: ListKind, unpack: Unpack<L>) -> Choices {
    let (engine, workspace, today) = (use_engine(), use_workspace(), use_today());
    let found = RwSignal::new(BTreeMap::new());
    Effect::new(move || {
        if workspace.phase.get() != Phase::Open {
            return;
        }
        let (query, today) = (ListQuery::default(), today.get_untracked());
        let task = Question::List { list, query, from: 0, most: 0, today };
        spawn_local(async move {
            // Without an answer nothing is suggested.
            if let Some(window) = unpack(&engine.ask(task).await) {
                found.try_set(window.choices);
            }
        });
    });
    Choices { found }
}
