//! What the worker is asked about files: imports, exports, backups. A part of its program of its own
//! (decision 7).

use replica::protocol::{Answer, Failure, FileTask, Packed, RequestId};

use super::backups;
use super::exports;
use super::imports::{self, NO_FILE};
use super::rosters;
use super::seldom::{Answering, Papers};
use super::session::Session;

/// Does a task with a file.
pub fn answer<'a>(
    session: &'a mut Session,
    papers: &'a mut Papers,
    id: RequestId,
    task: Packed<FileTask>,
) -> Answering<'a> {
    Box::pin(answered(session, papers, id, task))
}

async fn answered(
    session: &mut Session,
    papers: &mut Papers,
    id: RequestId,
    task: Packed<FileTask>,
) -> Answer {
    // Page and worker are of one build.
    let Some(task) = task.open() else {
        return Answer::Failed(Failure::Internal("an unknown task".to_owned()));
    };
    match task {
        FileTask::ReadFile { bytes, answers, at, today } => {
            match imports::read(session, &bytes, answers, at, today) {
                Ok(candidate) => papers.candidate.insert(candidate).preview(),
                Err(reason) => {
                    papers.candidate = None;
                    Answer::Unreadable(reason)
                }
            }
        }
        FileTask::Reconsider { answers, at, today } => match &mut papers.candidate {
            Some(candidate) => {
                candidate.reconsider(session, answers, at, today);
                candidate.preview()
            }
            None => NO_FILE,
        },
        FileTask::MapColumns { columns, answers, at, today } => match &mut papers.candidate {
            Some(candidate) => {
                candidate.use_columns(session, &columns);
                candidate.reconsider(session, answers, at, today);
                candidate.preview()
            }
            None => NO_FILE,
        },
        FileTask::Import { at } => match papers.candidate.take() {
            Some(candidate) => {
                let answer = candidate.import(session, &papers.mailbox, id, at).await;
                if answer != Answer::Done {
                    papers.candidate = Some(candidate);
                }
                answer
            }
            None => NO_FILE,
        },
        FileTask::Backup { at } => backups::write(session, at).await,
        FileTask::ReadBackup { bytes } => read_backup(session, papers, &bytes).await,
        FileTask::Restore { fresh, secret } => match &papers.found {
            Some(found) => found.restore(&mut session.keeper, fresh, secret.as_ref()).await,
            None => NO_FILE,
        },
        FileTask::Export(export) => exports::write(session, &export).await,
        FileTask::ReadRecords { bytes, choices, today } => {
            rosters::read(session, &mut papers.roster, bytes, &choices, today)
        }
        FileTask::ImportRecords { at } => rosters::import(session, &mut papers.roster, at).await,
    }
}

async fn read_backup(session: &mut Session, papers: &mut Papers, bytes: &[u8]) -> Answer {
    match backups::read(bytes) {
        Ok(found) => {
            let found = papers.found.insert(found);
            Answer::BackupFound(Packed::of(&found.summary(&mut session.keeper).await))
        }
        Err(failure) => Answer::Failed(failure),
    }
}
