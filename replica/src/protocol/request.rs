//! What the page asks.

use chrono::{DateTime, Utc};
use domain::assignment::Holder;
use domain::bulk::BulkChange;
use domain::command::Command;
use domain::csv::roster::Choices;
use domain::csv::{Answers, Meaning};
use domain::date::Date;
use domain::difference::Part;
use domain::id::{KeyId, KitId, LicenseId, ReviewId, WorkspaceId};
use domain::problem::Field;
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::{Answer, FromEngine};
use super::{Packed, PlainKey, Question, Secret, TeamTask};
use crate::export::Export;
use crate::history::{ChangeId, Moment, Page, Subject};
use crate::message::{KeyUse, Source};
use crate::recovery::RecoveryKind;

/// What the page asks: what a start needs, and [`Task`]s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Open a workspace. Answered by [`Answer::Opened`].
    Open {
        /// Which; `None` for the first one of this device, which the worker then names with
        /// [`FromEngine::Named`] as soon as storage tells which that is.
        workspace: Option<WorkspaceId>,
        /// The revision of the snapshot the page shows already.
        shown: Option<u64>,
        /// Whether to make it if this device does not know it. If not, the first one is opened in
        /// its place.
        is_new: bool,
    },
    /// Write this name into the history beside what this tab does from now on; empty for none.
    /// Answered by [`Answer::Done`].
    Sign(String),
    /// Try again to store what is not stored yet. Answered by [`Answer::Done`].
    StoreAgain,
    /// Connect to the relay now rather than later, if the workspace is shared. Answered by
    /// [`Answer::Done`].
    Connect,
    /// Stop the import under way, if it was asked for before this, and leave everything as it was.
    /// Answered by [`Answer::Done`].
    CancelImport,
    /// Anything else. It stays packed until the part of the worker that can do it is there.
    Task(Packed<Task>),
}

impl From<Task> for Request {
    fn from(task: Task) -> Self {
        Self::Task(Packed::of(&task))
    }
}

