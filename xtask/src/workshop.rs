//! The repository as a place to work in: its root, and a shell that finds the project's own tools
//! before any other.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

pub(crate) struct Workshop {
    pub(crate) root: PathBuf,
    pub(crate) shell: Shell,
}

pub(crate) fn root() -> Result<PathBuf> {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(xtask.parent().context("xtask lies in the root of the repository")?.to_owned())
}

impl Workshop {
    pub(crate) fn open() -> Result<Self> {
        let root = root()?;
        let shell = Shell::new()?;
        shell.change_dir(&root);
        let workshop = Self { root, shell };
        workshop.put_first_on_path(&workshop.root.join(".tools/bin"))?;
        Ok(workshop)
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where cargo puts what it builds: `debug` or `release`.
    pub(crate) fn built(&self, profile: &str) -> Result<PathBuf> {
        let shell = &self.shell;
        let told = cmd!(shell, "cargo metadata --format-version 1 --no-deps").quiet().read()?;
        let told: serde_json::Value = serde_json::from_str(&told)?;
        let folder = told.get("target_directory").and_then(serde_json::Value::as_str);
        Ok(Path::new(folder.context("cargo names no target directory")?).join(profile))
    }

    /// Puts npm's wasm-opt on PATH, or what stands in for it, and returns what it says of its
    /// version; `None` where Node or its package is missing.
    pub(crate) fn find_wasm_opt(&self) -> Result<Option<String>> {
        let shell = &self.shell;
        let npm_tools = self.root.join("node_modules/.bin");
        let wasm_opt = npm_tools.join("wasm-opt");
        let version = cmd!(shell, "{wasm_opt} --version").quiet().ignore_stderr().read().ok();
        let stand_in = self.root.join("scripts/without-node");
        self.put_first_on_path(if version.is_some() { &npm_tools } else { &stand_in })?;
        Ok(version)
    }

    pub(crate) fn put_first_on_path(&self, folder: &Path) -> Result<()> {
        let inherited = self.shell.var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(folder.to_owned()).chain(env::split_paths(&inherited));
        self.shell.set_var("PATH", env::join_paths(folders)?);
        Ok(())
    }
}
