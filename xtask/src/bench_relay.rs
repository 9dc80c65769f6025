//! Loads the relay, and others beside it, and prints a table of what came of it.

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::workshop::Workshop;

/// The loads for our relay, in words of `sync-server/examples/load.rs`.
const OURS: &[&str] = &[
    "--licenses 100 --idle 1000",
    "--licenses 10000 --idle 1000",
    "--licenses 100 --idle 1000 --postgres --nodes 2",
    "--licenses 10000 --idle 1000 --postgres --nodes 2",
    "--licenses 100",
    "--licenses 100 --edits 1",
    "--licenses 10000 --writers 1 --readers 1",
];

/// The loads for others, in words of `tests/bench-relay/peers.mjs`.
const OTHERS: &[&str] = &[
    "hocuspocus licenses=100 idle=1000",
    "hocuspocus licenses=10000 idle=1000",
    "hocuspocus licenses=100 edits=1",
    "automerge-repo licenses=100 idle=1000",
    "automerge-repo licenses=100 edits=1",
    // Forty of its replicas of 10,000 licenses do not fit into the memory WebAssembly may have.
    "automerge-repo licenses=10000 writers=1 readers=1",
];

/// Measures the release build; a load that fails is named and does not hide the others.
pub(crate) fn run(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    let what = ["--bin", "sync-server", "--example", "load"];
    cmd!(shell, "cargo build --release --locked -p sync-server {what...}").run()?;
    let load = workshop.built("release")?.join("examples/load");
    let mut rows = Vec::new();
    for words in OURS {
        eprintln!("ours: {words}");
        let words = words.split(' ');
        rows.extend(row(cmd!(shell, "{load} {words...}").quiet().read().map_err(Into::into)));
    }
    let folder = workshop.root.join("tests/bench-relay");
    if folder.join("node_modules").is_dir() {
        for words in OTHERS {
            eprintln!("others: {words}");
            let (script, words) = (folder.join("peers.mjs"), words.split(' '));
            let said = cmd!(shell, "node {script} {words...}").quiet().read();
            rows.extend(row(said.map_err(Into::into)));
        }
    } else {
        eprintln!("others: not installed (npm --prefix tests/bench-relay ci --ignore-scripts)");
    }
    println!("{}", table(&rows));
    Ok(())
}

fn row(said: Result<String>) -> Option<Value> {
    let read = said.and_then(|said| {
        let last = said.lines().last().context("it said nothing")?;
        Ok(serde_json::from_str(last)?)
    });
    read.inspect_err(|error| eprintln!("a load failed: {error:#}")).ok()
}

const COLUMNS: &[(&str, &str, usize)] = &[
    ("relay", "relay", 16),
    ("nodes", "nodes", 5),
    ("licenses", "licenses", 8),
    ("writers", "writers", 7),
    ("readers", "readers", 7),
    ("edits", "edits/s", 7),
    ("idle", "idle", 5),
    ("p50", "p50 ms", 8),
    ("p95", "p95 ms", 8),
    ("p99", "p99 ms", 8),
    ("delivered", "arrived", 8),
    ("lost", "lost", 6),
    ("cpu_seconds", "CPU s", 7),
    ("rss_most", "MiB", 10),
    ("rss_with_idle", "MiB idle", 10),
    ("first_sync_ms", "first ms", 9),
];

fn table(rows: &[Value]) -> String {
    let cell = |text: &str, width: usize| format!("{text:>width$}");
    let head = COLUMNS.iter().map(|(_, title, width)| cell(title, *width));
    let mut lines = vec![head.collect::<Vec<_>>().join(" ")];
    for row in rows {
        let cells = COLUMNS.iter().map(|(key, _, width)| {
            let text = row.get(key).map_or_else(String::new, |value| match value.as_f64() {
                Some(number) if value.is_f64() => format!("{number:.1}"),
                _ => value.to_string().trim_matches(['"', '[', ']']).to_owned(),
            });
            cell(&text, *width)
        });
        lines.push(cells.collect::<Vec<_>>().join(" "));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_what_was_measured_and_gaps_where_nothing_was() {
        let row =
            serde_json::json!({ "relay": "ours", "p95": 12.345, "lost": 0, "rss_most": [31, 9] });
        let table = table(&[row]);
        let (head, row) = table.split_once('\n').unwrap();
        assert_eq!(head.len(), row.len());
        for part in ["ours", "12.3", "31,9"] {
            assert!(row.contains(part), "{part} in {row}");
        }
    }
}
