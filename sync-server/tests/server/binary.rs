//! The binary as a person starts it: its words, its exit codes.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

use crate::site::Site;

fn serve(listen: &str, data: &Path, assets: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command.args(["serve", "--listen", listen, "--data"]).arg(data).arg("--assets").arg(assets);
    command.env_remove("RUST_LOG").env("RUST_BACKTRACE", "1").kill_on_drop(true);
    command
}

/// Checks that the program ended by itself with one line that holds all of `expected`.
#[track_caller]
fn check_refusal(output: &Output, expected: &[&str]) {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(output.stdout, b"");
    assert_eq!(said.lines().count(), 1, "{said}");
    for part in expected {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_says_where_it_listens_and_ends_on_sigterm() {
    let site = Site::new();
    let mut command = serve("127.0.0.1:0", &site.data(), &site.assets());
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let address = line.strip_prefix("listening on http://").unwrap();
    assert!(address.starts_with("127.0.0.1:") && !address.ends_with(":0"), "{line}");
    let _open = tokio::net::TcpStream::connect(address).await.unwrap();

    let pid = server.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
    let status = timeout(Duration::from_secs(5), server.wait()).await.expect("still running");
    assert!(status.unwrap().success());
    let code = lines.next_line().await.unwrap().unwrap();
    assert!(code.starts_with("set-up code, good until"), "{code}");
    assert_eq!(lines.next_line().await.unwrap(), None, "standard output carries nothing else");
}

#[tokio::test]
async fn a_folder_without_the_app_is_refused_with_the_way_to_build_it() {
    let site = Site::new();
    fs::remove_file(site.assets().join("index.html")).unwrap();
    for assets in [site.assets(), site.assets().join("missing")] {
        let output = serve("127.0.0.1:0", &site.data(), &assets).output().await.unwrap();
        check_refusal(&output, &["index.html", "cargo xtask dist", "--assets"]);
    }
    assert!(!site.data().exists(), "nothing is made for a start that fails");
}

#[tokio::test]
async fn an_address_in_use_is_named() {
    let site = Site::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = serve(&address, &site.data(), &site.assets()).output().await.unwrap();
    check_refusal(&output, &[&address, "in use", "--listen", "SEATWISE_LISTEN"]);
}

#[tokio::test]
async fn an_address_that_is_none_is_named() {
    let site = Site::new();
    let output = serve("8080", &site.data(), &site.assets()).output().await.unwrap();
    check_refusal(&output, &["8080", "HOST:PORT"]);
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_written_is_named() {
    let site = Site::new();
    fs::write(site.data(), "a file in the folder's place").unwrap();
    let output = serve("127.0.0.1:0", &site.data(), &site.assets()).output().await.unwrap();
    check_refusal(&output, &[site.data().to_str().unwrap(), "--data", "SEATWISE_DATA"]);
}

#[tokio::test]
async fn all_mistakes_are_told_at_once() {
    let site = Site::new();
    let config = site.data().with_file_name("seatwise.toml");
    fs::write(&config, "sign_up = 'code'\nlisten_on = 'x'").unwrap();
    let mut command = serve("8080", &site.data(), &site.assets());
    command.arg("--config").arg(&config).env("SEATWISE_PUBLIC_ORIGIN", "https://a.example/app");
    let output = command.output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(1), Vec::new()), "{said}");
    assert_eq!(said.lines().count(), 4, "{said}");
    for part in ["needs a code", "\"listen_on\"", "HOST:PORT", "SEATWISE_PUBLIC_ORIGIN"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(said.lines().all(|line| line.starts_with("error: ")), "{said}");
    assert!(!site.data().exists(), "nothing is made for a start that fails");
}
