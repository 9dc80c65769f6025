//! Why the server did not start. Policy: each error names the thing and the way out in one line,
//! because the reader is somebody at a terminal; it is printed once, by `main`, and the exit code
//! is 1. Once serving, a file that can't be read is logged where it happens and answered with 500.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::store::StoreError;

#[derive(Debug, Error)]
pub enum StartError {
    #[error(
        "can't read the built app at {}: {source}; build it with `cargo xtask dist`, or name \
         its folder with --assets DIR",
        index.display()
    )]
    Assets { index: PathBuf, source: io::Error },
    #[error(
        "can't write to the data folder {}: {source}; make it writable, or name another with \
         --data DIR or SEATWISE_DATA",
        dir.display()
    )]
    Data { dir: PathBuf, source: io::Error },
    #[error(
        "can't listen on {address}: {source}; choose another address with --listen HOST:PORT or \
         SEATWISE_LISTEN, or stop the program that uses this one"
    )]
    Listen { address: String, source: io::Error },
    #[error("can't {what}: {source}")]
    Chore { what: &'static str, source: StoreError },
    #[error("can't open the database: {0}")]
    Store(StoreError),
}
