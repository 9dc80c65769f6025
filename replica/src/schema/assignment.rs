//! How an assignment is laid out. One without a license or a holder is not an assignment.

use domain::assignment::{Assignment, Holder};
use domain::id::AssignmentId;
use domain::quantity::Quantity;

use super::fields::{Reader, Writer};
use crate::tree::{Fields, Tree};

/// The tree of an assignment.
pub(crate) fn write(seat: &Assignment) -> Fields {
    let (mut user, mut asset, mut words) = (None, None, ("", ""));
    match &seat.holder {
        Holder::User(id) => user = Some(*id),
        Holder::Asset(id) => asset = Some(*id),
        Holder::Department(name) => words = ("department", name.as_str()),
        Holder::Location(name) => words = ("location", name.as_str()),
        Holder::Other(name) => words = ("other", name.as_str()),
    }
    let whole = (seat.quantity.hundredths() % 100 == 0)
        .then(|| i64::try_from(seat.quantity.hundredths() / 100).unwrap_or(i64::MAX));
    let writer = Writer::default()
        .id("license_id", Some(seat.license_id))
        .id("user_id", user)
        .id("asset_id", asset)
        .text(words.0, words.1)
        .int("quantity", whole)
        .id("key_id", seat.key_id)
        .date("from_on", seat.from_on)
        .date("until_on", seat.until_on)
        .date("last_used_on", seat.last_used_on)
        .text("note", &seat.note)
        .date("ended_on", seat.ended_on)
        .text("end_note", &seat.end_note);
    // A share of a seat is text, so that one entry holds either and two edits cannot be mixed.
    match whole {
        Some(_) => writer.0,
        None => writer.text("quantity", &seat.quantity.to_string()).0,
    }
}

/// The assignment of a tree.
pub(crate) fn read(id: AssignmentId, fields: &Fields) -> Option<Assignment> {
    let reader = Reader(fields);
    let named = |key| Some(reader.text(key)).filter(|name| !name.is_empty());
    let holder = reader
        .parsed("user_id")
        .map(Holder::User)
        .or_else(|| reader.parsed("asset_id").map(Holder::Asset))
        .or_else(|| named("department").map(Holder::Department))
        .or_else(|| named("location").map(Holder::Location))
        .or_else(|| named("other").map(Holder::Other))?;
    let whole = reader.int("quantity").and_then(|n| u32::try_from(n).ok()).map(Quantity::whole);
    let share = || fields.get("quantity").and_then(Tree::as_text);
    let quantity = whole.or_else(|| Quantity::parse(share()?).ok()).unwrap_or(Quantity::ONE);
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
            holder,
            quantity,
            reader.date("from_on"),
        )
    })
}
