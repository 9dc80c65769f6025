//! One handler per request.

use domain::id::WorkspaceId;
use replica::message::Author;
use replica::protocol::{
    Answer, Failure, FileTask, FromEngine, Packed, Request, RequestId, StorageState, Task, ToEngine,
};
use wasm_bindgen_futures::spawn_local;

use super::archives::Archives;
use super::keeper::Keeper;
use super::lists::Lists;
use super::mailbox::{Event, Mailbox};
use super::seldom::{Half, Papers};
use super::session::{Session, of_document};
use super::tabs::TabMessage;
use super::team::{LineEvent, Team, TeamCall, TeamPart};

/// A document that gave way to something else is carried forward this much later, in milliseconds.
const CARRIED_AGAIN_AFTER: u32 = 5_000;

/// What the worker has before it.
#[derive(Debug)]
pub(crate) struct Desk {
    mailbox: Mailbox,
    second: Half<Task>,
    session: Option<Session>,
    /// Whose acts these are, if they said.
    author: Option<Author>,
    /// Whether the session was opened ahead of the page's request.
    is_ahead: bool,
    papers: Papers,
}

impl Desk {
    pub(crate) fn new(
        mailbox: Mailbox,
        second: Half<Task>,
        files: Half<FileTask>,
        team: TeamPart,
    ) -> Self {
        let papers = Papers {
            candidate: None,
            roster: None,
            found: None,
            archives: Archives::default(),
            mailbox: mailbox.clone(),
            lists: Lists::default(),
            files,
            team_part: team,
            team: Team::default(),
        };
        Self { mailbox, second, session: None, author: None, is_ahead: false, papers }
    }

    /// Answers a request.
    pub(crate) async fn handle(&mut self, message: ToEngine) {
        let ToEngine { id, request } = message;
        let answer = match (request, &mut self.session) {
            (Request::Open { workspace, shown, is_new }, _) => {
                Box::pin(self.open(workspace, shown, is_new)).await
            }
            (Request::Sign(name), _) => self.sign(&name),
            (Request::Task(task), Some(session)) => {
                Box::pin(done(session, &mut self.papers, self.second, id, task)).await
            }
            (Request::StoreAgain, Some(session)) => {
                session.store_again().await;
                match session.keeper.state() {
                    StorageState::Stored => Answer::Done,
                    StorageState::Unstored(why) => Answer::Failed(Failure::NotStored(why.clone())),
                }
            }
            (Request::Connect, Some(_)) => {
                Box::pin(self.line(LineEvent::Now)).await;
                Answer::Done
            }
            (Request::StoreAgain | Request::Connect | Request::Task(_), None) => {
                Answer::Failed(Failure::NotOpen)
            }
            // It never reaches the queue.
            (Request::CancelImport, _) => Answer::Done,
        };
        self.mailbox.answer(id, answer);
    }

    /// Remembers whose acts these are: of the open workspace, and of those that are opened later.
    fn sign(&mut self, name: &str) -> Answer {
        self.author = Author::named(name);
        if let Some(session) = &mut self.session {
            session.inventory.set_author(self.author.clone());
        }
        Answer::Done
    }

    /// Takes in what another tab says.
    pub(crate) async fn hear_tab(&mut self, message: TabMessage) {
        let Some(session) = &mut self.session else { return };
        match message {
            TabMessage::News(news) => session.take_news(news).await,
            TabMessage::Sync(state) if !session.is_leading() => {
                session.read_share().await;
                // What is stored counts: the other tab may not have heard yet that it is over.
                if session.is_shared() {
                    self.mailbox.post(&FromEngine::Sync(state));
                } else {
                    session.post_share();
                }
            }
            TabMessage::Shared => {
                session.read_share().await;
                session.post_share();
                if !session.is_shared() {
                    self.papers.team.forget();
                }
                self.line(LineEvent::Begin).await;
            }
            TabMessage::Reopen => Box::pin(self.reopen()).await,
            TabMessage::AskSync if session.is_leading() => self.papers.team.tell_again(session),
            TabMessage::Sync(_) | TabMessage::AskSync => {}
        }
    }

