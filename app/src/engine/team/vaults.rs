//! A new vault under a new workspace key. When somebody who could read product keys is gone, whoever
//! removed them seals all of them anew; the relay puts the new vault in the place of the old one, and
//! every device follows. What was read before cannot be unread: that is for the vendors.

use automerge::ChangeHash;
use automerge::sync::State;
use domain::id::{DeviceId, KeyId};
use replica::document_id::DocumentId;
use replica::protocol::{Failure, PlainKey, Secret, WasReadable};
use replica::team::api::{Hex, Membership as Told, NewVault};
use replica::vault::{SealedKey, Vault};

use super::http;
use super::keys;
use super::sharing::{members, now, question};
use crate::engine::seal;
use crate::engine::session::{Session, of_document};
use crate::platform::random;
use crate::storage::device_keys::DeviceKeys;
use crate::storage::memberships::Membership;

/// Heads of the vault that the relay was known to have when the last line ended; none if it was never
/// asked.
pub(super) async fn on_relay(session: &Session) -> Vec<ChangeHash> {
    let vault = session.registration.vault;
    let remembered = session.keeper.remembered_line(session.id(), vault).await;
    let state = remembered.and_then(|bytes| State::decode(&bytes).ok());
    state.map(|state| state.shared_heads).unwrap_or_default()
}

/// Whether this device may seal product keys anew.
pub(super) fn may_seal(share: &Membership) -> bool {
    share.role.may_manage() && share.sees_keys
}

/// Seals product keys anew if that is still to be done. Only the tab that leads does it: what it has
/// in memory is what it has told the relay.
pub(super) async fn renew_if_due(session: &mut Session) -> Result<(), Failure> {
    let Some(share) = session.share.clone().filter(may_seal) else { return Ok(()) };
    if members(&share).await?.must_seal { renew(session, &share).await } else { Ok(()) }
}

/// Seals everything anew for those who may see product keys.
async fn renew(session: &mut Session, share: &Membership) -> Result<(), Failure> {
    let members = members(share).await?.members;
    let bound_to = session.registration.bound_to;
    session.keys_of(&share.epoch).await.ok_or(Failure::KeyNotHere)?;
    let fresh = seal::make_device_keys(random::uuid().to_string()).await?;
    let entries = session.vault.entries();
    // If there is more at the relay, it is not here yet.
    let heads = on_relay(session).await.iter().map(|head| Hex(head.0.to_vec())).collect();
    let sealed = seal_anew(session, &entries, &fresh).await?;
    let mut vault = Vault::new(random::bytes16()).map_err(|error| of_document(&error))?;
    vault.change(&sealed, &[], now()).map_err(|error| of_document(&error))?;
    let may_see = members.iter().filter(|member| member.sees_keys);
    let devices = may_see.flat_map(|member| &member.devices);
    let mut wrapped: Vec<(DeviceId, Hex)> = Vec::new();
    for device in devices.filter(|device| !device.public_key.0.is_empty()) {
        let own = std::slice::from_ref(&fresh);
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
    session.add_keys(std::slice::from_ref(&fresh)).await;
    let path = format!("/workspaces/{}/vault", share.workspace);
    http::tell(question(share, "POST", &path), &body).await.map_err(Failure::Relay)?;
    // If either fails, the next ticket brings it about.
    if let Some(old) = session.replace_vault(id, vault).await {
        session.read_share().await;
        if let Some(share) = session.share.clone() {
            session.put_share(Membership { epoch: fresh.epoch.clone(), ..share }).await;
        }
        session.delete_vault(old).await;
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
        session.vault.entries_after(&on_relay(session).await)
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
    let Some(mut share) = session.share.clone() else { return false };
    // Of several that were replaced in a row the first is the one that had arrived.
    share.old_vault = share.old_vault.or(Some(old));
    session.put_share(share).await && session.replace_vault(told.vault, vault).await.is_some()
}

/// The vault the relay has now is here: the one before it may go.
pub(super) async fn let_go_of_old(session: &mut Session) {
    let Some(mut share) = session.share.clone() else { return };
    if let Some(old) = share.old_vault.take()
        && session.put_share(share).await
    {
        session.delete_vault(old).await;
    }
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
