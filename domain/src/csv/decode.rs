//! From bytes to text: which encoding a file is in. Knows nothing of tables.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::unreadable::{LARGEST_FILE, Unreadable};

/// How a file's bytes stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// What older Western European Windows programs write.
    Windows1252,
    /// What older Central European Windows programs write; nothing in a file tells the two apart.
    Windows1250,
}

/// How zipped workbooks (.xlsx, .ods) and old ones (.xls) start.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"];
/// How much of a file is looked at to recognise UTF-16 that does not say so.
const SAMPLE: usize = 4096;

/// What Windows-1252 has where Latin-1 has control characters (0x80 to 0x9F).
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// What Windows-1250 has above ASCII (0x80 to 0xFF).
#[rustfmt::skip]
const WINDOWS_1250: [char; 128] = [
    '€', '\u{FFFD}', '‚', '\u{FFFD}', '„', '…', '†', '‡', '\u{FFFD}', '‰', 'Š', '‹', 'Ś', 'Ť', 'Ž', 'Ź',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '\u{FFFD}', '™', 'š', '›', 'ś', 'ť', 'ž', 'ź',
    '\u{A0}', 'ˇ', '˘', 'Ł', '¤', 'Ą', '¦', '§', '¨', '©', 'Ş', '«', '¬', '\u{AD}', '®', 'Ż',
    '°', '±', '˛', 'ł', '´', 'µ', '¶', '·', '¸', 'ą', 'ş', '»', 'Ľ', '˝', 'ľ', 'ż',
    'Ŕ', 'Á', 'Â', 'Ă', 'Ä', 'Ĺ', 'Ć', 'Ç', 'Č', 'É', 'Ę', 'Ë', 'Ě', 'Í', 'Î', 'Ď',
    'Đ', 'Ń', 'Ň', 'Ó', 'Ô', 'Ő', 'Ö', '×', 'Ř', 'Ů', 'Ú', 'Ű', 'Ü', 'Ý', 'Ţ', 'ß',
    'ŕ', 'á', 'â', 'ă', 'ä', 'ĺ', 'ć', 'ç', 'č', 'é', 'ę', 'ë', 'ě', 'í', 'î', 'ď',
    'đ', 'ń', 'ň', 'ó', 'ô', 'ő', 'ö', '÷', 'ř', 'ů', 'ú', 'ű', 'ü', 'ý', 'ţ', '˙',
];

/// The text of a file, without its byte order mark; read as the person says, if they do.
pub(crate) fn decode(
    bytes: &[u8],
    said: Option<Encoding>,
) -> Result<(Cow<'_, str>, Encoding), Unreadable> {
    if bytes.len() > LARGEST_FILE {
        let size = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        return Err(Unreadable::TooLarge { bytes: size(bytes.len()), most: size(LARGEST_FILE) });
    }
    if WORKBOOKS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Unreadable::Workbook);
    }
    let (text, encoding) = match said {
        Some(encoding) => (decode_as(bytes, encoding), encoding),
        None => decode_any(bytes),
    };
    if text.contains('\0') {
        return Err(Unreadable::Binary);
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok((unix_lines(text), encoding))
}

fn decode_any(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let marks = [
        (&b"\xEF\xBB\xBF"[..], Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ];
    let marked = marks.into_iter().find(|(mark, _)| bytes.starts_with(mark));
    let found = marked.map(|(_, encoding)| encoding).or_else(|| unmarked_utf16(bytes));
    let encoding = found.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(_) => Encoding::Utf8,
        Err(_) => Encoding::Windows1252,
    });
    (decode_as(bytes, encoding), encoding)
}

