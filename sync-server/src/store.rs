//! What the relay keeps: who shares a workspace, and the changes of its documents. One port, two
//! databases: a SQLite file for one relay, Postgres for several that share the work.
//!
//! The store decides nothing that a person could be asked about: it takes identities, times and
//! hashes as arguments, and holds to what must never be wrong, such as one owner per workspace, an
//! invitation used once, and a change that counts as stored only after the commit. Both databases
//! are spoken to with the same SQL; what differs is in `dialect`.
//!
//! Reading order: `types` (the words), `schema` (the tables), `log`, `reading` and `compaction`
//! (documents), `workspaces`, `members`, `devices`, `invites`, `keys` and `audit` (people), `hints`
//! (what relays tell each other), `doctor`, `backup`, `restore` and `portable` (chores).

mod audit;
mod backup;
mod columns;
mod compaction;
mod devices;
mod dialect;
mod doctor;
mod error;
mod hints;
mod invites;
mod keys;
mod log;
mod members;
mod meta;
mod open;
mod portable;
mod reading;
mod restore;
mod schema;
mod types;
mod workspaces;

use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use sqlx::{Any, AnyPool, Transaction};

use self::dialect::Dialect;
pub use self::doctor::Report;
pub use self::error::{InviteError, StoreError};
pub use self::hints::{Hint, Listener};
pub use self::schema::VERSION as SCHEMA_VERSION;
pub use self::types::{
    Accepted, Act, Appended, AuditEntry, Change, Credential, Device, Document, Invite, Kind,
    Loaded, Member, NewDevice, NewInvite, NewMember, NewWorkspace, Rotation, Since, Who, Workspace,
};

/// A handle on the database; clones share its connections.
#[derive(Clone)]
pub struct Store {
    /// For SQLite a single connection: it has one writer, and here writers wait in line.
    write: AnyPool,
    read: AnyPool,
    dialect: Dialect,
    place: Arc<Place>,
    /// When old tickets were looked for last, in milliseconds since 1970.
    swept_at: Arc<AtomicI64>,
}

/// Where the database is, and what is held as long as it is open.
enum Place {
    Folder { database: PathBuf, _lock: Option<File> },
    Server { url: String },
}

type Tx = Transaction<'static, Any>;

impl Store {
    /// A transaction that may write. On SQLite nobody else writes from here on.
    async fn writing(&self) -> Result<Tx, StoreError> {
        Ok(self.write.begin_with(self.dialect.begin_writing()).await?)
    }

    /// A transaction that only reads, and sees one state of the database from start to end.
    async fn reading(&self) -> Result<Tx, StoreError> {
        Ok(self.read.begin_with(self.dialect.begin_reading()).await?)
    }

    /// Whether other relays may use the same database.
    pub fn is_shared(&self) -> bool {
        matches!(*self.place, Place::Server { .. })
    }

    /// Lets go of the database. Whatever was answered before is on disk already.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

impl fmt::Debug for Store {
    /// An address may hold a password, so it stays out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Store");
        match self.place.as_ref() {
            Place::Folder { database, .. } => shown.field("database", database),
            Place::Server { .. } => shown.field("database", &"postgres"),
        };
        shown.finish_non_exhaustive()
    }
}
