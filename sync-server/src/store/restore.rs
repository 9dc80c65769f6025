//! Reading a backup back, into a place with nothing in it. Whatever goes wrong, the place stays
//! empty.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use sqlx::{AssertSqlSafe, Row as _};

use super::backup::{finish, remove_if_any, unfinished};
use super::open::{DATABASE, READER, lock, private};
use super::schema::VERSION;
use super::{Store, StoreError, portable};

/// The file may lie where nothing can be written, and nobody changes it meanwhile.
const AS_IT_LIES: &str = "mode=ro&immutable=true";
/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Store {
    /// Makes the database of a folder that has none out of a backup, and opens it.
    pub async fn restore_folder(backup: &Path, folder: &Path) -> Result<Self, StoreError> {
        let held = lock(folder)?;
        let database = folder.join(DATABASE);
        let failed = |source| StoreError::File { path: database.clone(), source };
        for entry in fs::read_dir(folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(DATABASE) && !name.ends_with(".unfinished") {
                return Err(StoreError::NotEmpty(folder.display().to_string()));
            }
        }
        open_backup(backup).await?.close().await;
        let unfinished = unfinished(&database);
        remove_if_any(&unfinished).map_err(failed)?;
        let mut from = File::open(backup).map_err(failed)?;
        let mut to = private(&unfinished).map_err(failed)?;
        let copying = tokio::task::spawn_blocking(move || io::copy(&mut from, &mut to));
        copying.await.map_err(io::Error::other).and_then(|copied| copied).map_err(failed)?;
        finish(unfinished, database.clone()).await?;
        drop(held);
        Self::sqlite(folder).await
    }

    /// Fills a Postgres database that has nothing of a relay in it, all or nothing, and opens it.
    pub async fn restore_postgres(backup: &Path, url: &str) -> Result<Self, StoreError> {
        let file = open_backup(backup).await?;
        file.must_be_current().await?;
        let store = Self::postgres(url).await?;
        let mut from = file.reading().await?;
        let mut into = store.writing().await?;
        for (table, _) in portable::TABLES {
            let sql = AssertSqlSafe(format!("SELECT COUNT(*) AS found FROM {table}"));
            let row = sqlx::query(sql).fetch_one(&mut *into).await?;
            if row.try_get::<i64, _>("found")? > 0 {
                return Err(StoreError::NotEmpty("the database".to_owned()));
            }
        }
        portable::copy(&mut from, &mut into, store.dialect).await?;
        into.commit().await?;
        from.commit().await?;
        file.close().await;
        Ok(store)
    }
}

/// Opens a backup and looks whether it is one, and whole.
async fn open_backup(path: &Path) -> Result<Store, StoreError> {
    let failed = |source| StoreError::File { path: path.to_owned(), source };
    let no_backup = |why: String| StoreError::NotABackup { path: path.to_owned(), why };
    let mut begins = Vec::new();
    File::open(path).and_then(|file| file.take(16).read_to_end(&mut begins)).map_err(failed)?;
    if begins != MAGIC {
        return Err(no_backup("it is no SQLite file".to_owned()));
    }
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if fs::exists(Path::new(&log)).map_err(failed)? {
        return Err(no_backup(
            "it was copied from a relay's folder while its newest changes were in the file beside \
             it; make one with `sync-server backup`"
                .to_owned(),
        ));
    }
    let store = Store::file(path, AS_IT_LIES, READER).await?;
    let found = store.version(&mut store.reading().await?).await?;
    match found {
        None => return Err(no_backup("it holds nothing of a relay".to_owned())),
        Some(found) if found > VERSION => return Err(StoreError::Newer { found, known: VERSION }),
        Some(_) => {}
    }
    match store.integrity().await?.first() {
        Some(trouble) => Err(no_backup(format!("it is damaged: {trouble}"))),
        None => Ok(store),
    }
}
