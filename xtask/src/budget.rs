//! The sizes that `budget.json` promises, measured on what is really sent: the brotli siblings of
//! the release build. Changing a limit is a line somebody reviews.
//!
//! It also shows that the UI carries no automerge, which is what makes the first paint cheap.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::tree::{self, has_extension};
use crate::workshop::Workshop;

#[derive(Deserialize)]
struct Budget {
    name: String,
    /// What the names of the counted files start with.
    files: Vec<String>,
    /// In bytes: more fails.
    limit: u64,
    /// In bytes: where the limit must come down to.
    goal: u64,
}

/// The sources' path in automerge's panic messages: it is in every binary that contains its code.
const AUTOMERGE: &[u8] = b"automerge-0.";

pub(crate) fn run(workshop: &Workshop) -> Result<()> {
    let text = fs::read_to_string(workshop.root.join("xtask/budget.json"))?;
    let budgets: Vec<Budget> = serde_json::from_str(&text).context("xtask/budget.json")?;
    let dist = workshop.dist();
    let code = code(&dist)?;

    let mut over = Vec::new();
    println!("{:<24}{:>12}{:>12}{:>12}", "brotli, bytes", "size", "limit", "goal");
    for budget in &budgets {
        let size = size(budget, &dist, &code)?;
        println!("{:<24}{:>12}{:>12}{:>12}", budget.name, size, budget.limit, budget.goal);
        if size > budget.limit {
            over.push(format!("{} is {} bytes over", budget.name, size - budget.limit));
        }
    }
    check_automerge(&dist, &code)?;
    ensure!(over.is_empty(), "over budget: {}", over.join("; "));
    Ok(())
}

fn code(dist: &Path) -> Result<Vec<String>> {
    let mut files =
        tree::files(dist, |_| true).context("is there a release build? cargo xtask dist")?;
    files.retain(|path| has_extension(path, "wasm") || has_extension(path, "js"));
    Ok(files)
}

fn size(budget: &Budget, dist: &Path, code: &[String]) -> Result<u64> {
    let counted: Vec<&String> = code
        .iter()
        .filter(|path| budget.files.iter().any(|start| path.starts_with(start.as_str())))
        .collect();
    ensure!(
        counted.iter().any(|path| has_extension(path, "wasm")),
        "no wasm for \"{}\" in dist: is there a release build? cargo xtask dist",
        budget.name
    );
    counted.iter().map(|path| sent(&dist.join(path.as_str()))).sum()
}

/// The bytes that go over the wire: the sibling's, or the file's own where it is too tiny for one.
fn sent(file: &Path) -> Result<u64> {
    let mut sibling = file.as_os_str().to_owned();
    sibling.push(".br");
    let metadata = fs::metadata(&sibling).or_else(|_| fs::metadata(file));
    Ok(metadata.with_context(|| format!("measuring {}", file.display()))?.len())
}

/// The engine is looked at as well: if the mark were not found there, its absence in the UI would
/// show nothing.
fn check_automerge(dist: &Path, code: &[String]) -> Result<()> {
    for path in code.iter().filter(|path| has_extension(path, "wasm")) {
        let found = contains(&fs::read(dist.join(path))?, AUTOMERGE);
        let is_ui =
            ["app-", "pages-", "people-", "others-"].iter().any(|name| path.starts_with(name));
        if is_ui && found {
            bail!("{path} contains automerge: the UI must leave documents to the engine");
        }
        if path.starts_with("engine") && !found {
            bail!("{path} doesn't show automerge's mark: this check no longer proves anything");
        }
    }
    println!("automerge: in the engine, not in the UI");
    Ok(())
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dist(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(dir.path().join(name), content).unwrap();
        }
        dir
    }

    fn ui(limit: u64) -> Budget {
        Budget { name: "UI".to_owned(), files: vec!["app-".to_owned()], limit, goal: limit }
    }

    #[test]
    fn the_compressed_size_counts_where_there_is_one() {
        let dist = dist(&[
            ("app-1.js", b"12345"),
            ("app-1_bg.wasm", b"1234567890"),
            ("app-1_bg.wasm.br", b"123"),
            ("engine.js", b"1"),
        ]);
        let code = code(dist.path()).unwrap();
        assert_eq!(size(&ui(0), dist.path(), &code).unwrap(), 8);
    }

    #[test]
    fn a_missing_build_is_said_so() {
        let dist = dist(&[("app-1.js", b"1")]);
        let error = size(&ui(0), dist.path(), &code(dist.path()).unwrap()).unwrap_err();
        assert!(error.to_string().contains("cargo xtask dist"));
    }

    #[test]
    fn automerge_belongs_in_the_engine_alone() {
        let check = |files: &[(&str, &[u8])]| {
            let dist = dist(files);
            check_automerge(dist.path(), &code(dist.path()).unwrap()).map_err(|e| e.to_string())
        };
        let engine: (&str, &[u8]) = ("engine_bg.wasm", b"x/automerge-0.12.0/src");
        assert!(check(&[("app-1_bg.wasm", b"leptos"), engine]).is_ok());
        let both = check(&[("app-1_bg.wasm", b"/automerge-0.12.0/src"), engine]);
        assert!(both.unwrap_err().contains("the UI must leave documents"));
        let neither = check(&[("engine_bg.wasm", b"nothing")]);
        assert!(neither.unwrap_err().contains("no longer proves"));
    }
}
