//! The workspace key, wrapped for devices. The relay hands on what it cannot open.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use domain::id::DeviceId;
use replica::sync::guard::{Limits, examine_chunks};
use replica::team::Role;
use replica::team::api::{Hex, LONGEST_KEY, NewVault, Refused, WrappedKeys};

use super::workspaces::{LONGEST_EPOCH, note};
use super::{ApiError, Caller};
use crate::relay::now;
use crate::room::{Stored, changes_of_vault, heads_of_vault};
use crate::state::AppState;
use crate::store::{Change, Rotation};

pub(super) async fn put(
    State(state): State<AppState>,
    caller: Caller,
    body: Result<Json<WrappedKeys>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let Json(WrappedKeys { epoch, keys }) = body?;
    let Caller(who) = &caller;
    let keys = may_have(&state, &caller, keys).await?;
    for (device, bytes) in keys {
        state.relay.store.put_wrapped_key(who.workspace, &epoch, device, &bytes).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The device cannot open the key that was wrapped for it.
pub(super) async fn drop_own(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let Caller(who) = &caller;
    state.relay.store.drop_wrapped_key(who.workspace, who.device).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a new vault in the place of the old one, which is gone afterwards.
pub(super) async fn rotate(
    State(state): State<AppState>,
    caller: Caller,
    body: Result<Json<NewVault>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let Json(new) = body?;
    caller.at_least(Role::Admin)?;
    let bad = ApiError(Refused::BadRequest);
    if new.epoch.is_empty() || new.epoch.len() > LONGEST_EPOCH {
        return Err(bad);
    }
    let keys = may_have(&state, &caller, new.keys).await?;
    let chunks: Vec<Vec<u8>> = new.changes.into_iter().map(|Hex(bytes)| bytes).collect();
    let all = chunks.concat();
    examine_chunks(&all, &Limits::FRAME).map_err(|_| bad)?;
    let read = tokio::task::spawn_blocking(move || changes_of_vault(&all)).await;
    let changes = read.ok().flatten().ok_or(bad)?;
    let Caller(who) = &caller;
    // What others have put in meanwhile must not go with the old vault.
    let store = &state.relay.store;
    let loaded = store.load(store.workspace(who.workspace).await?.vault).await?;
    let (old_seq, damaged) = (loaded.last_seq, !loaded.damaged.is_empty());
    let stored = Stored { snapshot: loaded.snapshot, changes: loaded.changes };
    let heads = tokio::task::spawn_blocking(move || heads_of_vault(&stored)).await.ok().flatten();
    let known: Vec<Vec<u8>> = new.old_heads.into_iter().map(|Hex(head)| head).collect();
    let is_known =
        heads.is_some_and(|heads| heads.iter().all(|head| known.iter().any(|k| k == head)));
    if !is_known || damaged {
        return Err(ApiError(Refused::Conflict));
    }
    let rotation = Rotation {
        old_seq,
        workspace: who.workspace,
        old_epoch: new.old_epoch,
        epoch: new.epoch,
        vault: new.vault,
        changes: changes.into_iter().map(|(hash, bytes)| Change { hash, bytes }).collect(),
        keys,
        at: now(),
    };
    state.relay.store.rotate_vault(&rotation).await?;
    note(&state.relay, who, "new vault", "").await?;
    state.relay.rooms.changed(who.workspace).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Keys for devices whose members may have them; whoever hands one on must see keys themselves.
async fn may_have(
    state: &AppState,
    caller: &Caller,
    keys: Vec<(DeviceId, Hex)>,
) -> Result<Vec<(DeviceId, Vec<u8>)>, ApiError> {
    let Caller(who) = caller;
    if !who.sees_keys {
        return Err(ApiError(Refused::NotAllowed));
    }
    let members = state.relay.store.members(who.workspace).await?;
    let may = |id: DeviceId| {
        let mut of_those = members.iter().filter(|m| m.sees_keys && m.removed_at.is_none());
        of_those.any(|m| m.devices.iter().any(|d| d.id == id && d.removed_at.is_none()))
    };
    if keys.iter().any(|(_, key)| key.0.is_empty() || key.0.len() > LONGEST_KEY) {
        return Err(ApiError(Refused::BadRequest));
    }
    // One who was removed a moment ago gets none, and the others get theirs.
    Ok(keys.into_iter().filter(|(id, _)| may(*id)).map(|(id, Hex(bytes))| (id, bytes)).collect())
}
