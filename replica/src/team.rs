//! Who may do what in a shared workspace. The relay decides; devices go by what it says.

pub mod api;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a member may do, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads and writes.
    Editor,
    /// Invites and removes members, too.
    Admin,
    /// May hand the workspace on or delete it. There is always exactly one.
    Owner,
}

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a role")]
pub struct BadRole;

impl Role {
    /// All of them, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Editor, Self::Admin, Self::Owner];

    /// The word for it in storage and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Whether it may change the inventory.
    pub fn may_write(self) -> bool {
        self >= Self::Editor
    }

    /// Whether it may invite and remove members and devices, and change their roles.
    pub fn may_manage(self) -> bool {
        self >= Self::Admin
    }

    /// Whether a member of this role may give or take `other`: never one above their own, and the
    /// owner's only by handing the workspace on.
    pub fn may_grant(self, other: Self) -> bool {
        self.may_manage() && other < Self::Owner && other <= self
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = BadRole;

    fn from_str(text: &str) -> Result<Self, BadRole> {
        Self::ALL.into_iter().find(|role| role.word() == text).ok_or(BadRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_survive_their_words_and_none_grants_above_itself() {
        for role in Role::ALL {
            assert_eq!(role.word().parse(), Ok(role));
            assert!(!role.may_grant(Role::Owner));
            for other in Role::ALL {
                assert!(!role.may_grant(other) || other <= role);
            }
        }
        assert_eq!("root".parse::<Role>(), Err(BadRole));
        assert!(Role::Admin.may_grant(Role::Admin) && !Role::Editor.may_grant(Role::Viewer));
    }
}
