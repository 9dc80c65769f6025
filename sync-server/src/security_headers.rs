//! The headers that keep the app from running or loading anything that is not ours. They go on
//! every answer, since a worker's script carries its own policy.

use axum::extract::State;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::inline_scripts::inline_scripts;
use crate::state::AppState;

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

pub(crate) async fn add(State(state): State<AppState>, mut response: Response) -> Response {
    response.headers_mut().extend(state.security_headers.as_ref().clone());
    response
}

/// `relays` are the addresses besides its own that the app may speak to.
pub(crate) fn build(page: &str, relays: &[String]) -> HeaderMap {
    HeaderMap::from_iter([
        (CONTENT_SECURITY_POLICY, content_security_policy(page, relays)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (OPENER_POLICY, HeaderValue::from_static("same-origin")),
        (PERMISSIONS_POLICY, HeaderValue::from_static("camera=(), microphone=(), geolocation=()")),
    ])
}

#[expect(clippy::expect_used, reason = "literals and base64 are always a valid header")]
fn content_security_policy(page: &str, relays: &[String]) -> HeaderValue {
    let mut scripts = vec!["'self'".to_owned(), "'wasm-unsafe-eval'".to_owned()];
    for script in inline_scripts(page) {
        let source = hash_source(script);
        if !scripts.contains(&source) {
            scripts.push(source);
        }
    }
    let policy = [
        "default-src 'none'",
        &format!("script-src {}", scripts.join(" ")),
        &format!("connect-src {}", connections(relays).join(" ")),
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
    ]
    .join("; ");
    HeaderValue::try_from(policy).expect("a policy is visible ASCII")
}

/// Over HTTP and as a WebSocket, which is a scheme of its own to a browser. An address that could
/// end the directive is left out.
fn connections(relays: &[String]) -> Vec<String> {
    let mut sources = vec!["'self'".to_owned()];
    for relay in relays {
        let origin = relay.trim_end_matches('/');
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '[' | ']');
        if let Some(host) = origin.strip_prefix("http")
            && host.starts_with("://") | host.starts_with("s://")
            && origin.chars().all(is_plain)
        {
            sources.push(origin.to_owned());
            sources.push(format!("ws{host}"));
        }
    }
    sources
}

fn hash_source(script: &str) -> String {
    // A browser turns every line break into LF before it hashes.
    let text = script.replace("\r\n", "\n").replace('\r', "\n");
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf "import init from '/app.js';\ninit();" | openssl dgst -sha256 -binary | base64`
    const KNOWN: &str = "'sha256-t0PzGpZeYwj8gYFmlN4A2SDAXNUmuMOwl570PxDZz/I='";

    fn policy(page: &str) -> String {
        build(page, &[])[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
    }

    #[test]
    fn an_inline_script_is_allowed_by_its_hash() {
        let policy =
            policy("<script type=\"module\">import init from '/app.js';\ninit();</script>");
        assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {KNOWN};")));
    }

    #[test]
    fn other_relays_are_allowed_by_name_and_nothing_slips_in_with_them() {
        let relays = ["https://relay.example/", "http://127.0.0.1:9000", "https://a; script-src *"];
        let headers = build("", &relays.map(str::to_owned));
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains(
            "connect-src 'self' https://relay.example wss://relay.example http://127.0.0.1:9000 \
             ws://127.0.0.1:9000; style-src"
        ));
    }

    #[test]
    fn windows_line_breaks_hash_as_the_browser_sees_them() {
        assert!(policy("<script>import init from '/app.js';\r\ninit();</script>").contains(KNOWN));
    }

    #[test]
    fn the_same_script_twice_is_listed_once() {
        assert_eq!(policy("<script>a</script><script>a</script>").matches("sha256-").count(), 1);
    }

    #[test]
    fn a_page_without_scripts_allows_only_our_own_files() {
        assert_eq!(
            policy("<p>hello</p>"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
             style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
             worker-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
             form-action 'none'"
        );
    }
}
