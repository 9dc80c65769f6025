//! One end of keeping documents equal with another: messages of `automerge::sync`, what may be in
//! them, and the line of a device to its relay.
//!
//! * [`guard`]: looks a message over before Automerge reads it,
//! * [`pieces`]: cuts a message that is too large for one frame,
//! * [`presence`]: what a device says about itself to the others,
//! * [`receive`]: takes a message in,
//! * [`link`]: a device's line to the relay; frames in, frames out.

pub mod guard;
pub mod link;
pub mod pieces;
pub mod presence;
pub mod receive;

/// The longest message that a relay takes in one frame, in bytes.
pub const LONGEST_MESSAGE: usize = 8 * 1024 * 1024;
