//! People who use software. They are records, not accounts.

use serde::{Deserialize, Serialize};

use crate::id::UserId;

/// Somebody who uses software.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Identity.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Login name, or empty.
    pub username: String,
}
