//! What a build was made from and what came out of it, to know whether it must be made again.
//!
//! Both halves are content, never time: a fresh checkout, a touched file or a `trunk serve` that
//! wrote over `dist` is told apart from a real change.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use crate::tree::{self, Hashed};
use crate::workshop::Workshop;

/// Everything that can change the bytes in `dist`.
const SOURCES: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "app",
    "domain",
    "package-lock.json",
    "public",
    "replica",
    "rust-toolchain.toml",
    "scripts/split",
    "style",
    "xtask/src/precache",
    "xtask/src/precache.rs",
    "xtask/src/split.rs",
    "xtask/src/tree.rs",
];

pub(super) struct Stamp {
    inputs: String,
    dist: String,
}

impl Stamp {
    pub(super) fn read(workshop: &Workshop) -> Option<Self> {
        let text = fs::read_to_string(file(workshop)).ok()?;
        let (inputs, dist) = text.trim_end().split_once('\n')?;
        Some(Self { inputs: inputs.to_owned(), dist: dist.to_owned() })
    }

    pub(super) fn write(inputs: &str, workshop: &Workshop) -> Result<()> {
        fs::create_dir_all(workshop.root.join("target"))?;
        Ok(fs::write(file(workshop), format!("{inputs}\n{}\n", outputs(workshop)?))?)
    }

    pub(super) fn fits(&self, inputs: &str, workshop: &Workshop) -> bool {
        self.inputs == inputs && outputs(workshop).is_ok_and(|dist| dist == self.dist)
    }
}

fn file(workshop: &Workshop) -> PathBuf {
    workshop.root.join("target/dist.stamp")
}

pub(super) fn inputs(workshop: &Workshop, wasm_opt: Option<&str>) -> Result<String> {
    let mut entries = tools(workshop, wasm_opt)?;
    for source in SOURCES {
        let path = workshop.root.join(source);
        let paths = if path.is_file() {
            vec![(*source).to_owned()]
        } else {
            let below = tree::files(&path, |_| true)?;
            below.into_iter().map(|file| format!("{source}/{file}")).collect()
        };
        entries.extend(tree::hash_files(&workshop.root, paths)?);
    }
    Ok(tree::hash_of_hashes(&entries))
}

fn tools(workshop: &Workshop, wasm_opt: Option<&str>) -> Result<Vec<Hashed>> {
    let shell = &workshop.shell;
    let versions = [
        cmd!(shell, "rustc --version").read()?,
        cmd!(shell, "trunk --version").read()?,
        cmd!(shell, "wasm-bindgen --version").read()?,
        wasm_opt.unwrap_or_default().to_owned(),
        std::env::var("RUSTFLAGS").unwrap_or_default(),
    ];
    Ok(vec![("tools".to_owned(), tree::hash(versions.join("\n").as_bytes()))])
}

fn outputs(workshop: &Workshop) -> Result<String> {
    let dist = workshop.dist();
    let paths = tree::files(&dist, |_| true)?;
    Ok(tree::hash_of_hashes(&tree::hash_files(&dist, paths)?))
}
