//! What devices ask the relay over HTTP, and what it answers: JSON, both ways.
//!
//! A device shows its credential in the `Authorization` header. Nothing secret stands in an address.

use std::fmt;

use domain::id::{DeviceId, InviteId, MemberId, WorkspaceId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Role;
use crate::document_id::DocumentId;

/// The version of all of this. A relay of another one is not spoken to.
pub const API_VERSION: u32 = 1;
/// The longest name of a member or a device, in characters.
pub const LONGEST_NAME: usize = 80;
/// The longest sealed or wrapped key, in bytes.
pub const LONGEST_KEY: usize = 512;
/// The subprotocol that carries the ticket of a WebSocket, in front of the ticket itself.
pub const TICKET_PROTOCOL: &str = "seatwise.ticket.";
/// The subprotocol that the relay agrees to.
pub const PROTOCOL: &str = "seatwise.v1";

/// Bytes, as text of two hexadecimal digits each.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Hex(pub Vec<u8>);

impl Hex {
    /// The bytes, if there are just so many.
    pub fn exactly<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }
}

impl fmt::Debug for Hex {
    /// They may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hex({} bytes)", self.0.len())
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

/// Writes the name of a document as automerge-repo does.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::document_id::DocumentId;

    pub(super) fn serialize<S: Serializer>(id: &DocumentId, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(id)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<DocumentId, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Who may bring a new workspace to a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    /// Nobody but those who own one there.
    #[default]
    Closed,
    /// Whoever knows the relay's sign-up code.
    Code,
    /// Anybody.
    Open,
}

/// What a relay says about itself to anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayInfo {
    /// `seatwise`, so that whatever else answers at an address is not taken for a relay.
    pub service: String,
    /// Its [`API_VERSION`].
    pub api: u32,
    /// The version of the program.
    pub version: String,
    /// Who may bring a new workspace.
    pub sign_up: SignUp,
    /// Whether somebody has claimed it with its set-up code.
    pub is_claimed: bool,
}

/// A member who comes in, with the device in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newcomer {
    /// Identity of the member.
    pub member: MemberId,
    /// What the member is called.
    pub name: String,
    /// Identity of the device.
    pub device: DeviceId,
    /// What the device is called.
    pub device_name: String,
    /// SHA-256 of the device's credential.
    pub credential_hash: Hex,
    /// What keys are wrapped for: the device's public key, empty if it has none.
    pub public_key: Hex,
}

/// Brings a workspace to a relay. Answered by [`Membership`]; the same again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which.
    pub workspace: WorkspaceId,
    /// Its inventory.
    #[serde(with = "as_text")]
    pub inventory: DocumentId,
    /// Its vault.
    #[serde(with = "as_text")]
    pub vault: DocumentId,
    /// The name of its workspace key.
    pub epoch: String,
    /// The set-up code of a relay that nobody has claimed, or its sign-up code.
    pub code: Option<String>,
    /// Who will own it.
    pub owner: Newcomer,
}

/// What a device has to know about a workspace it shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Which.
    pub workspace: WorkspaceId,
    /// Its inventory.
    #[serde(with = "as_text")]
    pub inventory: DocumentId,
    /// Its vault.
    #[serde(with = "as_text")]
    pub vault: DocumentId,
    /// The name of its workspace key.
    pub epoch: String,
    /// Who asks.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// With which device.
    pub device: DeviceId,
    /// What they may do.
    pub role: Role,
    /// Whether they may see product keys.
    pub sees_keys: bool,
    /// The workspace key, wrapped for this device; none if nobody has done that yet.
    pub wrapped_key: Option<Hex>,
    /// Whether product keys are still to be sealed anew: somebody who could read them is gone.
    #[serde(default)]
    pub must_seal: bool,
}

/// What a connection begins with. Good once, and not for long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// It.
    pub ticket: String,
    /// What the device goes by in frames.
    pub peer: String,
    /// How things stand now.
    pub membership: Membership,
}

/// Who shares a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Members who are in, in the order in which they came.
    pub members: Vec<Member>,
    /// Invitations that can still be used: one's own for further devices, and for those who may
    /// invite, all.
    pub invites: Vec<Invite>,
    /// Whether product keys are still to be sealed anew.
    #[serde(default)]
    pub must_seal: bool,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may see product keys.
    pub sees_keys: bool,
    /// Since when, in milliseconds since 1970.
    pub joined_at: i64,
    /// Their devices that are in.
    pub devices: Vec<Device>,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// What it is called.
    pub name: String,
    /// When it was last connected, in milliseconds since 1970.
    pub last_seen_at: Option<i64>,
    /// Its public key.
    pub public_key: Hex,
    /// Whether the workspace key is wrapped for it.
    pub has_key: bool,
}

/// An invitation that can still be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Which.
    pub id: InviteId,
    /// As what.
    pub role: Role,
    /// Whether with product keys.
    pub sees_keys: bool,
    /// Who invites.
    pub by: MemberId,
    /// Until when, in milliseconds since 1970.
    pub expires_at: i64,
    /// Whether it lets in one more device of whoever invites, instead of somebody new.
    #[serde(default)]
    pub is_for_device: bool,
}

