//! The generated service worker: a version, the list of files, and the hand-written `sw.js`.

use std::path::Path;

use anyhow::Result;

use super::WORKER;
use crate::tree::{self, Hashed};

const TEMPLATE: &str = include_str!("sw.js");

/// What the app needs offline, as URL and content hash. The worker itself is the browser's to keep,
/// brotli siblings are the server's, and screenshots are only shown by an app store.
pub(super) fn manifest(folder: &Path) -> Result<Vec<Hashed>> {
    let mut paths = tree::files(folder, |name| name != "screenshots")?;
    paths.retain(|path| path != WORKER && !tree::has_extension(path, "br"));
    let hashed = tree::hash_files(folder, paths)?;
    Ok(hashed.into_iter().map(|(path, hash)| (format!("/{path}"), hash)).collect())
}

/// The version covers the template too: a worker that behaves differently must not share its cache
/// with the one it replaces.
pub(super) fn script(manifest: &[Hashed]) -> Result<String> {
    let mut entries = manifest.to_vec();
    entries.push((WORKER.to_owned(), tree::hash(TEMPLATE.as_bytes())));
    let version = tree::hash_of_hashes(&entries);
    let files = serde_json::to_string_pretty(manifest)?;
    Ok(format!("const VERSION = '{version}';\nconst FILES = {files};\n\n{TEMPLATE}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_list_holds_what_the_app_needs_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["icons", "screenshots"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        for file in [
            "index.html",
            "index.html.br",
            "sw.js",
            "icons/192.png",
            "screenshots/list.png",
            "engine.js",
        ] {
            fs::write(dir.path().join(file), file).unwrap();
        }
        let urls: Vec<String> =
            manifest(dir.path()).unwrap().into_iter().map(|(url, _)| url).collect();
        assert_eq!(urls, ["/engine.js", "/icons/192.png", "/index.html"]);
    }

    #[test]
    fn the_script_starts_with_its_version_and_its_files() {
        let script = script(&[("/index.html".to_owned(), tree::hash(b"hello"))]).unwrap();
        let mut lines = script.lines();
        let version = lines.next().unwrap();
        assert!(version.starts_with("const VERSION = '") && version.len() == 17 + 64 + 2);
        assert!(script.contains(&format!("\"/index.html\",\n    \"{}\"", tree::hash(b"hello"))));
        assert!(script.ends_with(TEMPLATE));
    }

    #[test]
    fn another_file_is_another_version() {
        let version = |content: &[u8]| {
            let script = script(&[("/index.html".to_owned(), tree::hash(content))]).unwrap();
            script.lines().next().unwrap().to_owned()
        };
        assert_eq!(version(b"one"), version(b"one"));
        assert_ne!(version(b"one"), version(b"two"));
    }
}
