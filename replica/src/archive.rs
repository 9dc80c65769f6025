//! A closed document of an inventory that was carried forward: read for the history only.

use domain::id::LicenseId;
use domain::license::License;
use domain::workspace::Workspace;

use automerge::ObjId;
use sha2::{Digest, Sha256};

use crate::document::{Damage, Document, DocumentError};
use crate::history::{self, ChangeId, HistoryPage, Moment, Page, Subject};
use crate::journal::ChunkKey;
use crate::schema::{self, Root};

/// How what Automerge saves begins; a checksum of all that follows it comes next.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// A closed document.
#[derive(Debug)]
pub struct Archive {
    document: Document,
    licenses: ObjId,
}

impl Archive {
    /// Opens it from its chunks, and tells those that could not be used.
    ///
    /// # Errors
    /// When the chunks are no inventory.
    pub fn open(chunks: &[(ChunkKey, Vec<u8>)]) -> Result<(Self, Vec<Damage>), DocumentError> {
        // Nothing is ever written into it, so no actor is needed.
        let opened = Document::open(schema::CLOSED_INVENTORY, [0; 16], chunks)?;
        let licenses = opened.document.root(Root::Licenses.key())?;
        Ok((Self { document: opened.document, licenses }, opened.damages))
    }

    /// Whether these bytes are a document in one piece, by the checksum it carries inside, which is
    /// far less work than opening it.
    pub fn is_intact(bytes: &[u8]) -> bool {
        let parts = bytes.strip_prefix(&MAGIC).and_then(<[u8]>::split_first_chunk::<4>);
        parts.is_some_and(|(checksum, rest)| Sha256::digest(rest).starts_with(checksum))
    }

    /// The document, to save it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What happened in it, the latest first; licenses are called as in `workspace`.
    pub fn history(&self, workspace: &Workspace, of: Subject, page: Page) -> HistoryPage {
        history::read(self.document.automerge(), &self.licenses, workspace, of, page)
    }

    /// A license as it was right after a change of this document, or right before it.
    pub fn license_at(&self, id: LicenseId, change: ChangeId, moment: Moment) -> Option<License> {
        history::license_at(self.document.automerge(), &self.licenses, id, change, moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Inventory;

    #[test]
    fn a_closed_document_of_which_a_byte_was_changed_or_lost_is_not_taken_for_a_whole() {
        let bytes = Inventory::new([1; 16]).unwrap().document().save();
        assert!(Archive::is_intact(&bytes));
        assert!(!Archive::is_intact(&[]));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            assert!(!Archive::is_intact(&changed), "byte {at}");
            assert!(!Archive::is_intact(&bytes[..at]), "cut at {at}");
        }
    }
}
