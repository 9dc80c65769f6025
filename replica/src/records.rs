//! The cached records of a stored snapshot, so that a start need not read them from the document.
//!
//! Reading every record of 10,000 licenses from the document takes as long as loading the document
//! itself. The records of a snapshot never change, so they are cached beside it once, when it is
//! written; a start takes them from there and reads only what later increments touch. A cache and
//! nothing more: without it, or with another snapshot's, everything is read from the document.

use domain::workspace::Workspace;

use crate::cache;

/// Bytes to store: the heads of the snapshot (see [`crate::document::Document::heads_digest`])
/// and its records.
pub fn encode(heads: &[u8; 32], workspace: &Workspace) -> Option<Vec<u8>> {
    cache::seal(&(heads, workspace))
}

/// Reads [`encode`]; `None` when it is of another snapshot, of another version or damaged.
pub fn decode(bytes: &[u8], heads: &[u8; 32]) -> Option<Workspace> {
    let (of, workspace): ([u8; 32], Workspace) = cache::open(bytes)?;
    (of == *heads).then_some(workspace)
}
