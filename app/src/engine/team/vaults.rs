//! A new vault under a new workspace key. When somebody who could read product keys is gone, whoever
//! removed them seals all of them anew; the relay puts the new vault in the place of the old one, and
//! every device follows. What was read before cannot be unread: that is for the vendors.

use std::collections::HashSet;

use automerge::ChangeHash;
use automerge::sync::State;
use domain::id::{DeviceId, KeyId};
use replica::document_id::DocumentId;
use replica::protocol::{Failure, PlainKey, Secret, WasReadable};
use replica::team::api::{Hex, Member, Membership as Told, NewVault};
use replica::vault::{SealedKey, Vault};

use super::http;
use super::keys;
use super::sharing::{members, now, question};
use crate::engine::seal;
use crate::engine::session::{Session, of_document};
use crate::platform::random;
use crate::storage::device_keys::DeviceKeys;
use crate::storage::memberships::Membership;

/// Heads of the vault that the relay was known to have when the last line ended; `None` where nobody
/// can tell.
pub(super) async fn on_relay(session: &Session) -> Option<Vec<ChangeHash>> {
    let vault = session.registration.vault;
    let remembered = session.keeper.remembered_line(session.id(), vault).await?;
    let heads = State::decode(&remembered).ok()?.shared_heads;
    let doc = session.vault.document().automerge();
    let is_here = |head: &ChangeHash| doc.get_change_meta_by_hash(head).is_some();
    (!heads.is_empty() && heads.iter().all(is_here)).then_some(heads)
}

/// Whether this device may seal product keys anew.
pub(super) fn may_seal(share: &Membership) -> bool {
    share.role.may_manage() && share.sees_keys
}

/// Seals product keys anew if that is still to be done. Only the tab that leads does it: what it has
/// in memory is what it has told the relay.
///
/// `fresh` is the new key, with the name of the one it is to replace: it is kept for as long as that is
/// in use, so that many tries need no more than one.
pub(super) async fn renew_if_due(
    session: &mut Session,
    fresh: &mut Option<(String, DeviceKeys)>,
) -> Result<(), Failure> {
    let Some(share) = session.share.clone().filter(may_seal) else { return Ok(()) };
    let team = members(&share).await?;
    if team.must_seal {
        let key = match fresh.take() {
            Some((epoch, key)) if epoch == share.epoch => key,
            Some(_) | None => seal::make_device_keys(random::uuid().to_string()).await?,
        };
        *fresh = Some((share.epoch.clone(), key.clone()));
        renew(session, &share, &team.members, &key).await?;
    }
    Ok(())
}

/// Seals everything anew for those who may see product keys.
async fn renew(
    session: &mut Session,
    share: &Membership,
    members: &[Member],
    fresh: &DeviceKeys,
) -> Result<(), Failure> {
    let bound_to = session.registration.bound_to;
    session.keys_of(&share.epoch).await.ok_or(Failure::KeyNotHere)?;
    let entries = session.vault.entries();
    // If there is more at the relay, it is not here yet.
    let heads = on_relay(session).await.unwrap_or_default();
    let heads = heads.iter().map(|head| Hex(head.0.to_vec())).collect();
    let sealed = seal_anew(session, &entries, fresh).await?;
    let mut vault = Vault::new(random::bytes16()).map_err(|error| of_document(&error))?;
    vault.change(&sealed, &[], now()).map_err(|error| of_document(&error))?;
    let may_see = members.iter().filter(|member| member.sees_keys);
    let devices = may_see.flat_map(|member| &member.devices);
    let mut wrapped: Vec<(DeviceId, Hex)> = Vec::new();
    for device in devices.filter(|device| !device.public_key.0.is_empty()) {
        let own = std::slice::from_ref(fresh);
        // One whose key does not read goes without: it keeps nobody from being put out.
        let bytes = keys::wrap_for(device.id, &device.public_key.0, bound_to, own).await;
        wrapped.extend(bytes.ok().map(|bytes| (device.id, Hex(bytes))));
    }
    let id = DocumentId(random::bytes16());
    let body = NewVault {
        old_epoch: share.epoch.clone(),
        epoch: fresh.epoch.clone(),
        old_heads: heads,
        vault: id,
        changes: vec![Hex(vault.document().save())],
        keys: wrapped,
    };
    // Kept here first: nobody else has it yet, and the vault would be lost with it.
    session.add_keys(std::slice::from_ref(fresh)).await;
    let path = format!("/workspaces/{}/vault", share.workspace);
    http::tell(question(share, "POST", &path), &body).await.map_err(Failure::Relay)?;
    let old = session.registration.vault;
    let going_on = |share: &mut Membership| {
        share.old_vault = share.old_vault.or(Some(old));
        share.epoch.clone_from(&fresh.epoch);
    };
    // If either fails, the next ticket brings it about. The old one goes once the line is there again:
    // by then what other tabs have put into it meanwhile is known here.
    if session.change_share(going_on).await {
        session.replace_vault(id, vault).await;
    }
    Ok(())
}

