//! What the page asks about sharing a workspace, and how the connection to the relay stands.

use chrono::{DateTime, Utc};
use domain::id::{DeviceId, InviteId, LicenseId, MemberId, WorkspaceId};
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::{Answer, FromEngine};
use super::{Packed, Secret};
use crate::team::Role;
use crate::team::api::{InviteInfo, Refused, Team};

/// What the page asks about sharing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamTask {
    /// Tell who shares the workspace. Answered by [`Answer::Team`].
    Tell,
    /// Tell what answers at an address. Answered by [`Answer::Relay`].
    Look {
        /// The address, such as `https://seats.example`; empty for the one the app came from.
        address: String,
    },
    /// Bring the workspace to a relay. Answered by [`Answer::Done`].
    Share {
        /// Its address, as above.
        address: String,
        /// A set-up or sign-up code.
        code: Option<Secret>,
        /// What the person is called.
        name: String,
        /// What this device is called.
        device: String,
    },
    /// Make an invitation. Answered by [`Answer::Key`] with its link.
    Invite {
        /// As what.
        role: Role,
        /// Whether with product keys.
        sees_keys: bool,
        /// For how many hours.
        hours: u32,
    },
    /// Make an invitation for one more device of this member. Answered by [`Answer::Key`] with its
    /// link.
    AddDevice,
    /// Take an invitation back. Answered by [`Answer::Done`].
    Revoke(InviteId),
    /// Change what a member may do. Answered by [`Answer::WereReadable`].
    Change {
        /// Who.
        member: MemberId,
        /// What they may do.
        role: Option<Role>,
        /// Whether they may see product keys.
        sees_keys: Option<bool>,
    },
    /// Remove a member, and seal all product keys anew if they could read any. Answered by
    /// [`Answer::WereReadable`].
    Remove(MemberId),
    /// Remove a device, likewise.
    RemoveDevice(DeviceId),
    /// Leave the workspace. It stays on this device, and only there. Answered by [`Answer::Done`].
    Leave {
        /// Also if the relay does not do it: then this device lets go of it alone.
        anyway: bool,
    },
    /// Take the workspace off the relay. Every device keeps what it has. Answered by
    /// [`Answer::Done`].
    StopSharing {
        /// Also if the relay does not do it: then it keeps what it has, and this device lets go.
        anyway: bool,
    },
    /// Tell what an invitation is for. Answered by [`Answer::Invite`], or by [`Answer::Restored`] if
    /// this device had used it and the answer was lost.
    LookAtInvite(InviteLink),
    /// Accept an invitation. Answered by [`Answer::Restored`] with the workspace to open.
    Join {
        /// The invitation.
        link: InviteLink,
        /// What the person is called.
        name: String,
        /// What this device is called.
        device: String,
    },
    /// Tell the others what is on screen here. Answered by [`Answer::Done`].
    See(Option<LicenseId>),
    /// Write what this device was not allowed to send any more at a time, as a backup. Answered by
    /// [`Answer::File`].
    Unsent(#[serde(with = "chrono::serde::ts_milliseconds")] DateTime<Utc>),
    /// Let go of that. Answered by [`Answer::Done`].
    DropUnsent(#[serde(with = "chrono::serde::ts_milliseconds")] DateTime<Utc>),
}

/// An invitation, as its link says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteLink {
    /// The relay's address; empty for the one the app came from.
    pub address: String,
    /// Which.
    pub id: InviteId,
    /// The secret behind the `#`, as it stands there.
    pub secret: Secret,
}

/// How a workspace is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamState {
    /// The relay's address.
    pub address: String,
    /// Who this is.
    pub member: MemberId,
    /// Which device this is.
    pub device: DeviceId,
    /// What they may do here.
    pub role: Role,
    /// Whether they may see product keys.
    pub sees_keys: bool,
    /// Why it is not shared any more from here.
    pub ended: Option<Ended>,
    /// When something was set aside here that was not sent and must not be any more.
    pub unsent: Vec<DateTime<Utc>>,
    /// Who shares it; `None` when the relay cannot be asked.
    pub team: Option<Team>,
}

