//! The command that takes another one back.

use chrono::{DateTime, Utc};

use crate::command::{Command, Edit, Import, Named, RecordChange, TurnedImport};
use crate::id::LicenseId;
use crate::workspace::Workspace;

/// What takes `command` back, made from the records as they are before it is carried out; `None`
/// for a command that cannot be carried out on them.
///
/// Edits are taken back field by field, so that what others changed meanwhile stays. Vendors and
/// users that a command named first are kept: they may be in use by then.
pub fn inverse(workspace: &Workspace, command: &Command, at: DateTime<Utc>) -> Option<Command> {
    Some(match command {
        Command::CreateLicense { license, .. } => {
            Command::DeleteLicenses { ids: vec![license.id], at }
        }
        Command::EditLicenses { edits, .. } | Command::AssumeTerms { edits } => {
            Command::EditLicenses {
                edits: edits.iter().map(back).collect(),
                named: Named::default(),
            }
        }
        Command::DeleteLicenses { ids, .. } => {
            Command::RestoreLicenses { ids: those(workspace, ids, false) }
        }
        Command::RestoreLicenses { ids } => {
            Command::DeleteLicenses { ids: those(workspace, ids, true), at }
        }
        Command::RenewLicense { id, term, line } => {
            let after = workspace.licenses.get(id)?.clone();
            let mut before = after.clone();
            before.terms.insert(term.id, *term);
            before.purchases.insert(line.id, (**line).clone());
            Command::edit(before, after)
        }
        Command::ImportLicenses(import) => of_import(import, at),
        Command::TurnImport(turned) => {
            let is_undo = turned.deleted_at.is_some();
            Command::TurnImport(Box::new(TurnedImport {
                licenses: those(workspace, &turned.licenses, !is_undo),
                deleted_at: (!is_undo).then_some(at),
                edits: turned.edits.iter().map(back).collect(),
                assignments: turned.assignments.clone(),
            }))
        }
        Command::ChangeSettings { before, after } => {
            Command::ChangeSettings { before: after.clone(), after: before.clone() }
        }
        Command::ChangeRecords(changes) => {
            Command::ChangeRecords(changes.iter().rev().map(RecordChange::inverse).collect())
        }
    })
}

/// What takes an import back. Vendors and users stay, as everywhere.
pub fn of_import(import: &Import, at: DateTime<Utc>) -> Command {
    let ids = import.licenses.iter().map(|license| license.id).collect();
    if import.edits.is_empty() {
        return Command::DeleteLicenses { ids, at };
    }
    Command::TurnImport(Box::new(TurnedImport {
        licenses: ids,
        deleted_at: Some(at),
        edits: import.edits.iter().map(back).collect(),
        assignments: import.added_holders().cloned().collect(),
    }))
}

/// The same change the other way round.
fn back(edit: &Edit) -> Edit {
    Edit { before: edit.after.clone(), after: edit.before.clone() }
}

/// Those that are deleted already, or those that are not: only they change.
fn those(workspace: &Workspace, ids: &[LicenseId], deleted: bool) -> Vec<LicenseId> {
    let is_one = |id: &&LicenseId| {
        workspace.licenses.get(id).is_some_and(|license| license.deleted_at.is_some() == deleted)
    };
    ids.iter().filter(is_one).copied().collect()
}
