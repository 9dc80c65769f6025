//! `/healthz`: the process is up and answers. It looks no deeper.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
}

pub(crate) async fn show() -> ([(HeaderName, &'static str); 1], Json<Health>) {
    let health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };
    ([(CACHE_CONTROL, "no-store")], Json(health))
}
