//! Every check, in the order CI runs them, with a table of what took how long.
//!
//! One failing check doesn't hide the others; only a failed build ends the list, since what follows
//! looks at its result. No step sets `RUSTFLAGS`, so that all of them share the same artifacts.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use xshell::cmd;

use crate::workshop::Workshop;
use crate::{browser, budget, dist, stopwatch, tidy};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Included,
    Skipped,
}

struct Step {
    name: &'static str,
    run: fn(&Workshop) -> Result<()>,
}

const BUILD: &str = "release build";
const BROWSER_TESTS: &str = "browser tests";

const STEPS: &[Step] = &[
    Step { name: "format", run: format },
    Step { name: "clippy, host", run: clippy_host },
    Step { name: "clippy, wasm", run: clippy_wasm },
    Step { name: "tidy", run: tidy::run },
    Step { name: "docs", run: docs },
    Step { name: "tests", run: tests },
    Step { name: "interop", run: interop },
    Step { name: BUILD, run: dist::run },
    Step { name: "size budgets", run: budget::run },
    Step { name: BROWSER_TESTS, run: |workshop| browser::e2e(workshop, &[]) },
];

struct Outcome {
    name: &'static str,
    passed: bool,
    took: Duration,
}

pub(crate) fn run(workshop: &Workshop, browser: Browser) -> Result<()> {
    let mut outcomes = Vec::new();
    for step in STEPS {
        if step.name == BROWSER_TESTS && browser == Browser::Skipped {
            continue;
        }
        println!("\n==> {}", step.name);
        let (result, took) = stopwatch::time(|| (step.run)(workshop));
        if let Err(error) = &result {
            eprintln!("{error:#}");
        }
        let passed = result.is_ok();
        println!("==> {}: {} in {}", step.name, verdict(passed), seconds(took));
        outcomes.push(Outcome { name: step.name, passed, took });
        if step.name == BUILD && !passed {
            break;
        }
    }
    println!("\n{}", table(&outcomes));

    let failed: Vec<&str> = outcomes.iter().filter(|o| !o.passed).map(|o| o.name).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn verdict(passed: bool) -> &'static str {
    if passed { "ok" } else { "FAILED" }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

fn table(outcomes: &[Outcome]) -> String {
    let total = outcomes.iter().map(|o| o.took).sum();
    let mut lines: Vec<String> = outcomes
        .iter()
        .map(|o| format!("{:<16}{:>10}  {}", o.name, seconds(o.took), verdict(o.passed)))
        .collect();
    lines.push(format!("{:<16}{:>10}", "in all", seconds(total)));
    lines.join("\n")
}

fn format(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    Ok(cmd!(shell, "cargo fmt --all --check").run()?)
}

fn clippy_host(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    Ok(cmd!(shell, "cargo clippy --locked --workspace --all-targets -- -D warnings").run()?)
}

fn clippy_wasm(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    let target = "wasm32-unknown-unknown";
    Ok(cmd!(shell, "cargo clippy --locked --package app --target {target} -- -D warnings").run()?)
}

fn docs(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    Ok(cmd!(shell, "cargo doc --locked --workspace --no-deps --document-private-items")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?)
}

fn tests(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    Ok(cmd!(shell, "cargo nextest run --locked --workspace").run()?)
}

/// automerge-repo, as npm has it, against the relay and a device of ours.
fn interop(workshop: &Workshop) -> Result<()> {
    let shell = &workshop.shell;
    cmd!(shell, "cargo build --locked -p sync-server --bin sync-server --example device").run()?;
    let programs = workshop.built("debug")?;
    let _in_tests = shell.push_dir("tests/interop");
    cmd!(shell, "npm test").env("SEATWISE_PROGRAMS", programs).run().context(
        "automerge-repo does not get on with the relay (packages missing? npm --prefix tests/interop ci --ignore-scripts)",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_step_its_time_and_its_end() {
        let outcomes = [
            Outcome { name: "format", passed: true, took: Duration::from_millis(1_250) },
            Outcome { name: "tidy", passed: false, took: Duration::from_millis(750) },
        ];
        let expected = "\
format               1.2 s  ok
tidy                 0.8 s  FAILED
in all               2.0 s";
        assert_eq!(table(&outcomes), expected);
    }
}
