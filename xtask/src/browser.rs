//! What runs in a real browser: the tests and the measurements under `tests/e2e`.
//!
//! Both look at the release build and nothing else. The browser is the one `CHROMIUM_PATH` names,
//! or the system's.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::dist;
use crate::workshop::Workshop;

/// Runs the tests on the build that is there, and builds only where there is none.
pub(crate) fn e2e(workshop: &Workshop, args: &[&str]) -> Result<()> {
    if !workshop.dist().join("sw.js").is_file() {
        dist::run(workshop)?;
    }
    let shell = &workshop.shell;
    let _in_tests = shell.push_dir("tests/e2e");
    cmd!(shell, "npx --no-install tsc --noEmit").run().context(
        "the browser tests have type errors (packages missing? npm --prefix tests/e2e ci)",
    )?;
    cmd!(shell, "npx --no-install playwright test {args...}")
        .run()
        .context("browser tests failed (packages missing? npm --prefix tests/e2e ci)")
}

/// Measures the current sources: an old build would give figures for something else.
pub(crate) fn bench(workshop: &Workshop, args: &[&str]) -> Result<()> {
    dist::run(workshop)?;
    let shell = &workshop.shell;
    cmd!(shell, "node tests/e2e/bench/run.mjs {args...}").run().context("the bench failed")
}
