//! Sharing: what the page asks about it, and the line to the relay. A part of the worker's program
//! of its own, which a workspace on this device only never loads.
//!
//! The queue of the worker never waits for the relay: what takes time is begun, and what comes of it
//! is put in the queue. Only what a person asks for and waits for (an invitation, say) is waited for.
//!
//! * `line`: the connection: begun, kept, begun again,
//! * `socket`: a WebSocket whose events go into the queue,
//! * `http`: questions to the relay,
//! * `sharing`: bringing a workspace to a relay, invitations, members,
//! * `joining`: coming in by an invitation,
//! * `coming`: as whom,
//! * `aside`: what was not sent and must not be any more,
//! * `vaults`: a new vault under a new key, when somebody is gone,
//! * `keys`: the workspace key for other devices.

mod aside;
mod coming;
mod documents;
mod http;
mod joining;
mod keys;
mod line;
mod opening;
mod sharing;
mod socket;
mod vaults;

use std::fmt;

use automerge::ChangeHash;
use domain::id::LicenseId;
use replica::document_id::DocumentId;
use replica::protocol::{
    Answer, Failure, LineState, Other, Packed, RelayTrouble, RequestId, SyncState, TeamTask,
};
use replica::sync::link::Link;

use super::seldom::{Answering, Papers};
use super::session::Session;
use crate::storage::device_keys::DeviceKeys;
use socket::Socket;

/// How the worker's program reaches this part.
#[derive(Clone, Copy)]
pub struct TeamPart {
    /// Fetches it; `false` if it does not come.
    pub fetch: fn() -> std::pin::Pin<Box<dyn Future<Output = bool>>>,
    /// Does something, once it is here.
    pub call: for<'a> fn(&'a mut Session, &'a mut Papers, TeamCall) -> Option<Answering<'a>>,
}

impl fmt::Debug for TeamPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TeamPart")
    }
}

/// What this part does.
#[derive(Debug)]
pub enum TeamCall {
    /// What the page asks.
    Task(RequestId, Packed<TeamTask>),
    /// What happened to the line. Its answer is nobody's.
    Event(LineEvent),
}

/// What happens to the line. Numbers say of which try: what is left of one before means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineEvent {
    /// It should be there now, if there is to be one.
    Begin,
    /// It should be there now rather than later: a person asks, or there is a network again.
    Now,
    /// The relay's answer to the question for a ticket: the status and the body; `None` if there
    /// was none.
    Ticket(u32, Option<(u16, String)>),
    /// The socket is open.
    Opened(u32),
    /// A frame has come.
    Frame(u32, Vec<u8>),
    /// The socket is closed, with this code.
    Closed(u32, u16),
    /// Time has passed.
    Tick(u32),
    /// It is time for another try.
    Retry(u32),
    /// What is new is to be stored and sent.
    Settle,
    /// Product keys are to be sealed anew: somebody who could read them is gone.
    Seal(u32),
}

/// What the worker knows of the line while it is there or is meant to be.
#[derive(Debug, Default)]
pub(crate) struct Team {
    line: Option<Line>,
    /// Counts tries, so that what is left of one before is told apart.
    attempt: u32,
    /// Tries since the last that came through.
    n_failed: u32,
    /// Set while another try is waited for.
    waiting: Option<gloo_timers::callback::Timeout>,
    /// Set while what has come is still to be stored and answered.
    answering: Option<gloo_timers::callback::Timeout>,
    /// Whether the relay has said, with the last ticket, that product keys are to be sealed anew.
    must_seal: bool,
    /// Set once that is going to be tried, or tried again.
    sealing: Option<gloo_timers::callback::Timeout>,
    /// The key to seal with then, and the name of the one it is to replace.
    fresh_key: Option<(String, DeviceKeys)>,
    /// Tries at that since the last that came through.
    n_unsealed: u32,
    /// Whether this connection has seen to a vault that was replaced.
    has_let_go: bool,
    told: Option<SyncState>,
    state: SyncState,
    /// When everything was on the relay last, in milliseconds since 1970.
    synced_at: Option<i64>,
    /// What was wrong with it last.
    trouble: Option<RelayTrouble>,
    /// Heads of the inventory that are known to be on the relay.
    on_relay: Option<Vec<ChangeHash>>,
    others: Vec<(String, Other)>,
    sees: Option<LicenseId>,
}

impl Team {
    /// Lets go of the line: another workspace is going to be open.
    pub(crate) fn forget(&mut self) {
        let attempt = self.attempt.wrapping_add(1);
        *self = Self { attempt, ..Self::default() };
    }

    /// Notes that something is wrong that does not pass by itself.
    fn fail(&mut self, trouble: RelayTrouble) {
        self.state.line = LineState::Failed;
        self.trouble = Some(trouble);
    }

    /// Says once more how things stand.
    pub(crate) fn tell_again(&self, session: &Session) {
        if let Some(state) = &self.told {
            session.tell_sync(state);
        }
    }
}

/// A connection, or one that is being opened.
struct Line {
    link: Link,
    socket: Socket,
    documents: [DocumentId; 2],
    /// When something was heard last, in milliseconds.
    heard_at: f64,
    _tick: gloo_timers::callback::Interval,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.link.fmt(f)
    }
}

/// Does it.
pub fn call<'a>(session: &'a mut Session, papers: &'a mut Papers, call: TeamCall) -> Answering<'a> {
    Box::pin(async move {
        match call {
            TeamCall::Event(event) => {
                line::happen(session, papers, event).await;
                Answer::Done
            }
            // Page and worker are of one build.
            TeamCall::Task(_, task) => match task.open() {
                Some(task) => sharing::answer(session, papers, task).await,
                None => Answer::Failed(Failure::Internal("an unknown task".to_owned())),
            },
        }
    })
}
