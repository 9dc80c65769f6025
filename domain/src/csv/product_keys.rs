//! Which columns hold product keys: by what their heading says, else by what their cells look like.
//!
//! Broad on purpose: a key under a heading we don't know would be kept in plain text.

use std::collections::BTreeSet;

/// Words that say "key" or "serial number" by themselves, without their accents.
const WORDS: [&str; 27] = [
    "key",
    "keys",
    "serial",
    "serials",
    "sn",
    "cle",
    "cles",
    "clef",
    "clefs",
    "clave",
    "claves",
    "chiave",
    "chiavi",
    "seriale",
    "chave",
    "chaves",
    "cheie",
    "nogle",
    "nokkel",
    "klucz",
    "klucze",
    "klic",
    "klice",
    "ключ",
    "ключи",
    "κλειδι",
    "avain",
];
/// Parts of words that do: languages that join theirs have many of them.
const WITHIN: [&str; 50] = [
    "licensekey",
    "licencekey",
    "lizenzkey",
    "productkey",
    "produktkey",
    "serialn",
    "serialkey",
    "activation",
    "unlockcode",
    "registrationcode",
    "registrationkey",
    "licensecode",
    "licencecode",
    "schlussel",
    "schluessel",
    "seriennummer",
    "seriennr",
    "serienummer",
    "serienr",
    "lizenznummer",
    "lizenznr",
    "lizenzcode",
    "aktivierungscode",
    "aktivierungskey",
    "freischaltcode",
    "produktnyckel",
    "licensnyckel",
    "nyckel",
    "aktiveringskod",
    "licensnogle",
    "produktnogle",
    "lisensnokkel",
    "sleutel",
    "activeringscode",
    "licentiecode",
    "licentienummer",
    "activaci",
    "ativacao",
    "attivazione",
    "seryjny",
    "aktywacyjn",
    "seriove",
    "aktivacni",
    "sarjanumero",
    "lisenssiavain",
    "sorozatszam",
    "kulcs",
    "anahtar",
    "серийн",
    "серійн",
];
/// In these scripts no spaces part words.
const UNSPACED: [&str; 12] = [
    "密钥",
    "密鑰",
    "金鑰",
    "序列号",
    "序列號",
    "激活码",
    "プロダクトキー",
    "ライセンスキー",
    "シリアル",
    "제품키",
    "라이선스키",
    "시리얼",
];
/// Words that say it one after the other. In the plural some of them count licenses.
const PHRASES: [&str; 16] = [
    "de serie",
    "di serie",
    "no serie",
    "n serie",
    "numero serie",
    "seri no",
    "seri numarasi",
    "license number",
    "licence number",
    "license no",
    "licence no",
    "numero de licence",
    "numero de licencia",
    "numero di licenza",
    "numero de licenca",
    "numer licencji",
];
/// What is said about a key, or merely called one.
const ABOUT: [&str; 25] = [
    "primary", "foreign", "contact", "account", "user", "person", "date", "count", "type",
    "status", "owner", "word", "mot", "mots", "palabra", "parola", "palavra", "contacto",
    "contatto", "kontakt", "datum", "fecha", "typ", "tipo", "anzahl",
];
/// The last word of what some program calls its own records by.
const IDENTITIES: [&str; 6] = ["id", "ids", "uid", "guid", "uuid", "hash"];

/// Whether a heading, as the layout folds it, says that product keys stand below it.
pub(crate) fn names_a_key(folded: &str) -> bool {
    let bare: String = folded.chars().filter_map(without_accent).collect();
    let words: Vec<&str> = words(&bare).collect();
    let (letters, phrase) = (words.concat(), format!(" {} ", words.join(" ")));
    let says_key = words.iter().any(|word| WORDS.contains(word))
        || letters == "sn"
        || WITHIN.iter().chain(&UNSPACED).any(|name| letters.contains(name))
        || PHRASES.iter().any(|said| phrase.contains(&format!(" {said} ")));
    says_key && !words.iter().any(|word| ABOUT.contains(word))
}

