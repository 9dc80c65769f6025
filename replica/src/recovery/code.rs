//! The recovery code: random bytes as letters and digits that survive being printed and typed.
//!
//! Crockford's base 32 has no I, L, O and U: what is read as I or L is a one, as O a zero. Three of
//! the twenty bytes are a checksum, so that a typing mistake is told from a wrong code.

use sha2::{Digest, Sha256};

/// The random part: 136 bits.
pub const RANDOM_BYTES: usize = 17;

const CHECK_BYTES: usize = 3;
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;
const LENGTH: usize = (RANDOM_BYTES + CHECK_BYTES) * 8 / 5;

/// What was typed is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotACode {
    /// It has the length and the letters of one, but the checksum is wrong.
    Mistyped,
    /// It looks like something else.
    Other,
}

/// The code of these random bytes, in groups of four.
pub fn write(random: &[u8; RANDOM_BYTES]) -> String {
    let mut code = String::with_capacity(LENGTH + LENGTH / GROUP);
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    for byte in random.iter().chain(&checksum(random)) {
        bits = bits << 8 | u32::from(*byte);
        n_bits += 8;
        while n_bits >= 5 {
            n_bits -= 5;
            let digit = usize::try_from(bits >> n_bits & 31).unwrap_or(0);
            if code.len() % (GROUP + 1) == GROUP {
                code.push('-');
            }
            code.push(DIGITS.get(digit).copied().map_or('0', char::from));
        }
        bits &= (1 << n_bits) - 1;
    }
    code
}

/// The random bytes of a code, however it is spaced and whatever case its letters have.
pub fn read(typed: &str) -> Result<[u8; RANDOM_BYTES], NotACode> {
    let mut bytes = Vec::with_capacity(RANDOM_BYTES + CHECK_BYTES);
    let (mut bits, mut n_bits, mut length) = (0_u32, 0_u32, 0);
    for c in typed.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
        bits = bits << 5 | value(c).ok_or(NotACode::Other)?;
        n_bits += 5;
        length += 1;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push(u8::try_from(bits >> n_bits & 0xff).unwrap_or(0));
        }
        bits &= (1 << n_bits) - 1;
    }
    if length != LENGTH {
        return Err(NotACode::Other);
    }
    let (random, check) = bytes.split_first_chunk::<RANDOM_BYTES>().ok_or(NotACode::Other)?;
    if checksum(random) == check { Ok(*random) } else { Err(NotACode::Mistyped) }
}

/// A printed hyphen comes back as any of these.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value(c: char) -> Option<u32> {
    let digit = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = DIGITS.iter().position(|known| char::from(*known) == digit)?;
    u32::try_from(at).ok()
}

fn checksum(random: &[u8; RANDOM_BYTES]) -> [u8; CHECK_BYTES] {
    let digest = Sha256::new().chain_update(b"seatwise recovery code").chain_update(random);
    let mut check = [0; CHECK_BYTES];
    for (to, from) in check.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    check
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_eight_groups_of_four() {
        let code = write(&[0xa7; RANDOM_BYTES]);
        let groups: Vec<&str> = code.split('-').collect();
        assert_eq!(groups.len(), 8);
        assert!(groups.iter().all(|group| group.len() == 4), "{code}");
        assert!(code.chars().all(|c| c == '-' || DIGITS.contains(&(c as u8))), "{code}");
    }

    #[test]
    fn what_is_no_code_is_told_from_a_mistyped_one() {
        assert_eq!(read(""), Err(NotACode::Other));
        assert_eq!(read("a lantern over the river"), Err(NotACode::Other));
        assert_eq!(read(&"0".repeat(31)), Err(NotACode::Other));
        assert_eq!(read(&"0".repeat(33)), Err(NotACode::Other));
        assert_eq!(read(&"U".repeat(32)), Err(NotACode::Other));
        assert_eq!(read(&"0".repeat(32)), Err(NotACode::Mistyped));
    }

    proptest! {
        #[test]
        fn a_code_reads_back_however_it_is_typed(random: [u8; RANDOM_BYTES]) {
            let code = write(&random);
            prop_assert_eq!(read(&code), Ok(random));
            prop_assert_eq!(read(&code.to_lowercase().replace('-', " ")), Ok(random));
            let as_read_out = code.replace('-', "\u{2013}").replace('0', "o").replace('1', "l");
            prop_assert_eq!(read(&as_read_out), Ok(random));
        }

        #[test]
        fn one_wrong_or_two_swapped_characters_are_noticed(
            random: [u8; RANDOM_BYTES], at in 0..LENGTH - 1, digit in 0..32_usize,
        ) {
            let code = write(&random).replace('-', "");
            let mut wrong: Vec<char> = code.chars().collect();
            wrong[at] = char::from(DIGITS[digit]);
            let mut swapped: Vec<char> = code.chars().collect();
            swapped.swap(at, at + 1);
            for other in [wrong, swapped] {
                let other: String = other.into_iter().collect();
                if other != code {
                    prop_assert_eq!(read(&other), Err(NotACode::Mistyped));
                }
            }
        }
    }
}
