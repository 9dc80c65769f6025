//! A history, read from the worker in parts and again whenever anything changes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::history::{HistoryEntry, HistoryPage, Page, Subject};
use replica::protocol::{Answer, Task};

use super::entry::Entry;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::part;
use crate::state::engine::{Engine, use_engine};
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// So many entries at a time.
const PART: u32 = 50;

/// A history on screen.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct History {
    /// Whose it is.
    pub(super) of: Subject,
    engine: Engine,
    entries: RwSignal<Vec<HistoryEntry>>,
    /// How many there are, once that is known.
    pub(super) total: RwSignal<Option<u32>>,
    /// Whether there are earlier ones in documents that were not read.
    pub(super) has_earlier: RwSignal<bool>,
    /// Whether a document of before could not be read.
    is_partial: RwSignal<bool>,
    shown: RwSignal<u32>,
    is_reading: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
}

/// The history of one record, or of all.
pub(in crate::pages) fn use_history(of: Subject) -> History {
    let workspace = use_workspace();
    let history = History {
        of,
        engine: use_engine(),
        entries: RwSignal::new(Vec::new()),
        total: RwSignal::new(None),
        has_earlier: RwSignal::new(false),
        is_partial: RwSignal::new(false),
        shown: RwSignal::new(PART),
        is_reading: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    Effect::new(move || {
        workspace.revision.track();
        let most = history.shown.get();
        if workspace.phase.get() == Phase::Open {
            spawn_local(history.read(most));
        }
    });
    history
}

impl History {
    async fn read(self, most: u32) {
        self.is_reading.try_set(true);
        match self.part(Page { skip: 0, most, whole: false }).await {
            Ok(page) => {
                self.entries.try_set(page.entries);
                self.total.try_set(Some(page.total));
                self.has_earlier.try_set(page.has_earlier);
                self.is_partial.try_set(page.is_partial);
                self.trouble.try_set(None);
            }
            Err(why) => drop(self.trouble.try_set(Some(why))),
        }
        self.is_reading.try_set(false);
    }

    /// A part of it.
    pub(super) async fn part(self, page: Page) -> Result<HistoryPage, String> {
        let answer = self.engine.ask(Task::History { of: self.of, page }).await;
        let Answer::History(packed) = &answer else { return Err(text::answer::why_not(&answer)) };
        Ok(packed.open().unwrap_or_default())
    }
}

#[component]
pub(in crate::pages) fn Entries(history: History) -> impl IntoView {
    let of = history.of;
    let list = part(move || {
        if let Some(why) = history.trouble.get() {
            return view! { <Banner tone=Tone::Bad text=why/> }.into_any();
        }
        match history.total.get() {
            None => view! { <Skeleton rows=4 label="Reading the history"/> }.into_any(),
            Some(0) => view! { <p class="dim">"Nothing has happened yet."</p> }.into_any(),
            Some(_) => {
                let entries = history.entries.get().into_iter().enumerate();
                let entries = entries
                    .map(|(at, entry)| view! { <Entry entry of is_latest={at == 0}/> })
                    .collect_view();
                view! { <ol class="history">{entries}</ol> }.into_any()
            }
        }
    });
    let more = move || {
        let is_known = history.total.get().is_some_and(|total| total > history.shown.get());
        is_known || history.has_earlier.get()
    };
    view! {
        {list}
        <Show when=move || history.is_partial.get()>
            <p class="dim">"A part of the history could not be read."</p>
        </Show>
        <Show when=more>
            <button
                class="button"
                type="button"
                disabled=history.is_reading
                on:click=move |_| history.shown.update(|shown| *shown += PART)
            >
                "Show more"
            </button>
        </Show>
    }
}
