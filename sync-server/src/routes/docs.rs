//! The description of the HTTP API, for programs (`/api/openapi.json`) and to read (`/api/docs`).
//! The page is made of the description, without a script, so the two never differ.

mod page;

use std::sync::LazyLock;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

use crate::state::AppState;

/// The description itself, written by hand; a test holds it against the routes and their types.
pub(crate) const OPENAPI: &str = include_str!("../../openapi.json");
const STYLE: &str = include_str!("docs/docs.css");

static PAGE: LazyLock<String> = LazyLock::new(|| page::render(OPENAPI));

pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/openapi.json", get(|| async { ([(CONTENT_TYPE, "application/json")], OPENAPI) }))
        .route("/docs", get(|| async { ([(CONTENT_TYPE, "text/html; charset=utf-8")], &**PAGE) }))
        .route("/docs.css", get(|| async { ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE) }))
}
