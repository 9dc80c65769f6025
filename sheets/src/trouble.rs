//! Why a file is no workbook we can read.

/// How a zip starts.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the container of old and of encrypted workbooks starts.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The part of such a container that holds an encrypted workbook.
const ENCRYPTED: &str = "EncryptedPackage";

/// Why a file is no workbook we can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWorkbook {
    /// It is one of another kind: .xls, .xlsb, .ods, or no workbook at all.
    #[error("not an .xlsx workbook")]
    OtherKind,
    /// A password protects it.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// It starts like a workbook and does not go on like one.
    #[error("the workbook is damaged")]
    Damaged,
    /// It unpacks to more than is allowed.
    #[error("the workbook unpacks to more than {most} bytes")]
    TooLargeInside {
        /// The most it may unpack to.
        most: u64,
    },
}

/// Whether a file starts like a workbook, so that it cannot be text.
pub fn looks_like_one(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// What is known before anything is unpacked.
pub(crate) fn check_kind(bytes: &[u8]) -> Result<(), BadWorkbook> {
    if bytes.starts_with(ZIP) {
        return Ok(());
    }
    let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = bytes.starts_with(COMPOUND)
        && bytes.windows(name.len()).any(|window| window == name.as_slice());
    Err(if is_encrypted { BadWorkbook::Encrypted } else { BadWorkbook::OtherKind })
}
