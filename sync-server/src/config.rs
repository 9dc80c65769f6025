//! The command line and environment as types. What is wrong with a folder or an address shows
//! when it is used, not here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use replica::team::api::SignUp;

#[derive(Debug, Parser)]
#[command(name = "sync-server", version, about = "Serves Seatwise.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the built app.
    Serve(ServeOptions),
}

#[derive(Clone, Debug, Args)]
pub struct ServeOptions {
    /// Where to listen; port 0 picks a free one.
    #[arg(
        long,
        env = "SEATWISE_LISTEN",
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: String,
    /// Folder for what the server keeps; made if missing.
    #[arg(long, env = "SEATWISE_DATA", value_name = "DIR", default_value = "./data")]
    pub data: PathBuf,
    /// Folder with the built app.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub assets: PathBuf,
    /// A Postgres database to keep everything in, instead of a file in the data folder. Several
    /// servers may share one.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The address that browsers see, such as `https://seats.example`. Without it, the address that
    /// a request was made to counts.
    #[arg(long, env = "SEATWISE_PUBLIC_ORIGIN", value_name = "ORIGIN")]
    pub public_origin: Option<String>,
    /// Further pages that may use this server as their relay.
    #[arg(long, env = "SEATWISE_ALLOWED_ORIGINS", value_name = "ORIGIN", value_delimiter = ',')]
    pub allowed_origins: Vec<String>,
    /// Other relays that the app served here may speak to.
    #[arg(long, env = "SEATWISE_RELAYS", value_name = "ORIGIN", value_delimiter = ',')]
    pub relays: Vec<String>,
    /// Who may bring new workspaces once the relay is claimed: closed (who owns one here), code (who
    /// knows the sign-up code), open (anybody).
    #[arg(
        long,
        env = "SEATWISE_SIGN_UP",
        value_name = "WHO",
        default_value = "closed",
        value_parser = sign_up
    )]
    pub sign_up: SignUp,
    /// The sign-up code.
    #[arg(long, env = "SEATWISE_SIGN_UP_CODE", value_name = "CODE", hide_env_values = true)]
    pub sign_up_code: Option<String>,
    /// So many requests may come from one address in a minute.
    #[arg(long, env = "SEATWISE_REQUESTS_PER_MINUTE", value_name = "N", default_value_t = 600)]
    pub requests_per_minute: u32,
    /// So much may be stored of one workspace, in MiB.
    #[arg(long, env = "SEATWISE_WORKSPACE_MIB", value_name = "MIB", default_value_t = 1024)]
    pub workspace_mebibytes: u64,
    /// Take the address that a request comes from out of `X-Forwarded-For`: only behind a proxy that
    /// sets it.
    #[arg(long, env = "SEATWISE_TRUST_PROXY")]
    pub trust_proxy: bool,
}

fn sign_up(word: &str) -> Result<SignUp, String> {
    match word {
        "closed" => Ok(SignUp::Closed),
        "code" => Ok(SignUp::Code),
        "open" => Ok(SignUp::Open),
        _ => Err("it is closed, code or open".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
