//! What a change did to seats.

use std::collections::BTreeSet;

use automerge::{Automerge, ChangeHash, ChangeMetadata, ROOT, ReadDoc};
use domain::assignment::{Assignment, Holder};
use domain::id::AssignmentId;
use domain::workspace::Workspace;

use super::{SeatAct, Subject, TouchedSeat};
use crate::message::Tag;
use crate::schema::{self, Root};
use crate::tree;

/// The tags of all seats that a user or an asset holds or has held.
pub(super) fn tags_of(workspace: &Workspace, of: Subject) -> BTreeSet<Tag> {
    let holder = match of {
        Subject::User(id) => Holder::User(id),
        Subject::Asset(id) => Holder::Asset(id),
        Subject::All | Subject::License(_) => return BTreeSet::new(),
    };
    workspace.assignments.of_holder(&holder).map(|seat| Tag::of(seat.id)).collect()
}

/// The seats among `ids` that a change touched.
pub(super) fn touched(
    doc: &Automerge,
    workspace: &Workspace,
    of: Subject,
    ids: impl Iterator<Item = AssignmentId>,
    change: &ChangeMetadata<'_>,
    most: usize,
) -> Vec<TouchedSeat> {
    let touched = ids.filter_map(|id| {
        let before = seat_at(doc, id, &change.deps);
        let after = seat_at(doc, id, &[change.hash]);
        let act = match (&before, &after) {
            (None, Some(_)) => SeatAct::Given,
            (Some(before), Some(after)) => match (before.is_active(), after.is_active()) {
                (true, false) => SeatAct::Ended,
                (false, true) => SeatAct::Undone,
                (true, true) | (false, false) => SeatAct::Changed,
            },
            (Some(_), None) => SeatAct::Undone,
            (None, None) => return None,
        };
        let seat = after.or(before)?;
        is_of(&seat, of).then(|| TouchedSeat {
            act,
            license: workspace.license_name(Some(seat.license_id)).to_owned(),
            holder: workspace.holder_name(&seat.holder),
            quantity: seat.quantity,
            note: if act == SeatAct::Ended { seat.end_note } else { seat.note },
        })
    });
    touched.take(most).collect()
}

fn is_of(seat: &Assignment, of: Subject) -> bool {
    match of {
        Subject::All => true,
        Subject::License(id) => seat.license_id == id,
        Subject::User(id) => seat.holder == Holder::User(id),
        Subject::Asset(id) => seat.holder == Holder::Asset(id),
    }
}

fn seat_at(doc: &Automerge, id: AssignmentId, heads: &[ChangeHash]) -> Option<Assignment> {
    let (_, root) = doc.get(ROOT, Root::Assignments.key()).ok().flatten()?;
    let (_, object) = doc.get_at(&root, id.to_string(), heads).ok().flatten()?;
    schema::assignment::read(id, &tree::read_at(doc, &object, heads))
}
