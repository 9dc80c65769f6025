//! The command line and environment as types. What is wrong with a folder or an address shows
//! when it is used, not here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
