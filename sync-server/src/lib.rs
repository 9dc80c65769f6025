//! The server as a library: a router that answers, and a loop that runs it until told to stop.
//! It serves the built app, with the headers that keep it safe, and is the relay through which the
//! devices of a team keep their workspaces equal. The app works whole without it.
//!
//! Reading order: [`config`] (options), [`state`] (what is checked and read at start), `routes`
//! (answers), [`room`] (a shared workspace, without any waiting in it), `rooms` (the task of each),
//! [`store`] (what is kept), [`relay`] (what routes share), [`chores`] (backup, restore, doctor), `serving` (connections), [`shutdown`] (how it stops), [`error`]
//! (why it did not start).

pub mod chores;
pub mod config;
mod data_dir;
pub mod error;
mod inline_scripts;
mod limits;
mod origins;
mod readiness;
pub mod relay;
pub mod room;
mod rooms;
mod routes;
mod security_headers;
mod serving;
pub mod shutdown;
pub mod state;
pub mod store;
mod tickets;

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::map_response_with_state;
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tracing::{Span, debug_span};

use crate::state::AppState;

/// From the request's headers to the answer's; sending the body may take longer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Outside of the API no route reads a body.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Every answer the server gives, with the security headers on all of them.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/healthz", get(routes::health::show))
        .route("/readyz", get(routes::health::ready))
        .route("/metrics", get(routes::metrics::show))
        .route("/ws/{workspace}", get(routes::socket::open))
        .fallback(routes::assets::serve)
        .layer(RequestBodyLimitLayer::new(MAX_BODY_BYTES))
        .nest("/api", routes::api::router(&state))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, ANSWER_WITHIN))
        .layer(map_response_with_state(state.clone(), security_headers::add))
        .layer(TraceLayer::new_for_http().make_span_with(request_span).on_failure(()))
        .with_state(state)
}

/// Serves until `shutdown` resolves, then lets running requests finish for [`shutdown::GRACE`].
pub async fn run(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let (rooms, store) = (state.relay.rooms.clone(), state.relay.store.clone());
    serving::serve_until(listener, router(state), rooms, shutdown).await;
    store.close().await;
}

/// The path alone: a query may hold what should not be in a log.
fn request_span(request: &Request) -> Span {
    debug_span!("request", method = %request.method(), path = request.uri().path())
}
