//! Coming in by an invitation.

use replica::protocol::{Answer, Failure, InviteFound, InviteLink, Packed, RelayTrouble};
use replica::team::api::{AcceptInvite, Accepted, Hex, InviteInfo, LookAtInvite, Refused};

use super::coming::Coming;
use super::http::{self, Question};
use super::keys::InviteKeys;
use super::sharing::{Done, relay};
use crate::engine::session::Session;
use crate::storage::memberships::{Errand, Membership};
use crate::storage::registry::Registration;

/// Stands for a name that the relay knows.
const AS_BEFORE: &str = "as before";

fn secret_of(link: &InviteLink) -> Result<Vec<u8>, Failure> {
    let bytes = hex::decode(link.secret.0.trim()).ok().filter(|bytes| bytes.len() == 32);
    bytes.ok_or(relay(RelayTrouble::BadLink))
}

pub(super) async fn look_at(session: &mut Session, link: &InviteLink) -> Done {
    let secret = secret_of(link)?;
    let address = http::address(&link.address).map_err(relay)?;
    let derived = InviteKeys::of(&secret, link.id).await?;
    let path = format!("/invites/{}/look", link.id);
    let question = Question { address: &address, method: "POST", path: &path, credential: None };
    let asked = http::ask(question, &LookAtInvite { proof: Hex(derived.proof) }).await;
    let errand = Errand::Joining(link.id);
    if matches!(asked, Err(RelayTrouble::Refused(Refused::Used)))
        && session.keeper.asked(&errand).await.is_some()
    {
        // It was this device, and the answer was lost. What it is called is known there already.
        return join(session, link, AS_BEFORE, AS_BEFORE).await;
    }
    let info: InviteInfo = asked.map_err(relay)?;
    // Found out before the invitation is used up.
    let is_here = session.keeper.is_known(info.workspace).await.unwrap_or(false);
    let share = session.keeper.membership(info.workspace).await.ok().flatten();
    let is_open = is_here && share.is_none_or(|share| share.is_live());
    let already_here = is_open.then_some(info.workspace);
    Ok(Answer::Invite(Packed::of(&InviteFound { info, already_here })))
}

/// Comes in. The documents are empty until the line has brought them.
pub(super) async fn join(
    session: &mut Session,
    link: &InviteLink,
    name: &str,
    device: &str,
) -> Done {
    let secret = secret_of(link)?;
    let address = http::address(&link.address).map_err(relay)?;
    let derived = InviteKeys::of(&secret, link.id).await?;
    let errand = Errand::Joining(link.id);
    let coming = Coming::for_errand(&session.keeper, &errand).await?;
    let path = format!("/invites/{}/accept", link.id);
    let question = Question { address: &address, method: "POST", path: &path, credential: None };
    let body = AcceptInvite {
        proof: Hex(derived.proof.clone()),
        newcomer: coming.newcomer(name, device).await?,
    };
    let Accepted { membership: told, sealed_key } =
        http::ask(question, &body).await.map_err(relay)?;
    let unpacked = match sealed_key {
        Some(sealed) => Some(derived.open(link.id, &sealed.0).await?),
        None => None,
    };
    let keeper = &session.keeper;
    let before = keeper.membership(told.workspace).await.map_err(Failure::NotStored)?;
    let is_here = keeper.is_known(told.workspace).await.map_err(Failure::NotStored)?;
    // One that was left, or that this device was removed from, is taken up again; one that is only here
    // is somebody's own and stays as it is.
    if is_here && before.as_ref().is_none_or(Membership::is_live) {
        return Err(relay(RelayTrouble::SharedAlready));
    }
    // What was set aside when it was shared before is still there.
    let unsent = before.map(|before| before.unsent).unwrap_or_default();
    let share = Membership { unsent, ..coming.membership(address, &told) };
    let registration = Registration {
        workspace: told.workspace,
        bound_to: unpacked.as_ref().map_or(told.workspace, |unpacked| unpacked.bound_to),
        inventory: told.inventory,
        vault: told.vault,
    };
    let stored = async {
        if let Some(unpacked) = &unpacked {
            keeper.add_keys(unpacked.bound_to, &unpacked.keys).await?;
        }
        keeper.put_device_pair(registration.workspace, &coming.pair).await?;
        keeper.put_membership(registration.workspace, &share).await?;
        keeper.register(&registration).await
    };
    stored.await.map_err(Failure::NotStored)?;
    keeper.forget_asked(&errand).await;
    Ok(Answer::Restored(registration.workspace))
}
