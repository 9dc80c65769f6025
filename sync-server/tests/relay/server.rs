//! A relay on a port of its own, and requests to it.

use std::net::SocketAddr;

use clap::Parser as _;
use serde::Serialize;
use sync_server::config::{Cli, Command};
use sync_server::state::AppState;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) use crate::asking::Answer;
use crate::asking::ask;

pub(crate) struct Server {
    folder: TempDir,
    pub(crate) address: SocketAddr,
    pub(crate) setup_code: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    pub(crate) async fn start_with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dist")).unwrap();
        std::fs::write(folder.path().join("dist/index.html"), "<!doctype html>").unwrap();
        Self::run_in(folder, options).await
    }

    async fn run_in(folder: TempDir, options: &[&str]) -> Self {
        let [data, assets] = ["data", "dist"].map(|name| folder.path().join(name).into_os_string());
        let words = ["sync-server", "serve", "--requests-per-minute", "100000", "--data"];
        let words = words.iter().map(Into::into).chain([data, "--assets".into(), assets]);
        let Command::Serve(options) =
            Cli::parse_from(words.chain(options.iter().map(Into::into))).command;
        let state = AppState::open(&options).await.unwrap();
        let setup_code = state.fresh_setup_code().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(sync_server::run(listener, state, async {
            stopped.await.unwrap_or_default();
        }));
        Self { folder, address, setup_code, stop: Some(stop), running: Some(running) }
    }

    /// Stops as it does when it is asked to, and starts again with what it has stored.
    pub(crate) async fn restart(mut self) -> Self {
        drop(self.stop.take());
        self.running.take().unwrap().await.unwrap();
        Self::run_in(self.folder, &[]).await
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Asks as the relay's own page does.
    pub(crate) async fn ask(
        &self,
        method: &str,
        path: &str,
        credential: Option<&[u8; 32]>,
        body: &impl Serialize,
    ) -> Answer {
        let origin = format!("http://{}", self.address);
        self.ask_from(method, path, Some(&origin), credential, body).await
    }

    pub(crate) async fn ask_from(
        &self,
        method: &str,
        path: &str,
        origin: Option<&str>,
        credential: Option<&[u8; 32]>,
        body: &impl Serialize,
    ) -> Answer {
        ask(self.address, method, path, origin, credential, body).await
    }
}
