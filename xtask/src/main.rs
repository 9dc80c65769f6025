//! The project's own chores, as `cargo xtask <chore>`.
//!
//! Rust instead of shell, so that the chores are type-checked and need no extra tool. It knows the
//! repository's folders and depends on no other crate of it; installing tools is the work of
//! `scripts/`, not of this program.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

mod bench_relay;
mod browser;
mod budget;
mod ci;
mod dist;
mod icons;
mod precache;
mod split;
mod stopwatch;
mod tidy;
mod tree;
mod workshop;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workshop::Workshop;

const HELP: &str = "\
cargo xtask <chore>

  ci [--skip-e2e]   every check, in the order CI runs them
  tidy              dependency edges, layers, sizes, styles
  dist              release build: the app into dist/, and the server
  precache [DIR]    compress DIR and write its service worker (called by trunk)
  icons             build public/icons.svg from app/icons/*.svg
  budget            compare the sizes in dist/ with xtask/budget.json
  e2e [ARGS]        browser tests; ARGS go to Playwright
  bench relay       load the relay, and others beside it, and print a table
  bench [ARGS]      measure in a real browser; ARGS go to tests/e2e/bench/run.mjs";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    let workshop = Workshop::open()?;
    match words {
        ["ci"] => ci::run(&workshop, ci::Browser::Included),
        ["ci", "--skip-e2e"] => ci::run(&workshop, ci::Browser::Skipped),
        ["tidy"] => tidy::run(&workshop),
        ["dist"] => dist::run(&workshop),
        ["precache"] => precache::run_as_hook(),
        ["wasm-bindgen", args @ ..] => split::bindgen(&workshop, args),
        ["precache", folder] => precache::run(folder.as_ref()),
        ["icons"] => icons::run(&workshop),
        ["budget"] => budget::run(&workshop),
        ["e2e", args @ ..] => browser::e2e(&workshop, args),
        ["bench", "relay"] => bench_relay::run(&workshop),
        ["bench", args @ ..] => browser::bench(&workshop, args),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        unknown => bail!("I don't know the chore \"{}\".\n\n{HELP}", unknown.join(" ")),
    }
}