/// Whether a heading says that the program's own numbers of its records stand below it.
pub(crate) fn names_an_identity(folded: &str) -> bool {
    words(folded).last().is_some_and(|word| IDENTITIES.contains(&word))
}

/// Whether the cells of a column read like product keys: most of them do, and by their shape alone
/// or because hardly any is there twice, given in how many licenses they stand.
pub(crate) fn hold_keys<'c, I>(cells: I, n_licenses: Option<usize>) -> bool
where
    I: Iterator<Item = &'c str>,
{
    let (mut n, mut n_sure, mut n_likely) = (0_usize, 0_usize, 0_usize);
    let mut different = BTreeSet::new();
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        n += 1;
        n_sure += usize::from(is_surely_a_key(cell));
        if looks_like_a_key(cell) {
            n_likely += 1;
            different.insert(cell);
        }
    }
    // Rows of one license repeat its key, so licenses are counted.
    let is_of_one_each = n_licenses.is_some_and(|most| different.len() * 2 > most.min(n));
    n_sure * 2 > n || (n_likely * 2 > n && is_of_one_each)
}

/// Whether a cell under a heading we don't know reads like a product key.
pub(crate) fn looks_like_a_key(cell: &str) -> bool {
    let cell = cell.trim();
    let bare = cell.strip_prefix('{').and_then(|c| c.strip_suffix('}')).unwrap_or(cell);
    is_surely_a_key(cell) || is_uuid(bare) || is_in_groups(cell) || is_one_long_code(cell)
}

