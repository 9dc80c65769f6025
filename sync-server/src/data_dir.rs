//! The folder for what the server keeps. It is made and tried at start, so that a wrong path shows
//! now and not with the first thing to store; with Postgres nothing is kept in it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// Makes the folder, private to its owner, unless it is there, and proves that files can be
/// written in it. The permissions of an existing folder are its owner's business.
pub(crate) fn prepare(dir: &Path) -> io::Result<()> {
    private_builder().create(dir)?;
    let probe = dir.join(format!(".write-check-{}", std::process::id()));
    OpenOptions::new().write(true).create(true).truncate(true).open(&probe)?;
    fs::remove_file(&probe)
}

fn private_builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_folder_is_made_for_its_owner_alone() {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("a/b");
        prepare(&dir).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn the_write_check_leaves_nothing_behind_and_may_run_again() {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path()).unwrap();
        prepare(dir.path()).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_in_the_folders_place_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        prepare(file.path()).unwrap_err();
        prepare(&file.path().join("below")).unwrap_err();
    }
}
