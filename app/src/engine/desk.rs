//! One handler per request.

use domain::id::WorkspaceId;
use replica::protocol::{Answer, Failure, FromEngine, Packed, Request, StorageState, ToEngine};

use super::backups::{self, Found};
use super::imports::{self, Candidate, NO_FILE};
use super::keeper::Keeper;
use super::leader;
use super::mailbox::Mailbox;
use super::session::{Session, of_document};
use super::tabs::News;

/// What the worker has before it.
#[derive(Debug)]
pub(crate) struct Desk {
    mailbox: Mailbox,
    session: Option<Session>,
    /// Whether the session was opened ahead of the page's request.
    is_ahead: bool,
    candidate: Option<Candidate>,
    found: Option<Found>,
}

impl Desk {
    pub(crate) fn new(mailbox: Mailbox) -> Self {
        Self { mailbox, session: None, is_ahead: false, candidate: None, found: None }
    }

    /// Answers a request.
    pub(crate) async fn handle(&mut self, message: ToEngine) {
        let ToEngine { id, request } = message;
        let answer = if let Request::Open { workspace, shown } = request {
            Box::pin(self.open(workspace, shown)).await
        } else if let Some(session) = &mut self.session {
            let papers = Papers {
                candidate: &mut self.candidate,
                found: &mut self.found,
                mailbox: &self.mailbox,
            };
            Box::pin(answer(session, papers, id, request)).await
        } else {
            Answer::Failed(Failure::NotOpen)
        };
        self.mailbox.answer(id, answer);
    }

    /// Takes in what another tab has stored.
    pub(crate) async fn take_news(&mut self, news: News) {
        if let Some(session) = &mut self.session {
            session.take_news(news).await;
        }
    }

    /// Does what can wait.
    pub(crate) async fn rest(&mut self) {
        if let Some(session) = &mut self.session {
            session.rest().await;
        }
    }

    /// Opens the workspace that the page is about to ask for. What fails here fails again then, and
    /// is told then.
    pub(crate) async fn open_ahead(&mut self, workspace: WorkspaceId) {
        let keeper = Keeper::open().await;
        self.session = Session::open(Some(workspace), keeper, &self.mailbox).await.ok();
        self.is_ahead = self.session.is_some();
    }

    async fn open(&mut self, workspace: Option<WorkspaceId>, shown: Option<u64>) -> Answer {
        let is_ahead = std::mem::take(&mut self.is_ahead);
        let opened = match self.session.take() {
            Some(session) if is_ahead && Some(session.registration.workspace) == workspace => {
                Ok(session)
            }
            Some(session) => {
                let keeper = Box::pin(session.close()).await;
                Session::open(workspace, keeper, &self.mailbox).await
            }
            None => Session::open(workspace, Keeper::open().await, &self.mailbox).await,
        };
        let mut session = match opened {
            Ok(session) => session,
            Err(error) => return Answer::Failed(of_document(&error)),
        };
        self.mailbox.post(&FromEngine::Storage(session.keeper.state().clone()));
        let revision = session.inventory.document().revision();
        let damaged = session.n_damaged;
        let snapshot = if shown == Some(revision) {
            session.note_cached(revision);
            None
        } else {
            Some(Box::new(session.snapshot()))
        };
        session.rest_soon();
        self.session = Some(session);
        Answer::Opened { snapshot, damaged }
    }
}

/// What lies on the desk beside the open workspace.
struct Papers<'a> {
    candidate: &'a mut Option<Candidate>,
    found: &'a mut Option<Found>,
    mailbox: &'a Mailbox,
}

async fn answer(session: &mut Session, papers: Papers<'_>, id: u32, request: Request) -> Answer {
    match request {
        Request::Apply { command, keys, at } => session.apply(&command, &keys, at).await,
        Request::License(id) => Answer::License(session.detail(id).as_ref().map(Packed::of)),
        Request::Reveal { license, key } => session.reveal(license, key).await,
        Request::ReadFile { bytes, answers, at, today } => {
            match imports::read(session, &bytes, answers, at, today) {
                Ok(candidate) => papers.candidate.insert(candidate).preview(),
                Err(reason) => {
                    *papers.candidate = None;
                    Answer::Unreadable(reason)
                }
            }
        }
        Request::Reconsider { answers, at, today } => match papers.candidate {
            Some(candidate) => {
                candidate.reconsider(session, answers, at, today);
                candidate.preview()
            }
            None => NO_FILE,
        },
        Request::Import { at } => match papers.candidate.take() {
            Some(candidate) => {
                let answer = candidate.import(session, papers.mailbox, id, at).await;
                if answer != Answer::Done {
                    *papers.candidate = Some(candidate);
                }
                answer
            }
            None => NO_FILE,
        },
        Request::ExportCsv { ids, today } => {
            let workspace = session.inventory.workspace();
            let days = workspace.settings.expiring_days;
            Answer::File(domain::csv::write_licenses(workspace, &ids, today, days))
        }
        Request::Backup { at } => backups::write(session, at),
        Request::ReadBackup { bytes } => match backups::read(&bytes) {
            Ok(found) => {
                let found = papers.found.insert(found);
                Answer::BackupFound(Packed::of(&found.summary(&mut session.keeper).await))
            }
            Err(failure) => Answer::Failed(failure),
        },
        Request::Restore { fresh } => match papers.found {
            Some(found) => found.restore(&mut session.keeper, fresh).await,
            None => NO_FILE,
        },
        Request::Forget(workspace) => forget(session, workspace).await,
        Request::StoreAgain => {
            session.store_again().await;
            match session.keeper.state() {
                StorageState::Stored => Answer::Done,
                StorageState::Unstored(why) => Answer::Failed(Failure::NotStored(why.clone())),
            }
        }
        // Opening is the desk's own; a cancellation never reaches the queue.
        Request::Open { .. } | Request::CancelImport => Answer::Done,
    }
}

async fn forget(session: &Session, workspace: WorkspaceId) -> Answer {
    let is_open = session.registration.workspace == workspace;
    if is_open || !leader::is_open_nowhere(workspace).await {
        return Answer::Failed(Failure::StillOpen);
    }
    match session.keeper.forget(workspace).await {
        Ok(()) => Answer::Done,
        Err(trouble) => Answer::Failed(Failure::NotStored(trouble)),
    }
}
