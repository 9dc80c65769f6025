//! What rules look at and what they answer.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::tree;

/// Folders that hold what is made or fetched, not what is written.
const NOT_OURS: &[&str] = &[
    ".git",
    ".tools",
    "bench-results",
    "data",
    "dist",
    "node_modules",
    "playwright-report",
    "target",
    "test-results",
];

const WRITTEN: &[&str] =
    &["rs", "css", "html", "js", "json", "md", "mjs", "sh", "svg", "toml", "ts", "webmanifest"];

pub(super) struct Source {
    /// From the root of the repository, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// Numbered lines, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// Numbered lines that are not comments.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    pub(super) fn is(&self, extension: &str) -> bool {
        tree::has_extension(&self.path, extension)
    }

    pub(super) fn violation(&self, line: usize, message: impl Into<String>) -> Violation {
        Violation { path: self.path.clone(), line, message: message.into() }
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

pub(super) fn read(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in tree::files(root, |folder| !NOT_OURS.contains(&folder))? {
        if is_written(&path) {
            let file = root.join(&path);
            let text =
                fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            sources.push(Source { path, text });
        }
    }
    Ok(sources)
}

fn is_written(path: &str) -> bool {
    path.starts_with("scripts/") || WRITTEN.iter().any(|known| tree::has_extension(path, known))
}

#[cfg(test)]
pub(super) fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// The violations of a rule as a person sees them.
#[cfg(test)]
pub(super) fn shown(violations: &[Violation]) -> Vec<String> {
    violations.iter().map(Violation::to_string).collect()
}