/// Opens sealed keys and seals them with `fresh`. One that does not open here is left as it is:
/// whoever has its key can still open it.
async fn seal_anew(
    session: &mut Session,
    entries: &[(KeyId, SealedKey)],
    fresh: &DeviceKeys,
) -> Result<Vec<(KeyId, SealedKey)>, Failure> {
    let bound_to = session.registration.bound_to;
    let own = session.all_keys().await?;
    let mut sealed = Vec::with_capacity(entries.len());
    for (id, entry) in entries {
        let license = entry.license_id;
        match seal::open_with(&own, bound_to, license, *id, entry).await {
            Ok(secret) => {
                let plain = PlainKey { license, key: *id, secret: Secret(secret) };
                sealed.push(seal::seal(fresh, bound_to, &plain).await?);
            }
            Err(_) => sealed.push((*id, entry.clone())),
        }
    }
    Ok(sealed)
}

/// Goes on with the vault the relay has now. What was put into the old one here and was not sent is
/// sealed anew and goes along. The old one stays until the new one is here.
pub(super) async fn take_other(session: &mut Session, told: &Told) -> bool {
    let old = session.registration.vault;
    let unsent = if told.sees_keys {
        session.vault.entries_after(&on_relay(session).await.unwrap_or_default())
    } else {
        Vec::new()
    };
    let Ok(mut vault) = Vault::new(random::bytes16()) else { return false };
    if !unsent.is_empty() {
        // Without the new key nothing is thrown away: the next ticket may bring it.
        let Some(new) = session.keys_of(&told.epoch).await else { return false };
        let Some(new) = new.first() else { return false };
        let Ok(sealed) = seal_anew(session, &unsent, new).await else { return false };
        if vault.change(&sealed, &[], now()).is_err() {
            return false;
        }
    }
    // Of several that were replaced in a row the first is the one that had arrived.
    let noting = |share: &mut Membership| share.old_vault = share.old_vault.or(Some(old));
    session.change_share(noting).await && session.replace_vault(told.vault, vault).await
}

/// Lets go of all product keys that are here: this device may not see them any more. `false` if that
/// could not be stored.
pub(super) async fn forget(session: &mut Session) -> bool {
    let Ok(vault) = Vault::new(random::bytes16()) else { return false };
    let is_gone = session.go_back_to_vault(vault).await;
    if is_gone {
        // If they may be seen again, all of them are to come.
        session.keeper.remember_line(session.id(), session.registration.vault, &[]).await;
    }
    is_gone
}

/// The vault in use is here: the one before it may go, once nothing is in it alone.
pub(super) async fn let_go_of_old(session: &mut Session) {
    let Some(share) = session.share.clone() else { return };
    // The one in use stays: it was not replaced after all.
    let Some(old) = share.old_vault.filter(|old| *old != session.registration.vault) else {
        return;
    };
    let carried = !share.sees_keys || carry_over(session, old, &share.epoch).await;
    if carried && session.change_share(|share| share.old_vault = None).await {
        session.delete_vault(old).await;
    }
}

/// Takes over what licenses have in an old vault and not in the one in use: another tab may have put
/// it there meanwhile, or the one in use has never come. `false` if it cannot be sealed anew.
pub(super) async fn carry_over(session: &mut Session, old: DocumentId, epoch: &str) -> bool {
    let missing = missing_from_vault(session, old).await;
    if missing.is_empty() {
        return true;
    }
    let Some(key) = session.keys_of(epoch).await.and_then(|keys| keys.into_iter().next()) else {
        return false;
    };
    let Ok(sealed) = seal_anew(session, &missing, &key).await else { return false };
    put_into_vault(session, &sealed).await
}

/// The same for whoever goes on alone: as it is sealed, for keys that this device has.
pub(super) async fn carry_over_alone(session: &mut Session, old: DocumentId) -> bool {
    let missing = missing_from_vault(session, old).await;
    missing.is_empty() || put_into_vault(session, &missing).await
}

async fn missing_from_vault(session: &mut Session, old: DocumentId) -> Vec<(KeyId, SealedKey)> {
    let stored = session.keeper.load(old).await;
    let Ok((vault, _)) = Vault::open(random::bytes16(), &stored.chunks) else { return Vec::new() };
    let licenses = session.inventory.workspace().licenses.values();
    let wanted: HashSet<KeyId> =
        licenses.flat_map(|license| license.keys.keys().copied()).collect();
    let mut missing = vault.entries();
    missing.retain(|(id, _)| wanted.contains(id) && session.vault.get(*id).is_none());
    missing
}

async fn put_into_vault(session: &mut Session, sealed: &[(KeyId, SealedKey)]) -> bool {
    if session.vault.change(sealed, &[], now()).is_err() {
        return false;
    }
    session.store().await;
    session.is_stored()
}

/// Licenses whose product keys were there to be read.
pub(super) fn were_readable(session: &Session) -> Vec<WasReadable> {
    let licenses = session.inventory.workspace().present_licenses();
    let with_keys = licenses.filter(|license| !license.keys.is_empty());
    let mut all: Vec<WasReadable> = with_keys
        .map(|license| WasReadable {
            id: license.id,
            name: license.name.clone(),
            n_keys: u32::try_from(license.keys.len()).unwrap_or(u32::MAX),
        })
        .collect();
    all.sort_by_cached_key(|license| license.name.to_lowercase());
    all
}
