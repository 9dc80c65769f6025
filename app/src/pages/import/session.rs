//! One visit to the import page: which step it is at, and what it asks the worker.

use std::sync::Arc;

use domain::csv::{Answers, Meaning, Preview, ReadAs};
use domain::filter::Calendar;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, FileTask, Request};

use super::map_columns::lacks_name;
use super::questions::Questions;
use super::remembered::{recall, remember};
use crate::components::Tone;
use crate::platform::file::FileTrouble;
use crate::platform::{clock, page};
use crate::state::calendar::use_calendar;
use crate::state::preferences;
use crate::state::storage_status::StorageStatus;
use crate::state::undo::{Undo, use_undo};
use crate::text;

/// How far a person has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// No file is chosen.
    Choosing,
    /// The worker reads the file.
    Reading,
    /// The person says what the columns are.
    Mapping,
    /// The preview is there.
    Deciding,
    /// The worker records the file.
    Importing,
}

/// Who says what the columns of the file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnsBy {
    /// Its headings.
    Headings,
    /// The person, just now.
    Person,
    /// The person, for an earlier file with the same headings.
    Memory,
}

/// The visit. What comes back from the worker may find the page gone, hence `try_` everywhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    pub(super) stage: RwSignal<Stage>,
    /// What the file is called.
    pub(super) file_name: RwSignal<String>,
    /// Why the last step led nowhere, and how bad that is.
    pub(super) trouble: RwSignal<Option<(Tone, String)>>,
    /// What the import would do.
    pub(super) preview: RwSignal<Option<Arc<Preview>>>,
    /// What the person says about the file.
    pub(super) questions: Questions,
    /// The preview on screen does not have the latest answers yet.
    pub(super) is_replanning: RwSignal<bool>,
    /// Cancel was pressed.
    pub(super) is_stopping: RwSignal<bool>,
    /// Who says what the columns are.
    pub(super) columns_by: RwSignal<ColumnsBy>,
    /// Counts plans asked for; only the latest one is shown.
    n_asked: StoredValue<u32>,
    calendar: Memo<Calendar>,
    undo: StoredValue<Undo>,
}

