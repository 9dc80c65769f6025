//! What can be done to a review; each act is one step to take back.

use domain::command::{Change, Command, RecordChange};
use domain::date::Date;
use domain::id::AssignmentId;
use domain::review::{Review, ReviewAnswer};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Task};

use super::Detail;
use crate::components::Tone;
use crate::state::calendar::use_today;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::engine::{Engine, use_engine};
use crate::state::picked::Picked;
use crate::state::preferences;
use crate::state::toasts::{ToastList, use_toasts};
use crate::state::undo::{Undo, use_undo};
use crate::text;

/// Where acts go, and where they are told of.
#[derive(Debug, Clone, Copy)]
struct Ways {
    dispatch: Dispatch,
    undo: Undo,
    toasts: ToastList,
    engine: Engine,
}

/// The way to change a review.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReviewActs {
    detail: Detail,
    ways: StoredValue<Ways>,
    today: Signal<Date>,
    /// The lines that are ticked.
    pub(super) picked: Picked,
    /// Whether it is asked if the review shall be applied.
    pub(super) is_applying: RwSignal<bool>,
}

impl ReviewActs {
    pub(super) fn new(detail: Detail) -> Self {
        Self {
            detail,
            ways: StoredValue::new(Ways {
                dispatch: use_dispatch(),
                undo: use_undo(),
                toasts: use_toasts(),
                engine: use_engine(),
            }),
            today: use_today(),
            picked: Picked::default(),
            is_applying: RwSignal::new(false),
        }
    }

    /// Answers lines.
    pub(super) fn answer(self, ids: Vec<AssignmentId>, answer: ReviewAnswer) {
        let n = ids.len();
        let by = preferences::name().unwrap_or_default();
        let on = self.today.get_untracked();
        let found = self.change(|review| review.answered(ids, answer, on, &by));
        let said = text::license::counted(n, "seat", "seats");
        self.save(found, format!("Answered \"{}\" for {said}.", text::reviews::answer(answer)));
    }

    /// Notes something on a line.
    pub(super) fn note(self, id: AssignmentId, note: &str) {
        let found = self.change(|review| review.noted(id, note.trim()));
        self.save(found, "Noted.".to_owned());
    }

    fn change(
        self,
        change: impl FnOnce(&Review) -> Option<Change<Review>>,
    ) -> Option<Change<Review>> {
        self.detail.with_untracked(|detail| change(&detail.as_ref()?.review))
    }

    fn save(self, change: Option<Change<Review>>, said: String) {
        let (Some(change), ways) = (change, self.ways.get_value()) else { return };
        spawn_local(async move {
            let command = Command::ChangeRecords(vec![RecordChange::Review(change)]);
            if ways.dispatch.run(command, None).await {
                ways.undo.offer(said);
            }
        });
    }

    /// Applies the review, as it stands by then.
    pub(super) fn apply(self) {
        let id = self.detail.with_untracked(|detail| detail.as_ref().map(|d| d.review.id));
        let Some(id) = id else { return };
        let by = preferences::name().unwrap_or_default();
        let (on, ways) = (self.today.get_untracked(), self.ways.get_value());
        spawn_local(async move {
            let answer = ways.engine.ask(Task::Review(id)).await;
            let Answer::Review(Some(packed)) = &answer else {
                return ways.toasts.say(Tone::Bad, text::answer::why_not(&answer));
            };
            let Some(now) = packed.open().filter(|now| !now.review.is_closed()) else {
                return ways.toasts.say(Tone::Info, "The review was applied already.");
            };
            let note = text::reviews::end_note(&now.review.name);
            let command = now.review.applied(&now.releases, on, &by, &note);
            if ways.dispatch.run(command, None).await {
                self.is_applying.try_set(false);
                ways.undo.offer(text::reviews::applied(&now.review.name, now.releases.len()));
            }
        });
    }
}
