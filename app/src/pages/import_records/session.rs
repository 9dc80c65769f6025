//! One visit to the page: which step it is at, and what it asks the worker.

use std::sync::Arc;

use domain::csv::DateOrder;
use domain::csv::roster::{Choices, Column, Kind, Preview};
use domain::filter::Calendar;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, FileTask};

use crate::components::Tone;
use crate::platform::file::FileTrouble;
use crate::platform::{clock, page};
use crate::state::calendar::use_calendar;
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
    /// The preview is there.
    Deciding,
    /// The worker records the file.
    Importing,
    /// It is recorded.
    Done,
}

/// The select's words for a way of writing dates.
pub(super) const DAY_FIRST: &str = "day-first";
pub(super) const MONTH_FIRST: &str = "month-first";

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
    /// What the file is read as.
    pub(super) kind: RwSignal<String>,
    /// How its dates are written; empty for as it shows.
    pub(super) dates: RwSignal<String>,
    /// Whether people nobody knows are made.
    pub(super) create_unknown: RwSignal<bool>,
    /// What its columns are, once a person has said it.
    pub(super) columns: RwSignal<Option<Vec<Column>>>,
    /// The preview on screen does not have the latest choices yet.
    pub(super) is_replanning: RwSignal<bool>,
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
            kind: RwSignal::new(String::new()),
            dates: RwSignal::new(String::new()),
            create_unknown: RwSignal::new(false),
            columns: RwSignal::new(None),
            is_replanning: RwSignal::new(false),
            n_asked: StoredValue::new(0),
            calendar: use_calendar(),
            undo: StoredValue::new(use_undo()),
        }
    }

    /// The choices so far.
    pub(super) fn choices(self) -> Choices {
        Choices {
            kind: self.kind.with(|code| kind_from_code(code)),
            columns: self.columns.get(),
            date_order: self.dates.with(|code| match code.as_str() {
                DAY_FIRST => Some(DateOrder::DayFirst),
                MONTH_FIRST => Some(DateOrder::MonthFirst),
                _ => None,
            }),
            create_unknown: self.create_unknown.get(),
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
        self.next_plan();
        self.is_replanning.set(false);
        self.kind.set(String::new());
        self.dates.set(String::new());
        self.create_unknown.set(false);
        self.columns.set(None);
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
        let task = FileTask::ReadRecords { bytes: Some(bytes), choices: Choices::default(), today };
        let answer = self.undo().engine.ask(task).await;
        let Answer::RecordsPreview(packed) = answer else {
            return self.give_up(text::answer::why_not(&answer));
        };
        let Some(preview) = packed.open() else { return };
        self.kind.try_set(kind_code(preview.kind).to_owned());
        self.preview.try_set(Some(Arc::new(preview)));
        self.stage.try_set(Stage::Deciding);
    }

    /// Plans the same file again with the choices as they are now.
    pub(super) fn replan(self) {
        let choices = untrack(|| self.choices());
        let today = self.calendar.get_untracked().today;
        let mine = self.next_plan();
        self.is_replanning.set(true);
        spawn_local(async move {
            let task = FileTask::ReadRecords { bytes: None, choices, today };
            let answer = self.undo().engine.ask(task).await;
            if self.n_asked.try_with_value(|latest| *latest == mine) != Some(true) {
                return;
            }
            self.is_replanning.try_set(false);
            if let Answer::RecordsPreview(preview) = answer {
                self.preview.try_set(preview.open().map(Arc::new));
            } else {
                self.give_up(text::answer::why_not(&answer));
            }
        });
    }

    /// Records what the preview shows.
    pub(super) fn import(self, storage: StorageStatus) {
        let Some(said) = self.preview.with_untracked(|preview| {
            preview.as_ref().map(|preview| text::import_records::imported(preview))
        }) else {
            return;
        };
        self.trouble.set(None);
        self.stage.set(Stage::Importing);
        spawn_local(async move {
            let import = self.undo().engine.ask(FileTask::ImportRecords { at: clock::now() });
            let answer = storage.awaiting(import).await;
            if answer != Answer::Done {
                return self.tell(&answer);
            }
            self.undo().offer(said);
            self.stage.try_set(Stage::Done);
            request_animation_frame(page::focus_heading);
        });
    }

    /// Back to choosing a file.
    pub(super) fn choose_another(self) {
        self.next_plan();
        self.is_replanning.set(false);
        self.trouble.set(None);
        self.preview.set(None);
        self.stage.set(Stage::Choosing);
    }

    /// The worker, and the way to take an import back.
    fn undo(self) -> Undo {
        self.undo.get_value()
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
        let reason = text::answer::why_not(answer);
        if self.stage.try_get_untracked().is_none() {
            self.undo().toasts.say(Tone::Bad, reason);
            return;
        }
        self.trouble.try_set(Some((Tone::Bad, reason)));
        self.stage.try_set(Stage::Deciding);
    }
}

/// The word for a kind of list in a select.
pub(super) fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Users => "users",
        Kind::Assets => "assets",
        Kind::Assignments => "assignments",
        Kind::LastUsed => "last-used",
    }
}

/// Reads [`kind_code`].
pub(super) fn kind_from_code(code: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind_code(*kind) == code)
}
