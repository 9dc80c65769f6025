//! What the worker is asked once a workspace is open: the second half of its program (decision 7).

use std::fmt;
use std::pin::Pin;

use domain::bulk;
use domain::command::{Command, Refusal};
use domain::difference::{restored, with_field};
use domain::id::WorkspaceId;
use replica::message::Source;
use replica::protocol::{Answer, BinLine, Failure, FileTask, Packed, RequestId, Task};

use super::archives::{self, Archives};
use super::backups::Found;
use super::imports::Candidate;
use super::leader;
use super::lists::{self, Lists};
use super::mailbox::Mailbox;
use super::reviews;
use super::rosters::Roster;
use super::session::Session;
use super::team::{Team, TeamCall, TeamPart};
use crate::platform::random;

/// An answer on its way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Answer> + 'a>>;

/// How the worker's program reaches one of its parts, which does tasks of this kind.
pub struct Half<T> {
    /// Fetches it; `false` if it does not come.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Does a task, once it is here.
    pub answer:
        for<'a> fn(&'a mut Session, &'a mut Papers, RequestId, Packed<T>) -> Option<Answering<'a>>,
}

impl<T> Clone for Half<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Half<T> {}

impl<T> fmt::Debug for Half<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Half")
    }
}

/// What lies on the desk beside the open workspace.
#[derive(Debug)]
pub struct Papers {
    pub(crate) candidate: Option<Candidate>,
    pub(crate) roster: Option<Roster>,
    pub(crate) found: Option<Found>,
    pub(crate) archives: Archives,
    pub(crate) mailbox: Mailbox,
    pub(crate) lists: Lists,
    /// The part that reads and writes files.
    pub(crate) files: Half<FileTask>,
    /// The part that speaks with relays.
    pub(crate) team_part: TeamPart,
    /// What it knows of the line to one.
    pub(crate) team: Team,
}

/// Does a task.
pub fn answer<'a>(
    session: &'a mut Session,
    papers: &'a mut Papers,
    id: RequestId,
    task: Packed<Task>,
) -> Answering<'a> {
    Box::pin(answered(session, papers, id, task))
}

async fn answered(
    session: &mut Session,
    papers: &mut Papers,
    id: RequestId,
    task: Packed<Task>,
) -> Answer {
    // Page and worker are of one build.
    let Some(task) = task.open() else {
        return Answer::Failed(Failure::Internal("an unknown task".to_owned()));
    };
    match task {
        Task::Apply { command, keys, source, at } => {
            session.apply(&command, &keys, source, at).await
        }
        Task::Undo { redo, at } => session.undo(redo, at).await,
        Task::Reveal { license, key, how, at } => session.reveal(license, key, how, at).await,
        Task::License { id, today } => {
            Answer::License(session.detail(id, today).as_ref().map(Packed::of))
        }
        Task::History { of, page } => {
            let told = archives::history(session, &mut papers.archives, of, page).await;
            session.rest_later();
            Answer::History(Packed::of(&told))
        }
        Task::SetBack { license, change, moment, only, at } => {
            let current = session.inventory.workspace().licenses.get(&license).cloned();
            let archives = &mut papers.archives;
            let then = archives::license_at(session, archives, license, change, moment).await;
            let Some((before, then)) = current.zip(then) else {
                return Answer::Refused(Refusal::NoSuchLicense);
            };
            let after = match &only {
                Some((field, part)) => with_field(&before, &then, *field, part.as_ref()),
                None => restored(&before, &then),
            };
            if after == before {
                return Answer::Changed(0);
            }
            let answer =
                session.apply(&Command::edit(before, after), &[], Source::History, at).await;
            counted(answer, 1)
        }
        Task::Bulk { ids, change, at } => {
            let workspace = session.inventory.workspace();
            let command = bulk::command(workspace, &ids, &change, at, &mut random::uuid);
            let Some(command) = command else { return Answer::Changed(0) };
            let n = command.n_licenses();
            counted(session.apply(&command, &[], Source::Bulk, at).await, n)
        }
        Task::AssumeTerms { at, today } => session.assume_terms(at, today).await,
        Task::Bin => Answer::Bin(Packed::of(&bin(session))),
        Task::Recovery => session.tell_recovery().await,
        Task::SetPassphrase { passphrase, at } => session.set_passphrase(&passphrase, at).await,
        Task::MakeCode { at } => session.make_code(at).await,
        Task::RemoveRecovery { kind, at } => session.remove_recovery(kind, at).await,
        Task::Unlock { secret, at } => session.unlock(&secret, at).await,
        Task::Tend => archives::tend(session, &papers.mailbox).await,
        Task::Damages => Answer::Damages(Packed::of(&session.damages)),
        Task::BeginAnew => session.begin_anew().await,
        Task::Ask(question) => lists::answer(session, &mut papers.lists, question),
        task @ (Task::Kits
        | Task::PlanKit { .. }
        | Task::Reviews
        | Task::Review(_)
        | Task::Requests { .. }) => reviews::answer(session.inventory.workspace(), task),
        Task::File(task) => {
            let files = papers.files;
            if !(files.fetch)().await {
                return Answer::Failed(Failure::NotLoaded);
            }
            match (files.answer)(session, papers, id, task) {
                Some(answer) => answer.await,
                None => Answer::Failed(Failure::NotLoaded),
            }
        }
        Task::Team(task) => {
            let part = papers.team_part;
            if !(part.fetch)().await {
                return Answer::Failed(Failure::NotLoaded);
            }
            match (part.call)(session, papers, TeamCall::Task(id, task)) {
                Some(answer) => answer.await,
                None => Answer::Failed(Failure::NotLoaded),
            }
        }
        Task::Forget(workspace) => forget(session, workspace).await,
    }
}

/// What is done was done to so many licenses.
fn counted(answer: Answer, n: usize) -> Answer {
    if answer == Answer::Done {
        Answer::Changed(u32::try_from(n).unwrap_or(u32::MAX))
    } else {
        answer
    }
}

/// Deletes a workspace from this device. Nobody comes in until that is done: who did would write
/// into documents that are being deleted.
async fn forget(session: &Session, workspace: WorkspaceId) -> Answer {
    let is_open = session.registration.workspace == workspace;
    let alone = if is_open { None } else { leader::take_alone(workspace).await };
    let Some(alone) = alone else { return Answer::Failed(Failure::StillOpen) };
    let forgotten = session.keeper.forget(workspace).await;
    drop(alone);
    match forgotten {
        Ok(()) => Answer::Done,
        Err(trouble) => Answer::Failed(Failure::NotStored(trouble)),
    }
}

/// Deleted licenses, the latest deletion first.
fn bin(session: &Session) -> Vec<BinLine> {
    let workspace = session.inventory.workspace();
    let mut lines: Vec<BinLine> = Vec::new();
    lines.extend(workspace.licenses.values().filter_map(|license| {
        Some(BinLine {
            id: license.id,
            name: license.name.clone(),
            vendor: workspace.vendor_name(license.vendor_id).to_owned(),
            deleted_at: license.deleted_at?,
        })
    }));
    lines.sort_by_key(|line| std::cmp::Reverse(line.deleted_at));
    lines
}
