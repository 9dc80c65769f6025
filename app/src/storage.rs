//! IndexedDB: the one place on this device where anything lasting is kept.
//!
//! Two databases. `automerge` has automerge-repo's own layout and version, so that its tools can
//! open it; nothing else is ever put there. `seatwise` holds what is ours alone: the registry of
//! workspaces, keys that cannot be exported, cached projections.

pub mod chunks;
pub mod database;
pub mod device_keys;
pub(crate) mod memberships;
pub mod projection;
pub mod registry;
pub mod trouble;
