//! Who asks: the device whose credential stands in the header, and what its member may do.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use domain::id::WorkspaceId;
use replica::team::Role;
use replica::team::api::Refused;
use serde::Deserialize;

use super::ApiError;
use crate::limits::Ask;
use crate::relay::{now, sha256};
use crate::state::AppState;
use crate::store::{Credential, Who};

/// A device that is in, asking about the workspace it is in.
#[derive(Debug)]
pub(crate) struct Caller(pub(crate) Who);

#[derive(Debug, Deserialize)]
struct InWorkspace {
    workspace: Option<WorkspaceId>,
}

impl Caller {
    /// Refuses everybody below a role.
    pub(crate) fn at_least(&self, role: Role) -> Result<(), ApiError> {
        if self.0.role >= role { Ok(()) } else { Err(ApiError(Refused::NotAllowed)) }
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let who = match credential(&parts.headers) {
            Some(hash) => state.relay.store.device_by_credential(&hash).await?,
            None => Credential::Unknown,
        };
        match who {
            Credential::Known(who) => {
                let Path(asked) = Path::<InWorkspace>::from_request_parts(parts, state).await?;
                // Of other workspaces nobody learns whether they are here.
                match asked.workspace {
                    Some(workspace) if workspace != who.workspace => {
                        Err(ApiError(Refused::NotFound))
                    }
                    _ => Ok(Self(who)),
                }
            }
            Credential::Removed { .. } => Err(ApiError(Refused::Removed)),
            Credential::Unknown => {
                let from = address(&parts.extensions, &parts.headers, state.trusts_proxy);
                let may_guess = state.relay.limits.allow(Ask::Guess(from), now());
                Err(ApiError(if may_guess { Refused::Unknown } else { Refused::TooMany }))
            }
        }
    }
}

/// The hash of the credential in a request.
pub(crate) fn credential(headers: &HeaderMap) -> Option<[u8; 32]> {
    let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let hex = shown.strip_prefix("Bearer ").or_else(|| shown.strip_prefix("bearer "))?;
    let bytes = hex::decode(hex.trim()).ok().filter(|bytes| bytes.len() == 32)?;
    Some(sha256(&bytes))
}

/// Where a request comes from. Behind a proxy that is trusted, where the proxy says it does.
pub(crate) fn address(extensions: &Extensions, headers: &HeaderMap, trusts_proxy: bool) -> IpAddr {
    let forwarded = || {
        let list = headers.get("x-forwarded-for")?.to_str().ok()?;
        // The last one was added by the proxy; those before it anybody can make up.
        list.rsplit(',').next()?.trim().parse().ok()
    };
    let connected = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = if trusts_proxy { forwarded() } else { None };
    forwarded.or(connected).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
