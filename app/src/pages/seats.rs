//! Seats in hands: giving them, taking them back, moving them. Used on the pages of licenses, users
//! and assets.

pub(super) mod acts;
pub(super) mod holder_picker;
