//! The relay as a program of its own, with a data folder that outlives it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use serde::Serialize;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

pub(crate) use crate::asking::Answer;
use crate::asking::{ask, raw};

/// Where a relay keeps everything.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    /// A Postgres database instead of the folder.
    pub(crate) database: Option<String>,
}

/// A running relay. It is killed when nobody holds it any more.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) place: Arc<Place>,
    pub(crate) address: SocketAddr,
    pub(crate) setup_code: Option<String>,
    child: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Place {
    pub(crate) fn new(database: Option<String>) -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        for name in ["dist", "data"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        std::fs::write(folder.path().join("dist/index.html"), "<!doctype html>").unwrap();
        Arc::new(Self { folder, database })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Server {
    /// Starts it; with a fresh place it says its set-up code.
    pub(crate) async fn start(place: &Arc<Place>) -> Self {
        Self::start_by(place, Command::new(program()), &[]).await
    }

    /// Starts it by a command to which its words are added.
    pub(crate) async fn start_by(place: &Arc<Place>, mut by: Command, options: &[&str]) -> Self {
        by.args(["serve", "--listen", "127.0.0.1:0", "--requests-per-minute", "1000000"]);
        by.arg("--data").arg(place.data()).arg("--assets").arg(place.folder.path().join("dist"));
        by.args(options).env_remove("DATABASE_URL");
        if let Some(url) = &place.database {
            by.env("DATABASE_URL", url);
        }
        let mut child = by.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        // Its log goes where the test's words go.
        let line = said.next_line().await.unwrap().expect("it does not start");
        let address = line.strip_prefix("listening on http://").unwrap().parse().unwrap();
        let mut server = Self { place: Arc::clone(place), address, setup_code: None, child, said };
        if !server.is_claimed().await {
            let line = server.said.next_line().await.unwrap().unwrap();
            server.setup_code = line.rsplit(' ').next().map(str::to_owned);
        }
        server
    }

    async fn is_claimed(&self) -> bool {
        let about: serde_json::Value =
            ask(self.address, "GET", "/relay", None, None, &()).await.json();
        about["is_claimed"].as_bool().unwrap()
    }

    /// Ends it as a power cut would.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    pub(crate) async fn ask(
        &self,
        method: &str,
        path: &str,
        credential: Option<&[u8; 32]>,
        body: &impl Serialize,
    ) -> Answer {
        let origin = format!("http://{}", self.address);
        ask(self.address, method, path, Some(&origin), credential, body).await
    }

    /// Asks for an address as a program does that watches over it.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        raw(self.address, "GET", path, None, None, &()).await
    }

    /// A figure of the process in MiB: `VmRSS`, or `VmHWM` for the most it has had.
    #[cfg(target_os = "linux")]
    pub(crate) fn mebibytes(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find(|line| line.starts_with(figure)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }

    /// Has the most it has had begin with what it has now.
    #[cfg(target_os = "linux")]
    pub(crate) fn forget_most(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").unwrap();
    }
}

/// The relay's program: the one the test was built with, or the one beside an example.
pub(crate) fn program() -> PathBuf {
    if let Some(path) = option_env!("CARGO_BIN_EXE_sync-server") {
        return path.into();
    }
    let folder = std::env::current_exe().unwrap();
    folder.ancestors().nth(2).unwrap().join("sync-server")
}
