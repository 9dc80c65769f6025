//! Importing a file: read once, previewed as often as wanted, carried out in steps.

use chrono::{DateTime, Utc};
use domain::csv::{self, Answers, Meaning, Plan, ReadAs, Table};
use domain::date::Date;
use replica::inventory::ApplyError;
use replica::protocol::{Answer, Failure, FromEngine, Packed, PlainKey, RequestId, Secret};

use super::mailbox::Mailbox;
use super::session::{Session, of_document};
use super::time::give_way;
use super::workbooks;
use crate::platform::random;

/// Records written between two looks at the queue: a few milliseconds' worth.
const RECORDS_AT_ONCE: usize = 100;

/// The bytes of a file. Printing it shows none: some are of keys.
struct Text(Vec<u8>);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

/// A file being considered.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// Its bytes, unless it is a workbook: these can be read in several ways.
    text: Option<Text>,
    table: Table,
    plan: Plan,
    /// How it was read.
    read_as: ReadAs,
    /// Why it can't be read as was said last. It is then as before.
    refused: Option<csv::Unreadable>,
}

/// Reads a file.
pub(crate) fn read(
    session: &Session,
    bytes: &[u8],
    answers: Answers,
    at: DateTime<Utc>,
    today: Date,
) -> Result<Candidate, csv::Unreadable> {
    let is_workbook = sheets::looks_like_one(bytes);
    let mut table = if is_workbook { workbooks::read(bytes)? } else { csv::read(bytes)? };
    table.know_custom_fields(session.inventory.workspace());
    let plan = plan(session, &table, answers, at, today);
    let text = (!is_workbook).then(|| Text(bytes.to_vec()));
    Ok(Candidate { text, table, plan, read_as: ReadAs::default(), refused: None })
}

impl Candidate {
    /// Looks at it again with other choices.
    pub(crate) fn reconsider(
        &mut self,
        session: &Session,
        answers: Answers,
        at: DateTime<Utc>,
        today: Date,
    ) {
        self.refused = self.read_again(session, answers.read_as).err();
        if self.refused.is_some() {
            return;
        }
        self.table.decide_kinds(session.inventory.workspace(), answers);
        self.plan = plan(session, &self.table, answers, at, today);
    }

    /// Reads it in another way, if one is wanted. What its columns were said to be is forgotten.
    fn read_again(&mut self, session: &Session, wanted: ReadAs) -> Result<(), csv::Unreadable> {
        if wanted == self.read_as {
            return Ok(());
        }
        match &self.text {
            Some(Text(bytes)) => self.table = csv::read_as(bytes, wanted)?,
            None => self.table.take_for(wanted.layout),
        }
        self.table.know_custom_fields(session.inventory.workspace());
        self.read_as = wanted;
        Ok(())
    }

    /// Uses its columns as the person says; a look at it again follows.
    pub(crate) fn use_columns(&mut self, session: &Session, columns: &[Meaning]) {
        self.table.use_columns(columns);
        self.table.define_new_fields(session.inventory.workspace(), &mut random::uuid);
    }

    /// What importing it would do, or why it can't be read as was said.
    pub(crate) fn preview(&self) -> Answer {
        if let Some(reason) = &self.refused {
            return Answer::Unreadable(reason.clone());
        }
        Answer::Preview(Packed::of(&self.plan.preview))
    }

    /// Imports it: seals its product keys, writes its records, stores both. Until then a person
    /// may cancel, and nothing has changed.
    pub(crate) async fn import(
        &self,
        session: &mut Session,
        mailbox: &Mailbox,
        id: RequestId,
        at: DateTime<Utc>,
    ) -> Answer {
        let plain: Vec<PlainKey> = self.plan.keys.iter().map(plain_key).collect();
        let n_keys = plain.len();
        let import = &self.plan.import;
        let n_records = import.n_records();
        let report = |done: usize| {
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let (done, total) = (count(done), count(n_keys + n_records));
            mailbox.post(&FromEngine::Progress { id, done, total });
            !mailbox.is_cancelled(id)
        };
        report(0);
        if let Err(error) = session.check_writable() {
            return Answer::Failed(of_document(&error));
        }
        let sealed = match session.seal_all(&plain, report).await {
            Ok(Some(sealed)) => sealed,
            Ok(None) => return Answer::Cancelled,
            Err(failure) => return Answer::Failed(failure),
        };
        let mut run = match session.inventory.begin_import(import) {
            Ok(run) => run,
            Err(ApplyError::Refused(refusal)) => return Answer::Refused(refusal),
            Err(ApplyError::Document(error)) => return Answer::Failed(of_document(&error)),
        };
        loop {
            match run.step(RECORDS_AT_ONCE) {
                Ok(Some(done)) => {
                    let go_on = report(n_keys + done);
                    give_way().await;
                    if !go_on || mailbox.is_cancelled(id) {
                        run.cancel();
                        return Answer::Cancelled;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    run.cancel();
                    return Answer::Failed(of_document(&error));
                }
            }
        }
        let changes = run.commit(at);
        session.steps.note_import(import, at);
        if let Err(error) = session.vault.change(&sealed, &[], at) {
            return Answer::Failed(of_document(&error));
        }
        session.store().await;
        session.tell_page(&changes);
        Answer::Done
    }
}

fn plan(
    session: &Session,
    table: &Table,
    answers: Answers,
    at: DateTime<Utc>,
    today: Date,
) -> Plan {
    csv::plan(table, answers, session.inventory.workspace(), at, today, &mut random::uuid)
}

fn plain_key(
    (license, key, secret): &(domain::id::LicenseId, domain::id::KeyId, String),
) -> PlainKey {
    PlainKey { license: *license, key: *key, secret: Secret(secret.clone()) }
}

/// No file was read, so there is nothing to import.
pub(crate) const NO_FILE: Answer = Answer::Failed(Failure::NoFile);
