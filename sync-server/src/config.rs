//! What the program is told, as typed ([`Cli`]) and as meant ([`Order`], [`ServeOptions`]).
//!
//! Everything can be said by a flag, in the environment or in one TOML file; a flag counts before
//! the environment, and that before the file. The names follow from each other: `--public-origin`,
//! `SEATWISE_PUBLIC_ORIGIN`, `public_origin`. All mistakes are told at once, each with the way out.
//!
//! Reading order: `args` (flags), `keys` (names), `layers` (who counts before whom), `file`,
//! `check` (what is meant), `origin`, `secret`, `mistake`.

mod args;
mod check;
mod file;
mod keys;
mod layers;
mod mistake;
mod origin;
mod secret;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use replica::team::api::SignUp;

pub use self::args::{ServeArgs, StorageArgs};
pub use self::mistake::{Mistake, Mistakes};
pub use self::secret::Secret;

#[derive(Debug, Parser)]
#[command(
    name = "sync-server",
    version,
    about = "Serves Seatwise, and is the relay of those who share a workspace.",
    after_help = "Every option can also be said in the environment (--public-origin as \
                  SEATWISE_PUBLIC_ORIGIN, --database-url as DATABASE_URL) and in the file of \
                  --config (as public_origin). A flag counts before the environment, and that \
                  before the file."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the built app and the relay.
    Serve(Box<ServeArgs>),
    /// Write everything that is stored to a file. The relay may go on meanwhile.
    Backup {
        #[command(flatten)]
        storage: StorageArgs,
        /// A file that is not there yet.
        file: PathBuf,
    },
    /// Read a backup back, into a folder or a Postgres database with nothing in it.
    Restore {
        #[command(flatten)]
        storage: StorageArgs,
        /// What `backup` wrote, from either kind of database.
        file: PathBuf,
    },
    /// Look whether all that is stored is whole. The relay may go on meanwhile.
    Doctor {
        #[command(flatten)]
        storage: StorageArgs,
    },
}

/// What is to be done, checked.
#[derive(Debug)]
pub enum Order {
    Serve(Box<ServeOptions>),
    Backup(Storage, PathBuf),
    Restore(Storage, PathBuf),
    Doctor(Storage),
}

/// Where everything is kept.
#[derive(Clone, Debug)]
pub struct Storage {
    /// Folder for what the server keeps; made if missing.
    pub data: PathBuf,
    /// A Postgres database to keep everything in, instead of a file in the folder.
    pub database_url: Option<Secret>,
    pub log_format: LogFormat,
}

#[derive(Clone, Debug)]
pub struct ServeOptions {
    pub storage: Storage,
    pub listen: String,
    pub assets: PathBuf,
    pub public_origin: Option<String>,
    pub allowed_origins: Vec<String>,
    pub relays: Vec<String>,
    pub sign_up: SignUp,
    pub sign_up_code: Option<Secret>,
    pub metrics_token: Option<Secret>,
    pub requests_per_minute: u32,
    pub workspace_mebibytes: u64,
    pub trust_proxy: bool,
}

/// What a line of the log looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// Says what a variable of the environment holds.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Command {
    pub fn check(&self, environment: Environment<'_>) -> Result<Order, Mistakes> {
        Ok(match self {
            Self::Serve(args) => Order::Serve(Box::new(args.check(environment)?)),
            Self::Backup { storage, file } => {
                Order::Backup(storage.check(environment)?, file.clone())
            }
            Self::Restore { storage, file } => {
                Order::Restore(storage.check(environment)?, file.clone())
            }
            Self::Doctor { storage } => Order::Doctor(storage.check(environment)?),
        })
    }
}

impl Order {
    pub fn log_format(&self) -> LogFormat {
        match self {
            Self::Serve(options) => options.storage.log_format,
            Self::Backup(storage, _) | Self::Restore(storage, _) | Self::Doctor(storage) => {
                storage.log_format
            }
        }
    }
}

#[cfg(test)]
mod tests;
