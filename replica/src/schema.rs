//! The layout of the documents: which maps stand at the root, and how each record is written.
//!
//! Root maps are made once, by fixed changes that are the same in every workspace. So two devices
//! that start apart still share them, and nobody ever creates an object at the root. A document that
//! began before the latest of these changes gets it when it is opened.
//! The schema grows by addition only.

pub mod asset;
pub mod assignment;
pub mod custom_field;
pub(crate) mod fields;
pub mod kit;
pub mod license;
pub(crate) mod particulars;
pub mod request;
pub mod review;
pub mod settings;
pub mod user;
pub mod vendor;
pub mod view;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, ObjType, ROOT, ReadDoc};

/// The version this code writes. Documents above it are read, never written.
pub const SCHEMA_VERSION: i64 = 1;

/// How many fixed changes a new inventory begins with.
pub const FIXED_CHANGES: u64 = 2;

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
    /// Kits by id.
    Kits,
    /// Reviews by id.
    Reviews,
    /// Requests by id.
    Requests,
}

impl Root {
    const ALL: [Self; 11] = [
        Self::Settings,
        Self::Vendors,
        Self::Licenses,
        Self::Users,
        Self::Assets,
        Self::Assignments,
        Self::CustomFields,
        Self::Views,
        Self::Kits,
        Self::Reviews,
        Self::Requests,
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
            Self::Kits => "kits",
            Self::Reviews => "reviews",
            Self::Requests => "requests",
        }
    }

    /// The root map of this key, if we know it.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.key() == key)
    }
}

/// Every root map of the inventory that the first change makes, those of the data model that wait
/// for their feature included.
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

/// Every root map of the inventory that the second change makes.
const FURTHER_ROOTS: [&str; 3] = ["kits", "reviews", "requests"];

/// Every root map of the vault.
const VAULT_ROOTS: [&str; 2] = ["meta", "entries"];

/// How documents of a kind begin.
#[derive(Debug, Clone, Copy)]
pub struct Beginning {
    /// The document of the fixed first change.
    pub first: fn() -> Result<Automerge, AutomergeError>,
    /// The document of all fixed changes.
    pub whole: fn() -> Result<Automerge, AutomergeError>,
}

/// How every inventory begins.
pub const INVENTORY: Beginning =
    Beginning { first: inventory_first_genesis, whole: inventory_genesis };

/// How a closed inventory began, whatever has been added since: it is only read.
pub const CLOSED_INVENTORY: Beginning =
    Beginning { first: inventory_first_genesis, whole: inventory_first_genesis };

/// How every vault begins.
pub const VAULT: Beginning = Beginning { first: vault_genesis, whole: vault_genesis };

/// The fixed first change of every inventory.
fn inventory_first_genesis() -> Result<Automerge, AutomergeError> {
    genesis(*b"seatwise/invent1", &INVENTORY_ROOTS)
}

/// The fixed changes of every inventory: the first one, and one that came later and depends on it
/// alone.
pub fn inventory_genesis() -> Result<Automerge, AutomergeError> {
    let mut doc = inventory_first_genesis()?.with_actor(ActorId::from(*b"seatwise/invent2"));
    let mut tx = doc.transaction();
    for root in FURTHER_ROOTS {
        tx.put_object(ROOT, root, ObjType::Map)?;
    }
    tx.commit_with(CommitOptions::default().with_time(0).with_message("genesis 2"));
    Ok(doc)
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

impl Beginning {
    /// Whether `doc` began with the first of these changes and lacks a later one.
    pub(crate) fn is_incomplete(self, doc: &Automerge) -> Result<bool, AutomergeError> {
        let whole = (self.whole)()?;
        let (mut shared, mut lacking) = (false, false);
        for key in whole.keys(ROOT) {
            // An object of the same identity was made by the same change.
            let made = whole.get(ROOT, key.as_str())?.map(|(_, id)| id);
            match doc.get(ROOT, key.as_str())? {
                Some((_, id)) => shared |= Some(id) == made,
                None => lacking = true,
            }
        }
        Ok(shared && lacking)
    }
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
    fn the_fixed_changes_are_the_same_on_every_device_and_in_every_version() {
        let hash =
            |doc: Automerge| doc.get_heads().iter().map(ToString::to_string).collect::<String>();
        let first = hash(inventory_first_genesis().unwrap());
        let inventory = hash(inventory_genesis().unwrap());
        let vault = hash(vault_genesis().unwrap());
        // Never change these: documents out there begin with them.
        assert_eq!(
            [first.as_str(), inventory.as_str(), vault.as_str()],
            [
                "c6a4715c166b611bfb4c882a8b4b012fc2bbf68721a433f23bd59a7456195a80",
                "e9ae2db7435bffc58fafea80d996d1ccb1d81e29bfd5999471bc59d3b83ff594",
                "808f7a381878d1c484116dda9c5b168d65309da1a258502b0ddb8f47278bef30",
            ]
        );
    }

    #[test]
    fn only_a_document_that_began_as_ours_lacks_a_later_change() {
        let lacks = |of: Beginning, doc: fn() -> Result<Automerge, AutomergeError>| {
            of.is_incomplete(&doc().unwrap()).unwrap()
        };
        assert!(lacks(INVENTORY, inventory_first_genesis));
        assert!(!lacks(INVENTORY, inventory_genesis));
        assert!(!lacks(INVENTORY, vault_genesis));
        assert!(!lacks(CLOSED_INVENTORY, inventory_first_genesis));
        assert!(!lacks(VAULT, vault_genesis));
    }
}
