//! The command that takes another one back.

use chrono::{DateTime, Utc};

use crate::command::{Command, Edit, Import, Named, RecordChange};
use crate::id::LicenseId;
use crate::workspace::Workspace;

/// What takes `command` back, made from the records as they are before it is carried out; `None`
/// for a command that cannot be carried out on them.
///
/// Edits are taken back field by field, so that what others changed meanwhile stays. Vendors and
/// users that a command named first are kept: they may be in use by then.
pub fn inverse(workspace: &Workspace, command: &Command, at: DateTime<Utc>) -> Option<Command> {
    let back = |edit: &Edit| Edit { before: edit.after.clone(), after: edit.before.clone() };
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
    Command::DeleteLicenses { ids: import.licenses.iter().map(|license| license.id).collect(), at }
}

/// Those that are deleted already, or those that are not: only they change.
fn those(workspace: &Workspace, ids: &[LicenseId], deleted: bool) -> Vec<LicenseId> {
    let is_one = |id: &&LicenseId| {
        workspace.licenses.get(id).is_some_and(|license| license.deleted_at.is_some() == deleted)
    };
    ids.iter().filter(is_one).copied().collect()
}
