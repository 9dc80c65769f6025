//! Who is in: members, their devices, what they may do.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::{DeviceId, MemberId, WorkspaceId};
use replica::team::Role;
use replica::team::api::{ChangeMember, Device, Hex, Invite, Member, Refused, Team, close};

use super::workspaces::{name, note};
use super::{ApiError, Caller};
use crate::relay::now;
use crate::state::AppState;
use crate::store;

pub(super) async fn show(
    State(state): State<AppState>,
    Caller(who): Caller,
) -> Result<Json<Team>, ApiError> {
    let store = &state.relay.store;
    let store::Workspace { epoch, must_seal, .. } = store.workspace(who.workspace).await?;
    let keys = store.wrapped_keys(who.workspace, &epoch).await?;
    let has_key = |id: DeviceId| keys.iter().any(|(device, _)| *device == id);
    let device = |device: store::Device| Device {
        has_key: has_key(device.id),
        id: device.id,
        name: device.name,
        last_seen_at: device.last_seen_at,
        public_key: Hex(device.public_key),
    };
    let member = |member: store::Member| Member {
        id: member.id,
        name: member.name,
        role: member.role,
        sees_keys: member.sees_keys,
        joined_at: member.joined_at,
        devices: member
            .devices
            .into_iter()
            .filter(|device| device.removed_at.is_none())
            .map(device)
            .collect(),
    };
    let members = store.members(who.workspace).await?;
    let members =
        members.into_iter().filter(|member| member.removed_at.is_none()).map(member).collect();
    let now = now();
    let invites = store.invites(who.workspace).await?.into_iter();
    let is_shown = |invite: &store::Invite| {
        invite.is_open(now) && (who.role.may_manage() || invite.for_member == Some(who.member))
    };
    let invites = invites.filter(is_shown).map(invite).collect();
    Ok(Json(Team { members, invites, must_seal }))
}

fn invite(invite: store::Invite) -> Invite {
    Invite {
        id: invite.id,
        role: invite.role,
        sees_keys: invite.sees_keys,
        by: invite.created_by,
        expires_at: invite.expires_at,
        is_for_device: invite.for_member.is_some(),
    }
}

pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    Path((workspace, id)): Path<(WorkspaceId, MemberId)>,
    body: Result<Json<ChangeMember>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let Json(change) = body?;
    let Caller(who) = &caller;
    let store = &state.relay.store;
    let member = member_of(&state, workspace, id).await?;
    let is_self = id == who.member;
    if let Some(typed) = &change.name {
        if !is_self {
            caller.at_least(Role::Admin)?;
        }
        let name = name(typed).ok_or(ApiError(Refused::BadRequest))?;
        store.rename_member(workspace, id, &name).await?;
    }
    let changes_keys = change.sees_keys.filter(|sees| *sees != member.sees_keys);
    if let Some(sees_keys) = changes_keys {
        caller.at_least(Role::Admin)?;
        // Nobody gives what they do not have, and the owner always sees keys.
        let may =
            member.role < Role::Owner && (member.role <= who.role) && (!sees_keys || who.sees_keys);
        if !may {
            return Err(ApiError(Refused::NotAllowed));
        }
        store.set_sees_keys(workspace, id, sees_keys).await?;
        note(&state.relay, who, if sees_keys { "give keys" } else { "take keys" }, &member.name)
            .await?;
    }
    let changes_role = change.role.filter(|role| *role != member.role);
    if let Some(role) = changes_role {
        if role == Role::Owner {
            caller.at_least(Role::Owner)?;
            store.transfer_ownership(workspace, who.member, id).await?;
            store.set_sees_keys(workspace, id, true).await?;
        } else {
            if !who.role.may_grant(role) || !who.role.may_grant(member.role) {
                return Err(ApiError(Refused::NotAllowed));
            }
            store.set_role(workspace, id, role).await?;
        }
        note(&state.relay, who, &format!("make {role}"), &member.name).await?;
    }
    if changes_role.is_some() || changes_keys.is_some() {
        let mut devices = device_ids(&member);
        if change.role == Some(Role::Owner) {
            let own = member_of(&state, workspace, who.member).await?;
            devices.extend(device_ids(&own));
        }
        state.relay.rooms.evict(workspace, devices, close::CHANGED).await;
    }
    if changes_keys == Some(false) {
        call_for_sealing(&state, workspace).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a member. Everybody but the owner may leave by themselves.
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path((workspace, id)): Path<(WorkspaceId, MemberId)>,
) -> Result<StatusCode, ApiError> {
    let member = member_of(&state, workspace, id).await?;
    let Caller(who) = &caller;
    let may =
        if id == who.member { who.role < Role::Owner } else { who.role.may_grant(member.role) };
    if !may {
        return Err(ApiError(Refused::NotAllowed));
    }
    state.relay.store.remove_member(workspace, id, now()).await?;
    // Before anything else can fail.
    state.relay.rooms.evict(workspace, device_ids(&member), close::REMOVED).await;
    call_for_sealing(&state, workspace).await?;
    note(&state.relay, who, "remove", &member.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a device of one's own, or of somebody one may remove.
pub(super) async fn remove_device(
    State(state): State<AppState>,
    caller: Caller,
    Path((workspace, id)): Path<(WorkspaceId, DeviceId)>,
) -> Result<StatusCode, ApiError> {
    let Caller(who) = &caller;
    let members = state.relay.store.members(workspace).await?;
    let has_it = |member: &&store::Member| member.devices.iter().any(|device| device.id == id);
    let member = members.iter().find(has_it).ok_or(ApiError(Refused::NotFound))?;
    if member.id != who.member && !who.role.may_grant(member.role) {
        return Err(ApiError(Refused::NotAllowed));
    }
    // The owner without a device would be locked out, and everybody else with them.
    let n_left = member.devices.iter().filter(|d| d.removed_at.is_none() && d.id != id).count();
    if member.role == Role::Owner && n_left == 0 {
        return Err(ApiError(Refused::NotAllowed));
    }
    state.relay.store.remove_device(workspace, id, now()).await?;
    state.relay.rooms.evict(workspace, vec![id], close::REMOVED).await;
    call_for_sealing(&state, workspace).await?;
    note(&state.relay, who, "remove device", &member.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever may seal product keys anew connects again, and is told to do so.
async fn call_for_sealing(state: &AppState, workspace: WorkspaceId) -> Result<(), ApiError> {
    let store = &state.relay.store;
    if store.workspace(workspace).await?.must_seal {
        let members = store.members(workspace).await?;
        let may_seal = |member: &&store::Member| {
            member.removed_at.is_none() && member.sees_keys && member.role.may_manage()
        };
        let devices = members.iter().filter(may_seal).flat_map(device_ids).collect();
        state.relay.rooms.evict(workspace, devices, close::CHANGED).await;
    }
    Ok(())
}

async fn member_of(
    state: &AppState,
    workspace: WorkspaceId,
    id: MemberId,
) -> Result<store::Member, ApiError> {
    let members = state.relay.store.members(workspace).await?;
    let found = members.into_iter().find(|member| member.id == id && member.removed_at.is_none());
    found.ok_or(ApiError(Refused::NotFound))
}

fn device_ids(member: &store::Member) -> Vec<DeviceId> {
    member.devices.iter().map(|device| device.id).collect()
}
