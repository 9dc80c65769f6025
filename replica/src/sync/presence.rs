//! What a device says about itself to the others, who is here and what is on screen: a map in CBOR, so
//! that programs of automerge-repo can read it, with `name` and, if a license is on screen, `license`.

use domain::id::LicenseId;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use crate::protocol::Other;
use crate::team::api::LONGEST_NAME;

/// More entries than this are in no such map.
const MOST_ENTRIES: u64 = 16;

/// Writes it.
pub fn write(other: &Other) -> Vec<u8> {
    let mut to = Encoder::new(Vec::new());
    // Writing to memory does not fail.
    entries(&mut to, other).unwrap_or_default();
    to.into_writer()
}

fn entries(
    to: &mut Encoder<Vec<u8>>,
    other: &Other,
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    to.map(1 + u64::from(other.sees.is_some()))?;
    to.str("name")?.str(&other.name)?;
    if let Some(license) = other.sees {
        to.str("license")?.str(&license.to_string())?;
    }
    Ok(())
}

/// Reads it; `None` if it is anything else. What else is in the map is passed over.
pub fn read(data: &[u8]) -> Option<Other> {
    let mut from = Decoder::new(data);
    let n = from.map().ok()??;
    let (mut name, mut sees) = (None, None);
    for _ in 0..n.min(MOST_ENTRIES) {
        let key = from.str().ok()?;
        match (key, from.datatype().ok()?) {
            ("name", Type::String) => name = Some(from.str().ok()?.to_owned()),
            ("license", Type::String) => {
                sees = Some(from.str().ok()?.parse::<LicenseId>().ok()?);
            }
            _ => from.skip().ok()?,
        }
    }
    let name = name.filter(|name| {
        name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control)
    })?;
    Some(Other { name, sees })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_and_what_else_there_is_passed_over() {
        let license = "0198c0de-0000-7000-8000-000000000001".parse().unwrap();
        for sees in [None, Some(license)] {
            let other = Other { name: "Ada".to_owned(), sees };
            assert_eq!(read(&write(&other)), Some(other));
        }
        let mut more = Encoder::new(Vec::new());
        more.map(2).unwrap().str("cursor").unwrap().array(1).unwrap().u8(1).unwrap();
        more.str("name").unwrap().str("Bob").unwrap();
        let bob = Other { name: "Bob".to_owned(), sees: None };
        assert_eq!(read(&more.into_writer()), Some(bob));
    }

    #[test]
    fn nobody_goes_by_a_name_that_is_none() {
        for name in ["A".repeat(LONGEST_NAME + 1), "a\nb".to_owned()] {
            assert_eq!(read(&write(&Other { name, sees: None })), None);
        }
        for bytes in [&b""[..], b"\xa1", b"\xbf\xff", b"\xa1\x64name\x01", b"postcard"] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }
}
