//! Identities: random, never reused, and of a type of their own.
//!
//! Nothing here makes an identity. The edge does, from the browser's randomness.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identity")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub Uuid);

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::try_parse(text).map(Self).map_err(|_| BadId)
            }
        }
    )*};
}

ids! {
    /// A workspace: one inventory with its vault.
    WorkspaceId
    /// A license.
    LicenseId
    /// One period of a license.
    TermId
    /// One purchase line of a license.
    PurchaseId
    /// One period of support or maintenance of a license.
    CoverageId
    /// A product key; what it opens lies in the vault.
    KeyId
    /// A publisher or reseller.
    VendorId
    /// Somebody who uses software.
    UserId
    /// A machine that uses software.
    AssetId
    /// A seat in somebody's hands.
    AssignmentId
    /// A field of the organisation's own.
    CustomFieldId
    /// A saved view of the list.
    ViewId
    /// A set of licenses that are assigned together.
    KitId
    /// A review of who holds what.
    ReviewId
    /// A request for a license.
    RequestId
    /// Somebody who may open a shared workspace.
    MemberId
    /// A browser or program of a member.
    DeviceId
    /// An invitation to a shared workspace.
    InviteId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_survives_its_text() {
        let id = LicenseId(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("seven".parse::<LicenseId>(), Err(BadId));
    }
}
