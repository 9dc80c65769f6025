//! Names of documents, as automerge-repo writes them: base58 of 16 bytes with a checksum.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of a document, unguessable and for ever.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentId(pub [u8; 16]);

/// The text is not a document's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a document id")]
pub struct BadDocumentId;

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.0.to_vec();
        bytes.extend_from_slice(&checksum(&self.0));
        f.write_str(&bs58::encode(bytes).into_string())
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DocumentId {
    type Err = BadDocumentId;

    fn from_str(text: &str) -> Result<Self, BadDocumentId> {
        let bytes = bs58::decode(text).into_vec().map_err(|_| BadDocumentId)?;
        let (name, check) = bytes.split_first_chunk().ok_or(BadDocumentId)?;
        if check == checksum(name) { Ok(Self(*name)) } else { Err(BadDocumentId) }
    }
}

/// The check of base58check: the first four bytes of the hash of the hash. Written out, because the
/// library's own brings a second SHA-256 into the browser.
fn checksum(name: &[u8; 16]) -> [u8; 4] {
    let digest: [u8; 32] = Sha256::digest(Sha256::digest(name)).into();
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_id_survives_its_text_and_a_typing_error_is_noticed() {
        let id = DocumentId(*b"0123456789abcdef");
        let text = id.to_string();
        // As automerge-repo writes the same sixteen bytes.
        assert_eq!(text, "fwaoKqDyZ5CbBM9gJn6sXgFZrfo");
        assert_eq!(text.parse(), Ok(id));
        let mut wrong = text.into_bytes();
        if let Some(last) = wrong.last_mut() {
            *last = if *last == b'2' { b'3' } else { b'2' };
        }
        assert_eq!(String::from_utf8(wrong).unwrap().parse::<DocumentId>(), Err(BadDocumentId));
    }
}
