//! Randomness from the browser, as identities.

use uuid::{Builder, Uuid};

/// Sixteen random bytes.
///
/// # Panics
/// Without a source of randomness, for then nothing here may go on; the panic leads to the
/// recovery screen.
pub fn bytes16() -> [u8; 16] {
    let mut bytes = [0; 16];
    #[expect(clippy::expect_used, reason = "no identity can be made up without randomness")]
    getrandom::fill(&mut bytes).expect("the browser has a source of randomness");
    bytes
}

/// A fresh random identity (UUID version 4).
pub fn uuid() -> Uuid {
    Builder::from_random_bytes(bytes16()).into_uuid()
}
