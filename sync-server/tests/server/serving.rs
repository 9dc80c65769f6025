//! Which file answers which address.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::site::{PAGE, Site};

#[tokio::test]
async fn the_root_is_the_page_whatever_is_accepted() {
    let site = Site::new();
    for answer in [site.get("/").await, site.open("/?source=pwa").await] {
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, PAGE));
        assert_eq!(answer.header("content-type"), "text/html");
    }
}

#[tokio::test]
async fn files_have_the_type_a_browser_insists_on() {
    let site = Site::new();
    for (path, expected) in [
        ("/app-1a2b3c4d5e6f7a8b.js", "text/javascript"),
        ("/app-1a2b3c4d5e6f7a8b_bg.wasm", "application/wasm"),
        ("/tokens-0011223344556677.css", "text/css"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/icons/icon-192.png", "image/png"),
    ] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, expected));
    }
}

#[tokio::test]
async fn a_browser_that_reads_brotli_gets_the_small_file_with_the_same_type() {
    let site = Site::new();
    let brotli = [("accept-encoding", "gzip, br")];
    let small = site.ask("GET", "/app-1a2b3c4d5e6f7a8b.js", &brotli).await;
    assert_eq!(small.body, "app as brotli");
    assert_eq!(small.header("content-encoding"), "br");
    assert_eq!(small.header("content-type"), "text/javascript");
    assert_eq!(small.header("vary"), "accept-encoding");

    let plain = site.get("/app-1a2b3c4d5e6f7a8b.js").await;
    assert_eq!((plain.body.as_str(), plain.header("content-encoding")), ("app", ""));
    assert_eq!(site.ask("GET", "/sw.js", &brotli).await.body, "service worker");
}

#[tokio::test]
async fn addresses_inside_the_app_open_the_page() {
    let site = Site::new();
    for path in ["/licenses", "/licenses/", "/licenses/42/edit?tab=history", "/icons", "/v1.2/x"] {
        let answer = site.open(path).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, PAGE), "{path}");
        assert_eq!(answer.header("content-type"), "text/html", "{path}");
    }
}

#[tokio::test]
async fn a_missing_file_is_missing_even_for_a_person() {
    let site = Site::new();
    for path in ["/missing.js", "/app-0000000000000000.js", "/icons/missing.png", "/sw.js/x.map"] {
        assert_eq!(site.open(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(site.get("/licenses").await.status, StatusCode::NOT_FOUND);
    let long = format!("/{}.js", "a".repeat(300));
    assert_eq!(site.get(&long).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_outside_the_folder_can_be_read() {
    let site = Site::new();
    for path in [
        "/../secret.txt",
        "/icons/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/%00",
    ] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_FOUND, ""), "{path}");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let site = Site::new();
    for path in ["/", "/sw.js", "/healthz"] {
        let (head, get) = (site.ask("HEAD", path, &[]).await, site.get(path).await);
        assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""), "{path}");
        assert_eq!(head.headers, get.headers, "{path}");
    }
    let accept = [("accept", "text/html")];
    assert_eq!(site.ask("HEAD", "/licenses", &accept).await.status, StatusCode::OK);
}

#[tokio::test]
async fn other_methods_are_refused_with_those_that_work() {
    let site = Site::new();
    for (method, path) in [("POST", "/"), ("PUT", "/sw.js"), ("DELETE", "/x"), ("POST", "/healthz")]
    {
        let answer = site.ask(method, path, &[("accept", "text/html")]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(answer.header("allow"), "GET,HEAD", "{method} {path}");
    }
}

#[tokio::test]
async fn a_large_body_is_refused_before_it_is_read() {
    let site = Site::new();
    let request = Request::post("/healthz")
        .header("content-length", 1_000_000)
        .body(Body::from(vec![0; 1_000_000]))
        .unwrap();
    let response = sync_server::router(site.state().await).oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_health_check_names_the_version_and_is_never_kept() {
    let answer = Site::new().get("/healthz").await;
    let expected = format!(r#"{{"status":"ok","version":"{}"}}"#, env!("CARGO_PKG_VERSION"));
    assert_eq!((answer.status, answer.body), (StatusCode::OK, expected));
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["cache-control"], "no-store");
}
