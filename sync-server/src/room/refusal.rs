//! Why a connection is closed.

use replica::sync::guard::Harm;
use replica::wire::BadFrame;

/// Why a frame was refused, and with it the connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no frame.
    #[error(transparent)]
    Frame(#[from] BadFrame),
    /// It must not be read.
    #[error(transparent)]
    Harm(#[from] Harm),
    /// It is no sync message.
    #[error("the sync message does not read")]
    Message,
    /// Nobody has said who it is.
    #[error("join first")]
    NotJoined,
    /// It has said so already.
    #[error("joined already")]
    JoinedTwice,
    /// It goes by another name than its device's, or means somebody else.
    #[error("sender or target is not who is at the ends of this connection")]
    Identity,
    /// It speaks none of our versions.
    #[error("this relay speaks version 1 of the protocol")]
    Version,
    /// The name of a document is none.
    #[error("not the name of a document")]
    DocumentName,
    /// What it says about itself is too long.
    #[error("a message to others may have 4096 bytes")]
    TooLong,
    /// A viewer sent changes.
    #[error("this member may read, not write")]
    ReadOnly,
    /// Its changes never fit.
    #[error("changes that build on nothing, again and again")]
    Fruitless,
    /// Automerge refused the changes.
    #[error("the changes do not read")]
    Rejected,
    /// The changes would take away what every document begins with.
    #[error("the changes touch the maps that every document begins with")]
    Roots,
    /// Automerge gave up on the changes.
    #[error("the changes are damaged")]
    Damaged,
    /// Too much waits for changes that do not come.
    #[error("too many changes that build on what is missing")]
    Orphans,
}

impl Refusal {
    /// Whether the room holds something now that it must not keep.
    pub fn spoils(&self) -> bool {
        matches!(self, Self::Rejected | Self::Roots | Self::Damaged | Self::Orphans)
    }
}
