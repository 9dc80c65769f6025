//! Names of documents, as automerge-repo writes them: base58 of 16 bytes with a checksum.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name of a document, unguessable and for ever.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentId(pub [u8; 16]);

/// The text is not a document's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a document id")]
pub struct BadDocumentId;

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bs58::encode(self.0).with_check().into_string())
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
        let bytes = bs58::decode(text).with_check(None).into_vec().map_err(|_| BadDocumentId)?;
        bytes.try_into().map(Self).map_err(|_| BadDocumentId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_id_survives_its_text_and_a_typing_error_is_noticed() {
        let id = DocumentId(*b"0123456789abcdef");
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        let mut wrong = text.into_bytes();
        if let Some(last) = wrong.last_mut() {
            *last = if *last == b'2' { b'3' } else { b'2' };
        }
        assert_eq!(String::from_utf8(wrong).unwrap().parse::<DocumentId>(), Err(BadDocumentId));
    }
}
