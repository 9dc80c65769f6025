//! The release build: the app by trunk into `dist/`, and the server beside it.
//!
//! trunk always runs wasm-bindgen and wasm-opt again, which takes most of a minute, so a build whose
//! inputs and result are both unchanged is kept.

mod stamp;

use anyhow::{Context, Result};
use xshell::cmd;

use self::stamp::Stamp;
use crate::split;
use crate::workshop::Workshop;

pub(crate) fn run(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    let wasm_opt = workshop.find_wasm_opt()?;
    let inputs = stamp::inputs(workshop, wasm_opt.as_deref())?;
    if Stamp::read(workshop).is_some_and(|stamp| stamp.fits(&inputs, workshop)) {
        println!("app: nothing changed, dist is kept");
    } else {
        if wasm_opt.is_none() {
            println!("app: built without wasm-opt, so it will be larger (to change that: npm ci)");
        }
        // cargo stays offline below, and says so clearly here if a crate is missing.
        cmd!(shell, "cargo fetch --quiet --locked").run()?;
        let _in_two = split::around_trunk(workshop)?;
        cmd!(shell, "trunk build --release --offline").run().context("trunk failed")?;
        Stamp::write(&inputs, workshop)?;
    }
    cmd!(shell, "cargo build --release --locked --package sync-server").run()?;
    Ok(())
}
