//! Brotli siblings: `app.js.br` beside `app.js`, at the highest quality, since it is done once and
//! downloaded often.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

use crate::tree;

const TEXTUAL: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Below this the headers of the answer weigh more than what is saved.
const TINY: u64 = 512;

/// Writes the siblings and returns how many there are.
pub(super) fn siblings(folder: &Path) -> Result<usize> {
    let mut queue = Vec::new();
    for path in tree::files(folder, |_| true)? {
        let file = folder.join(&path);
        let size = file.metadata()?.len();
        if TEXTUAL.iter().any(|known| tree::has_extension(&path, known)) && size > TINY {
            queue.push((size, file));
        }
    }
    // Popped from the end: the largest first, so that no thread is left alone with it.
    queue.sort();
    let n_files = queue.len();

    let n_threads = thread::available_parallelism().map_or(1, NonZero::get).min(n_files);
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..n_threads).map(|_| scope.spawn(|| compress_until_empty(&queue))).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })?;
    Ok(n_files)
}

fn compress_until_empty(queue: &Mutex<Vec<(u64, PathBuf)>>) -> Result<()> {
    while let Some(file) = next(queue) {
        compress(&file).with_context(|| format!("compressing {}", file.display()))?;
    }
    Ok(())
}

fn next(queue: &Mutex<Vec<(u64, PathBuf)>>) -> Option<PathBuf> {
    queue.lock().ok()?.pop().map(|(_, file)| file)
}

fn compress(file: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &params)?;

    let mut sibling = file.as_os_str().to_owned();
    sibling.push(".br");
    Ok(fs::write(sibling, compressed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sibling_unpacks_to_the_original() {
        let dir = tempfile::tempdir().unwrap();
        let original = "let licenses = [];\n".repeat(500);
        fs::write(dir.path().join("app.js"), &original).unwrap();
        assert_eq!(siblings(dir.path()).unwrap(), 1);

        let compressed = fs::read(dir.path().join("app.js.br")).unwrap();
        assert!(compressed.len() < original.len() / 10);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, original.as_bytes());
    }

    #[test]
    fn tiny_files_and_pictures_are_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("robots.txt"), "User-agent: *").unwrap();
        fs::write(dir.path().join("icon.png"), vec![7; 4_000]).unwrap();
        assert_eq!(siblings(dir.path()).unwrap(), 0);
    }

    #[test]
    fn an_empty_folder_is_fine() {
        assert_eq!(siblings(tempfile::tempdir().unwrap().path()).unwrap(), 0);
    }
}
