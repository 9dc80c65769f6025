//! A copy of the database file, made while the relay goes on.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use sqlx::{AnyConnection, Connection as _};

use super::open::url_of;
use super::{Place, Store, StoreError};

impl Store {
    /// Writes a whole database of this moment to a file that is not there yet. It appears under its
    /// name only once it is complete and on disk. A Postgres server has its own tools for that.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let Place::Folder { database, .. } = self.place.as_ref() else {
            return Err(StoreError::Unsupported("a Postgres database is backed up with pg_dump"));
        };
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
        if let Err(error) = copy(database, name).await {
            remove_if_any(unfinished).map_err(failed)?;
            return Err(error);
        }
        let (from, target) = (unfinished.to_owned(), to.to_owned());
        match tokio::task::spawn_blocking(move || finish(&from, &target)).await {
            Ok(finished) => finished.map_err(failed),
            Err(error) => Err(failed(io::Error::other(error))),
        }
    }
}

/// By a connection of its own: the readers may not write, not even another file, and the writer has
/// other things to do meanwhile.
async fn copy(database: &Path, to: &str) -> Result<(), StoreError> {
    let mut connection = AnyConnection::connect(&url_of(database)?).await?;
    sqlx::query("VACUUM INTO $1").bind(to).execute(&mut connection).await?;
    Ok(connection.close().await?)
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
