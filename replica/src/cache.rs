//! What every cache of this device has around its content: its format and a checksum. Whatever does
//! not fit is thrown away and made anew.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Changes whenever the shape of anything cached does.
const FORMAT: u8 = 9;

/// Bytes to store: format, checksum, content.
pub(crate) fn seal(content: &impl Serialize) -> Option<Vec<u8>> {
    let content = postcard::to_allocvec(content).ok()?;
    let mut bytes = vec![FORMAT];
    bytes.extend_from_slice(&checksum(&content).to_be_bytes());
    bytes.extend_from_slice(&content);
    Some(bytes)
}

/// Reads [`seal`]; `None` when it is of another version or damaged.
pub(crate) fn open<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (format, rest) = bytes.split_first()?;
    let (stored, content) = rest.split_first_chunk::<8>()?;
    let fits = *format == FORMAT && u64::from_be_bytes(*stored) == checksum(content);
    if fits { postcard::from_bytes(content).ok() } else { None }
}

/// FNV-1a: finds accidents, not attacks, and needs no tables, which would cost the page more than
/// the rest of the cache together.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_or_foreign_cache_is_thrown_away() {
        let content = vec![String::from("Beacon"), String::from("Atlas")];
        let bytes = seal(&content).unwrap();
        assert_eq!(open(&bytes), Some(content));
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert_eq!(open::<Vec<String>>(&broken), None, "byte {at}");
        }
        assert_eq!(open::<Vec<String>>(&[]), None);
    }
}
