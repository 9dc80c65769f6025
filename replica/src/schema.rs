//! The layout of the documents: which maps stand at the root, and how each record is written.
//!
//! Root maps are made once, by a fixed first change that is the same in every workspace. So two
//! devices that start apart still share them, and nobody ever creates an object at the root.
//! The schema grows by addition only.

pub mod asset;
pub mod assignment;
pub mod custom_field;
pub(crate) mod fields;
pub mod license;
pub(crate) mod particulars;
pub mod settings;
pub mod user;
pub mod vendor;
pub mod view;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, ObjType, ROOT, ReadDoc};

/// The version this code writes. Documents above it are read, never written.
pub const SCHEMA_VERSION: i64 = 1;

/// Root maps this version reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// Workspace settings.
    Settings,
    /// Vendors by id.
    Vendors,
    /// Licenses by id.
    Licenses,
    /// Users by id.
    Users,
    /// Assets by id.
    Assets,
    /// Assignments by id.
    Assignments,
    /// Custom fields by id.
    CustomFields,
    /// Saved views by id.
    Views,
}

impl Root {
    const ALL: [Self; 8] = [
        Self::Settings,
        Self::Vendors,
        Self::Licenses,
        Self::Users,
        Self::Assets,
        Self::Assignments,
        Self::CustomFields,
        Self::Views,
    ];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Vendors => "vendors",
            Self::Licenses => "licenses",
            Self::Users => "users",
            Self::Assets => "assets",
            Self::Assignments => "assignments",
            Self::CustomFields => "custom_fields",
            Self::Views => "views",
        }
    }

    /// The root map of this key, if we know it.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.key() == key)
    }
}

/// Every root map of the inventory, those of the data model that wait for their feature included:
/// only this first change may create them.
const INVENTORY_ROOTS: [&str; 16] = [
    "settings",
    "vendors",
    "licenses",
    "users",
    "assets",
    "assignments",
    "products",
    "orders",
    "contracts",
    "documents",
    "rules",
    "alerts",
    "views",
    "custom_fields",
    "tags",
    "rates",
];

/// Every root map of the vault.
const VAULT_ROOTS: [&str; 2] = ["meta", "entries"];

/// The fixed first change of every inventory.
pub fn inventory_genesis() -> Result<Automerge, AutomergeError> {
    genesis(*b"seatwise/invent1", &INVENTORY_ROOTS)
}

/// The fixed first change of every vault.
pub fn vault_genesis() -> Result<Automerge, AutomergeError> {
    genesis(*b"seatwise/vault/1", &VAULT_ROOTS)
}

fn genesis(actor: [u8; 16], roots: &[&str]) -> Result<Automerge, AutomergeError> {
    let mut doc = Automerge::new().with_actor(ActorId::from(actor));
    let mut tx = doc.transaction();
    tx.put(ROOT, "schema", SCHEMA_VERSION)?;
    for root in roots {
        tx.put_object(ROOT, *root, ObjType::Map)?;
    }
    tx.commit_with(CommitOptions::default().with_time(0).with_message("genesis"));
    Ok(doc)
}

/// The schema version a document was written with.
pub fn version_of(doc: &Automerge) -> i64 {
    let value = doc.get(ROOT, "schema").ok().flatten();
    value.and_then(|(value, _)| value.as_i64()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_change_is_the_same_on_every_device_and_in_every_version() {
        let hash =
            |doc: Automerge| doc.get_heads().iter().map(ToString::to_string).collect::<String>();
        let inventory = hash(inventory_genesis().unwrap());
        let vault = hash(vault_genesis().unwrap());
        // Never change these: documents out there begin with them.
        assert_eq!(
            [inventory.as_str(), vault.as_str()],
            [
                "c6a4715c166b611bfb4c882a8b4b012fc2bbf68721a433f23bd59a7456195a80",
                "808f7a381878d1c484116dda9c5b168d65309da1a258502b0ddb8f47278bef30",
            ]
        );
    }
}
