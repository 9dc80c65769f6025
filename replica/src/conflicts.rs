//! Fields that two people set at once: the document keeps both values and shows one of them.

use automerge::{Automerge, ObjId, ReadDoc};
use domain::difference::{Difference, between};
use domain::id::LicenseId;
use domain::license::License;
use domain::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::schema;
use crate::tree::{self, Fields, Tree};

/// Another value of a field, set at the same time as the one that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The value that is shown, and the other one.
    pub difference: Difference,
    /// The license with the other value.
    pub other: License,
}

/// More of them are not worth showing at once.
const MOST: usize = 20;

/// The conflicts of a license, as `workspace` has it.
///
/// To keep what is shown, write it over the other: an edit from [`Conflict::other`] to the license.
/// To take the other, write that: an edit from the license to it.
pub(crate) fn of(
    doc: &Automerge,
    licenses: &ObjId,
    workspace: &Workspace,
    id: LicenseId,
) -> Vec<Conflict> {
    let found = doc.get(licenses, id.to_string()).ok().flatten();
    let (Some((_, object)), Some(license)) = (found, workspace.licenses.get(&id)) else {
        return Vec::new();
    };
    let fields = tree::read(doc, &object);
    let mut conflicts = Vec::new();
    for (path, value) in alternatives(doc, &object, &fields) {
        let mut other = fields.clone();
        put(&mut other, &path, value);
        let other = schema::license::read(id, &other);
        let differences = between(license, &other, workspace).into_iter();
        conflicts
            .extend(differences.map(|difference| Conflict { difference, other: other.clone() }));
    }
    conflicts.truncate(MOST);
    conflicts
}

type Path = Vec<String>;

/// Every value that is not the one shown, with where it stands.
fn alternatives(doc: &Automerge, object: &ObjId, fields: &Fields) -> Vec<(Path, Tree)> {
    let mut found = Vec::new();
    for (key, shown) in fields {
        if let Tree::Map(below) = shown {
            let Ok(Some((_, child))) = doc.get(object, key.as_str()) else { continue };
            let below = alternatives(doc, &child, below).into_iter();
            found.extend(below.map(|(mut path, value)| {
                path.insert(0, key.clone());
                (path, value)
            }));
            continue;
        }
        let values = doc.get_all(object, key.as_str()).unwrap_or_default();
        let others = values.iter().filter_map(|(value, _)| tree::of_value(value));
        let mut seen = vec![shown.clone()];
        for other in others {
            if !seen.contains(&other) {
                seen.push(other.clone());
                found.push((vec![key.clone()], other));
            }
        }
    }
    found
}

fn put(fields: &mut Fields, path: &[String], value: Tree) {
    match path {
        [] => {}
        [key] => drop(fields.insert(key.clone(), value)),
        [key, below @ ..] => {
            if let Some(Tree::Map(fields)) = fields.get_mut(key) {
                put(fields, below, value);
            }
        }
    }
}