/// Makes an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvite {
    /// Its identity.
    pub id: InviteId,
    /// As what.
    pub role: Role,
    /// Whether with product keys.
    pub sees_keys: bool,
    /// For how many hours, from 1 to 720.
    pub hours: u32,
    /// SHA-256 of what the invited device will show. That follows from the secret in the link, and
    /// the secret does not follow from it.
    pub proof_hash: Hex,
    /// The workspace key, sealed with the secret in the link.
    pub sealed_key: Option<Hex>,
    /// Whether it is for one more device of whoever invites: then role and right to see keys are
    /// theirs, and everybody may.
    #[serde(default)]
    pub is_for_device: bool,
}

/// Shows the proof of an invitation, to see what it is for. Answered by [`InviteInfo`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAtInvite {
    /// The proof.
    pub proof: Hex,
}

/// What an invitation is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteInfo {
    /// To which workspace.
    pub workspace: WorkspaceId,
    /// As what.
    pub role: Role,
    /// Whether with product keys.
    pub sees_keys: bool,
    /// Who invites.
    pub by: String,
    /// Until when, in milliseconds since 1970.
    pub expires_at: i64,
    /// Whether it is for one more device of theirs.
    #[serde(default)]
    pub is_for_device: bool,
}

/// Accepts an invitation. Answered by [`Accepted`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptInvite {
    /// The proof.
    pub proof: Hex,
    /// Who comes in.
    pub newcomer: Newcomer,
}

/// What somebody gets who was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// How things stand now.
    pub membership: Membership,
    /// The workspace key, sealed with the secret in the link; given out once.
    pub sealed_key: Option<Hex>,
}

/// Changes a member. What is missing stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeMember {
    /// What they are called.
    #[serde(default)]
    pub name: Option<String>,
    /// What they may do. An owner hands the workspace on by making somebody else the owner.
    #[serde(default)]
    pub role: Option<Role>,
    /// Whether they may see product keys.
    #[serde(default)]
    pub sees_keys: Option<bool>,
}

/// The workspace key, wrapped for devices that lack it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKeys {
    /// The name of the workspace key.
    pub epoch: String,
    /// For which device, and how.
    pub keys: Vec<(DeviceId, Hex)>,
}

/// Puts a new vault under a new workspace key in the place of the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVault {
    /// The workspace key in use, as the device knows it.
    pub old_epoch: String,
    /// The new one's name.
    pub epoch: String,
    /// The heads of the old vault that the new one was made of. If there is more in it by now, the
    /// relay refuses: that would be lost.
    pub old_heads: Vec<Hex>,
    /// The new vault.
    #[serde(with = "as_text")]
    pub vault: DocumentId,
    /// What it begins with: the changes of its document.
    pub changes: Vec<Hex>,
    /// The new key, wrapped for every device that may have it.
    pub keys: Vec<(DeviceId, Hex)>,
}

/// Why the relay did not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The request makes no sense.
    #[error("the request makes no sense")]
    BadRequest,
    /// The credential, the proof or the code is not known here.
    #[error("not known here")]
    Unknown,
    /// The device or its member was removed.
    #[error("this device was removed")]
    Removed,
    /// The role does not allow it.
    #[error("the role of this member does not allow that")]
    NotAllowed,
    /// This relay takes no new workspace from this device.
    #[error("this relay takes no new workspaces without its code")]
    NoSignUp,
    /// There is no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// It contradicts what is there.
    #[error("it contradicts what is there")]
    Conflict,
    /// The invitation has expired.
    #[error("the invitation has expired")]
    Expired,
    /// The invitation was used.
    #[error("the invitation was used")]
    Used,
    /// The invitation was taken back.
    #[error("the invitation was taken back")]
    Revoked,
    /// Too much was asked in too short a time.
    #[error("too many requests; try again in a minute")]
    TooMany,
    /// The workspace has as much as it may have.
    #[error("the workspace has reached its limit")]
    OverQuota,
    /// The relay's disk is full.
    #[error("the relay has no room left")]
    Full,
    /// Something is wrong with the relay.
    #[error("the relay cannot do this now; its log says why")]
    Internal,
}

/// The body of an answer that refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why.
    pub error: Refused,
    /// The same in words.
    pub message: String,
}

/// Why the relay closes a connection, as the code of a WebSocket's end.
pub mod close {
    /// What was sent makes no sense or must not be read.
    pub const BAD_DATA: u16 = 4400;
    /// Something else about this device has changed: its role, its keys, its vault.
    pub const CHANGED: u16 = 4403;
    /// The device or its member was removed.
    pub const REMOVED: u16 = 4410;
    /// The same device has connected again.
    pub const REPLACED: u16 = 4409;
    /// The relay's disk is full.
    pub const FULL: u16 = 4507;
    /// The workspace has as much as it may have.
    pub const OVER_QUOTA: u16 = 4508;
    /// Too slow, or a moment's trouble: try again.
    pub const AGAIN: u16 = 1013;
    /// The relay stops.
    pub const GOING: u16 = 1001;
}
