//! `/healthz`: the process is up and answers; it looks no deeper. `/readyz`: it does its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use serde::Serialize;

use crate::state::AppState;

const NEVER_KEPT: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl Health {
    fn new(status: &'static str, reason: Option<&'static str>) -> Json<Self> {
        Json(Self { status, version: env!("CARGO_PKG_VERSION"), reason })
    }
}

pub(crate) async fn show() -> ([(HeaderName, &'static str); 1], Json<Health>) {
    (NEVER_KEPT, Health::new("ok", None))
}

pub(crate) async fn ready(
    State(state): State<AppState>,
) -> (StatusCode, [(HeaderName, &'static str); 1], Json<Health>) {
    let (store, rooms) = (&state.relay.store, &state.relay.rooms);
    match state.readiness.check(store, rooms).await {
        Ok(()) => (StatusCode::OK, NEVER_KEPT, Health::new("ready", None)),
        Err(reason) => {
            let health = Health::new("not ready", Some(reason));
            (StatusCode::SERVICE_UNAVAILABLE, NEVER_KEPT, health)
        }
    }
}
