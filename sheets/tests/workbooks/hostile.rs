//! Files that are damaged, are something else, or were made to do harm.

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook as Writer};
use sheets::{BadWorkbook, Limits, Workbook, looks_like_one};

use crate::support::{BOOK, LIMITS, PARTS, ROOT, TYPES, read_all, with_data, zipped};

fn sample() -> Vec<u8> {
    let mut book = Writer::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    for row in 0..20 {
        sheet.write_string(row, 0, format!("License {row}")).unwrap();
        sheet.write_number_with_format(row, 1, 45_000.0 + f64::from(row), &day).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let mut encrypted = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 some sectors ".to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let binary = ROOT.1.replace("workbook.xml", "workbook.bin");
    let cases: [(&str, Vec<u8>, BadWorkbook); 9] = [
        ("old .xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), BadWorkbook::OtherKind),
        ("password", encrypted, BadWorkbook::Encrypted),
        ("text", b"Name,Seats\n".to_vec(), BadWorkbook::OtherKind),
        ("a zip's head", b"PK\x03\x04rest".to_vec(), BadWorkbook::Damaged),
        ("another zip", zipped(&[("mimetype", "application/epub")]), BadWorkbook::OtherKind),
        (
            "a binary workbook",
            zipped(&[("_rels/.rels", &binary), ("xl/workbook.bin", "x")]),
            BadWorkbook::OtherKind,
        ),
        (
            "a word document",
            zipped(&[
                TYPES,
                ("_rels/.rels", &ROOT.1.replace("xl/workbook", "word/document")),
                ("word/document.xml", "<document/>"),
            ]),
            BadWorkbook::OtherKind,
        ),
        ("no sheet", zipped(&[TYPES, ROOT, BOOK, PARTS]), BadWorkbook::Damaged),
        ("half a sheet", with_data("<row><c><v>1", ""), BadWorkbook::Damaged),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(read_all(&bytes), Err(expected), "{name}");
    }
    assert!(looks_like_one(&sample()) && !looks_like_one(b"Name,Seats\n"));
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let most = LIMITS.inflated;
    let bomb = with_data(&"<row/>".repeat(1_000_000), "");
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(read_all(&bomb), Err(BadWorkbook::TooLargeInside { most }));
    let strings = with_data("", &format!("<sst>{}</sst>", "<si/>".repeat(1_000_000)));
    assert_eq!(read_all(&strings), Err(BadWorkbook::TooLargeInside { most }));
}

#[test]
fn what_a_zip_says_about_its_sizes_is_not_believed() {
    let mut lying = with_data(&"<row/>".repeat(1_000_000), "");
    // The unpacked size stands 24 bytes into each record of the directory.
    let places: Vec<usize> = lying
        .windows(4)
        .enumerate()
        .filter(|(_, w)| w == b"PK\x01\x02")
        .map(|(at, _)| at)
        .collect();
    for at in places {
        lying[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(read_all(&lying).is_err());
}

#[test]
fn one_long_string_shared_by_many_cells_does_not_fill_the_memory() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(10_000);
    let most = LIMITS.text as u64;
    let found = read_all(&with_data(&format!("<row>{cells}</row>"), &strings));
    assert_eq!(found, Err(BadWorkbook::TooLargeInside { most }));
}

#[test]
fn a_small_file_that_counts_to_millions_inside_is_refused() {
    let limits = Limits { inflated: 64 * 1024 * 1024, text: 64 * 1024 * 1024, ..LIMITS };
    let refused = BadWorkbook::TooLargeInside { most: limits.inflated };
    let row = with_data(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1_000_000)), "");
    assert!(row.len() < 100_000, "{}", row.len());
    assert_eq!(Workbook::open(&row, limits).unwrap().read(0), Err(refused));
}

#[test]
fn rows_and_columns_far_out_take_no_room() {
    let data = "<row r=\"4294967295\"><c r=\"XFD4294967295\"><v>1</v></c>\
        <c r=\"ZZZZZZZ1\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>";
    let sheet = read_all(&with_data(data, "")).unwrap().remove(0);
    assert_eq!(sheet.rows.len(), 2);
    let few = Limits { rows: 3, ..LIMITS };
    let many = with_data(&"<row><c><v>1</v></c></row>".repeat(50), "");
    assert_eq!(Workbook::open(&many, few).unwrap().read(0).unwrap().rows.len(), 3);
}

#[test]
fn counts_that_lie_and_entities_that_grow_do_no_harm() {
    let strings = "<sst count=\"18446744073709551615\" uniqueCount=\"18446744073709551615\"><si><t>a</t></si></sst>";
    assert!(read_all(&with_data("<row><c t=\"s\"><v>0</v></c></row>", strings)).is_ok());
    let bomb = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    assert_eq!(read_all(&with_data("", bomb)), Err(BadWorkbook::Damaged));
    let outside =
        "<!DOCTYPE sst [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst><si><t>&a;</t></si></sst>";
    assert_eq!(read_all(&with_data("", outside)), Err(BadWorkbook::Damaged));
}

/// The pieces hostile parts are put together from.
fn piece() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        Just("0".to_owned()),
        Just("-1".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("1e308".to_owned()),
        Just("NaN".to_owned()),
        "[0-9A-Za-z]{0,8}",
    ];
    let word = prop::sample::select(vec![
        "<sheetData>",
        "</sheetData>",
        "<row>",
        "</row>",
        "<c>",
        "</c>",
        "<v>",
        "</v>",
        "<t>",
        "</t>",
        "<is>",
        "</is>",
        "<si>",
        "</si>",
        "<rPh>",
        "</rPh>",
        "<sst>",
        "</sst>",
        "<c t=\"s\">",
        "<c t=\"b\">",
        "<c t=\"d\">",
        "<c s=\"1\">",
        "<cellXfs>",
        "<xf numFmtId=\"14\"/>",
        "<numFmt numFmtId=\"7\" formatCode=\"[[[",
        "\"/>",
        "&#xD800;",
        "&#99999999;",
        "&",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?x",
        "\u{0}",
        "_xFFFF_",
        "_x",
    ])
    .prop_map(str::to_owned);
    prop_oneof![
        6 => word,
        2 => number.clone(),
        1 => number.clone().prop_map(|n| format!("<row r=\"{n}\">")),
        1 => number.clone().prop_map(|n| format!("<c r=\"{n}\" s=\"{n}\" t=\"{n}\">")),
        1 => number.prop_map(|n| format!("<sst uniqueCount=\"{n}\">")),
        1 => ".{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop(read_all(&bytes));
        let headed: Vec<u8> = b"PK\x03\x04".iter().chain(&bytes).copied().collect();
        drop(read_all(&headed));
    }

    #[test]
    fn no_change_of_a_good_file_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = sample();
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        drop(read_all(&bytes));
        bytes.truncate(cut.index(bytes.len()));
        drop(read_all(&bytes));
    }

    #[test]
    fn no_xml_inside_makes_it_panic(parts in prop::collection::vec(prop::collection::vec(piece(), 0..24), 4)) {
        let [sheet, strings, styles, book] = [0, 1, 2, 3].map(|at: usize| parts[at].concat());
        let relations = PARTS.1.replace("</Rel", "<Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"styles.xml\"/></Rel");
        drop(read_all(&with_data(&sheet, &strings)));
        drop(read_all(&zipped(&[
            ROOT,
            ("xl/workbook.xml", &format!("{}{book}", BOOK.1)),
            ("xl/_rels/workbook.xml.rels", &relations),
            ("xl/styles.xml", &styles),
            ("xl/sharedStrings.xml", &strings),
            ("xl/worksheets/sheet1.xml", &sheet),
        ])));
    }
}
