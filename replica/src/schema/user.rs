//! How a user is laid out.

use domain::id::UserId;
use domain::user::User;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of a user.
pub(crate) fn write(user: &User) -> Fields {
    Writer::default()
        .text("name", &user.name)
        .text("email", &user.email)
        .text("username", &user.username)
        .0
}

/// The user of a tree.
pub(crate) fn read(id: UserId, fields: &Fields) -> User {
    let reader = Reader(fields);
    User {
        id,
        name: reader.text("name"),
        email: reader.text("email"),
        username: reader.text("username"),
    }
}
