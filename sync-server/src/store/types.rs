//! The words of the store: what goes in and what comes out. Times are milliseconds since 1970.

use std::str::FromStr;

use domain::id::{DeviceId, InviteId, MemberId, WorkspaceId};
use replica::document_id::DocumentId;
use replica::team::Role;

/// One change of a document. The store does not read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The change's own name, which makes storing it twice the same as once.
    pub hash: [u8; 32],
    pub bytes: Vec<u8>,
}

/// Where changes were put in the log of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The number of the last change before them.
    pub before: u64,
    /// The number of the last one now.
    pub last: u64,
}

/// All there is of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub snapshot: Option<Vec<u8>>,
    /// What came after the snapshot, in the order it was stored.
    pub changes: Vec<Vec<u8>>,
    pub last_seq: u64,
    /// What was left out because its bytes are not those that were stored, in words for the log.
    pub damaged: Vec<String>,
}

/// What came after a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    Changes(Vec<(u64, Vec<u8>)>),
    /// Some of it was folded into a snapshot, or is damaged: load the document again.
    Reload,
}

/// Which of a workspace's documents one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Inventory,
    Vault,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Inventory => "inventory",
            Self::Vault => "vault",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Inventory, Self::Vault].into_iter().find(|kind| kind.word() == text).ok_or(())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub workspace: WorkspaceId,
    pub kind: Kind,
    pub last_seq: u64,
    /// What its snapshot and changes take up.
    pub bytes: u64,
    pub created_at: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    pub id: WorkspaceId,
    pub inventory: DocumentId,
    pub vault: DocumentId,
    /// The name of the workspace key in use.
    pub epoch: String,
    pub created_at: i64,
    /// Whether somebody who could read product keys is gone since that key was put in use.
    pub must_seal: bool,
}

/// A workspace to make, with the member who will own it.
#[derive(Clone, Debug)]
pub struct NewWorkspace {
    pub id: WorkspaceId,
    pub inventory: DocumentId,
    pub vault: DocumentId,
    pub epoch: String,
    pub created_at: i64,
    pub owner: NewMember,
    pub device: NewDevice,
}

#[derive(Clone, Debug)]
pub struct NewMember {
    pub id: MemberId,
    pub name: String,
}

#[derive(Clone, Debug)]
pub struct NewDevice {
    pub id: DeviceId,
    pub name: String,
    pub credential_hash: [u8; 32],
    /// What keys are wrapped for; empty if it takes none.
    pub public_key: Vec<u8>,
}

/// A member, also one who was removed: the record of who did what still names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub name: String,
    pub role: Role,
    pub sees_keys: bool,
    pub joined_at: i64,
    pub removed_at: Option<i64>,
    pub devices: Vec<Device>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub member: MemberId,
    pub name: String,
    pub public_key: Vec<u8>,
    pub created_at: i64,
    pub last_seen_at: Option<i64>,
    pub removed_at: Option<i64>,
}

/// What a credential says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    Known(Who),
    /// It was good once: the device or its member was removed, so it should forget the workspace.
    Removed {
        workspace: WorkspaceId,
        device: DeviceId,
    },
    Unknown,
}

/// Somebody who asks, and what they may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub workspace: WorkspaceId,
    pub member: MemberId,
    pub device: DeviceId,
    pub name: String,
    pub role: Role,
    pub sees_keys: bool,
}

#[derive(Clone, Debug)]
pub struct NewInvite {
    pub id: InviteId,
    pub workspace: WorkspaceId,
    pub role: Role,
    pub sees_keys: bool,
    pub created_by: MemberId,
    pub created_at: i64,
    pub expires_at: i64,
    pub secret_hash: [u8; 32],
    /// The workspace key, sealed with the secret that only the invitation's link holds.
    pub sealed_key: Option<Vec<u8>>,
    /// Of whom it lets in one more device, instead of somebody new.
    pub for_member: Option<MemberId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    pub id: InviteId,
    pub workspace: WorkspaceId,
    pub role: Role,
    pub sees_keys: bool,
    pub created_by: MemberId,
    pub created_at: i64,
    pub expires_at: i64,
    pub used_at: Option<i64>,
    pub used_by: Option<MemberId>,
    pub revoked_at: Option<i64>,
    pub for_member: Option<MemberId>,
}

impl Invite {
    /// Whether it can still be used.
    pub fn is_open(&self, now: i64) -> bool {
        self.used_at.is_none() && self.revoked_at.is_none() && self.expires_at > now
    }
}

/// What somebody gets who was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub workspace: WorkspaceId,
    pub role: Role,
    pub sees_keys: bool,
    /// Given out once, and gone from the store.
    pub sealed_key: Option<Vec<u8>>,
}

/// A new vault under a new key, in place of the old one.
#[derive(Clone, Debug)]
pub struct Rotation {
    pub workspace: WorkspaceId,
    /// The key in use as the caller knows it. If another was put in use since, nothing happens.
    pub old_epoch: String,
    /// How far the old vault had come when the new one was made of it. If there is more in it by
    /// now, nothing happens.
    pub old_seq: u64,
    pub epoch: String,
    pub vault: DocumentId,
    /// What the new vault begins with. It is stored with the rest or not at all, since the old
    /// vault is gone afterwards.
    pub changes: Vec<Change>,
    /// The new key, once for every device that may have it.
    pub keys: Vec<(DeviceId, Vec<u8>)>,
    pub at: i64,
}

/// Something that was done, to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    pub workspace: WorkspaceId,
    pub at: i64,
    pub member: Option<MemberId>,
    pub device: Option<DeviceId>,
    pub act: String,
    pub subject: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub seq: u64,
    pub act: Act,
}
