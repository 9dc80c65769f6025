//! A small built app in a temporary folder, and requests to a router that serves it.

use std::fs;
use std::path::PathBuf;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use clap::Parser as _;
use sync_server::config::{Cli, Order};
use sync_server::state::AppState;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

pub(crate) const PAGE: &str = "<!doctype html><title>Seatwise</title>\
    <script type=\"module\">import init from '/app.js';\ninit();</script>";
/// Of the script above, by openssl.
pub(crate) const PAGE_SCRIPT: &str = "'sha256-t0PzGpZeYwj8gYFmlN4A2SDAXNUmuMOwl570PxDZz/I='";

pub(crate) struct Site {
    folder: TempDir,
    state: OnceCell<AppState>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Site {
    pub(crate) fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap(), state: OnceCell::new() };
        fs::create_dir_all(site.assets().join("icons")).unwrap();
        fs::write(site.folder.path().join("secret.txt"), "secret").unwrap();
        for (name, content) in [
            ("index.html", PAGE),
            ("app-1a2b3c4d5e6f7a8b.js", "app"),
            ("app-1a2b3c4d5e6f7a8b.js.br", "app as brotli"),
            ("app-1a2b3c4d5e6f7a8b_bg.wasm", "\0asm"),
            ("tokens-0011223344556677.css", "css"),
            ("sw.js", "service worker"),
            ("engine.js", "engine"),
            ("engine_bg.wasm", "\0asm"),
            ("engine_loader.js", "loader"),
            ("manifest.webmanifest", "{}"),
            ("icons/icon-192.png", "png"),
        ] {
            fs::write(site.assets().join(name), content).unwrap();
        }
        site
    }

    pub(crate) fn assets(&self) -> PathBuf {
        self.folder.path().join("dist")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What the server shares; opened once, as the server does.
    pub(crate) async fn state(&self) -> AppState {
        let open = async || {
            let words = ["sync-server", "serve", "--listen", "127.0.0.1:0", "--data"];
            let data = self.data().into_os_string();
            let assets = self.assets().into_os_string();
            let words = words.iter().map(Into::into).chain([data, "--assets".into(), assets]);
            let command = Cli::parse_from(words).command;
            let Ok(Order::Serve(options)) = command.check(&|_| None) else {
                panic!("these options are good")
            };
            AppState::open(&options).await.unwrap()
        };
        self.state.get_or_init(open).await.clone()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).await
    }

    /// As a browser does when a person opens an address.
    pub(crate) async fn open(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]).await
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for &(name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = sync_server::router(self.state().await).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