    /// Opens anew what another tab has exchanged in storage.
    async fn reopen(&mut self) {
        let Some(session) = self.session.take() else { return };
        let id = session.id();
        self.papers.team.forget();
        let keeper = session.let_go();
        let Ok(mut session) = Session::open(Some(id), false, keeper, &self.mailbox).await else {
            return;
        };
        session.inventory.set_author(self.author.clone());
        self.mailbox.post(&FromEngine::Anew(Box::new(session.snapshot())));
        self.settle_in(session);
    }

    /// Goes on with a session: its page and tabs are told how it is shared, and the line begins.
    fn settle_in(&mut self, session: Session) {
        session.post_share();
        session.ask_tabs();
        self.mailbox.put(Event::Line(LineEvent::Begin));
        self.session = Some(session);
    }

    /// Sees to the line to the relay, if the workspace is shared.
    pub(crate) async fn line(&mut self, event: LineEvent) {
        if event == LineEvent::Settle {
            self.mailbox.note_settled();
        }
        let Some(session) = &mut self.session else { return };
        if !session.is_shared() || !session.is_leading() || !(self.papers.team_part.fetch)().await {
            return;
        }
        let call = self.papers.team_part.call;
        if let Some(done) = call(session, &mut self.papers, TeamCall::Event(event)) {
            done.await;
        }
    }

    /// Does what can wait, and has the second half ready for when it is wanted.
    pub(crate) async fn rest(&mut self) {
        let (second, files) = ((self.second.fetch)(), self.papers.files.fetch);
        spawn_local(async move {
            if second.await {
                files().await;
            }
        });
        self.papers.archives.forget();
        if let Some(session) = &mut self.session {
            session.rest().await;
            if session.needs_tending() {
                // What comes of it is the worker's own affair.
                let (papers, second) = (&mut self.papers, self.second);
                let tend = Packed::of(&Task::Tend);
                Box::pin(done(session, papers, second, 0, tend)).await;
                // It gives way to whatever comes in between, also where nothing comes after that.
                if session.is_due_for_carrying() {
                    self.mailbox.rest_in(CARRIED_AGAIN_AFTER);
                }
            }
        }
    }

    /// Opens the workspace that the page is about to ask for. What fails here fails again then, and
    /// is told then.
    pub(crate) async fn open_ahead(&mut self, workspace: WorkspaceId) {
        let keeper = Keeper::open(&self.mailbox).await;
        self.session = Session::open(Some(workspace), false, keeper, &self.mailbox).await.ok();
        self.is_ahead = self.session.is_some();
    }

    async fn open(
        &mut self,
        workspace: Option<WorkspaceId>,
        shown: Option<u64>,
        is_new: bool,
    ) -> Answer {
        let is_ahead = std::mem::take(&mut self.is_ahead);
        self.papers.team.forget();
        let opened = match self.session.take() {
            Some(session) if is_ahead && Some(session.registration.workspace) == workspace => {
                Ok(session)
            }
            Some(session) => {
                let keeper = Box::pin(session.close()).await;
                Session::open(workspace, is_new, keeper, &self.mailbox).await
            }
            None => {
                let keeper = Keeper::open(&self.mailbox).await;
                Session::open(workspace, is_new, keeper, &self.mailbox).await
            }
        };
        let mut session = match opened {
            Ok(session) => session,
            Err(error) => return Answer::Failed(of_document(&error)),
        };
        session.inventory.set_author(self.author.clone());
        self.mailbox.post(&FromEngine::Storage(session.keeper.state().clone()));
        let revision = session.inventory.document().revision();
        let damaged = u32::try_from(session.damages.len()).unwrap_or(u32::MAX);
        let is_gone = session.is_gone;
        let snapshot = if is_gone {
            None
        } else if shown == Some(revision) {
            session.note_cached(revision);
            None
        } else {
            Some(Box::new(session.snapshot()))
        };
        session.rest_soon();
        self.settle_in(session);
        Answer::Opened { snapshot, damaged, is_gone }
    }
}

/// Has the second half do it.
async fn done(
    session: &mut Session,
    papers: &mut Papers,
    second: Half<Task>,
    id: RequestId,
    task: Packed<Task>,
) -> Answer {
    if !(second.fetch)().await {
        return Answer::Failed(Failure::NotLoaded);
    }
    match (second.answer)(session, papers, id, task) {
        Some(answer) => answer.await,
        None => Answer::Failed(Failure::NotLoaded),
    }
}
