//! How an assignment is laid out. One without a license or a holder is not an assignment.

use domain::assignment::Assignment;
use domain::id::AssignmentId;
use domain::quantity::Quantity;

use super::fields::{Reader, Writer, quantity, quantity_of};
use crate::tree::Fields;

/// The tree of an assignment.
pub(crate) fn write(seat: &Assignment) -> Fields {
    Writer::default()
        .id("license_id", Some(seat.license_id))
        .holder(&seat.holder)
        .tree("quantity", quantity(seat.quantity))
        .id("key_id", seat.key_id)
        .date("from_on", seat.from_on)
        .date("until_on", seat.until_on)
        .date("last_used_on", seat.last_used_on)
        .text("note", &seat.note)
        .date("ended_on", seat.ended_on)
        .text("end_note", &seat.end_note)
        .0
}

/// The assignment of a tree.
pub(crate) fn read(id: AssignmentId, fields: &Fields) -> Option<Assignment> {
    let reader = Reader(fields);
    let quantity = quantity_of(fields.get("quantity")).unwrap_or(Quantity::ONE);
    Some(Assignment {
        key_id: reader.parsed("key_id"),
        until_on: reader.date("until_on"),
        last_used_on: reader.date("last_used_on"),
        note: reader.text("note"),
        ended_on: reader.date("ended_on"),
        end_note: reader.text("end_note"),
        ..Assignment::new(
            id,
            reader.parsed("license_id")?,
            reader.holder()?,
            quantity,
            reader.date("from_on"),
        )
    })
}
