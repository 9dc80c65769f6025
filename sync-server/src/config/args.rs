//! The flags as typed. Nothing is checked here, so that all that is wrong can be told at once.

use std::path::PathBuf;

use clap::Args;

use super::Secret;
use super::layers::Layer;

/// Where everything is kept; for every command.
#[derive(Clone, Debug, Args)]
pub struct StorageArgs {
    /// A TOML file with any of these options [env: `SEATWISE_CONFIG`].
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder for what the server keeps; made if missing [default: ./data].
    #[arg(long, value_name = "DIR")]
    pub data: Option<String>,
    /// A Postgres database to keep everything in, instead of a file in the data folder. Several
    /// servers may share one [env: `DATABASE_URL`].
    #[arg(long, value_name = "URL")]
    pub database_url: Option<Secret>,
    /// The file in which the address of the database stands.
    #[arg(long, value_name = "FILE")]
    pub database_url_file: Option<String>,
    /// What a line of the log looks like: text or json [default: text].
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Where to listen; port 0 picks a free one [default: 127.0.0.1:8080].
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,
    /// Folder with the built app [default: dist].
    #[arg(long, value_name = "DIR")]
    pub assets: Option<String>,
    /// The address that browsers see, such as `https://seats.example`. Without it, the address that
    /// a request was made to counts.
    #[arg(long, value_name = "ORIGIN")]
    pub public_origin: Option<String>,
    /// Further pages that may use this server as their relay, with commas between them.
    #[arg(long, value_name = "ORIGIN")]
    pub allowed_origins: Vec<String>,
    /// Other relays that the app served here may speak to, with commas between them.
    #[arg(long, value_name = "ORIGIN")]
    pub relays: Vec<String>,
    /// Who may bring new workspaces once the relay is claimed: closed (who owns one here), code (who
    /// knows the sign-up code), open (anybody) [default: closed].
    #[arg(long, value_name = "WHO")]
    pub sign_up: Option<String>,
    /// The sign-up code.
    #[arg(long, value_name = "CODE")]
    pub sign_up_code: Option<Secret>,
    /// The file in which the sign-up code stands.
    #[arg(long, value_name = "FILE")]
    pub sign_up_code_file: Option<String>,
    /// What opens `/metrics`. Without it there are none.
    #[arg(long, value_name = "TOKEN")]
    pub metrics_token: Option<Secret>,
    /// The file in which that stands.
    #[arg(long, value_name = "FILE")]
    pub metrics_token_file: Option<String>,
    /// So many requests may come from one address in a minute [default: 600].
    #[arg(long, value_name = "N")]
    pub requests_per_minute: Option<String>,
    /// So much may be stored of one workspace, in MiB [default: 1024].
    #[arg(long, value_name = "MIB")]
    pub workspace_mib: Option<String>,
    /// Take the address that a request comes from out of `X-Forwarded-For`: only behind a proxy that
    /// sets it.
    #[arg(
        long,
        value_name = "IS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub trust_proxy: Option<String>,
}

impl StorageArgs {
    pub(super) fn said(&self) -> Layer {
        let secret = |secret: &Option<Secret>| secret.as_ref().map(|it| it.expose().to_owned());
        layer([
            ("data", self.data.clone()),
            ("database_url", secret(&self.database_url)),
            ("database_url_file", self.database_url_file.clone()),
            ("log_format", self.log_format.clone()),
        ])
    }
}

impl ServeArgs {
    pub(super) fn said(&self) -> Layer {
        let secret = |secret: &Option<Secret>| secret.as_ref().map(|it| it.expose().to_owned());
        let mut said = self.storage.said();
        said.extend(layer([
            ("listen", self.listen.clone()),
            ("assets", self.assets.clone()),
            ("public_origin", self.public_origin.clone()),
            ("sign_up", self.sign_up.clone()),
            ("sign_up_code", secret(&self.sign_up_code)),
            ("sign_up_code_file", self.sign_up_code_file.clone()),
            ("metrics_token", secret(&self.metrics_token)),
            ("metrics_token_file", self.metrics_token_file.clone()),
            ("requests_per_minute", self.requests_per_minute.clone()),
            ("workspace_mib", self.workspace_mib.clone()),
            ("trust_proxy", self.trust_proxy.clone()),
        ]));
        for (key, texts) in [("allowed_origins", &self.allowed_origins), ("relays", &self.relays)] {
            if !texts.is_empty() {
                said.insert(key, texts.clone());
            }
        }
        said
    }
}

fn layer<const N: usize>(said: [(&'static str, Option<String>); N]) -> Layer {
    let said = said.into_iter();
    said.filter_map(|(key, text)| Some((key, vec![text?]))).collect()
}
