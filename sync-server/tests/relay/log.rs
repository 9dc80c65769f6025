//! What the log says, and never says.

use std::fs;

use replica::team::Role;
use tokio_tungstenite::connect_async;

use crate::device::{Device, open};
use crate::server::Server;

const CODE: &str = "correct-horse-battery";
const TOKEN: &str = "0123456789abcdefghij";

/// All that one relay can be asked, with its log as talkative as it gets.
async fn a_full_run(format: &str) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let options = ["--log-format", format, "--sign-up", "code", "--sign-up-code", CODE];
    let options = [&options[..], &["--metrics-token", TOKEN]].concat();
    let server = Server::spawn(&options, &log).await;
    let mut ada = Device::owner_on(&server).await;
    let (_, proof) = ada.invite(&server, Role::Editor).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    ada.create_license("Figma");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    // As a page does it.
    let shown = bob.ticket(&server).await.ticket;
    open(&server, bob.workspace, &shown).await.unwrap();
    // As a program does it, good and then used.
    let mut secrets = vec![CODE.to_owned(), TOKEN.to_owned(), server.setup_code.clone().unwrap()];
    let ticket = bob.ticket_for_a_program(&server).await;
    let address = format!("ws://{}/ws/{}?ticket={ticket}", server.address, bob.workspace);
    connect_async(&address).await.unwrap();
    connect_async(&address).await.unwrap_err();
    secrets.extend([ticket, shown]);
    let second = Device::new();
    for code in [CODE, "a-wrong-code"] {
        let share = second.share(Some(code.to_owned()));
        server.ask("POST", "/workspaces", None, &share).await;
        server.ask("POST", "/workspaces", Some(&[7; 32]), &share).await;
    }
    secrets.push("a-wrong-code".to_owned());
    secrets.push(hex::encode([7; 32]));
    bob.accept(&server, replica_invite(), proof, "Eve").await;
    secrets.extend([ada.credential, bob.credential, second.credential, proof].map(hex::encode));
    drop(line);
    server.terminate().await;
    (fs::read_to_string(log).unwrap(), secrets)
}

fn replica_invite() -> domain::id::InviteId {
    domain::id::InviteId(uuid::Uuid::from_u128(1))
}

#[tokio::test]
async fn a_full_run_leaves_no_secret_in_the_log() {
    let (log, secrets) = Box::pin(a_full_run("text")).await;
    assert!(log.contains("stopped"), "{log}");
    assert!(log.contains("path=\"/api/workspaces\"") || log.contains("path=/api/workspaces"));
    for secret in &secrets {
        assert!(!log.contains(secret.as_str()), "{secret} is in the log");
    }
}

#[tokio::test]
async fn each_line_can_be_json() {
    let (log, secrets) = Box::pin(a_full_run("json")).await;
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
    }
    for secret in &secrets {
        assert!(!log.contains(secret.as_str()), "{secret} is in the log");
    }
}

#[tokio::test]
async fn an_unreachable_database_is_told_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "").unwrap();
    let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .current_dir(folder.path())
        .args(["serve", "--assets", "."])
        .env("DATABASE_URL", "postgres://ada:hunter2@127.0.0.1:1/seats?sslmode=bogus")
        .env("RUST_LOG", "trace")
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("can't open the database"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}
