//! Chunks of documents, in automerge-repo's layout: key `[document, kind, hash]`, value
//! `{ key, binary }`.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use js_sys::{Array, Object, Reflect, Uint8Array};
use replica::document::{Damage, Flaw};
use replica::document_id::DocumentId;
use replica::journal::{ChunkKey, ChunkKind, Compaction};
use replica::protocol::StorageTrouble;
use wasm_bindgen::{JsCast, JsValue};

use super::database::{CHUNKS, finish, strict};
use super::trouble;

/// A chunk with its name and content.
pub(crate) type Chunk = (ChunkKey, Vec<u8>);

/// What is stored of a document.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// Its chunks.
    pub(crate) chunks: Vec<Chunk>,
    /// What lies among them and is none.
    pub(crate) damages: Vec<Damage>,
}

/// All that is stored of a document.
pub(crate) async fn load(db: &Database, document: DocumentId) -> Result<Loaded, StorageTrouble> {
    let load = async {
        let transaction = db.transaction(CHUNKS).build()?;
        let store = transaction.object_store(CHUNKS)?;
        let all = store.get_all::<JsValue>().with_query::<JsValue, _>(all_of(document));
        let values = all.await?;
        let values: Vec<JsValue> = values.collect::<Result<_, _>>()?;
        Ok::<_, Error>(values)
    };
    let values = load.await.map_err(|error| trouble::of_error(&error))?;
    let mut loaded = Loaded::default();
    for found in values.iter().filter_map(read) {
        match found {
            Ok(chunk) => loaded.chunks.push(chunk),
            Err(damage) => loaded.damages.push(damage),
        }
    }
    Ok(loaded)
}

/// Puts chunks of any documents in storage, all or none, on disk when it returns.
pub(crate) async fn append(
    db: &Database,
    chunks: &[(DocumentId, ChunkKey, Vec<u8>)],
) -> Result<(), StorageTrouble> {
    let transaction = strict(db, CHUNKS)?;
    let append = || {
        let store = transaction.object_store(CHUNKS)?;
        for (document, key, bytes) in chunks {
            let key = js_key(*document, key);
            store.put(js_value(&key, bytes)).with_key(JsValue::from(key)).build()?;
        }
        Ok(())
    };
    append().map_err(|error: Error| trouble::of_error(&error))?;
    finish(transaction).await
}

/// Puts a snapshot in and takes out what it holds already, in one transaction.
pub(crate) async fn fold(
    db: &Database,
    document: DocumentId,
    compaction: &Compaction,
    snapshot: &[u8],
) -> Result<(), StorageTrouble> {
    let transaction = strict(db, CHUNKS)?;
    let fold = || {
        let store = transaction.object_store(CHUNKS)?;
        let key = js_key(document, &compaction.put);
        store.put(js_value(&key, snapshot)).with_key(JsValue::from(key)).build()?;
        for key in &compaction.delete {
            store.delete(JsValue::from(js_key(document, key))).build()?;
        }
        Ok(())
    };
    fold().map_err(|error: Error| trouble::of_error(&error))?;
    finish(transaction).await
}

/// Deletes all that is stored of a document, in one transaction.
pub(crate) async fn remove(db: &Database, document: DocumentId) -> Result<(), StorageTrouble> {
    let transaction = strict(db, CHUNKS)?;
    let remove = || {
        transaction.object_store(CHUNKS)?.delete::<JsValue, _>(all_of(document)).build()?;
        Ok(())
    };
    remove().map_err(|error: Error| trouble::of_error(&error))?;
    finish(transaction).await
}

/// The keys of everything that is stored of a document.
fn all_of(document: DocumentId) -> KeyRange<JsValue> {
    let name = JsValue::from(document.to_string());
    let from = Array::of1(&name);
    let to = Array::of2(&name, &JsValue::from("\u{ffff}"));
    KeyRange::Bound(JsValue::from(from), false, JsValue::from(to), false)
}

fn js_key(document: DocumentId, key: &ChunkKey) -> Array {
    Array::of3(&document.to_string().into(), &key.kind.word().into(), &key.hash.as_str().into())
}

fn js_value(key: &Array, bytes: &[u8]) -> JsValue {
    let value = Object::new();
    for (name, part) in [("key", key.into()), ("binary", JsValue::from(Uint8Array::from(bytes)))] {
        // Setting a key of a fresh object cannot fail.
        Reflect::set(&value, &name.into(), &part).unwrap_or_default();
    }
    value.into()
}

/// A chunk of ours, or what is wrong with it; other tools' entries, such as sync states, are passed
/// over.
fn read(value: &JsValue) -> Option<Result<Chunk, Damage>> {
    let part = |name: &str| Reflect::get(value, &name.into()).ok();
    let key: Option<Array> = part("key").and_then(|key| key.dyn_into().ok());
    let word = |at| key.as_ref().and_then(|key| key.get(at).as_string());
    let kind = word(1).map_or(Some(ChunkKind::Snapshot), |word| ChunkKind::from_word(&word))?;
    let hash = word(2).unwrap_or_default();
    let binary = part("binary").and_then(|binary| binary.dyn_into::<Uint8Array>().ok());
    let is_named = !hash.is_empty();
    let key = ChunkKey { kind, hash };
    Some(match binary.filter(|_| is_named) {
        Some(binary) => Ok((key, binary.to_vec())),
        None => Err(Damage { key, flaw: Flaw::NoChunk }),
    })
}
