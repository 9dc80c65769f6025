//! What whoever watches the relay sees of it.

use std::collections::HashMap;

use crate::device::Device;
use crate::server::Server;

const TOKEN: &str = "0123456789abcdefghij";

async fn metrics(server: &Server) -> HashMap<String, String> {
    let answer = server.raw("GET", "/metrics", None, Some(TOKEN), &()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let values = answer.body.lines().filter(|line| !line.starts_with('#'));
    let value = |line: &str| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        (name.strip_prefix("seatwise_").unwrap().to_owned(), value.to_owned())
    };
    values.map(value).collect()
}

#[tokio::test]
async fn what_happens_is_counted() {
    let server = Server::start_with(&["--metrics-token", TOKEN]).await;
    let before = metrics(&server).await;
    assert_eq!([&before["connections"], &before["rooms_open"]], ["0", "0"]);
    let mut ada = Device::owner_on(&server).await;
    ada.create_license("Figma");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    let mut bad = ada.connect(&server).await;
    bad.next().await.unwrap();
    bad.send(vec![0xff; 100]).await;
    bad.closed().await;
    let after = metrics(&server).await;
    assert_eq!([&after["rooms_open"], &after["refusals_total"]], ["1", "1"]);
    assert_eq!(after["failed_appends_total"], "0");
    for name in ["frames_received_total", "frames_sent_total", "changes_stored_total"] {
        assert_ne!(after[name], "0", "{name}");
    }
    assert_eq!(after["append_seconds_count"], after["append_seconds_bucket{le=\"+Inf\"}"]);
    assert_ne!(after["append_seconds_count"], "0");
    let ready = server.raw("GET", "/readyz", None, None, &()).await;
    assert_eq!(ready.status, 200, "{}", ready.body);
}

#[tokio::test]
async fn only_whoever_has_the_token_sees_them() {
    let server = Server::start_with(&["--metrics-token", TOKEN]).await;
    for bearer in [None, Some(""), Some("0123456789abcdefghix")] {
        assert_eq!(server.raw("GET", "/metrics", None, bearer, &()).await.status, 401);
    }
    for _ in 0..20 {
        server.raw("GET", "/metrics", None, Some("guess"), &()).await;
    }
    assert_eq!(server.raw("GET", "/metrics", None, Some("guess"), &()).await.status, 429);
    metrics(&server).await;
    let without = Server::start().await;
    assert_eq!(without.raw("GET", "/metrics", None, Some(TOKEN), &()).await.status, 404);
}
