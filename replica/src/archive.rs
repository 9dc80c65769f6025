//! A closed document of an inventory that was carried forward: read for the history only.

use domain::id::LicenseId;
use domain::license::License;
use domain::workspace::Workspace;

use automerge::ObjId;

use crate::document::{Damage, Document, DocumentError};
use crate::history::{self, ChangeId, HistoryPage, Moment, Page};
use crate::journal::ChunkKey;
use crate::schema::{self, Root};

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
        let opened = Document::open(schema::inventory_genesis, [0; 16], chunks)?;
        let licenses = opened.document.root(Root::Licenses.key())?;
        Ok((Self { document: opened.document, licenses }, opened.damages))
    }

    /// The document, to save it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What happened in it, the latest first; licenses are called as in `workspace`.
    pub fn history(&self, workspace: &Workspace, of: Option<LicenseId>, page: Page) -> HistoryPage {
        history::read(self.document.automerge(), &self.licenses, workspace, of, page)
    }

    /// A license as it was right after a change of this document, or right before it.
    pub fn license_at(&self, id: LicenseId, change: ChangeId, moment: Moment) -> Option<License> {
        history::license_at(self.document.automerge(), &self.licenses, id, change, moment)
    }
}