/// Three or more groups of four to eight capitals and digits, joined by hyphens.
fn is_surely_a_key(cell: &str) -> bool {
    let is_group = |group: &str| {
        (4..=8).contains(&group.len())
            && group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    cell.split('-').count() >= 3
        && cell.split('-').all(is_group)
        && cell.bytes().any(|b| b.is_ascii_uppercase())
}

fn is_uuid(cell: &str) -> bool {
    let lengths = cell.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && cell.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

/// Groups of letters and digits in any case. Unlike words joined by hyphens, one of them at least
/// mixes the two; or all are digits, and there are more of them than a telephone number has.
fn is_in_groups(cell: &str) -> bool {
    let groups: Vec<&str> = cell.split('-').collect();
    let is_group = |group: &&str| {
        (4..=16).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let n_mixed = groups.iter().filter(|group| is_mixed(group)).count();
    let length: usize = groups.iter().map(|group| group.len()).sum();
    let is_all_digits = cell.bytes().all(|b| b == b'-' || b.is_ascii_digit());
    let is_short = groups.len() >= 3 && groups.iter().all(|group| group.len() <= 8);
    groups.iter().all(is_group)
        && ((is_short && n_mixed > 0)
            || (groups.len() >= 2 && length >= LONG && n_mixed * 2 > groups.len())
            || (groups.len() >= 4 && length >= LONG && is_all_digits))
}

/// So many letters and digits on end are no word and no number of a thing.
const LONG: usize = 16;
/// How often a code turns from letters to digits or back, at least; names of things do so less.
const TURNS: usize = 3;

fn is_one_long_code(cell: &str) -> bool {
    let turns = cell
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_digit() != b.is_ascii_digit()));
    cell.len() >= LONG && cell.bytes().all(|b| b.is_ascii_alphanumeric()) && turns.count() >= TURNS
}

fn is_mixed(group: &str) -> bool {
    group.bytes().any(|b| b.is_ascii_digit()) && group.bytes().any(|b| b.is_ascii_alphabetic())
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A small letter as it is without its accent; nothing for an accent that stands by itself.
fn without_accent(letter: char) -> Option<char> {
    Some(match letter {
        '\u{300}'..='\u{36f}' => return None,
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' | 'ă' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ő' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ś' | 'š' | 'ş' => 's',
        'ý' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        'ř' => 'r',
        'ί' => 'ι',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_key_is_called_it_is_a_key() {
        for heading in [
            "serial #",
            "serialnumber",
            "s/n",
            "key (mak)",
            "license number",
            "windows activation code",
            "lizenzschlüssel",
            "schluessel",
            "seriennummer",
            "serien-nr.",
            "lizenznummer",
            "freischaltcode",
            "numéro de série",
            "nume\u{301}ro de se\u{301}rie",
            "n° de série",
            "clé",
            "clé de licence",
            "code d'activation",
            "clave",
            "número de serie",
            "código de activación",
            "chiave",
            "numero di serie",
            "chave",
            "chave de ativação",
            "nyckel",
            "licensnyckel",
            "serienummer",
            "licensnøgle",
            "lisensnøkkel",
            "sleutel",
            "licentiesleutel",
            "klucz",
            "numer seryjny",
            "licenční klíč",
            "sériové číslo",
            "termékkulcs",
            "lisenssiavain",
            "lisans anahtarı",
            "ключ",
            "серийный номер",
            "序列号",
            "プロダクトキー",
        ] {
            assert!(names_a_key(heading), "{heading}");
        }
    }

    #[test]
    fn what_merely_sounds_like_one_is_none() {
        for heading in [
            "key contact",
            "keyword",
            "key account",
            "id (primary key)",
            "monkey",
            "turnkey",
            "serial type",
            "mot clé",
            "palabra clave",
            "parola chiave",
            "serie",
            "série",
            "anzahl lizenzen",
            "número de licencias",
            "nombre de licences",
            "license notes",
            "number of licenses",
            "lizenz",
        ] {
            assert!(!names_a_key(heading), "{heading}");
        }
    }

    #[test]
    fn a_cell_that_reads_like_a_key_is_told_from_other_codes() {
        for key in [
            "WSD25-8XK2P-QQ7TR-VV3MN",
            "AAAA-BBBB-CCCC",
            "MAT1-40921-77120",
            "wsd25-8xk2p-qq7tr-vv3mn",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
            "AbCd1234EfGh5678",
            "9a0c0305e82c33013f2504e04f8941d3",
            "A1B2C3D4E5-F6G7H8I9J0",
            "1118-1234-5678-9012-3456-7890",
        ] {
            assert!(looks_like_a_key(key), "{key}");
        }
        for other in [
            "2025-01-31",
            "555-0100-2211",
            "+49-30-5550-1002",
            "PO-34197",
            "Bristol-Avon",
            "north-east-2024",
            "Windows-Server-2022-Datacenter",
            "MicrosoftOffice2021ProPlus",
            "ABCD-EFGH",
            "4532015112830366",
            "ada.ahlborn1815@harbor.example",
            "",
        ] {
            assert!(!looks_like_a_key(other), "{other}");
        }
    }

    #[test]
    fn keys_differ_from_license_to_license_and_what_all_share_is_none() {
        let key = |n: usize| format!("3f2504e0-4f89-41d3-9a0c-0305e82c33{n:02}");
        let keys: Vec<String> = (0..9).map(key).collect();
        let cells = || keys.iter().map(String::as_str);
        assert!(hold_keys(cells(), Some(9)));
        // A key stands in each row of its license.
        assert!(hold_keys(cells().flat_map(|key| [key; 5]), Some(9)));
        assert!(hold_keys(cells().chain(["", "none", "none"]), Some(9)));
        assert!(!hold_keys(std::iter::repeat_n(key(1).as_str(), 9), Some(9)), "a tenant");
        assert!(hold_keys(std::iter::repeat_n("AAAA-BBBB-CCCC", 9), Some(9)), "a volume key");
        assert!(hold_keys(["AAAA-BBBB-CCCC"].into_iter(), None) && !hold_keys(cells(), None));
        assert!(!hold_keys(["Figma", "Sketch", "AAAA-BBBB-CCCC"].into_iter(), Some(3)));
        assert!(!hold_keys(std::iter::empty(), Some(0)));
    }
}