/// What has no meaning becomes the character for that.
fn decode_as(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let after = |mark: &[u8]| bytes.strip_prefix(mark).unwrap_or(bytes);
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(after(b"\xEF\xBB\xBF")),
        Encoding::Utf16Le => Cow::Owned(utf16(after(b"\xFF\xFE"), u16::from_le_bytes)),
        Encoding::Utf16Be => Cow::Owned(utf16(after(b"\xFE\xFF"), u16::from_be_bytes)),
        Encoding::Windows1252 => Cow::Owned(bytes.iter().map(|b| windows_1252(*b)).collect()),
        Encoding::Windows1250 => Cow::Owned(bytes.iter().map(|b| windows_1250(*b)).collect()),
    }
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// In UTF-16 nearly every other byte of a license list is zero, and always the same one of two.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let (pairs, _) = bytes.get(..bytes.len().min(SAMPLE))?.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair.get(side) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    let mostly = |n: usize| n * 2 > pairs.len();
    let hardly = |n: usize| n * 10 < pairs.len();
    if hardly(first) && mostly(second) {
        Some(Encoding::Utf16Le)
    } else if mostly(first) && hardly(second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|n| WINDOWS_1252.get(usize::from(n)));
    special.copied().unwrap_or(char::from(byte))
}

fn windows_1250(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|n| WINDOWS_1250.get(usize::from(n)));
    special.copied().unwrap_or(char::from(byte))
}

/// Files of old Macs end their lines with a carriage return alone.
fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, encoding: Encoding) {
        assert_eq!(decode(bytes, None), Ok((Cow::Borrowed(expected), encoding)), "{bytes:?}");
    }

    fn utf16_bytes(text: &str, unit: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_a_spreadsheet_saves_is_read() {
        let text = "Name,Cost\nMüller’s €,😀\n";
        check(text.as_bytes(), text, Encoding::Utf8);
        check(format!("\u{feff}{text}").as_bytes(), text, Encoding::Utf8);
        let marked = format!("\u{feff}{text}");
        check(&utf16_bytes(&marked, u16::to_le_bytes), text, Encoding::Utf16Le);
        check(&utf16_bytes(&marked, u16::to_be_bytes), text, Encoding::Utf16Be);
        check(&utf16_bytes(text, u16::to_le_bytes), text, Encoding::Utf16Le);
        check(&utf16_bytes(text, u16::to_be_bytes), text, Encoding::Utf16Be);
        check(b"Name\nM\xFCller\x92s \x80\n", "Name\nMüller’s €\n", Encoding::Windows1252);
        check(b"Name\rFigma\r", "Name\nFigma\n", Encoding::Utf8);
    }

    #[test]
    fn a_person_may_know_better_in_which_encoding_a_file_is() {
        let polish = b"Nazwa\n\xA3\xF3d\x9F za\xBF\xF3\xB3\xE6\n";
        let read =
            |encoding| decode(polish, encoding).map(|(text, found)| (text.into_owned(), found));
        let expected = ("Nazwa\nŁódź zażółć\n".to_owned(), Encoding::Windows1250);
        assert_eq!(read(Some(Encoding::Windows1250)), Ok(expected));
        let guessed = ("Nazwa\n£ódŸ za¿ó³æ\n".to_owned(), Encoding::Windows1252);
        assert_eq!(read(None), Ok(guessed));
        let (wrong, _) = read(Some(Encoding::Utf8)).unwrap();
        assert!(wrong.contains('\u{FFFD}'), "and what makes no sense shows");
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_reason() {
        for (bytes, expected) in [
            (&b""[..], Unreadable::Empty),
            (b" \r\n\t\n", Unreadable::Empty),
            (b"\xEF\xBB\xBF", Unreadable::Empty),
            (b"PK\x03\x04\x14\x00", Unreadable::Workbook),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Unreadable::Workbook),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Unreadable::Binary),
            (b"Name\nFig\0ma\n", Unreadable::Binary),
        ] {
            assert_eq!(decode(bytes, None), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn a_file_too_large_is_refused_before_it_is_read() {
        let bytes = vec![b'a'; LARGEST_FILE + 1];
        let most = LARGEST_FILE as u64;
        assert_eq!(decode(&bytes, None), Err(Unreadable::TooLarge { bytes: most + 1, most }));
    }
}