/// What the page asks once the workspace is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// Carry out a command, with the product keys to seal. Answered by [`Answer::Done`].
    Apply {
        /// The command.
        command: Box<Command>,
        /// Product keys it brings along.
        keys: Vec<PlainKey>,
        /// Where it comes from.
        source: Source,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Tell all about a license. Answered by [`Answer::License`].
    License {
        /// Which.
        id: LicenseId,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell what happened, to one record or to all. Answered by [`Answer::History`].
    History {
        /// To which.
        of: Subject,
        /// Which part.
        page: Page,
    },
    /// Set a license back to what it was at a change, whole or in one field. Answered by
    /// [`Answer::Changed`], with 0 when it is so already.
    SetBack {
        /// Which.
        license: LicenseId,
        /// The change.
        change: ChangeId,
        /// Right before or right after it.
        moment: Moment,
        /// Only this field, of this part of it where there are several.
        only: Option<(Field, Option<Part>)>,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Change many licenses at once. Answered by [`Answer::Changed`].
    Bulk {
        /// Which.
        ids: Vec<LicenseId>,
        /// How.
        change: BulkChange,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Tell which licenses are deleted. Answered by [`Answer::Bin`].
    Bin,
    /// Take back the last act of this tab, or take that back. Answered by [`Answer::Undone`].
    Undo {
        /// Take back the taking back instead.
        redo: bool,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Open a sealed key and note that in the history first. Answered by [`Answer::Key`].
    Reveal {
        /// Whose.
        license: LicenseId,
        /// Which.
        key: KeyId,
        /// What for.
        how: KeyUse,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Delete a workspace that no tab has open from this device. Answered by [`Answer::Done`].
    Forget(WorkspaceId),
    /// Add the terms that have begun by themselves; only the leading tab does. Answered by
    /// [`Answer::Changed`].
    AssumeTerms {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell how the recovery of product keys stands. Answered by [`Answer::Recovery`].
    Recovery,
    /// Let this passphrase open the product keys of a backup from now on, instead of the one
    /// before. Answered by [`Answer::Done`].
    SetPassphrase {
        /// It.
        passphrase: Secret,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Make a recovery code, instead of the one before. Answered by [`Answer::Key`].
    MakeCode {
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Take the passphrase or the code away. Answered by [`Answer::Done`].
    RemoveRecovery {
        /// Which.
        kind: RecoveryKind,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Open the product keys of this workspace on this device. Answered by [`Answer::Done`].
    Unlock {
        /// The recovery passphrase or code.
        secret: Secret,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Look after the document: give back room that editing left behind, and close it if it has
    /// grown old; the worker asks this of itself at rest. Answered by [`Answer::Done`].
    Tend,
    /// Tell which stored chunks could not be read. Answered by [`Answer::Damages`].
    Damages,
    /// Go on with an empty workspace in place of one of which nothing is stored any more. Answered
    /// by [`Answer::Done`].
    BeginAnew,
    /// Tell all kits. Answered by [`Answer::Kits`].
    Kits,
    /// Tell what assigning a kit would come to. Answered by [`Answer::KitPlan`].
    PlanKit {
        /// Which.
        kit: KitId,
        /// To whom.
        holders: Vec<Holder>,
        /// From when.
        #[serde(with = "domain::date::day")]
        on: Date,
    },
    /// Tell all reviews. Answered by [`Answer::Reviews`].
    Reviews,
    /// Tell all about a review. Answered by [`Answer::Review`].
    Review(ReviewId),
    /// Tell all requests. Answered by [`Answer::Requests`].
    Requests {
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Answer a question about people and seats, as it says itself.
    Ask(Question),
    /// Do something with a file, as it says itself. It stays packed until the part of the worker that
    /// reads and writes files is there.
    File(Packed<FileTask>),
    /// Share the workspace, or something about that, as it says itself. It stays packed until the
    /// part of the worker that speaks with relays is there.
    Team(Packed<TeamTask>),
}

impl From<TeamTask> for Request {
    fn from(task: TeamTask) -> Self {
        Task::Team(Packed::of(&task)).into()
    }
}

impl From<FileTask> for Request {
    fn from(task: FileTask) -> Self {
        Task::File(Packed::of(&task)).into()
    }
}

/// What the page asks about files: imports, exports, backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileTask {
    /// Read a file and keep it. Answered by [`Answer::Preview`].
    ReadFile {
        /// Its bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// Choices so far.
        answers: Answers,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Look at the kept file again with other choices. Answered by [`Answer::Preview`].
    Reconsider {
        /// Choices.
        answers: Answers,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Use the columns of the kept file as the person says. Answered by [`Answer::Preview`].
    MapColumns {
        /// What each means, from left to right.
        columns: Vec<Meaning>,
        /// Choices.
        answers: Answers,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Import the kept file as last previewed. Answered by [`Answer::Done`], or by
    /// [`Answer::Cancelled`] after [`Request::CancelImport`].
    Import {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Write everything into one file. Answered by [`Answer::Backup`].
    Backup {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Read a backup and keep it. Answered by [`Answer::BackupFound`].
    ReadBackup {
        /// Its bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Make the kept backup a workspace of this device. Answered by [`Answer::Restored`].
    Restore {
        /// Identity the workspace gets when this device holds it already.
        fresh: WorkspaceId,
        /// The recovery passphrase or code that opens its product keys on this device; without one
        /// they stay sealed, and with a wrong one nothing changes.
        secret: Option<Secret>,
    },
    /// Write a file for other programs. Answered by [`Answer::File`].
    Export(Export),
    /// Read a list of users, assets, assignments or last uses and keep it, or look at the kept one
    /// again with other choices. Answered by [`Answer::RecordsPreview`].
    ReadRecords {
        /// Its bytes; `None` for the kept one.
        #[serde(with = "serde_bytes")]
        bytes: Option<Vec<u8>>,
        /// Choices so far.
        choices: Choices,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Import the kept list as last previewed, in one step. Answered by [`Answer::Done`].
    ImportRecords {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
}
