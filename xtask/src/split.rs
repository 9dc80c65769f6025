//! Splits both programs: what a start needs, and the parts that follow (decision 7).
//!
//! trunk has no hook between rustc and wasm-bindgen, so `scripts/split/wasm-bindgen` stands before
//! the real one while a release build runs, and comes here. The parts of a program meet in a script
//! that wasm-bindgen's own imports; the page's name for its first part, which trunk hashes, is filled
//! in when it is known.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use anyhow::{Context, Result, anyhow, ensure};
use xshell::{Cmd, PushEnv, Shell, cmd};

use crate::tree;
use crate::workshop::{self, Workshop};

/// A program that is split.
struct Program {
    /// What cargo and trunk call it.
    name: &'static str,
    /// The script in which its parts meet.
    link: &'static str,
    /// What the parts that follow are called in the source, and in `dist`.
    parts: &'static [&'static str],
}

const PROGRAMS: [Program; 2] = [
    Program { name: "app", link: "pages.js", parts: &["pages", "people", "others"] },
    Program { name: "engine", link: "seldom.js", parts: &["seldom", "files", "team"] },
];

/// The part a start needs, before wasm-bindgen.
const FIRST: &str = "first";

impl Program {
    fn at(path: &Path) -> Option<&'static Self> {
        PROGRAMS.iter().find(|program| path.file_stem().is_some_and(|stem| stem == program.name))
    }

    fn folder(&self, root: &Path) -> PathBuf {
        root.join("target/parts").join(self.name)
    }

    /// What a part is called in `dist`, of the splitter's name for it. What several parts share is
    /// in parts of its own.
    fn part_name(&self, raw: &str) -> Result<String> {
        if let Some(name) = raw.strip_prefix("split_") {
            ensure!(self.parts.contains(&name), "{} has no part {name}", self.name);
            return Ok(name.to_owned());
        }
        ensure!(raw.starts_with("chunk_"), "{} came in an unknown part: {raw}", self.name);
        Ok(format!("{}-shared", self.parts.first().context("a program of no parts")?))
    }
}

/// What trunk gives wasm-opt for the first part (app/index.html), and the features rustc has used:
/// the others do not carry their names.
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

/// Runs wasm-bindgen, over the first part alone if `args` name a program that is split.
pub(crate) fn bindgen(workshop: &Workshop, args: &[&str]) -> Result<()> {
    let shell = &workshop.shell;
    let input = args.iter().find(|arg| tree::has_extension(arg, "wasm")).map(Path::new);
    let Some((path, program)) = input.and_then(|path| Some((path, Program::at(path)?))) else {
        return Ok(real_bindgen(shell, args)?.run()?);
    };
    let first = program.split(shell, path, &workshop.root)?;
    let args: Vec<&str> = args.iter().filter(|arg| Path::new(arg) != path).copied().collect();
    real_bindgen(shell, &args)?.arg(first).arg("--keep-lld-exports").run()?;
    let folder = args.iter().find_map(|arg| arg.strip_prefix("--out-dir="));
    let script = folder.map(|folder| Path::new(folder).join(program.name).with_extension("js"));
    minify(shell, &script.context("wasm-bindgen was not told where to write")?)
}

/// Makes a script smaller, before trunk names it after its content. trunk's own minifier does not
/// read what wasm-bindgen writes.
fn minify(shell: &Shell, script: &Path) -> Result<()> {
    const OPTIONS: &[&str] = &[
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=error",
    ];
    if cmd!(shell, "esbuild --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        println!(
            "app: its scripts are not minified, so they will be larger (to change that: npm ci)"
        );
        return Ok(());
    }
    let output = format!("--outfile={}", script.display());
    Ok(cmd!(shell, "esbuild {script} {OPTIONS...} --allow-overwrite {output}").quiet().run()?)
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

impl Program {
    /// Writes all parts and their link into a folder of its own, and returns the first part.
    fn split(&self, shell: &Shell, path: &Path, root: &Path) -> Result<PathBuf> {
        let folder = self.folder(root);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let first = folder.join(FIRST).with_extension("wasm");
        let (link, main) = (format!("./{}", self.link), format!("./{}.js", self.name));
        let mut options = wasm_split_cli_support::Options::new(&bytes);
        options.output_dir = &folder;
        options.main_out_path = &first;
        options.main_module = &main;
        options.link_name = &link;
        let parts =
            wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:?}"))?;
        for name in self.parts {
            let raw = folder.join(format!("split_{name}.wasm"));
            ensure!(parts.split_modules.contains(&raw), "{} has no part {name}", self.name);
        }
        // All at once: each keeps one core busy for half a minute.
        let optimise = |raw: &PathBuf| {
            let raw = raw.display().to_string();
            let mut command =
                Command::from(cmd!(shell, "wasm-opt {WASM_OPT...} --output={raw} {raw}"));
            command.spawn().with_context(|| format!("starting wasm-opt for {raw}"))
        };
        let started: Vec<Child> =
            parts.split_modules.iter().map(optimise).collect::<Result<_>>()?;
        for mut child in started {
            ensure!(child.wait()?.success(), "wasm-opt failed for a part of {}", self.name);
        }
        Ok(first)
    }

    /// Puts the other parts and the link beside the first, if the program was split.
    fn put_in(&self, folder: &Path, root: &Path) -> Result<()> {
        let files = tree::files(folder, |_| false)?;
        let is_script = |file: &&String| {
            let stem = file.strip_suffix(".js").unwrap_or_default();
            stem == self.name || stem.rsplit_once('-').is_some_and(|(name, _)| name == self.name)
        };
        let first = files.iter().find(is_script);
        let first = first.with_context(|| format!("the build has no {}.js", self.name))?;
        if !fs::read_to_string(folder.join(first))?.contains(self.link) {
            return Ok(());
        }
        let parts = self.folder(root);
        let link = fs::read_to_string(parts.join(self.link))?;
        let mut link = link.replace(&format!("./{}.js", self.name), &format!("./{first}"));
        for raw in tree::files(&parts, |_| false)? {
            let Some(stem) = raw.strip_suffix(".wasm").filter(|stem| *stem != FIRST) else {
                continue;
            };
            let part = fs::read(parts.join(&raw))?;
            let hash = tree::hash(&part);
            let name =
                format!("{}-{}.wasm", self.part_name(stem)?, hash.get(..16).unwrap_or(&hash));
            ensure!(link.contains(&raw), "{} does not name {raw}", self.link);
            link = link.replace(&raw, &name);
            fs::write(folder.join(name), part)?;
        }
        ensure!(link.contains(first.as_str()), "{} does not name {first}", self.link);
        fs::write(folder.join(self.link), link)?;
        Ok(())
    }
}

/// Puts the parts that follow beside the first ones.
pub(crate) fn put_in(folder: &Path) -> Result<()> {
    let root = workshop::root()?;
    PROGRAMS.iter().try_for_each(|program| program.put_in(folder, &root))
}
