//! The house rules that a program can check: who may depend on whom, which words belong in which
//! folder, how long a file may be, and that styles and markup know the same classes.
//!
//! All violations are shown at once. A rule is a function from sources to violations, in a file of
//! its own, and never looks at the disk.

mod classes;
mod edges;
mod layers;
mod lengths;
mod openings;
mod source;
mod whitespace;

use anyhow::{Result, bail};

use self::source::{Source, Violation};
use crate::workshop::Workshop;

type Rule = fn(&[Source]) -> Vec<Violation>;

const RULES: &[Rule] =
    &[layers::check, openings::check, lengths::check, classes::check, whitespace::check];

pub(crate) fn run(workshop: &Workshop) -> Result<()> {
    let sources = source::read(&workshop.root)?;
    let mut violations = edges::check(workshop)?;
    violations.extend(RULES.iter().flat_map(|rule| rule(&sources)));
    violations.sort();

    println!("{}", lengths::longest(&sources));
    for violation in &violations {
        eprintln!("{violation}");
    }
    if !violations.is_empty() {
        bail!("tidy: {} violations", violations.len());
    }
    println!("tidy: {} files, no violation", sources.len());
    Ok(())
}
