//! Rule: what a crate must never depend on, not even through others.
//!
//! Boundaries are written as something absent. A crate that is not in the workspace is an error, so
//! that renaming one cannot switch its rule off.

use anyhow::Result;
use xshell::cmd;

use super::source::Violation;
use crate::workshop::Workshop;

struct Edge {
    package: &'static str,
    /// `None`: this machine. automerge brings web-sys on the wasm target, which `replica` may not see.
    target: Option<&'static str>,
    forbidden: &'static [&'static str],
    reason: &'static str,
}

const EDGES: &[Edge] = &[
    Edge {
        package: "domain",
        target: None,
        forbidden: &[
            "automerge",
            "axum",
            "getrandom",
            "js-sys",
            "leptos",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
        reason: "domain is pure: what a license is, without clock, chance, storage or screen",
    },
    Edge {
        package: "domain",
        target: None,
        forbidden: &["calamine", "flate2", "quick-xml", "rust_xlsxwriter", "sheets", "zip"],
        reason: "domain takes cells and gives cells; files of spreadsheets are the business of sheets",
    },
    Edge {
        package: "sheets",
        target: None,
        forbidden: &[
            "automerge",
            "calamine",
            "domain",
            "js-sys",
            "leptos",
            "rust_xlsxwriter",
            "tokio",
        ],
        reason: "sheets is pure and small: bytes and cells, and nothing of licenses",
    },
    Edge {
        package: "replica",
        target: None,
        forbidden: &["axum", "leptos", "tokio", "web-sys"],
        reason: "replica is pure: event in, effects out",
    },
    Edge {
        package: "app",
        target: Some("wasm32-unknown-unknown"),
        // tokio itself comes with indexed_db_futures, for its channels alone; mio would mean a runtime.
        forbidden: &["axum", "hyper", "mio"],
        reason: "the app lives in the browser and is downloaded",
    },
    Edge {
        package: "sync-server",
        target: None,
        forbidden: &["leptos", "web-sys"],
        reason: "the server has no screen",
    },
];

pub(super) fn check(workshop: &Workshop) -> Result<Vec<Violation>> {
    let shell = &workshop.shell;
    let mut violations = Vec::new();
    for edge in EDGES {
        let package = edge.package;
        let target = edge.target.map(|target| ["--target", target]);
        let target = target.as_ref().into_iter().flatten();
        let tree =
            cmd!(shell, "cargo tree --locked -p {package} -e normal --prefix none {target...}")
                .read()?;
        violations.extend(forbidden_in(edge, &tree));
    }
    Ok(violations)
}

fn forbidden_in(edge: &Edge, tree: &str) -> Vec<Violation> {
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    edge.forbidden
        .iter()
        .filter(|name| names.contains(name))
        .map(|name| Violation {
            path: format!("{}/Cargo.toml", edge.package),
            line: 1,
            message: format!("depends on {name}, but {}", edge.reason),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::source::shown;
    use super::*;

    const REPLICA: Edge = Edge {
        package: "replica",
        target: None,
        forbidden: &["tokio", "web-sys"],
        reason: "it is pure",
    };

    #[test]
    fn a_dependency_of_a_dependency_counts() {
        let tree = "replica v0.1.0 (/x)\nautomerge v0.12.0\ntokio v1.0.0\nserde v1.0.0 (*)";
        let found = forbidden_in(&REPLICA, tree);
        assert_eq!(shown(&found), ["replica/Cargo.toml:1: depends on tokio, but it is pure"]);
    }

    #[test]
    fn a_name_that_only_starts_alike_does_not() {
        assert_eq!(forbidden_in(&REPLICA, "replica v0.1.0\ntokio-util v0.7.0"), []);
    }
}
