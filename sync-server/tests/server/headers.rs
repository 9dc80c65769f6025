//! The security headers of every answer.

use std::fs;

use crate::site::{PAGE_SCRIPT, Site};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = Site::new();
    for (method, path) in [
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/engine.js"),
        ("GET", "/healthz"),
        ("GET", "/missing.js"),
        ("POST", "/"),
        ("POST", "/healthz"),
    ] {
        let answer = site.ask(method, path, &[]).await;
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
        ] {
            assert_eq!(answer.header(name), expected, "{method} {path}");
        }
        assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn a_refused_body_carries_the_policy_too() {
    let answer = Site::new().ask("POST", "/", &[("content-length", "1000000")]).await;
    assert_eq!(answer.status, 413);
    assert_ne!(answer.header("content-security-policy"), "");
}

#[tokio::test]
async fn the_policy_allows_the_pages_inline_script_and_no_other() {
    let site = Site::new();
    let answer = site.get("/").await;
    let policy = answer.header("content-security-policy");
    let scripts = format!("script-src 'self' 'wasm-unsafe-eval' {PAGE_SCRIPT};");
    assert!(policy.contains(&scripts), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
}

#[tokio::test]
async fn a_new_page_gets_a_new_policy_at_the_next_start() {
    let site = Site::new();
    fs::write(site.assets().join("index.html"), "<script>other</script>").unwrap();
    let answer = site.get("/").await;
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("'sha256-") && !policy.contains(PAGE_SCRIPT), "{policy}");
}
