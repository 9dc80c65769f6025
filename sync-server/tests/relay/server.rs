//! A relay on a port of its own, and requests to it.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use clap::Parser as _;
use serde::Serialize;
use sync_server::config::{Cli, Order};
use sync_server::state::AppState;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) use crate::asking::Answer;
use crate::asking::{self, ask};

pub(crate) struct Server {
    folder: TempDir,
    pub(crate) address: SocketAddr,
    pub(crate) setup_code: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<()>>,
    /// The program itself, where it runs as one.
    child: Option<Child>,
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
        let often: &[&str] = match options {
            ["--requests-per-minute", ..] => &[],
            _ => &["--requests-per-minute", "100000"],
        };
        let words = ["sync-server", "serve"].iter().chain(often).map(Into::into);
        let words = words.chain(["--data".into(), data, "--assets".into(), assets]);
        let command = Cli::parse_from(words.chain(options.iter().map(Into::into))).command;
        let Ok(Order::Serve(options)) = command.check(&|_| None) else {
            panic!("these options are good")
        };
        let state = AppState::open(&options).await.unwrap();
        let setup_code = state.fresh_setup_code().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(sync_server::run(listener, state, async {
            stopped.await.unwrap_or_default();
        }));
        Self { folder, address, setup_code, stop: Some(stop), running: Some(running), child: None }
    }

    /// Stops as it does when it is asked to, and starts again with what it has stored.
    pub(crate) async fn restart(mut self) -> Self {
        drop(self.stop.take());
        self.running.take().unwrap().await.unwrap();
        Self::run_in(self.folder, &[]).await
    }

    /// The program itself, which writes its log to the file.
    pub(crate) async fn spawn(options: &[&str], log: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dist")).unwrap();
        std::fs::write(folder.path().join("dist/index.html"), "<!doctype html>").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
        command.current_dir(folder.path()).args(["serve", "--listen", "127.0.0.1:0"]);
        command.args(options).env("RUST_LOG", "trace").kill_on_drop(true);
        command.stdout(Stdio::piped()).stderr(std::fs::File::create(log).unwrap());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap();
        let address = line.strip_prefix("listening on http://").unwrap().parse().unwrap();
        let line = lines.next_line().await.unwrap().unwrap();
        let setup_code = line.rsplit_once(' ').map(|(_, code)| code.to_owned());
        Self { folder, address, setup_code, stop: None, running: None, child: Some(child) }
    }

    /// Ends the program as a supervisor does.
    pub(crate) async fn terminate(mut self) {
        let mut child = self.child.take().unwrap();
        let pid = child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
        assert!(child.wait().await.unwrap().success());
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

    /// Asks for any address, with whatever stands behind `Bearer`.
    pub(crate) async fn raw(
        &self,
        method: &str,
        path: &str,
        origin: Option<&str>,
        bearer: Option<&str>,
        body: &impl Serialize,
    ) -> Answer {
        asking::raw(self.address, method, path, origin, bearer, body).await
    }
}
