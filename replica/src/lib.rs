//! The same facts as [`domain`], held as Automerge documents that merge without losing an edit.
//!
//! Pure like the domain: no clock, no randomness, no storage. Time, identities and the actor are
//! arguments; bytes come in and bytes go out.
//!
//! Where to start, in reading order:
//! * [`inventory`]: the document of a workspace; a [`domain::command::Command`] becomes one
//!   transaction, a change from elsewhere becomes a [`change_set::ChangeSet`],
//! * [`vault`]: the document of sealed product keys,
//! * [`recovery`]: copies of the workspace key that a passphrase or a printed code opens,
//! * [`document`]: what both have in common: opening, saving, merging,
//! * [`tree`] and [`schema`]: how a record is laid out,
//! * [`carry_forward`] and [`archive`]: a document that has grown old is closed, and the next one
//!   begins with its state,
//! * [`journal`]: which chunks to keep in storage,
//! * [`protocol`]: what page and worker say to each other,
//! * [`wire`] and [`sync`]: what devices and relay say to each other, and one end of it,
//! * [`team`]: who may do what,
//! * [`backup`]: the file a person can take away,
//! * [`export`]: what they can take away for other programs.
#![warn(missing_docs)]

pub mod archive;
pub mod backup;
mod cache;
pub mod carry_forward;
pub mod change_set;
pub mod conflicts;
pub mod document;
pub mod document_id;
pub mod export;
pub mod history;
pub mod import_run;
pub mod inventory;
pub mod journal;
pub mod message;
pub mod protocol;
pub mod records;
pub mod recovery;
pub mod schema;
pub mod snapshot;
pub mod sync;
pub mod team;
pub mod tree;
pub mod update;
pub mod vault;
pub mod wire;
