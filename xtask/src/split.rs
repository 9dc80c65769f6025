//! Splits the page's program in two: what the list needs, and the pages that follow (decision 0007).
//!
//! trunk has no hook between rustc and wasm-bindgen, so `scripts/split/wasm-bindgen` stands before
//! the real one while a release build runs, and comes here. The halves meet in a script that
//! wasm-bindgen's own imports; its name for trunk's hashed first half is filled in when that is known.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use xshell::{Cmd, PushEnv, Shell, cmd};

use crate::tree;
use crate::workshop::{self, Workshop};

/// The program that is split; all others pass as they are.
const PROGRAM: &str = "app";
/// The script in which the halves meet.
const LINK: &str = "pages.js";
/// What that script calls the first half until trunk has named it.
const FIRST_HALF: &str = "./app.js";
/// The splitter's name for the second half.
const SECOND_HALF: &str = "split_pages";

/// What trunk gives wasm-opt for the first half (app/index.html), and the features rustc has used:
/// the second half does not carry their names.
const WASM_OPT: &[&str] = &[
    "--strip-producers",
    "--strip-debug",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Splits what trunk builds as long as the result lives.
pub(crate) fn around_trunk(workshop: &Workshop) -> Result<[PushEnv<'_>; 2]> {
    let shell = &workshop.shell;
    workshop.put_first_on_path(&workshop.root.join("scripts/split"))?;
    let flags = "--cfg=erase_components --cfg=split";
    Ok([
        shell.push_env("SEATWISE_XTASK", env::current_exe()?),
        shell.push_env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags),
    ])
}

/// Runs wasm-bindgen, over the first half alone if `args` ask for the page's program.
pub(crate) fn bindgen(workshop: &Workshop, args: &[&str]) -> Result<()> {
    let shell = &workshop.shell;
    let input = args.iter().find(|arg| tree::has_extension(arg, "wasm")).map(Path::new);
    match input.filter(|path| path.file_stem().is_some_and(|stem| stem == PROGRAM)) {
        None => real_bindgen(shell, args)?.run()?,
        Some(program) => {
            let first = split(shell, program, &halves(&workshop.root))?;
            let same = |arg: &&&str| Path::new(arg) != program;
            let args: Vec<&str> = args.iter().filter(same).copied().collect();
            real_bindgen(shell, &args)?.arg(first).arg("--keep-lld-exports").run()?;
        }
    }
    Ok(())
}

/// The wasm-bindgen behind ours on PATH.
fn real_bindgen<'a>(shell: &'a Shell, args: &[&str]) -> Result<Cmd<'a>> {
    let path = shell.var_os("PATH").unwrap_or_default();
    let others = env::split_paths(&path).filter(|folder| !folder.ends_with("scripts/split"));
    let others: Vec<PathBuf> = others.collect();
    let real = others.iter().map(|folder| folder.join("wasm-bindgen")).find(|file| file.is_file());
    let real = real.context("there is no wasm-bindgen on PATH")?;
    Ok(cmd!(shell, "{real}").args(args).quiet())
}

/// Writes both halves and their link into a folder, and returns the first.
fn split(shell: &Shell, program: &Path, halves: &Path) -> Result<PathBuf> {
    if halves.exists() {
        fs::remove_dir_all(halves)?;
    }
    let bytes = fs::read(program).with_context(|| format!("reading {}", program.display()))?;
    let first = halves.join("first.wasm");
    let link_name = format!("./{LINK}");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = halves;
    options.main_out_path = &first;
    options.main_module = FIRST_HALF;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:?}"))?;
    let names: Vec<_> = split.split_modules.iter().filter_map(|path| path.file_stem()).collect();
    ensure!(names == [SECOND_HALF], "expected one second half, not {names:?}");
    let raw = halves.join(format!("{SECOND_HALF}.wasm"));
    let small = halves.join("second.wasm");
    let output = format!("--output={}", small.display());
    cmd!(shell, "wasm-opt {WASM_OPT...} {output} {raw}").quiet().run()?;
    Ok(first)
}

fn halves(root: &Path) -> PathBuf {
    root.join("target/halves")
}

/// Puts the second half and the link beside the first, if the first was split.
pub(crate) fn put_in(folder: &Path) -> Result<()> {
    let files = tree::files(folder, |_| false)?;
    let is_first = |name: &&String| name.starts_with("app-") && tree::has_extension(name, "js");
    let first = files.iter().find(is_first).context("the build has no app-*.js")?;
    if !fs::read_to_string(folder.join(first))?.contains(LINK) {
        return Ok(());
    }
    let halves = halves(&workshop::root()?);
    let second = fs::read(halves.join("second.wasm"))?;
    let name = format!("pages-{}.wasm", tree::hash(&second).get(..16).unwrap_or_default());
    let link = fs::read_to_string(halves.join(LINK))?
        .replace(FIRST_HALF, &format!("./{first}"))
        .replace(&format!("{SECOND_HALF}.wasm"), &name);
    ensure!(link.contains(first.as_str()) && link.contains(&name), "{LINK} names no halves");
    fs::write(folder.join(name), second)?;
    fs::write(folder.join(LINK), link)?;
    Ok(())
}
