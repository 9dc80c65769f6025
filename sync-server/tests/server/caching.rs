//! What a browser may keep, and for how long.

use axum::http::StatusCode;

use crate::site::Site;

#[tokio::test]
async fn files_named_by_their_content_are_kept_for_a_year() {
    let site = Site::new();
    for path in [
        "/app-1a2b3c4d5e6f7a8b.js",
        "/app-1a2b3c4d5e6f7a8b_bg.wasm",
        "/tokens-0011223344556677.css",
    ] {
        let answer = site.get(path).await;
        let kept = answer.header("cache-control");
        assert_eq!(kept, "public, max-age=31536000, immutable", "{path}");
    }
}

#[tokio::test]
async fn everything_else_is_asked_for_again() {
    let site = Site::new();
    for path in [
        "/",
        "/index.html",
        "/licenses",
        "/sw.js",
        "/engine.js",
        "/engine_bg.wasm",
        "/engine_loader.js",
        "/manifest.webmanifest",
        "/icons/icon-192.png",
    ] {
        let answer = site.open(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn a_missing_hashed_file_is_not_remembered_as_missing() {
    let answer = Site::new().get("/app-0000000000000000.js").await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (StatusCode::NOT_FOUND, "no-cache")
    );
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let site = Site::new();
    for path in ["/", "/licenses", "/sw.js", "/app-1a2b3c4d5e6f7a8b.js"] {
        let first = site.open(path).await;
        for (condition, seen) in [("if-none-match", "etag"), ("if-modified-since", "last-modified")]
        {
            let asked = [("accept", "text/html"), (condition, first.header(seen))];
            let again = site.ask("GET", path, &asked).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path} {condition}");
            assert_eq!(again.header("cache-control"), first.header("cache-control"));
            assert_eq!(again.body, "");
        }
    }
}
