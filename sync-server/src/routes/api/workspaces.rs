//! Bringing a workspace to the relay, asking how things stand, and connecting.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode};
use replica::team::Role;
use replica::team::api::{
    API_VERSION, LONGEST_NAME, Membership, Newcomer, RelayInfo, Share, Ticket,
};
use replica::team::api::{Hex, Refused};

use super::caller::credential;
use super::{ApiError, Caller};
use crate::limits::Ask;
use crate::relay::{Relay, now, random};
use crate::state::AppState;
use crate::store::{
    Act, Credential, NewDevice, NewMember, NewWorkspace, StoreError, Who, Workspace,
};

/// A name of a workspace key is a UUID; nothing longer is taken.
pub(super) const LONGEST_EPOCH: usize = 64;
/// An uncompressed point of P-256.
const PUBLIC_KEY: usize = 65;

pub(super) async fn about(State(state): State<AppState>) -> Result<Json<RelayInfo>, ApiError> {
    Ok(Json(RelayInfo {
        service: "seatwise".to_owned(),
        api: API_VERSION,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sign_up: state.relay.sign_up(),
        is_claimed: state.relay.is_claimed().await?,
    }))
}

pub(super) async fn share(
    State(state): State<AppState>,
    from: Place,
    headers: HeaderMap,
    body: Result<Json<Share>, JsonRejection>,
) -> Result<(StatusCode, Json<Membership>), ApiError> {
    let Json(share) = body?;
    let (member, device) = newcomer(&share.owner)?;
    if share.epoch.len() > LONGEST_EPOCH {
        return Err(ApiError(Refused::BadRequest));
    }
    let relay = &state.relay;
    // The answer to the same request before may have been lost.
    if let Credential::Known(who) =
        relay.store.device_by_credential(&device.credential_hash).await?
        && who.workspace == share.workspace
    {
        return Ok((StatusCode::OK, Json(membership(relay, &who).await?)));
    }
    let owns_one = match credential(&headers) {
        Some(hash) => matches!(
            relay.store.device_by_credential(&hash).await?,
            Credential::Known(who) if who.role == Role::Owner
        ),
        None => false,
    };
    if !owns_one {
        if !relay.limits.allow(Ask::Guess(from.0), now()) {
            return Err(ApiError(Refused::TooMany));
        }
        if !relay.opens(share.code.as_deref()).await? {
            return Err(ApiError(Refused::NoSignUp));
        }
    }
    let was_claimed = relay.is_claimed().await?;
    let credential_hash = device.credential_hash;
    let id = share.workspace;
    relay
        .store
        .create_workspace(&NewWorkspace {
            id,
            inventory: share.inventory,
            vault: share.vault,
            epoch: share.epoch,
            created_at: now(),
            owner: member,
            device,
        })
        .await?;
    if !was_claimed && !relay.claim(&id.to_string()).await? {
        // Two came with the same code, and the other one was faster.
        relay.store.delete_workspace(id).await?;
        return Err(ApiError(Refused::NoSignUp));
    }
    let Credential::Known(who) = relay.store.device_by_credential(&credential_hash).await? else {
        return Err(ApiError(Refused::Internal));
    };
    note(relay, &who, "share", "").await?;
    Ok((StatusCode::CREATED, Json(membership(relay, &who).await?)))
}

pub(super) async fn show(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<Membership>, ApiError> {
    Ok(Json(membership(&state.relay, &caller.0).await?))
}

/// Deletes a workspace from the relay. Devices keep what they have.
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    caller.at_least(Role::Owner)?;
    state.relay.store.delete_workspace(caller.0.workspace).await?;
    state.relay.rooms.changed(caller.0.workspace).await;
    tracing::info!(workspace = %caller.0.workspace, "a workspace was deleted");
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn ticket(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Json<Ticket>, ApiError> {
    let Caller(who) = caller;
    let relay = &state.relay;
    let asker = relay.origins.asker(&headers);
    let ticket = relay.tickets.issue(who.device, who.workspace, &asker, now(), random());
    let membership = membership(relay, &who).await?;
    Ok(Json(Ticket { ticket, peer: who.device.to_string(), membership }))
}

/// How things stand for a device.
pub(super) async fn membership(relay: &Relay, who: &Who) -> Result<Membership, StoreError> {
    let Workspace { inventory, vault, epoch, must_seal, .. } =
        relay.store.workspace(who.workspace).await?;
    let wrapped_key = if who.sees_keys {
        relay.store.wrapped_key(who.workspace, &epoch, who.device).await?.map(Hex)
    } else {
        None
    };
    Ok(Membership {
        workspace: who.workspace,
        inventory,
        vault,
        epoch,
        member: who.member,
        name: who.name.clone(),
        device: who.device,
        role: who.role,
        sees_keys: who.sees_keys,
        wrapped_key,
        must_seal,
    })
}

/// Checks what somebody says about themselves and their device.
pub(super) fn newcomer(newcomer: &Newcomer) -> Result<(NewMember, NewDevice), ApiError> {
    let bad = ApiError(Refused::BadRequest);
    let public_key = newcomer.public_key.0.clone();
    if !public_key.is_empty() && public_key.len() != PUBLIC_KEY {
        return Err(bad);
    }
    let member = NewMember { id: newcomer.member, name: name(&newcomer.name).ok_or(bad)? };
    let device = NewDevice {
        id: newcomer.device,
        name: name(&newcomer.device_name).ok_or(bad)?,
        credential_hash: newcomer.credential_hash.exactly().ok_or(bad)?,
        public_key,
    };
    Ok((member, device))
}

/// A name as it may stand in a list or a log: one line, with something in it.
pub(super) fn name(typed: &str) -> Option<String> {
    let name: String = typed.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    (!name.is_empty() && name.chars().count() <= LONGEST_NAME).then(|| name.to_owned())
}

/// Remembers who did something.
pub(super) async fn note(
    relay: &Relay,
    who: &Who,
    act: &str,
    subject: &str,
) -> Result<(), StoreError> {
    let act = Act {
        workspace: who.workspace,
        at: now(),
        member: Some(who.member),
        device: Some(who.device),
        act: act.to_owned(),
        subject: subject.to_owned(),
    };
    relay.store.record(&act).await
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(pub(super) std::net::IpAddr);

impl axum::extract::FromRequestParts<AppState> for Place {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self(super::address(&parts.extensions, &parts.headers, state.trusts_proxy)))
    }
}
