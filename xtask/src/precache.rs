//! Makes a built folder ready to be served and to be kept offline: a brotli sibling beside every file
//! that gains from it, and the service worker with the list of all files by content.
//!
//! trunk calls this when everything else is in place. It only adds files: trunk has already written
//! the hashes of the others into `index.html`.

mod compress;
mod worker;

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::split;

const WORKER: &str = "sw.js";

/// As trunk's `post_build` hook. A debug build gets no service worker: it would serve yesterday's
/// code to the person who is changing it.
pub(crate) fn run_as_hook() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set: name a folder, or let trunk call this")?;
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        println!("precache: a debug build has no service worker");
        return Ok(());
    }
    split::put_in(folder.as_ref())?;
    run(folder.as_ref())
}

pub(crate) fn run(folder: &Path) -> Result<()> {
    let manifest = worker::manifest(folder)?;
    let worker = folder.join(WORKER);
    fs::write(&worker, worker::script(&manifest)?)
        .with_context(|| format!("writing {}", worker.display()))?;
    let compressed = compress::siblings(folder)?;
    println!("precache: {} files in {WORKER}, {compressed} compressed", manifest.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_folder_gets_a_worker_and_compressed_siblings() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("index.html"), "<p>hello</p>".repeat(200)).unwrap();
        fs::write(path("engine_bg.wasm"), vec![0; 5_000]).unwrap();
        fs::write(path("icon.png"), vec![0; 5_000]).unwrap();

        run(dir.path()).unwrap();
        let first = fs::read_to_string(path("sw.js")).unwrap();
        assert!(path("index.html.br").is_file());
        assert!(path("engine_bg.wasm.br").is_file());
        assert!(path("sw.js.br").is_file());
        assert!(!path("icon.png.br").exists());
        assert!(first.contains("/engine_bg.wasm"));

        run(dir.path()).unwrap();
        assert_eq!(fs::read_to_string(path("sw.js")).unwrap(), first, "the same twice");

        fs::write(path("engine_bg.wasm"), vec![1; 5_000]).unwrap();
        run(dir.path()).unwrap();
        assert_ne!(fs::read_to_string(path("sw.js")).unwrap(), first, "new content, new worker");
    }
}
