//! Invitations: made by those who may, shown with a proof, used once.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::{InviteId, WorkspaceId};
use replica::team::Role;
use replica::team::api::{
    AcceptInvite, Accepted, Hex, InviteInfo, LONGEST_KEY, LookAtInvite, NewInvite, Refused,
};

use super::workspaces::{Place, membership, newcomer, note};
use super::{ApiError, Caller};
use crate::limits::Ask;
use crate::relay::{now, sha256};
use crate::state::AppState;
use crate::store::{self, Credential, InviteError, Store, StoreError, Who};

/// An invitation is good for a month at most.
const MOST_HOURS: u32 = 720;
/// More invitations than this are not open at a time.
const MOST_OPEN: usize = 200;
/// More devices than this nobody has, with those that are invited.
const MOST_DEVICES: usize = 20;

pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    body: Result<Json<NewInvite>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let Json(new) = body?;
    let Caller(who) = &caller;
    let (role, sees_keys) = if new.is_for_device {
        (who.role, who.sees_keys)
    } else {
        caller.at_least(Role::Admin)?;
        if !who.role.may_grant(new.role) || (new.sees_keys && !who.sees_keys) {
            return Err(ApiError(Refused::NotAllowed));
        }
        (new.role, new.sees_keys)
    };
    let bad = ApiError(Refused::BadRequest);
    let is_long = new.sealed_key.as_ref().is_some_and(|key| key.0.len() > LONGEST_KEY);
    let secret_hash = new.proof_hash.exactly().ok_or(bad)?;
    if !(1..=MOST_HOURS).contains(&new.hours) || is_long || (new.sealed_key.is_some() && !sees_keys)
    {
        return Err(bad);
    }
    let (store, now) = (&state.relay.store, now());
    let for_member = new.is_for_device.then_some(who.member);
    if !has_room(store, who, for_member.is_some(), now).await? {
        return Err(ApiError(Refused::OverQuota));
    }
    let invite = store::NewInvite {
        id: new.id,
        workspace: who.workspace,
        role,
        sees_keys,
        created_by: who.member,
        created_at: now,
        expires_at: now + i64::from(new.hours) * 3_600_000,
        secret_hash,
        sealed_key: new.sealed_key.map(|key| key.0),
        for_member,
    };
    store.create_invite(&invite).await?;
    let act = if for_member.is_some() { "invite device" } else { "invite" };
    note(&state.relay, who, act, role.word()).await?;
    Ok(StatusCode::CREATED)
}

/// Whether one more invitation may be open: for somebody new, or for a device of one's own.
async fn has_room(
    store: &Store,
    who: &Who,
    is_for_device: bool,
    now: i64,
) -> Result<bool, StoreError> {
    let open = store.invites(who.workspace).await?;
    let open = open.iter().filter(|invite| invite.is_open(now));
    if !is_for_device {
        return Ok(open.filter(|invite| invite.for_member.is_none()).count() < MOST_OPEN);
    }
    let n_open = open.filter(|invite| invite.for_member == Some(who.member)).count();
    let members = store.members(who.workspace).await?;
    let devices = members.iter().filter(|m| m.id == who.member).flat_map(|m| &m.devices);
    Ok(n_open + devices.filter(|device| device.removed_at.is_none()).count() < MOST_DEVICES)
}

pub(super) async fn revoke(
    State(state): State<AppState>,
    caller: Caller,
    Path((workspace, id)): Path<(WorkspaceId, InviteId)>,
) -> Result<StatusCode, ApiError> {
    let own = state.relay.store.invite(id).await?.for_member == Some(caller.0.member);
    if !own {
        caller.at_least(Role::Admin)?;
    }
    state.relay.store.revoke_invite(workspace, id, now()).await?;
    note(&state.relay, &caller.0, "revoke invite", "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an invitation is for; it is not used up by that.
pub(super) async fn look(
    State(state): State<AppState>,
    from: Place,
    Path(id): Path<InviteId>,
    body: Result<Json<LookAtInvite>, JsonRejection>,
) -> Result<Json<InviteInfo>, ApiError> {
    let Json(LookAtInvite { proof }) = body?;
    may_try(&state, from)?;
    let store = &state.relay.store;
    let invite = store.look_at_invite(id, &sha256(&proof.0), now()).await?;
    let members = store.members(invite.workspace).await?;
    let by = members.into_iter().find(|member| member.id == invite.created_by);
    Ok(Json(InviteInfo {
        workspace: invite.workspace,
        role: invite.role,
        sees_keys: invite.sees_keys,
        by: by.map(|member| member.name).unwrap_or_default(),
        expires_at: invite.expires_at,
        is_for_device: invite.for_member.is_some(),
    }))
}

pub(super) async fn accept(
    State(state): State<AppState>,
    from: Place,
    Path(id): Path<InviteId>,
    body: Result<Json<AcceptInvite>, JsonRejection>,
) -> Result<Json<Accepted>, ApiError> {
    let Json(AcceptInvite { proof, newcomer: who }) = body?;
    may_try(&state, from)?;
    let (member, device) = newcomer(&who)?;
    let hash = device.credential_hash;
    let relay = &state.relay;
    let accepted = relay.store.accept_invite(id, &sha256(&proof.0), now(), &member, &device).await;
    let sealed_key = match accepted {
        Ok(accepted) => accepted.sealed_key,
        // The answer may have been lost: the same device asks again and is in already. Its key is
        // gone by now; another device wraps one for it.
        Err(InviteError::Used) => None,
        Err(error) => return Err(error.into()),
    };
    match relay.store.device_by_credential(&hash).await? {
        Credential::Known(who) => {
            note(relay, &who, "join", &who.name).await?;
            let membership = membership(relay, &who).await?;
            Ok(Json(Accepted { membership, sealed_key: sealed_key.map(Hex) }))
        }
        Credential::Removed { .. } | Credential::Unknown => Err(ApiError(Refused::Used)),
    }
}

fn may_try(state: &AppState, from: Place) -> Result<(), ApiError> {
    let may = state.relay.limits.allow(Ask::Guess(from.0), now());
    if may { Ok(()) } else { Err(ApiError(Refused::TooMany)) }
}