/// Why a workspace is not shared any more from this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    /// The member or this device was removed, or the workspace was taken off the relay.
    Removed,
    /// The member has left.
    Left,
    /// How it is shared does not read any more.
    Unreadable,
}

/// How this device and the relay stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncState {
    /// How it is shared; `None` if it is on this device only.
    pub share: Option<Share>,
    /// How the connection is.
    pub line: LineState,
    /// What is still to be sent, in words.
    pub waiting: String,
    /// Names of other members who are here now, as they are shown.
    pub here: String,
    /// What a start does without, packed until somebody wants it.
    pub more: Packed<SyncMore>,
}

/// What else there is to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SyncMore {
    /// What a person must know of it, if there is anything.
    pub notice: Option<SyncNotice>,
    /// When everything was on the relay last, in milliseconds since 1970.
    pub synced_at: Option<i64>,
    /// Other members who are here now.
    pub others: Vec<Other>,
    /// Whether product keys are still to be sealed anew.
    pub must_seal: bool,
}

/// What a device may do in a shared workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Its member's role.
    pub role: Role,
    /// Whether they may see product keys.
    pub sees_keys: bool,
    /// Why it is not shared any more.
    pub ended: Option<Ended>,
    /// Whether something was not sent and must not be any more.
    pub has_unsent: bool,
}

impl Default for SyncState {
    fn default() -> Self {
        Self {
            share: None,
            line: LineState::Down,
            waiting: String::new(),
            here: String::new(),
            more: Packed::of(&SyncMore::default()),
        }
    }
}

impl SyncState {
    /// What else there is to know of it.
    pub fn more(&self) -> SyncMore {
        self.more.open().unwrap_or_default()
    }

    /// Whether this device may change the workspace.
    pub fn may_write(&self) -> bool {
        self.share.is_none_or(|share| share.role.may_write() && share.ended.is_none())
    }
}

/// What a person must know of a shared workspace, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNotice {
    /// How much it matters.
    pub weight: Weight,
    /// What is so.
    pub title: String,
    /// What follows from it, and what helps.
    pub text: String,
    /// Whether trying again may help.
    pub may_retry: bool,
}

/// How much something matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// It is good to know.
    Info,
    /// Something is to be done.
    Warn,
    /// Something is wrong.
    Bad,
}

/// How the connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LineState {
    /// There is none, and another try is made later.
    #[default]
    Down,
    /// It is there, and something is on its way.
    Busy,
    /// Everything is on the relay's disk.
    Synced,
    /// Something is wrong that does not pass by itself.
    Failed,
}

/// Another member who is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// What they are called.
    pub name: String,
    /// The license they look at.
    pub sees: Option<LicenseId>,
}

/// Why the relay did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelayTrouble {
    /// Nobody answers.
    Unreachable,
    /// Something else answers, such as the sign-in page of a network.
    NotARelay,
    /// It speaks another version.
    OtherVersion,
    /// It says why not.
    Refused(Refused),
    /// The link is not one of an invitation.
    BadLink,
    /// Its disk is full.
    Full,
    /// The workspace has as much as it may have there.
    OverQuota,
    /// It does not take what this device sends.
    Rejected,
    /// This device is connected from somewhere else, such as a copy of the browser's profile.
    Elsewhere,
    /// The workspace is shared already.
    SharedAlready,
    /// The relay does not know the workspace any more.
    Forgotten,
    /// The relay has another inventory for the workspace.
    OtherInventory,
    /// What was not sent is to be downloaded or deleted first.
    UnsentFirst,
}

/// What the page is told of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteFound {
    /// What it is for.
    pub info: InviteInfo,
    /// Whether this device is in that workspace already.
    pub already_here: Option<WorkspaceId>,
}

/// A license whose product keys somebody who is gone could read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasReadable {
    /// Which.
    pub id: LicenseId,
    /// What it is called.
    pub name: String,
    /// How many product keys it has.
    pub n_keys: u32,
}
