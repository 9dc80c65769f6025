//! A copy of the database file, made while the relay goes on.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{Place, Store, StoreError};

impl Store {
    /// Writes a whole database of this moment to a file that is not there yet. It appears under its
    /// name only once it is complete and on disk. A Postgres server has its own tools for that.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if matches!(*self.place, Place::Server { .. }) {
            return Err(StoreError::Unsupported("a Postgres database is backed up with pg_dump"));
        }
        let failed = |source| StoreError::File { path: to.to_owned(), source };
        if fs::exists(to).map_err(failed)? {
            return Err(failed(io::ErrorKind::AlreadyExists.into()));
        }
        let mut unfinished = to.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = Path::new(&unfinished);
        remove_if_any(unfinished).map_err(failed)?;
        let name = unfinished.to_str().ok_or_else(|| {
            failed(io::Error::new(io::ErrorKind::InvalidInput, "its name is not UTF-8"))
        })?;
        if let Err(error) = sqlx::query("VACUUM INTO $1").bind(name).execute(&self.read).await {
            remove_if_any(unfinished).map_err(failed)?;
            return Err(error.into());
        }
        finish(unfinished, to).map_err(failed)
    }
}

fn remove_if_any(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn finish(unfinished: &Path, to: &Path) -> io::Result<()> {
    File::open(unfinished)?.sync_all()?;
    fs::rename(unfinished, to)?;
    #[cfg(unix)]
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
