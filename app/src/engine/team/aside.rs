//! What the relay says about this device, taken to heart: another role, another vault, the end. What
//! was not sent by then and must not be any more is set aside as a backup before the document goes
//! back to what the relay has. It is never dropped silently, and never sent later.

use automerge::ChangeHash;
use automerge::sync::State;
use replica::inventory::Inventory;
use replica::protocol::{Answer, Ended};
use replica::schema;
use replica::team::api::Membership;

use super::sharing::question;
use super::{Team, http, keys, vaults};
use crate::engine::backups;
use crate::engine::session::Session;
use crate::platform::random;
use crate::storage::memberships::Membership as Share;

/// Heads of the inventory that were known to be on the relay when the last line ended.
pub(super) async fn on_relay(session: &Session) -> Option<Vec<ChangeHash>> {
    session.share.as_ref()?;
    let bytes =
        session.keeper.remembered_line(session.id(), session.registration.inventory).await?;
    let heads = State::decode(&bytes).ok()?.shared_heads;
    (!heads.is_empty()).then_some(heads)
}

/// Takes in what the relay says this device may do now; `false` if that could not be stored.
pub(super) async fn take_membership(
    session: &mut Session,
    team: &mut Team,
    told: &Membership,
) -> bool {
    let Some(share) = &session.share else { return false };
    let saw_keys = share.sees_keys;
    let loses_writing = share.role.may_write() && !told.role.may_write();
    let loses_keys = share.role.may_write() && share.sees_keys && !told.sees_keys;
    // What is in the vault before this one alone is to be in the backup, too.
    if let Some(old) = share.old_vault.filter(|_| loses_keys)
        && !vaults::carry_over_alone(session, old).await
    {
        return false;
    }
    if (loses_writing || loses_keys) && set_aside(session, team, !loses_writing).await.is_none() {
        return false;
    }
    if saw_keys && !told.sees_keys && !vaults::forget(session).await {
        return false;
    }
    if let Some(wrapped) = told.wrapped_key.as_ref().filter(|_| told.sees_keys) {
        take_key(session, told, &wrapped.0).await;
    }
    if told.vault != session.registration.vault && !vaults::take_other(session, told).await {
        return false;
    }
    team.must_seal = told.must_seal;
    let taking = |share: &mut Share| {
        share.role = told.role;
        share.sees_keys = told.sees_keys;
        share.name.clone_from(&told.name);
        share.epoch.clone_from(&told.epoch);
    };
    session.change_share(taking).await
}

/// Takes in the workspace key that somebody has wrapped for this device. The relay is told to let go of
/// one that does not open: the next device that has it wraps it again.
async fn take_key(session: &mut Session, told: &Membership, wrapped: &[u8]) {
    let has_it = session.has_key(&told.epoch).await;
    let pair = if has_it { None } else { session.keeper.device_pair(session.id()).await };
    let Some(pair) = pair else { return };
    if let Ok(unpacked) = keys::unwrap_for(told.device, &pair, wrapped).await {
        if session.bind_to(unpacked.bound_to).await {
            session.add_keys(&unpacked.keys).await;
        }
    } else if let Some(share) = &session.share {
        let path = format!("/workspaces/{}/keys", share.workspace);
        // If it is not heard now, the next ticket brings the same key.
        http::tell(question(share, "DELETE", &path), &()).await.unwrap_or_default();
    }
}

/// Notes that the workspace is not shared from here any more; `false` if that could not be stored. The
/// inventory stays to be read.
pub(super) async fn end(session: &mut Session, team: &mut Team, ended: Ended) -> bool {
    if set_aside(session, team, false).await.is_none() {
        return false;
    }
    let Some(share) = &session.share else { return true };
    // Another tab may have heard of it before the one in which the person leaves.
    let ended = if share.is_leaving { Ended::Left } else { ended };
    if ended == Ended::Removed {
        session.empty_vault().await;
    }
    let ending = |share: &mut Share| {
        if ended == Ended::Removed {
            share.old_vault = None;
        }
        share.ended = Some(ended);
    };
    session.change_share(ending).await
}

/// Sets aside what is not on the relay, if there is anything, and goes back to what is; only product
/// keys, where the inventory `may_be_sent`. `None` if that could not be stored: then it is done again
/// when the relay says the same the next time.
async fn set_aside(session: &mut Session, team: &Team, may_be_sent: bool) -> Option<()> {
    // A tab that does not lead has never spoken with the relay; what was remembered tells.
    let known = match team.on_relay.clone() {
        Some(heads) => Some(heads),
        None => on_relay(session).await,
    };
    let document = session.inventory.document();
    let is_sent = match &known {
        _ if may_be_sent => true,
        Some(heads) => document.n_changes_after(heads) == 0,
        // Nothing is known to be there; and there is nothing beyond how every inventory begins.
        None => document.n_changes() <= schema::FIXED_CHANGES,
    };
    let of_vault = vaults::on_relay(session).await;
    let are_keys_sent = match &of_vault {
        Some(heads) => session.vault.entries_after(heads).is_empty(),
        None => session.vault.is_empty(),
    };
    if is_sent && are_keys_sent {
        return Some(());
    }
    let at = super::sharing::now();
    let Answer::Backup { bytes, .. } = backups::write(session, at).await else { return None };
    if !session.put_aside(at.timestamp_millis(), &bytes).await {
        return None;
    }
    // Where nobody can tell what was sent, all of it is set aside and stays as it is.
    if let Some(heads) = of_vault.filter(|_| !are_keys_sent) {
        let rewound = session.vault.rewound(&heads, random::bytes16()).ok()?;
        session.go_back_to_vault(rewound).await.then_some(())?;
    }
    let Some(heads) = known.filter(|_| !is_sent) else { return Some(()) };
    let rewound: Inventory = session.inventory.rewound(&heads, random::bytes16()).ok()?;
    session.go_back_to(rewound).await.then_some(())
}
