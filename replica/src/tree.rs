//! A record as a tree of maps and scalars: the one shape that is written, read and compared.
//!
//! Records are described once, as a tree (see [`crate::schema`]). Creating one writes the tree in
//! a single batch; editing one writes only the difference of two trees. Keys this version of the
//! app does not know never appear in a tree, so they are never touched.

use std::collections::BTreeMap;

use automerge::transaction::{Transactable, Transaction};
use automerge::{
    Automerge, AutomergeError, ChangeHash, ObjId, ObjType, ReadDoc, ScalarValue, ValueRef, hydrate,
    iter::MapRange,
};

use crate::schema::fields::map_of;

/// A map with its entries.
pub type Fields = BTreeMap<String, Tree>;

/// A value of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// Entries by key.
    Map(Fields),
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Bytes; only the vault has any.
    Bytes(Vec<u8>),
}

impl Tree {
    /// Its text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Its number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// Its truth, if it has one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// Its bytes, if it has any.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// Its entries, if it is a map.
    pub fn as_map(&self) -> Option<&Fields> {
        if let Self::Map(fields) = self { Some(fields) } else { None }
    }

    fn to_hydrate(&self) -> hydrate::Value {
        match self {
            Self::Map(fields) => fields_to_hydrate(fields),
            Self::Text(text) => hydrate::Value::scalar(text.as_str()),
            Self::Int(number) => hydrate::Value::scalar(*number),
            Self::Bool(truth) => hydrate::Value::scalar(*truth),
            Self::Bytes(bytes) => hydrate::Value::Scalar(ScalarValue::Bytes(bytes.clone())),
        }
    }
}

fn fields_to_hydrate(fields: &Fields) -> hydrate::Value {
    let map: std::collections::HashMap<&str, hydrate::Value> =
        fields.iter().map(|(key, tree)| (key.as_str(), tree.to_hydrate())).collect();
    hydrate::Value::Map(hydrate::Map::from(map))
}

/// Writes a whole record under `key` in one batch.
pub fn create(
    tx: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
    fields: &Fields,
) -> Result<(), AutomergeError> {
    tx.batch_create_object(parent, key, &fields_to_hydrate(fields), false)?;
    Ok(())
}

/// Writes what differs between `before` and `after` into the map `object`.
///
/// A map that somebody else removed meanwhile stays removed.
pub fn write_difference(
    tx: &mut Transaction<'_>,
    object: &ObjId,
    before: &Fields,
    after: &Fields,
) -> Result<(), AutomergeError> {
    for key in before.keys().filter(|key| !after.contains_key(*key)) {
        if tx.get(object, key.as_str())?.is_some() {
            tx.delete(object, key.as_str())?;
        }
    }
    for (key, new) in after {
        match (before.get(key), new) {
            (Some(old), new) if old == new => {}
            (Some(Tree::Map(old)), Tree::Map(new)) => {
                match tx.get(object, key.as_str())? {
                    Some((_, child)) => write_difference(tx, &child, old, new)?,
                    // Written before this map was part of the record.
                    None if old.is_empty() => create(tx, object, key, new)?,
                    None => {}
                }
            }
            (_, Tree::Map(new)) => create(tx, object, key, new)?,
            (_, Tree::Text(text)) => tx.put(object, key.as_str(), text.as_str())?,
            (_, Tree::Int(number)) => tx.put(object, key.as_str(), *number)?,
            (_, Tree::Bool(truth)) => tx.put(object, key.as_str(), *truth)?,
            (_, Tree::Bytes(bytes)) => {
                tx.put(object, key.as_str(), ScalarValue::Bytes(bytes.clone()))?;
            }
        }
    }
    Ok(())
}

/// Reads the map `object` with everything below it. What is neither map nor known scalar is left
/// out: it belongs to a newer version of the app.
pub fn read(doc: &Automerge, object: &ObjId) -> Fields {
    entries(doc.map_range(object, ..), &|child| read(doc, child))
}

/// Like [`read`], as the map was at `heads`.
pub fn read_at(doc: &Automerge, object: &ObjId, heads: &[ChangeHash]) -> Fields {
    entries(doc.map_range_at(object, .., heads), &|child| read_at(doc, child, heads))
}

fn entries(items: MapRange<'_>, below: &dyn Fn(&ObjId) -> Fields) -> Fields {
    map_of(items.filter_map(|item| {
        let tree = match &item.value {
            ValueRef::Object(ObjType::Map) => Tree::Map(below(&item.id())),
            ValueRef::Object(_) => return None,
            ValueRef::Scalar(_) => scalar(&item.value)?,
        };
        Some((item.key.into_owned(), tree))
    }))
}

/// A scalar, if it is one of ours.
pub(crate) fn of_value(value: &automerge::Value<'_>) -> Option<Tree> {
    use automerge::ScalarValue as Scalar;
    let scalar = value.as_scalar()?;
    match scalar {
        Scalar::Str(text) => Some(Tree::Text(text.to_string())),
        Scalar::Int(number) => Some(Tree::Int(*number)),
        Scalar::Uint(number) => i64::try_from(*number).ok().map(Tree::Int),
        Scalar::Boolean(truth) => Some(Tree::Bool(*truth)),
        Scalar::Bytes(bytes) => Some(Tree::Bytes(bytes.clone())),
        Scalar::F64(_)
        | Scalar::Counter(_)
        | Scalar::Timestamp(_)
        | Scalar::Unknown { .. }
        | Scalar::Null => None,
    }
}

fn scalar(value: &ValueRef<'_>) -> Option<Tree> {
    use automerge::ScalarValueRef as Scalar;
    let ValueRef::Scalar(scalar) = value else { return None };
    match scalar {
        Scalar::Str(text) => Some(Tree::Text(text.to_string())),
        Scalar::Int(number) => Some(Tree::Int(*number)),
        Scalar::Uint(number) => i64::try_from(*number).ok().map(Tree::Int),
        Scalar::Boolean(truth) => Some(Tree::Bool(*truth)),
        Scalar::Bytes(bytes) => Some(Tree::Bytes(bytes.to_vec())),
        Scalar::F64(_)
        | Scalar::Counter(_)
        | Scalar::Timestamp(_)
        | Scalar::Unknown { .. }
        | Scalar::Null => None,
    }
}
