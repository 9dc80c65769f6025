//! A copy of everything, made while the relay goes on: a SQLite file, whichever database it comes
//! from.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, Connection as _};

use super::open::{private, url_of};
use super::{Place, Store, StoreError, portable};

/// A file that is written in one go and then closed. A crash leaves an unfinished one behind.
const WRITER: &str = "PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = ON;";

impl Store {
    /// Writes a whole database of this moment to a file that is not there yet. It appears under its
    /// name only once it is complete and on disk.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let failed = |source| StoreError::File { path: to.to_owned(), source };
        if fs::exists(to).map_err(failed)? {
            return Err(failed(io::ErrorKind::AlreadyExists.into()));
        }
        let unfinished = unfinished(to);
        remove_if_any(&unfinished).map_err(failed)?;
        // It holds wrapped keys and hashes of credentials.
        private(&unfinished).map_err(failed)?;
        let copied = match self.place.as_ref() {
            Place::Folder { database, .. } => copy(database, &unfinished).await,
            Place::Server { .. } => self.write_file(&unfinished).await,
        };
        if let Err(error) = copied {
            remove_if_any(&unfinished).map_err(failed)?;
            return Err(error);
        }
        finish(unfinished, to.to_owned()).await
    }

    /// Row by row, in one transaction that sees one state.
    async fn write_file(&self, to: &Path) -> Result<(), StoreError> {
        let file = Self::file(to, "mode=rw", WRITER).await?;
        file.prepare().await?;
        let mut from = self.reading().await?;
        let mut into = file.writing().await?;
        portable::copy(&mut from, &mut into, file.dialect).await?;
        into.commit().await?;
        from.commit().await?;
        file.close().await;
        Ok(())
    }
}

/// By a connection of its own: the readers may not write, not even another file, and the writer has
/// other things to do meanwhile.
async fn copy(database: &Path, to: &Path) -> Result<(), StoreError> {
    let name = to.to_str().ok_or_else(|| {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "its name is not UTF-8");
        StoreError::File { path: to.to_owned(), source }
    })?;
    let mut connection = AnyConnection::connect(&url_of(database, "mode=rw")?).await?;
    sqlx::query("PRAGMA busy_timeout = 5000").execute(&mut connection).await?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

pub(super) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".unfinished");
    PathBuf::from(name)
}

pub(super) fn remove_if_any(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Brings a file to disk and gives it its name.
pub(super) async fn finish(unfinished: PathBuf, to: PathBuf) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { path: to.clone(), source };
    let target = to.clone();
    let finishing = tokio::task::spawn_blocking(move || {
        File::open(&unfinished)?.sync_all()?;
        fs::rename(&unfinished, &target)?;
        #[cfg(unix)]
        if let Some(folder) = target.parent() {
            let is_here = folder.as_os_str().is_empty();
            File::open(if is_here { Path::new(".") } else { folder })?.sync_all()?;
        }
        Ok(())
    });
    finishing.await.map_err(io::Error::other).and_then(|finished| finished).map_err(failed)
}
