//! Folders as sorted lists of files, and their content as hashes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

/// Every file below `root` as a path relative to it, with `/` between its parts, in order. Folders
/// for which `enter` says no are left alone.
pub(crate) fn files(root: &Path, enter: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    let wanted = |entry: &DirEntry| {
        entry.depth() == 0
            || !entry.file_type().is_dir()
            || entry.file_name().to_str().is_some_and(&enter)
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(root).into_iter().filter_entry(wanted) {
        let entry = entry.with_context(|| format!("reading {}", root.display()))?;
        if entry.file_type().is_file() {
            files.push(relative(root, entry.path())?);
        }
    }
    files.sort();
    Ok(files)
}

fn relative(root: &Path, path: &Path) -> Result<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root)?.iter().map(std::ffi::OsStr::to_str).collect();
    Ok(parts.with_context(|| format!("{} is not UTF-8", path.display()))?.join("/"))
}

pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// A file, or any other named thing, and the SHA-256 of its content in hex.
pub(crate) type Hashed = (String, String);

pub(crate) fn hash_files(root: &Path, paths: Vec<String>) -> Result<Vec<Hashed>> {
    let hashed = |path: String| {
        let file = root.join(&path);
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        Ok((path, hash(&bytes)))
    };
    paths.into_iter().map(hashed).collect()
}

pub(crate) fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// One hash over many. The order counts: pass them sorted.
pub(crate) fn hash_of_hashes(entries: &[Hashed]) -> String {
    let mut hasher = Sha256::new();
    for (name, hash) in entries {
        hasher.update(name);
        hasher.update([0]);
        hasher.update(hash);
        hasher.update([0]);
    }
    hex::encode(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_and_skipped_folders_stay_out() {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["b", "target"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        for file in ["z.txt", "b/a.txt", "target/x.txt"] {
            fs::write(dir.path().join(file), file).unwrap();
        }
        assert_eq!(files(dir.path(), |name| name != "target").unwrap(), ["b/a.txt", "z.txt"]);
    }

    #[test]
    fn a_renamed_file_changes_the_listing() {
        let entry = |name: &str| vec![(name.to_owned(), hash(b"same"))];
        assert_ne!(hash_of_hashes(&entry("a")), hash_of_hashes(&entry("b")));
    }
}
