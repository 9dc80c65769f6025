//! Seats in hands: giving them, taking them back, moving them. Used on the pages of licenses, users
//! and assets.

pub(super) mod acts;
pub(super) mod assign;
pub(super) mod edit_dialog;
pub(super) mod holder_picker;
pub(super) mod transfer_dialog;
pub(super) mod unassign_dialog;
