//! The command that takes another one back.

use chrono::{DateTime, Utc};

use crate::command::{
    Change, Command, Edit, Import, Named, RecordChange, SeatChanges, TurnedImport, merged,
};
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
                edits: edits.iter().map(|edit| back(workspace, edit)).collect(),
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
                edits: turned.edits.iter().map(|edit| back(workspace, edit)).collect(),
                assignments: turned.assignments.clone(),
            }))
        }
        Command::ChangeSettings { before, after } => {
            Command::ChangeSettings { before: after.clone(), after: before.clone() }
        }
        Command::ChangeRecords(changes) => {
            Command::ChangeRecords(changes.iter().rev().map(RecordChange::inverse).collect())
        }
        Command::ChangeSeats(changes) => Command::ChangeSeats(Box::new(SeatChanges {
            records: changes.records.iter().rev().map(RecordChange::inverse).collect(),
            seats: changes.seats.iter().rev().map(Change::inverse).collect(),
            on: changes.on,
            // The person saw it before they changed it.
            is_confirmed: true,
        })),
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
        edits: import.edits.iter().map(turned).collect(),
        assignments: import.added_holders().cloned().collect(),
    }))
}

/// The change that leads back to what is there now. A person may have seen something else: what
/// another tab wrote meanwhile, or one of two values that were set at once, comes back as it is.
fn back(workspace: &Workspace, edit: &Edit) -> Edit {
    match workspace.licenses.get(&edit.after.id) {
        Some(current) => Edit { before: merged(current, edit), after: current.clone() },
        None => turned(edit),
    }
}

/// The same change the other way round.
fn turned(edit: &Edit) -> Edit {
    Edit { before: edit.after.clone(), after: edit.before.clone() }
}

/// Those that are deleted already, or those that are not: only they change.
fn those(workspace: &Workspace, ids: &[LicenseId], deleted: bool) -> Vec<LicenseId> {
    let is_one = |id: &&LicenseId| {
        workspace.licenses.get(id).is_some_and(|license| license.deleted_at.is_some() == deleted)
    };
    ids.iter().filter(is_one).copied().collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::command::apply;
    use crate::license::License;
    use crate::license_type::LicenseType;

    fn noted(notes: &str) -> License {
        let id = LicenseId(Uuid::nil());
        let license = License::new(id, LicenseType::Trial, DateTime::UNIX_EPOCH);
        License { notes: notes.to_owned(), ..license }
    }

    /// The notes after an edit from `seen` to `meant` and its undo, where they were `current`.
    fn undone(current: &str, seen: &str, meant: &str) -> String {
        let license = noted(current);
        let licenses = [(license.id, license)].into();
        let mut workspace = Workspace { licenses, ..Workspace::default() };
        let command = Command::edit(noted(seen), noted(meant));
        let back = inverse(&workspace, &command, DateTime::UNIX_EPOCH).unwrap();
        apply(&mut workspace, &command).unwrap();
        apply(&mut workspace, &back).unwrap();
        workspace.licenses.into_values().next().unwrap().notes
    }

    #[test]
    fn undo_brings_back_what_was_there_and_not_what_was_seen() {
        assert_eq!(undone("x", "x", "z"), "x");
        // Another tab had set it meanwhile.
        assert_eq!(undone("y", "x", "z"), "y");
        // Of two values set at once the one that shows was kept.
        assert_eq!(undone("a", "b", "a"), "a");
    }
}
