//! How a request is laid out. One without a license or a holder is not a request.

use domain::id::RequestId;
use domain::quantity::Quantity;
use domain::request::{Request, RequestState};

use super::fields::{Reader, Writer, quantity, quantity_of};
use crate::tree::Fields;

/// The tree of a request.
pub(crate) fn write(request: &Request) -> Fields {
    let is_usual = matches!(request.state, RequestState::Open | RequestState::Unknown);
    Writer::default()
        .id("license_id", Some(request.license_id))
        .holder(&request.holder)
        .tree("quantity", quantity(request.quantity))
        .text("reason", &request.reason)
        .date("asked_on", request.asked_on)
        .text("asked_by", &request.asked_by)
        .code("state", request.state.code(), is_usual)
        .text("note", &request.note)
        .date("decided_on", request.decided_on)
        .text("decided_by", &request.decided_by)
        .id("seat_id", request.seat_id)
        .0
}

/// The request of a tree.
pub(crate) fn read(id: RequestId, fields: &Fields) -> Option<Request> {
    let reader = Reader(fields);
    Some(Request {
        id,
        license_id: reader.parsed("license_id")?,
        holder: reader.holder()?,
        quantity: quantity_of(fields.get("quantity")).unwrap_or(Quantity::ONE),
        reason: reader.text("reason"),
        asked_on: reader.date("asked_on"),
        asked_by: reader.text("asked_by"),
        state: RequestState::from_code(reader.str("state")),
        note: reader.text("note"),
        decided_on: reader.date("decided_on"),
        decided_by: reader.text("decided_by"),
        seat_id: reader.parsed("seat_id"),
    })
}
