//! What devices ask over HTTP. Every answer is JSON and is not kept by anybody; what is refused says
//! why in one word and in a sentence.

mod caller;
mod invites;
mod keys;
mod members;
mod refusal;
mod workspaces;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, patch, post, put};
use replica::team::api::Refused;
use tower_http::limit::RequestBodyLimitLayer;

use crate::limits::Ask;
use crate::origins::Asker;
use crate::relay::now;
use crate::state::AppState;

pub(crate) use caller::{Caller, address};
pub(crate) use refusal::ApiError;

/// A new vault comes with all its keys; everything else is small.
const LARGEST_BODY: usize = 16 * 1024 * 1024;
/// What may be asked is the same for an hour.
const PREFLIGHT_SECONDS: &str = "3600";

pub(crate) fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/relay", get(workspaces::about))
        .route("/workspaces", post(workspaces::share))
        .route("/workspaces/{workspace}", get(workspaces::show).delete(workspaces::delete))
        .route("/workspaces/{workspace}/ticket", post(workspaces::ticket))
        .route("/workspaces/{workspace}/team", get(members::show))
        .route("/workspaces/{workspace}/members/{member}", patch(members::change))
        .route("/workspaces/{workspace}/members/{member}", delete(members::remove))
        .route("/workspaces/{workspace}/devices/{device}", delete(members::remove_device))
        .route("/workspaces/{workspace}/invites", post(invites::create))
        .route("/workspaces/{workspace}/invites/{invite}", delete(invites::revoke))
        .route("/workspaces/{workspace}/keys", put(keys::put).delete(keys::drop_own))
        .route("/workspaces/{workspace}/vault", post(keys::rotate))
        .route("/invites/{invite}/look", post(invites::look))
        .route("/invites/{invite}/accept", post(invites::accept))
        .merge(super::docs::router())
        .fallback(|| async { ApiError(Refused::NotFound) })
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(from_fn_with_state(state.clone(), guard))
}

/// Lets in whoever may ask, not too often, and tells browsers on other pages that they may.
async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = state.relay.origins.asker(request.headers());
    if asker == Asker::Stranger {
        return ApiError(Refused::NotAllowed).into_response();
    }
    let is_preflight = request.method() == Method::OPTIONS;
    let address = address(request.extensions(), request.headers(), state.trusts_proxy);
    let mut response = if is_preflight {
        StatusCode::NO_CONTENT.into_response()
    } else if state.relay.limits.allow(Ask::Request(address), now()) {
        next.run(request).await
    } else {
        ApiError(Refused::TooMany).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("origin"));
    if let Asker::Page(origin) = asker
        && state.relay.origins.is_other(&origin)
        && let Ok(origin) = HeaderValue::try_from(origin)
    {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let methods = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        let names = HeaderValue::from_static("authorization, content-type");
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, names);
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(PREFLIGHT_SECONDS));
    }
    response
}