impl Session {
    pub(super) fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Choosing),
            file_name: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
            preview: RwSignal::new(None),
            questions: Questions::new(),
            is_replanning: RwSignal::new(false),
            is_stopping: RwSignal::new(false),
            columns_by: RwSignal::new(ColumnsBy::Headings),
            n_asked: StoredValue::new(0),
            calendar: use_calendar(),
            undo: StoredValue::new(use_undo()),
        }
    }

    /// Takes the file that `reading` brings, and forgets the one before it.
    pub(super) fn take(
        self,
        name: String,
        reading: impl Future<Output = Result<Vec<u8>, FileTrouble>> + 'static,
    ) {
        self.file_name.set(name);
        self.trouble.set(None);
        // A plan of the file before, still on its way, is of no interest any more.
        self.next_plan();
        self.is_replanning.set(false);
        self.questions.forget();
        self.stage.set(Stage::Reading);
        spawn_local(async move {
            match reading.await {
                Ok(bytes) => self.read(bytes).await,
                Err(trouble) => self.give_up(text::import::file_trouble(trouble).to_owned()),
            }
        });
    }

    async fn read(self, bytes: Vec<u8>) {
        // The page may have been left while the file was read.
        if self.stage.try_get_untracked().is_none() {
            return;
        }
        let today = self.calendar.get_untracked().today;
        let answers = self.questions.answers_untracked();
        let task = FileTask::ReadFile { bytes, answers, at: clock::now(), today };
        let answer = self.undo().engine.ask(task).await;
        let Answer::Preview(packed) = answer else {
            return self.give_up(text::answer::why_not(&answer));
        };
        let Some(preview) = packed.open() else { return };
        self.columns_by.try_set(ColumnsBy::Headings);
        let recalled = recall(&preferences::import_columns(), &preview.columns);
        // The cells of this file may read like product keys where those of the earlier one did not.
        let is_unsafe = recalled.as_ref().is_some_and(|columns| {
            preview.columns.iter().zip(columns).any(|(column, wanted)| !column.allows(*wanted))
        });
        if let Some(columns) = recalled.filter(|_| !is_unsafe) {
            return self.map(columns, ColumnsBy::Memory).await;
        }
        let is_asked = is_unsafe || lacks_name(&preview.columns);
        let stage = if is_asked { Stage::Mapping } else { Stage::Deciding };
        self.show(preview, stage);
    }

    fn show(self, preview: Preview, stage: Stage) {
        self.questions.note_mode(preview.mode);
        self.preview.try_set(Some(Arc::new(preview)));
        self.stage.try_set(stage);
    }

    /// Shows the columns, to be chosen anew.
    pub(super) fn change_columns(self) {
        self.next_plan();
        self.is_replanning.set(false);
        self.trouble.set(None);
        self.stage.set(Stage::Mapping);
        // The button that had the focus is gone.
        request_animation_frame(page::focus_heading);
    }

    /// Uses the columns as the person says, and remembers it for files with the same headings.
    pub(super) fn use_columns(self, columns: Vec<Meaning>) {
        self.preview.with_untracked(|preview| {
            if let Some(preview) = preview {
                let stored = preferences::import_columns();
                let stored = remember(&stored, &preview.columns, &columns);
                preferences::remember_import_columns(&stored);
            }
        });
        // What suits the file may be another mode now.
        self.questions.mode.set(String::new());
        self.stage.set(Stage::Reading);
        request_animation_frame(page::focus_heading);
        spawn_local(self.map(columns, ColumnsBy::Person));
    }

    async fn map(self, columns: Vec<Meaning>, by: ColumnsBy) {
        let Some(today) = self.calendar.try_get_untracked().map(|calendar| calendar.today) else {
            return;
        };
        let answers = self.questions.answers_untracked();
        let task = FileTask::MapColumns { columns, answers, at: clock::now(), today };
        let answer = self.undo().engine.ask(task).await;
        let Answer::Preview(packed) = answer else {
            return self.give_up(text::answer::why_not(&answer));
        };
        self.columns_by.try_set(by);
        if let Some(preview) = packed.open() {
            self.show(preview, Stage::Deciding);
        }
    }

    /// Reads the same file again, in the way the person says. Where it can't be read so, it stays
    /// as it was.
    pub(super) fn reread(self, read_as: ReadAs) {
        let stage = self.stage.get_untracked();
        // What suits the file may be another mode then.
        let answers = Answers { read_as, mode: None, ..self.questions.answers_untracked() };
        let today = self.calendar.get_untracked().today;
        self.next_plan();
        self.is_replanning.set(false);
        self.trouble.set(None);
        self.stage.set(Stage::Reading);
        request_animation_frame(page::focus_heading);
        spawn_local(async move {
            let task = FileTask::Reconsider { answers, at: clock::now(), today };
            let answer = self.undo().engine.ask(task).await;
            let Answer::Preview(packed) = answer else {
                self.trouble.try_set(Some((Tone::Bad, text::answer::why_not(&answer))));
                self.stage.try_set(stage);
                return;
            };
            let Some(preview) = packed.open() else { return };
            self.questions.read_as.try_set_value(read_as);
            self.questions.mode.try_set(String::new());
            self.columns_by.try_set(ColumnsBy::Headings);
            let lacks_name = lacks_name(&preview.columns);
            self.show(preview, if lacks_name { Stage::Mapping } else { Stage::Deciding });
        });
    }

    /// The worker, and the way to take an import back.
    pub(super) fn undo(self) -> Undo {
        self.undo.get_value()
    }

    /// Plans the same file again with the answers as they are now.
    pub(super) fn replan(self) {
        let task = FileTask::Reconsider {
            answers: self.questions.answers_untracked(),
            at: clock::now(),
            today: self.calendar.get_untracked().today,
        };
        let mine = self.next_plan();
        self.is_replanning.set(true);
        spawn_local(async move {
            let answer = self.undo().engine.ask(task).await;
            if self.n_asked.try_with_value(|latest| *latest == mine) != Some(true) {
                return;
            }
            self.is_replanning.try_set(false);
            if let Answer::Preview(preview) = answer {
                self.preview.try_set(preview.open().map(Arc::new));
            } else {
                self.give_up(text::answer::why_not(&answer));
            }
        });
    }

    /// Records what the preview shows. `done` is called if the person is still here by then.
    pub(super) fn import(self, storage: StorageStatus, done: impl FnOnce() + 'static) {
        let Some((n_new, n_changed)) = self.n_licenses() else { return };
        self.trouble.set(None);
        self.is_stopping.set(false);
        self.stage.set(Stage::Importing);
        spawn_local(async move {
            let import = self.undo().engine.ask(FileTask::Import { at: clock::now() });
            let answer = storage.awaiting(import).await;
            if answer != Answer::Done {
                return self.tell(&answer);
            }
            self.undo().offer(text::import::imported(n_new, n_changed));
            if self.stage.try_get_untracked().is_some() {
                done();
            }
        });
    }

    /// Asks the worker to stop; the import itself answers that it did.
    pub(super) fn cancel(self) {
        self.is_stopping.set(true);
        spawn_local(async move {
            drop(self.undo().engine.ask(Request::CancelImport).await);
        });
    }

    /// Back to choosing a file.
    pub(super) fn choose_another(self) {
        self.trouble.set(None);
        self.preview.set(None);
        self.stage.set(Stage::Choosing);
    }

    fn n_licenses(self) -> Option<(u32, u32)> {
        let of = |preview: &Arc<Preview>| (preview.n_licenses, preview.n_changed);
        self.preview.with_untracked(|preview| preview.as_ref().map(of))
    }

    fn next_plan(self) -> u32 {
        let mine = self.n_asked.with_value(|n| n.wrapping_add(1));
        self.n_asked.set_value(mine);
        mine
    }

    /// Back to choosing a file, with the reason.
    fn give_up(self, reason: String) {
        self.trouble.try_set(Some((Tone::Bad, reason)));
        self.stage.try_set(Stage::Choosing);
    }

    /// Back to the preview, with the reason; as a toast when the person has left the page.
    fn tell(self, answer: &Answer) {
        let tone = if *answer == Answer::Cancelled { Tone::Info } else { Tone::Bad };
        let reason = text::answer::why_not(answer);
        if self.stage.try_get_untracked().is_none() {
            self.undo().toasts.say(tone, reason);
            return;
        }
        self.trouble.try_set(Some((tone, reason)));
        self.stage.try_set(Stage::Deciding);
    }
}
