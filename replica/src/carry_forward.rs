//! Carrying an inventory forward: the document that has grown old is closed, and a new one begins
//! with its state.
//!
//! Automerge rebuilds every change when it loads a document, so a document that is never closed
//! opens a little later every day. The closed one is kept for ever, for the history (see
//! [`crate::archive`]); nothing is written into it any more.
//!
//! Every value of every collection is carried, whether this version knows it or not, and where two
//! people set a field at once all its values are, so that the choice between them is still theirs.
//! The outcome depends on the old document alone: whoever carries the same one forward makes the
//! same new one, under the same name.

use std::collections::VecDeque;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{
    ActorId, Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, ValueRef,
    hydrate,
};
use sha2::{Digest, Sha256};

use crate::document::{Document, DocumentError};
use crate::document_id::DocumentId;
use crate::message::Message;
use crate::schema;

/// A document of more changes than this is carried forward. On a machine of two cores it takes
/// 0.4 s to open for each 120,000 of them (`replica/examples/decade.rs`).
pub const MOST_CHANGES: u64 = 240_000;

/// So many records are one change, and one step.
const RECORDS_A_STEP: usize = 500;

/// A document being carried forward, in steps.
#[derive(Debug)]
pub struct CarryForward<'a> {
    from: &'a Automerge,
    into: Automerge,
    /// What is still to be carried: a root map, and a key in it.
    waiting: VecDeque<(String, String)>,
    disputed: Vec<Disputed>,
    digest: [u8; 32],
    /// Seconds since 1970: of the latest change.
    at: i64,
}

/// Why an inventory was not carried forward.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The new document does not hold what the old one does.
    #[error("the new document differs from the old one")]
    Differs,
    /// The document failed.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// A field of which there are several values.
#[derive(Debug)]
struct Disputed {
    /// Keys from the root down.
    path: Vec<String>,
    /// The one that is shown first.
    values: Vec<ScalarValue>,
}

impl<'a> CarryForward<'a> {
    /// Begins; `from` must not change meanwhile.
    ///
    /// # Errors
    /// [`DocumentError::TooNew`] for a document this version may not write.
    pub fn begin(from: &'a Document) -> Result<Self, DocumentError> {
        from.check_writable()?;
        let digest = from.heads_digest();
        let from = from.automerge();
        let into = schema::inventory_genesis()?.with_actor(actor(&digest, 0));
        let mut waiting = VecDeque::new();
        for root in from.map_range(ROOT, ..) {
            if root.value == ValueRef::Object(ObjType::Map) {
                let keys = from.keys(root.id());
                waiting.extend(keys.map(|key| (root.key.clone().into_owned(), key)));
            }
        }
        let at = from.get_changes_meta(&[]).iter().map(|change| change.timestamp).max();
        Ok(Self { from, into, waiting, disputed: Vec::new(), digest, at: at.unwrap_or(0) })
    }

    /// Carries the next records; `false` when there are none left.
    ///
    /// # Errors
    /// What Automerge refuses; then the new document is of no use.
    pub fn step(&mut self) -> Result<bool, DocumentError> {
        let some = self.waiting.len().min(RECORDS_A_STEP);
        if some == 0 {
            return Ok(false);
        }
        let options = self.options();
        let mut tx = self.into.transaction();
        for (root, key) in self.waiting.drain(..some) {
            // A root map that this version does not make belongs to a newer one.
            let Some((_, into)) = tx.get(ROOT, root.as_str())? else { continue };
            let Some((_, from)) = self.from.get(ROOT, root.as_str())? else { continue };
            let mut path = vec![root];
            let mut reader =
                Reader { doc: self.from, path: &mut path, disputed: &mut self.disputed };
            match reader.entry(&from, &key)? {
                Some(hydrate::Value::Scalar(value)) => tx.put(&into, key.as_str(), value)?,
                Some(value) => drop(tx.batch_create_object(&into, key.as_str(), &value, false)?),
                None => {}
            }
        }
        tx.commit_with(options);
        Ok(true)
    }

