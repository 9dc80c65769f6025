//! Text that hardly deflates.

use crate::chance::Chance;

pub(crate) fn noise(seed: u64, length: usize) -> String {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    (0..length).map(|_| char::from(b'!' + u8::try_from(chance.below(90)).unwrap())).collect()
}
