//! What every request shares, read and checked once at start. It never changes afterwards: after
//! a new build the server must be restarted, or the policy won't know the new inline scripts.

use std::fs;
use std::sync::Arc;

use axum::http::HeaderMap;
use tokio::time::Instant;
use tower_http::services::ServeDir;

use crate::config::ServeOptions;
use crate::error::StartError;
use crate::readiness::Readiness;
use crate::relay::{Relay, sha256};
use crate::store::Store;
use crate::{data_dir, security_headers};

#[derive(Clone, Debug)]
pub struct AppState {
    pub(crate) assets: ServeDir,
    pub(crate) security_headers: Arc<HeaderMap>,
    pub(crate) relay: Relay,
    pub(crate) trusts_proxy: bool,
    pub(crate) readiness: Arc<Readiness>,
    /// SHA-256 of what opens the metrics.
    pub(crate) metrics_token: Option<[u8; 32]>,
    pub(crate) started_at: Instant,
}

impl AppState {
    /// Checks both folders, reads the page that is served to every visitor, and opens the store.
    pub async fn open(options: &ServeOptions) -> Result<Self, StartError> {
        let index = options.assets.join("index.html");
        let page = fs::read(&index).map_err(|source| StartError::Assets { index, source })?;
        let storage = &options.storage;
        data_dir::prepare(&storage.data)
            .map_err(|source| StartError::Data { dir: storage.data.clone(), source })?;
        let store = match &storage.database_url {
            Some(url) => Store::postgres(url.expose()).await,
            None => Store::sqlite(&storage.data).await,
        };
        let relay = Relay::open(options, store.map_err(StartError::Store)?).await;
        Ok(Self {
            relay: relay.map_err(StartError::Store)?,
            trusts_proxy: options.trust_proxy,
            readiness: Arc::default(),
            metrics_token: options
                .metrics_token
                .as_ref()
                .map(|token| sha256(token.expose().as_bytes())),
            started_at: Instant::now(),
            // Without the redirect a route that shares its name with a folder still opens the app.
            assets: ServeDir::new(&options.assets)
                .precompressed_br()
                .redirect_to_trailing_slash(false),
            security_headers: Arc::new(security_headers::build(
                &String::from_utf8_lossy(&page),
                &options.relays,
            )),
        })
    }

    /// A fresh set-up code, if nobody has claimed the relay yet.
    pub async fn fresh_setup_code(&self) -> Result<Option<String>, StartError> {
        self.relay.fresh_setup_code().await.map_err(StartError::Store)
    }
}
