//! The built app: files as they are, the page for every address inside the app, and how long a
//! browser may keep each. Finding, encoding and revalidating files is tower-http's work.

use std::io;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use tower_http::services::ServeDir;

use crate::state::AppState;

const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

pub(crate) async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let is_hashed = is_hashed(last_segment(request.uri().path()));
    let page_request = is_navigation(&request).then(|| page_instead_of(&request));
    let mut response = file(&state.assets, request).await;
    if response.status() == StatusCode::NOT_FOUND
        && let Some(request) = page_request
    {
        response = file(&state.assets, request).await;
    }
    let may_keep = is_hashed && is_the_file(response.status());
    response.headers_mut().insert(CACHE_CONTROL, if may_keep { FOR_A_YEAR } else { ASK_FIRST });
    response
}

async fn file(assets: &ServeDir, request: Request) -> Response {
    match assets.clone().try_call(request).await {
        Ok(response) => response.into_response(),
        Err(error) if names_no_file(&error) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "can't read a file of the app");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn names_no_file(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename
    )
}

/// A person opening or reloading an address inside the app, as opposed to a missing file.
fn is_navigation(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
        && !last_segment(request.uri().path()).contains('.')
        && request
            .headers()
            .get_all(ACCEPT)
            .iter()
            .any(|value| value.to_str().is_ok_and(|accept| accept.contains("text/html")))
}

fn page_instead_of(request: &Request) -> Request {
    let mut page = Request::new(Body::empty());
    *page.method_mut() = request.method().clone();
    *page.headers_mut() = request.headers().clone();
    *page.uri_mut() = Uri::from_static("/index.html");
    page
}

fn is_the_file(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED)
}

fn last_segment(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// Whether trunk put a hash of the content into the name, as in `app-1a2b3c4d5e6f7a8b_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let stem = name.split_once('.').map_or("", |(stem, _)| stem);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    // Trunk writes 64 bits without leading zeros: one name in 16 has fewer than 16 digits.
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (14..=16).contains(&hash.len())
            && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_content_hash_are_told_from_others() {
        for name in [
            "app-1a2b3c4d5e6f7a8b.js",
            "app-1a2b3c4d5e6f7a8b_bg.wasm",
            "tokens-0011223344556677.css",
            "two-words-1a2b3c4d5e6f7a8b.css",
            "app-a2b3c4d5e6f7a8b.js",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "",
            "index.html",
            "sw.js",
            "engine.js",
            "engine_bg.wasm",
            "manifest.webmanifest",
            "icon-192.png",
            "app-1a2b3c4d5e6f7a8b",
            "1a2b3c4d5e6f7a8b.js",
            "app-1a2b3c4d5e6f7a8b9.js",
            "app-1A2B3C4D5E6F7A8B.js",
            "app-internationalize.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
