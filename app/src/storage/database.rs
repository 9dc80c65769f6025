//! Opening the two databases, with a limit on how long that may take.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{Either, poll_fn, select};
use gloo_timers::future::sleep;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use replica::protocol::StorageTrouble;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

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
        Either::Left((opened, _)) => opened.map_err(|error| trouble::of_open_error(&error)),
        Either::Right(((), opening)) => {
            // Dropped, it would lose its upgrade step and later make a database without stores.
            spawn_local(async move {
                if let Ok(db) = opening.await {
                    db.close();
                }
            });
            let is_blocked = is_blocked.get();
            Err(if is_blocked { StorageTrouble::Blocked } else { StorageTrouble::Unavailable })
        }
    }
}

/// Lets a database go as soon as another version of the app wants it, or somebody deletes it: nobody
/// must wait for this tab. `gone` hears why it is closed.
pub(crate) fn let_go_when_asked(db: &Database, gone: impl FnOnce(StorageTrouble) + 'static) {
    let Ok(mut changes) = db.version_changes() else { return };
    let db = db.clone();
    spawn_local(async move {
        let wanted = poll_fn(|cx| changes.poll_recv(cx)).await;
        db.close();
        // Without a version it was deleted, or closed by the browser itself.
        let version = wanted.and_then(|wanted| wanted.new_version());
        gone(version.map_or(StorageTrouble::Unavailable, |_| StorageTrouble::Replaced));
    });
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

/// Waits until the transaction is over, and says why if it came to nothing.
///
/// The browser commits by itself once there is nothing left to do. The wrapper's own `commit` would
/// hide the reason of a failure, and with it the difference between "no space" and all else.
pub(crate) async fn finish(transaction: Transaction<'_>) -> Result<(), StorageTrouble> {
    let finished = async || Ok::<_, Error>(transaction.on_done()?.await);
    let finished = async || finished().await.map_err(|error| trouble::of_error(&error));
    let mut end = finished().await?;
    if end == TransactionFinishKind::Err {
        // The failed request is told first, and why it ends the transaction after that.
        end = finished().await?;
    }
    match (end, transaction.error()) {
        (TransactionFinishKind::Ok, _) => Ok(()),
        (_, Some(error)) => Err(trouble::of_error(&error)),
        (_, None) => Err(StorageTrouble::Other("the transaction was aborted".to_owned())),
    }
}

/// Puts one value under one key and waits until it is there.
pub(crate) async fn put(
    db: &Database,
    store: &'static str,
    key: &str,
    value: JsValue,
    durability: TransactionDurability,
) -> Result<(), StorageTrouble> {
    let put = || {
        let transaction = writing(db, store, durability)?;
        transaction.object_store(store)?.put(value).with_key(key).build()?;
        Ok(transaction)
    };
    finish(put().map_err(|error: Error| trouble::of_error(&error))?).await
}

/// Puts several values, all or none, on disk when it returns.
pub(crate) async fn put_all(
    db: &Database,
    store: &'static str,
    entries: &[(String, JsValue)],
) -> Result<(), StorageTrouble> {
    let transaction = strict(db, store)?;
    let put = || {
        let objects = transaction.object_store(store)?;
        for (key, value) in entries {
            objects.put(value).with_key(key.as_str()).build()?;
        }
        Ok(())
    };
    put().map_err(|error: Error| trouble::of_error(&error))?;
    finish(transaction).await
}

/// The value under a key, or else puts `value` there, on disk when it returns. `None` when it was
/// put.
///
/// Looking and putting are one transaction: of two tabs that do it at the same time, the second
/// finds what the first has put.
pub(crate) async fn get_or_put(
    db: &Database,
    store: &'static str,
    key: &str,
    value: JsValue,
) -> Result<Option<JsValue>, StorageTrouble> {
    let get_or_put = async {
        let transaction = writing(db, store, TransactionDurability::Strict)?;
        let objects = transaction.object_store(store)?;
        let found: Option<JsValue> = objects.get(key).await?;
        if found.is_none() {
            objects.put(value).with_key(key).build()?;
        }
        drop(objects);
        Ok::<_, Error>((transaction, found))
    };
    let (transaction, found) = get_or_put.await.map_err(|error| trouble::of_error(&error))?;
    if found.is_none() {
        finish(transaction).await?;
    }
    Ok(found)
}

/// Puts what `change` makes of the value under a key in its place, and `further` beside it, on disk
/// when it returns. Nothing is written where there is no value, or `change` makes nothing of it.
///
/// Looking and putting are one transaction, so what another tab has put in between is not lost.
pub(crate) async fn change(
    db: &Database,
    store: &'static str,
    key: &str,
    further: Option<(String, JsValue)>,
    change: impl FnOnce(JsValue) -> Option<JsValue>,
) -> Result<(), StorageTrouble> {
    let put = async {
        let transaction = writing(db, store, TransactionDurability::Strict)?;
        let objects = transaction.object_store(store)?;
        let found: Option<JsValue> = objects.get(key).await?;
        let changed = found.and_then(change);
        let is_changed = changed.is_some();
        if let Some(value) = changed {
            objects.put(value).with_key(key).build()?;
            if let Some((key, value)) = further {
                objects.put(value).with_key(key.as_str()).build()?;
            }
        }
        drop(objects);
        Ok::<_, Error>(is_changed.then_some(transaction))
    };
    let transaction = put.await.map_err(|error| trouble::of_error(&error))?;
    match transaction {
        Some(transaction) => finish(transaction).await,
        None => Ok(()),
    }
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

/// All keys of a store, in order.
pub(crate) async fn keys(
    db: &Database,
    store: &'static str,
) -> Result<Vec<String>, StorageTrouble> {
    let keys = async {
        let transaction = db.transaction(store).build()?;
        let keys = transaction.object_store(store)?.get_all_keys::<JsValue>().await?;
        keys.collect::<Result<Vec<JsValue>, Error>>()
    };
    let keys = keys.await.map_err(|error| trouble::of_error(&error))?;
    Ok(keys.iter().filter_map(JsValue::as_string).collect())
}

/// Deletes what lies under these keys, all or nothing, on disk when it returns.
pub(crate) async fn delete(
    db: &Database,
    store: &'static str,
    keys: &[String],
) -> Result<(), StorageTrouble> {
    let transaction = strict(db, store)?;
    let delete = || {
        let objects = transaction.object_store(store)?;
        for key in keys {
            objects.delete(key.as_str()).build()?;
        }
        Ok(())
    };
    delete().map_err(|error: Error| trouble::of_error(&error))?;
    finish(transaction).await
}
