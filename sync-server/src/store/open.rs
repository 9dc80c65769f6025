//! Opening a database: connections, their settings, and the lock on a folder. A relay has its
//! folder for itself; a chore looks at one beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyPool, AssertSqlSafe, Connection as _, Executor as _};

use super::dialect::Dialect;
use super::{Place, Store, StoreError};

pub(super) const DATABASE: &str = "relay.sqlite";
const LOCK: &str = "relay.lock";
/// SQLite reads from memory mostly; more readers than this only wait for processors.
const FILE_READERS: u32 = 4;
const SERVER_CONNECTIONS: u32 = 10;
/// How long a request waits for a connection before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// `FULL`, because an answered change must survive a power failure. Readers can't write by mistake.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;";
pub(super) const READER: &str = "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; \
                      PRAGMA query_only = ON;";
/// A relay that died mid-transaction, or hangs, must not stop the others for ever.
const SERVER: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'";

impl Store {
    fn of(write: AnyPool, read: AnyPool, dialect: Dialect, place: Place) -> Self {
        Self { write, read, dialect, place: Arc::new(place), swept_at: Arc::default() }
    }

    /// Opens or makes the database file in a folder, which this relay then has for itself.
    pub async fn sqlite(folder: &Path) -> Result<Self, StoreError> {
        Self::sqlite_of_pages(folder, None).await
    }

    /// The same, with a bound on how large the file may grow, in pages of 4096 bytes. When it is
    /// reached, writing fails as on a full disk.
    pub async fn sqlite_of_pages(folder: &Path, pages: Option<u32>) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let lock = lock(folder)?;
        let database = folder.join(DATABASE);
        // The file and those SQLite makes beside it are their owner's alone.
        private(&database).map_err(|source| StoreError::File { path: database.clone(), source })?;
        let options: AnyConnectOptions = url_of(&database, "mode=rwc")?.parse()?;
        let bound =
            pages.map_or(String::new(), |pages| format!("PRAGMA max_page_count = {pages};"));
        let settings = format!("{WRITER}{bound}");
        let write = file_pool(1, settings).connect_with(options.clone()).await?;
        let read = file_pool(FILE_READERS, READER.to_owned()).connect_with(options).await?;
        let place = Place::Folder { database, _lock: Some(lock) };
        let store = Self::of(write, read, Dialect::Sqlite, place);
        store.prepare().await?;
        Ok(store)
    }

    /// Opens what is in a folder to look at it, beside a relay that may be running: nothing is made
    /// and nothing in it can be changed.
    pub async fn sqlite_to_look_at(folder: &Path) -> Result<Self, StoreError> {
        let store = Self::file(&folder.join(DATABASE), "mode=rw", READER).await?;
        store.must_be_current().await?;
        Ok(store)
    }

    /// A file by its own name, without a lock.
    pub(super) async fn file(
        database: &Path,
        mode: &str,
        settings: &str,
    ) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        std::fs::metadata(database)
            .map_err(|source| StoreError::File { path: database.to_owned(), source })?;
        let options: AnyConnectOptions = url_of(database, mode)?.parse()?;
        let pool = file_pool(1, settings.to_owned()).connect_with(options).await?;
        let place = Place::Folder { database: database.to_owned(), _lock: None };
        Ok(Self::of(pool.clone(), pool, Dialect::Sqlite, place))
    }

    /// Opens a database of a Postgres server, which other relays may use, too.
    pub async fn postgres(url: &str) -> Result<Self, StoreError> {
        let store = Self::server(url).await?;
        store.prepare().await?;
        Ok(store)
    }

    /// The same, to look at it: no tables are made or brought up to date.
    pub async fn postgres_to_look_at(url: &str) -> Result<Self, StoreError> {
        let store = Self::server(url).await?;
        store.must_be_current().await?;
        Ok(store)
    }

    async fn server(url: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let pool = AnyPoolOptions::new()
            .max_connections(SERVER_CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SERVER).await.map(drop) })
            })
            .connect(url)
            .await?;
        let place = Place::Server { url: url.to_owned() };
        Ok(Self::of(pool.clone(), pool, Dialect::Postgres, place))
    }
}

fn file_pool(connections: u32, settings: String) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            let settings = settings.clone();
            Box::pin(async move { connection.execute(AssertSqlSafe(settings)).await.map(drop) })
        })
        // On a full disk SQLite may have rolled back by itself, which leaves the driver counting a
        // transaction that is no more: such a connection is closed, and the next one is new.
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

/// Held until the process ends or lets go, however it ends.
pub(super) fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(LOCK);
    let file_error = |source| StoreError::File { path: path.clone(), source };
    let file = private(&path).map_err(file_error)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(file_error(source)),
    }
}

/// Makes a file its owner's alone, or opens the one that is there.
pub(super) fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The driver takes addresses only, so whatever has a meaning in one is escaped.
pub(super) fn url_of(database: &Path, mode: &str) -> Result<String, StoreError> {
    let file_error = |source| StoreError::File { path: database.to_owned(), source };
    let path: PathBuf = std::path::absolute(database).map_err(file_error)?;
    let path = path.to_str().ok_or_else(|| {
        file_error(std::io::Error::new(std::io::ErrorKind::InvalidInput, "not UTF-8"))
    })?;
    let escaped = path.bytes().map(|byte| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    Ok(format!("sqlite://{}?{mode}", escaped.collect::<String>()))
}
