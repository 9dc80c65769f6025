//! What a change did to kits, reviews and requests.

use domain::difference::Said;
use domain::kit::Kit;
use domain::quantity::Quantity;
use domain::request::{Request, RequestState};
use domain::review::Review;
use domain::workspace::Workspace;

use super::records::{Compared, day, said_unless, text};
use super::{RecordDifference, RecordField};

pub(super) fn kit(
    before: Option<&Kit>,
    after: Option<&Kit>,
    workspace: &Workspace,
) -> Vec<RecordDifference> {
    let licenses = |kit: &Kit| {
        let of_one = |(id, n): (&_, &Quantity)| {
            let name = workspace.license_name(Some(*id));
            if *n == Quantity::ONE { name.to_owned() } else { format!("{name} × {n}") }
        };
        kit.licenses.iter().map(of_one).collect::<Vec<_>>().join(", ")
    };
    Compared::new(before, after)
        .add(RecordField::Name, |k| text(&k.name))
        .add(RecordField::KitLicenses, |k| text(&licenses(k)))
        .add(RecordField::Notes, |k| text(&k.note))
        .found
}

/// Of its lines there are only counts: they stand on its own page, one by one.
pub(super) fn review(before: Option<&Review>, after: Option<&Review>) -> Vec<RecordDifference> {
    let count = |n: u32| if n == 0 { Said::Nothing } else { Said::Number(n) };
    Compared::new(before, after)
        .add(RecordField::Name, |r| text(&r.name))
        .add(RecordField::Scope, |r| text(&r.scope))
        .add(RecordField::StartOn, |r| day(r.started_on))
        .add(RecordField::DueOn, |r| day(r.due_on))
        .add(RecordField::SeatsReviewed, |r| count(r.progress().total))
        .add(RecordField::Kept, |r| count(r.progress().kept))
        .add(RecordField::Released, |r| count(r.progress().released))
        .add(RecordField::ClosedOn, |r| day(r.closed_on))
        .found
}

/// What a request is called: by its license and whom it is for.
pub(super) fn request_name(request: &Request, workspace: &Workspace) -> String {
    let license = workspace.license_name(Some(request.license_id));
    format!("{license} ({})", workspace.holder_name(&request.holder))
}

pub(super) fn request(
    before: Option<&Request>,
    after: Option<&Request>,
    workspace: &Workspace,
) -> Vec<RecordDifference> {
    // The usual case, which a new one need not say.
    let state = |r: &Request| said_unless(r.state == RequestState::Open, r.state.code());
    Compared::new(before, after)
        .add(RecordField::License, |r| text(workspace.license_name(Some(r.license_id))))
        .add(RecordField::RequestedFor, |r| text(&workspace.holder_name(&r.holder)))
        .add(RecordField::Quantity, |r| text(&r.quantity.to_string()))
        .add(RecordField::Reason, |r| text(&r.reason))
        .add(RecordField::RequestState, state)
        .add(RecordField::Notes, |r| text(&r.note))
        .found
}
