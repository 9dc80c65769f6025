//! Opening the two databases, with a limit on how long that may take.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{Either, select};
use gloo_timers::future::sleep;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use replica::protocol::StorageTrouble;
use wasm_bindgen::JsValue;

use super::trouble;

/// automerge-repo's database; its tools open it at this version.
pub(crate) const DOCUMENTS: &str = "automerge";
/// automerge-repo's one store.
pub(crate) const CHUNKS: &str = "documents";
/// Our own database.
const OWN: &str = "seatwise";
/// Registry of workspaces.
pub(crate) const WORKSPACES: &str = "workspaces";
/// Keys that cannot be exported.
pub(crate) const KEYS: &str = "keys";
/// Cached projections.
pub(crate) const PROJECTIONS: &str = "projections";

/// Both databases are at their first version.
const VERSION: u8 = 1;
/// After this long without an answer the worker goes on without storage, says so, and tries again.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);
/// After this long the page does without the cache: the worker brings everything anyway.
pub(crate) const CACHE_PATIENCE: Duration = Duration::from_secs(1);

/// Opens automerge-repo's database.
pub(crate) async fn open_documents() -> Result<Database, StorageTrouble> {
    open(DOCUMENTS, &[CHUNKS], PATIENCE).await
}

/// Opens our own database.
pub(crate) async fn open_own(patience: Duration) -> Result<Database, StorageTrouble> {
    open(OWN, &[WORKSPACES, KEYS, PROJECTIONS], patience).await
}

async fn open(
    name: &'static str,
    stores: &'static [&'static str],
    patience: Duration,
) -> Result<Database, StorageTrouble> {
    let is_blocked = Rc::new(Cell::new(false));
    let blocked = Rc::clone(&is_blocked);
    let request = Database::open(name)
        .with_version(VERSION)
        .with_on_blocked(move |_| {
            blocked.set(true);
            Ok(())
        })
        .with_on_upgrade_needed(move |_, db| {
            for store in stores {
                db.create_object_store(*store).build()?;
            }
            Ok(())
        })
        .build()
        .map_err(|error| trouble::of_open_error(&error))?;
    let opening = Box::pin(request.into_future());
    match select(opening, Box::pin(sleep(patience))).await {
        Either::Left((Ok(db), _)) => Ok(db),
        Either::Left((Err(error), _)) => Err(trouble::of_open_error(&error)),
        Either::Right(_) if is_blocked.get() => Err(StorageTrouble::Blocked),
        Either::Right(_) => Err(StorageTrouble::Unavailable),
    }
}

/// A transaction that is on disk when it is committed.
pub(crate) fn strict<'a>(
    db: &'a Database,
    store: &'static str,
) -> Result<Transaction<'a>, StorageTrouble> {
    writing(db, store, TransactionDurability::Strict).map_err(|error| trouble::of_error(&error))
}

fn writing<'a>(
    db: &'a Database,
    store: &'static str,
    durability: TransactionDurability,
) -> Result<Transaction<'a>, Error> {
    db.transaction(store)
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(durability))
        .build()
}

/// Puts one value under one key and waits until it is there.
pub(crate) async fn put(
    db: &Database,
    store: &'static str,
    key: &str,
    value: JsValue,
    durability: TransactionDurability,
) -> Result<(), StorageTrouble> {
    let put = async {
        let transaction = writing(db, store, durability)?;
        transaction.object_store(store)?.put(value).with_key(key).build()?;
        transaction.commit().await
    };
    put.await.map_err(|error| trouble::of_error(&error))
}

/// The value under a key, if there is one.
pub(crate) async fn get(
    db: &Database,
    store: &'static str,
    key: &str,
) -> Result<Option<JsValue>, StorageTrouble> {
    let get = async {
        let transaction = db.transaction(store).build()?;
        let value: Option<JsValue> = transaction.object_store(store)?.get(key).await?;
        Ok::<_, Error>(value)
    };
    get.await.map_err(|error| trouble::of_error(&error))
}
