//! How an assignment is laid out. One without a license or a holder is not an assignment.

use domain::assignment::{Assignment, Holder};
use domain::id::AssignmentId;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of an assignment.
pub(crate) fn write(assignment: &Assignment) -> Fields {
    let (user, asset) = match assignment.holder {
        Holder::User(id) => (Some(id), None),
        Holder::Asset(id) => (None, Some(id)),
    };
    Writer::default()
        .id("license_id", Some(assignment.license_id))
        .id("user_id", user)
        .id("asset_id", asset)
        .int("quantity", Some(i64::from(assignment.quantity)))
        .date("from_on", assignment.from_on)
        .date("ended_on", assignment.ended_on)
        .0
}

/// The assignment of a tree.
pub(crate) fn read(id: AssignmentId, fields: &Fields) -> Option<Assignment> {
    let reader = Reader(fields);
    let user = reader.parsed("user_id").map(Holder::User);
    Some(Assignment {
        id,
        license_id: reader.parsed("license_id")?,
        holder: user.or_else(|| reader.parsed("asset_id").map(Holder::Asset))?,
        quantity: reader.int("quantity").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
        from_on: reader.date("from_on"),
        ended_on: reader.date("ended_on"),
    })
}