    /// The new document, once every step is done.
    ///
    /// # Errors
    /// What Automerge refuses.
    pub fn finish(mut self) -> Result<Automerge, DocumentError> {
        // Values that stand beside each other are set by changes that do not know of each other.
        // Each of them sets the fields with the most values first, so that a field has the same
        // place in all, and the order of the actors decides which value is shown.
        self.disputed.sort_by_key(|disputed| std::cmp::Reverse(disputed.values.len()));
        let most = self.disputed.first().map_or(0, |disputed| disputed.values.len());
        let carried = self.into.clone();
        for rank in 0..most {
            let place = u8::try_from(rank).unwrap_or(u8::MAX);
            let mut apart = carried.fork().with_actor(actor(&self.digest, u8::MAX - place));
            let mut tx = apart.transaction();
            for Disputed { path, values } in &self.disputed {
                let Some(value) = values.get(rank) else { break };
                put_at(&mut tx, path, value.clone())?;
            }
            tx.commit_with(self.options());
            self.into.merge(&mut apart)?;
        }
        Ok(self.into)
    }

    /// The name of the new document, if the old one has the name `old`.
    pub fn name_after(&self, old: DocumentId) -> DocumentId {
        let digest = Sha256::new().chain_update(old.0).chain_update(self.digest).finalize();
        DocumentId(first_bytes(&digest.into()))
    }

    fn options(&self) -> CommitOptions {
        CommitOptions::default().with_time(self.at).with_message(Message::Carry.to_string())
    }
}

fn actor(digest: &[u8; 32], place: u8) -> ActorId {
    let mut bytes = first_bytes(digest);
    bytes[15] = place;
    ActorId::from(bytes)
}

fn first_bytes(digest: &[u8; 32]) -> [u8; 16] {
    std::array::from_fn(|n| digest.get(n).copied().unwrap_or(0))
}

fn put_at(
    tx: &mut automerge::transaction::Transaction<'_>,
    path: &[String],
    value: ScalarValue,
) -> Result<(), AutomergeError> {
    let Some((key, maps)) = path.split_last() else { return Ok(()) };
    let mut object = ROOT;
    for map in maps {
        match tx.get(&object, map.as_str())? {
            Some((_, child)) => object = child,
            None => return Ok(()),
        }
    }
    tx.put(object, key.as_str(), value)
}

/// Reads values whole, and notes the disputed ones instead.
struct Reader<'a> {
    doc: &'a Automerge,
    path: &'a mut Vec<String>,
    disputed: &'a mut Vec<Disputed>,
}

impl Reader<'_> {
    /// What a map holds under a key; `None` where several values stand.
    fn entry(&mut self, map: &ObjId, key: &str) -> Result<Option<hydrate::Value>, AutomergeError> {
        let Some((value, id)) = self.doc.get(map, key)? else { return Ok(None) };
        let Some(scalar) = value.as_scalar() else {
            return self.object(&value, &id, key).map(Some);
        };
        let mut values = vec![scalar.clone()];
        for (other, _) in self.doc.get_all(map, key)? {
            values.extend(other.as_scalar().filter(|other| !values.contains(other)).cloned());
        }
        if let [only] = values.as_slice() {
            return Ok(Some(hydrate::Value::Scalar(only.clone())));
        }
        let path = self.path.iter().cloned().chain([key.to_owned()]).collect();
        self.disputed.push(Disputed { path, values });
        Ok(None)
    }

    fn object(
        &mut self,
        value: &automerge::Value<'_>,
        id: &ObjId,
        key: &str,
    ) -> Result<hydrate::Value, AutomergeError> {
        match value {
            automerge::Value::Object(ObjType::Map) => {
                self.path.push(key.to_owned());
                let mut fields = std::collections::HashMap::new();
                for item in self.doc.map_range(id, ..) {
                    let value = match &item.value {
                        // Most values are alone; looking for others is slow.
                        ValueRef::Scalar(_) if !item.conflict => {
                            Some(hydrate::Value::Scalar(scalar_of(item.value.into_value())))
                        }
                        ValueRef::Object(_) | ValueRef::Scalar(_) => self.entry(id, &item.key)?,
                    };
                    fields.extend(value.map(|value| (item.key.into_owned(), value)));
                }
                self.path.pop();
                Ok(hydrate::Value::Map(hydrate::Map::from(fields)))
            }
            // No collection of ours has anything else; it is carried as it stands.
            automerge::Value::Object(_) | automerge::Value::Scalar(_) => {
                ReadDoc::hydrate(self.doc, id, None)
            }
        }
    }
}

