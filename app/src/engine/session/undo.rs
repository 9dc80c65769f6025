//! Taking back what was done in this tab, and taking that back.

use chrono::{DateTime, Utc};
use domain::command::{Command, Import, check};
use domain::id::KeyId;
use domain::undo::{inverse, of_import};
use domain::workspace::Workspace;
use replica::inventory::ApplyError;
use replica::message::{RecordKind, Source};
use replica::protocol::{Answer, Deed, DeedKind};
use replica::vault::SealedKey;

use super::{Session, dropped_keys, of_document};

/// So many acts can be taken back.
const MOST_STEPS: usize = 100;

/// What takes an act back.
#[derive(Debug)]
pub(crate) struct Step {
    command: Command,
    /// Product keys that the act took out of the vault, still sealed.
    sealed: Vec<(KeyId, SealedKey)>,
    deed: Deed,
}

/// What can be taken back, the last act last.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Steps {
    /// Notes what takes a new act back; what was taken back before it stays so.
    pub(crate) fn note(&mut self, step: Option<Step>) {
        self.redo.clear();
        push(&mut self.undo, step);
    }

    /// Notes what takes an import back.
    pub(crate) fn note_import(&mut self, import: &Import, at: DateTime<Utc>) {
        let (command, deed) = (of_import(import, at), deed_of_import(import));
        self.note(Some(Step { command, sealed: Vec::new(), deed }));
    }
}

fn push(steps: &mut Vec<Step>, step: Option<Step>) {
    if steps.len() >= MOST_STEPS {
        steps.remove(0);
    }
    steps.extend(step);
}

impl Session {
    /// Takes back the last act, or takes that back.
    pub(crate) async fn undo(&mut self, redo: bool, at: DateTime<Utc>) -> Answer {
        let steps = if redo { &mut self.steps.redo } else { &mut self.steps.undo };
        let Some(Step { command, sealed, deed }) = steps.pop() else {
            return Answer::Undone(None);
        };
        if let Err(refusal) = check(self.inventory.workspace(), &command) {
            return Answer::Refused(refusal);
        }
        let source = if redo { Source::Redo } else { Source::Undo };
        let back = self.carry_out(&command, &sealed, source, at).await;
        match back {
            Ok(step) => {
                // What is taken back keeps its name, so that both directions speak of one act.
                let step = step.map(|step| Step { deed: deed.clone(), ..step });
                let steps = if redo { &mut self.steps.undo } else { &mut self.steps.redo };
                push(steps, step);
                Answer::Undone(Some(deed))
            }
            Err(answer) => answer,
        }
    }

    /// Carries out a command that makes sense, and returns what takes it back.
    pub(super) async fn carry_out(
        &mut self,
        command: &Command,
        sealed: &[(KeyId, SealedKey)],
        source: Source,
        at: DateTime<Utc>,
    ) -> Result<Option<Step>, Answer> {
        let failed = |error| Answer::Failed(of_document(&error));
        self.check_writable().map_err(failed)?;
        let step = self.step_back(command, at);
        self.vault.change(sealed, &dropped_keys(command), at).map_err(failed)?;
        match self.inventory.apply_from(source, command, at) {
            Ok(changes) => {
                self.store().await;
                self.tell_page(&changes);
                Ok(step)
            }
            Err(ApplyError::Refused(refusal)) => Err(Answer::Refused(refusal)),
            Err(ApplyError::Document(error)) => Err(failed(error)),
        }
    }

    /// What will take `command` back, made before it is carried out.
    fn step_back(&self, command: &Command, at: DateTime<Utc>) -> Option<Step> {
        let dropped = dropped_keys(command);
        let sealed = dropped.into_iter().filter_map(|id| Some((id, self.vault.get(id)?)));
        let workspace = self.inventory.workspace();
        Some(Step {
            command: inverse(workspace, command, at)?,
            sealed: sealed.collect(),
            deed: deed(workspace, command),
        })
    }
}

/// What a person calls it.
fn deed(workspace: &Workspace, command: &Command) -> Deed {
    let named = |id| workspace.licenses.get(&id).map(|license| license.name.clone());
    let of = |kind, ids: &[domain::id::LicenseId]| Deed {
        kind,
        n_licenses: u32::try_from(ids.len()).unwrap_or(u32::MAX),
        name: match ids {
            [only] => named(*only).unwrap_or_default(),
            _ => String::new(),
        },
    };
    match command {
        Command::CreateLicense { license, .. } => {
            Deed { kind: DeedKind::Create, n_licenses: 1, name: license.name.clone() }
        }
        Command::EditLicenses { edits, .. } => {
            let ids: Vec<_> = edits.iter().map(|edit| edit.after.id).collect();
            of(DeedKind::Edit, &ids)
        }
        // Nobody's act, and never taken back as one.
        Command::AssumeTerms { .. } => of(DeedKind::Renew, &[]),
        Command::DeleteLicenses { ids, .. } => of(DeedKind::Delete, ids),
        Command::RestoreLicenses { ids } => of(DeedKind::Restore, ids),
        Command::RenewLicense { id, .. } => of(DeedKind::Renew, &[*id]),
        Command::ImportLicenses(import) => deed_of_import(import),
        Command::TurnImport(_) => Deed {
            kind: DeedKind::Import,
            n_licenses: u32::try_from(command.n_licenses()).unwrap_or(u32::MAX),
            name: String::new(),
        },
        Command::ChangeSettings { .. } => of(DeedKind::Settings, &[]),
        Command::ChangeSeats(changes) => {
            let ids: Vec<_> = changes.licenses().into_iter().collect();
            of(DeedKind::Seats, &ids)
        }
        Command::ChangeRecords(changes) => of(DeedKind::Records(RecordKind::of_all(changes)), &[]),
    }
}

fn deed_of_import(import: &Import) -> Deed {
    let n_licenses = u32::try_from(import.n_licenses()).unwrap_or(u32::MAX);
    Deed { kind: DeedKind::Import, n_licenses, name: String::new() }
}