fn scalar_of(value: automerge::Value<'static>) -> ScalarValue {
    match value {
        automerge::Value::Scalar(scalar) => scalar.into_owned(),
        automerge::Value::Object(_) => ScalarValue::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [&str; 2] = ["licenses", "one"];

    fn fork(
        of: &Automerge,
        n: u8,
        act: impl FnOnce(&mut automerge::transaction::Transaction<'_>),
    ) -> Automerge {
        let mut doc = of.fork().with_actor(ActorId::from([n; 16]));
        let mut tx = doc.transaction();
        act(&mut tx);
        tx.commit();
        doc
    }

    fn at<T: ReadDoc>(doc: &T, path: &[&str]) -> ObjId {
        path.iter().fold(ROOT, |object, key| doc.get(object, *key).unwrap().unwrap().1)
    }

    /// A record with fields no version knows, and one that three people set at once.
    fn disputed() -> Automerge {
        let base = fork(&schema::inventory_genesis().unwrap(), 1, |tx| {
            let licenses = at(tx, &["licenses"]);
            let one = tx.put_object(&licenses, "one", ObjType::Map).unwrap();
            tx.put(&one, "ratio", 0.5).unwrap();
            tx.put(&one, "count", ScalarValue::counter(7)).unwrap();
            tx.put(&one, "when", ScalarValue::Timestamp(9)).unwrap();
            let list = tx.put_object(&one, "list", ObjType::List).unwrap();
            tx.insert(&list, 0, "first").unwrap();
            let text = tx.put_object(&one, "text", ObjType::Text).unwrap();
            tx.splice_text(&text, 0, 0, "Grüße").unwrap();
            tx.put_object(&one, "terms", ObjType::Map).unwrap();
            tx.put(&one, "name", "none").unwrap();
            let settings = at(tx, &["settings"]);
            tx.put(&settings, "name", "none").unwrap();
        });
        let mut all = base.clone();
        for n in [9, 3, 6] {
            let mut other = fork(&base, n, |tx| {
                let one = at(tx, &KEY);
                // The positions of the two differ from document to document.
                for _ in 0..n % 4 {
                    tx.put(&one, "notes", "same").unwrap();
                }
                tx.put(&one, "name", format!("by {n}")).unwrap();
                if n != 9 {
                    let settings = at(tx, &["settings"]);
                    tx.put(&settings, "name", format!("by {n}")).unwrap();
                }
            });
            all.merge(&mut other).unwrap();
        }
        all
    }

    fn carried(doc: Automerge) -> (Document, Automerge) {
        let document = Document::new(doc, [7; 16]);
        let mut carry = CarryForward::begin(&document).unwrap();
        while carry.step().unwrap() {}
        let into = carry.finish().unwrap();
        (document, into)
    }

    #[test]
    fn everything_is_carried_known_or_not() {
        let (document, into) = carried(disputed());
        let told = |doc: &Automerge| serde_json::to_value(automerge::AutoSerde::from(doc)).unwrap();
        assert_eq!(told(&into), told(document.automerge()));
    }

    #[test]
    fn what_several_people_set_at_once_stays_open_and_shows_the_same() {
        let (document, into) = carried(disputed());
        let from = document.automerge();
        for (path, key, n) in
            [(KEY.as_slice(), "name", 3), (&["settings"], "name", 2), (&KEY, "notes", 1)]
        {
            let values = |doc: &Automerge| -> std::collections::BTreeSet<String> {
                let all = doc.get_all(at(doc, path), key).unwrap();
                all.iter().map(|(value, _)| value.as_str().unwrap().to_owned()).collect()
            };
            assert_eq!(values(&into), values(from));
            assert_eq!(values(&into).len(), n);
            let shown =
                |doc: &Automerge| doc.get(at(doc, path), key).unwrap().unwrap().0.into_owned();
            assert_eq!(shown(&into), shown(from));
        }
    }

    #[test]
    fn the_same_document_is_carried_to_the_same_one_under_a_name_of_its_workspace() {
        let (first, one) = carried(disputed());
        let (second, other) = carried(Automerge::load(&first.save()).unwrap());
        assert_eq!(one.get_heads(), other.get_heads());
        let name =
            |document, old| CarryForward::begin(document).unwrap().name_after(DocumentId(old));
        assert_eq!(name(&first, [1; 16]), name(&second, [1; 16]));
        assert_ne!(name(&first, [1; 16]), name(&first, [2; 16]));
    }

    #[test]
    fn a_document_of_a_newer_version_is_left_alone() {
        let doc = fork(&disputed(), 2, |tx| {
            tx.put(ROOT, "schema", schema::SCHEMA_VERSION + 1).unwrap();
        });
        let document = Document::new(doc, [7; 16]);
        assert!(matches!(CarryForward::begin(&document), Err(DocumentError::TooNew { .. })));
    }
}
