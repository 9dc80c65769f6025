//! Files that are taken: what is created, what is left out, and what is said about it.

use domain::csv::{
    Answers, DateOrder, Delimiter, Encoding, Layout, Meaning, ReadAs, Table, Verdict, read, read_as,
};
use domain::currency::Currency;
use domain::custom_field::{CustomField, FieldKind};
use domain::id::CustomFieldId;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::money::{DecimalMark, Money};
use domain::problem::{Field, ProblemKind};
use domain::purchase::{BillingPeriod, PriceBasis, Seats};
use domain::status::Status;
use domain::workspace::Workspace;
use uuid::Uuid;

use crate::support::*;

#[test]
fn a_snipe_it_file_becomes_licenses_with_people_who_hold_seats() {
    let plan = planned(SNIPE_IT);
    let preview = &plan.preview;
    assert_eq!((preview.layout, preview.encoding), (Layout::SnipeIt, Encoding::Utf8));
    assert_eq!((preview.n_rows, preview.n_licenses, preview.n_seats), (11, 7, 81));
    assert_eq!((preview.n_users, preview.n_assignments, preview.n_vendors), (8, 8, 5));
    assert_eq!((preview.n_keys, preview.repeated_headings), (4, 1));
    assert_eq!(preview.unknown, ["maintained", "company"]);

    let studio = plan.import.licenses.iter().find(|l| l.name == "Plotline Studio").unwrap();
    let line = only_line(studio);
    assert_eq!(line.amount, Some(Money { minor: 4170, currency: Currency::USD }));
    assert_eq!((line.seats, line.purchased_on), (Seats::Counted(55), Some(day("1981-12-27"))));
    assert_eq!(last_day(studio), Some(day("2016-04-12")));
    assert!(studio.particulars.tags.contains("Design"), "its category");
    assert!(!studio.reassignable);
    assert!(studio.notes.contains("office.\n\nAsk"), "{}", studio.notes);
    let shown = &preview.rows[0];
    assert_eq!((shown.n_holders, shown.key_last4.as_str()), (2, "0042"));
    assert_eq!((shown.license_type, shown.type_inferred), (LicenseType::Subscription, true));
    assert_eq!((shown.status, shown.verdict), (Status::Expired, Verdict::New));
}

#[test]
fn what_is_not_understood_is_told_cell_by_cell_and_the_rest_of_the_row_goes_in() {
    let plan = planned(SNIPE_IT);
    assert_eq!(
        problems(&plan.preview),
        [
            "6 seats: 60 DiffersFromFirstRow",
            "7 reassignable: sometimes NotYesOrNo",
            "8 purchase date: 02/31/2015 NotADate",
            "8 seats: -3 NotACount",
            "11 expiration date: 13/13/2016 NotADate",
            "11 seats: many NotACount",
            "14 purchase cost: free NotAnAmount(NotANumber)",
        ]
    );
    let rejected: Vec<_> = plan.preview.rejected.iter().map(|r| (r.line, r.problem)).collect();
    assert_eq!(rejected, [(16, ProblemKind::Missing)]);
    let ledger = plan.import.licenses.iter().find(|l| l.name == "Ledgerline").unwrap();
    let amount = Money { minor: 123_450, currency: Currency::EUR };
    assert_eq!(only_line(ledger).amount, Some(amount));
    assert_eq!(ledger.license_type, LicenseType::Subscription, "it ends, whenever that is");
}

#[test]
fn product_keys_are_found_in_the_keys_alone() {
    let plan = planned(SNIPE_IT);
    let keys: Vec<&str> = plan.keys.iter().map(|(_, _, key)| key.as_str()).collect();
    assert_eq!(keys, ["PLS-7731-XKQD-0042", "TTP-1111-2222-3333", "CS-AAAA-BBBB-CCCC", "RL-9"]);
    let told = format!("{plan:?}");
    for key in keys {
        assert!(!told.contains(key), "{key}");
    }
    for (license, key, text) in &plan.keys {
        let license = plan.import.licenses.iter().find(|l| l.id == *license).unwrap();
        let last4 = &license.keys.get(key).unwrap().last4;
        assert!(last4.is_empty() || text.ends_with(last4.as_str()));
    }
}

#[test]
fn a_problem_with_a_key_does_not_show_it() {
    let text = "ID,Name,Product Key,Purchase Cost\n\
                7,Figma,SECRET-AAAA-1111,1\n\
                7,Figma,SECRET-BBBB-2222,1\n";
    let plan = planned(text);
    assert_eq!(problems(&plan.preview), ["3 Product Key: ••••2222 DiffersFromFirstRow"]);
    assert!(!format!("{plan:?}").contains("SECRET"));
    let long = format!("Name,Product Key\nFigma,{}\n", "K".repeat(20_001));
    let plan = planned(long);
    assert_eq!(problems(&plan.preview), ["2 Product Key: ••••KKKK TooLong(20000)"]);
    assert!(plan.keys.is_empty());
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, SNIPE_IT);
    let before = workspace.clone();
    let again = import_into(&mut workspace, SNIPE_IT);
    assert_eq!((again.n_licenses, again.already_here), (0, 7));
    assert_eq!((again.n_users, again.n_vendors, again.n_assignments), (0, 0, 0));
    assert!(again.rows.iter().all(|row| row.verdict == Verdict::AlreadyHere));
    assert_eq!(again.rows[0].n_holders, 2);
    assert_eq!(workspace, before);
}

#[test]
fn dates_wait_for_an_answer_when_the_file_does_not_give_one() {
    let text = "Name,Expiration date\nFigma,03/04/2027\n";
    let plan = planned(text);
    assert!(plan.preview.needs_date_order);
    assert_eq!(problems(&plan.preview), ["2 Expiration date: 03/04/2027 AmbiguousDate"]);
    assert_eq!(last_day(only_license(&plan)), None);
    for (order, expected) in
        [(DateOrder::DayFirst, "2027-04-03"), (DateOrder::MonthFirst, "2027-03-04")]
    {
        let answers = Answers { date_order: Some(order), ..Answers::default() };
        let plan = plan_into(&Workspace::default(), text.as_bytes(), answers);
        assert!(!plan.preview.needs_date_order);
        assert_eq!(last_day(only_license(&plan)), Some(day(expected)));
    }
}

#[test]
fn amounts_wait_for_an_answer_when_the_file_does_not_give_one() {
    let text = "Name;Cost\nFigma;1.234\n";
    let plan = planned(text);
    assert!(plan.preview.needs_decimal);
    assert_eq!(problems(&plan.preview), ["2 Cost: 1.234 NotAnAmount(Ambiguous)"]);
    let answers = Answers { decimal: Some(DecimalMark::Comma), ..Answers::default() };
    let plan = plan_into(&Workspace::default(), text.as_bytes(), answers);
    assert_eq!(only_line(only_license(&plan)).amount.map(|m| m.minor), Some(123_400));
}

#[test]
fn a_cost_per_seat_is_kept_as_such_and_shown_multiplied() {
    let answers = Answers { cost_basis: PriceBasis::PerSeat, ..Answers::default() };
    let plan = plan_into(&Workspace::default(), b"Name,Seats,Cost\nFigma,10,2.50\n", answers);
    let line = only_line(only_license(&plan));
    assert_eq!((line.basis, line.amount.map(|m| m.minor)), (PriceBasis::PerSeat, Some(250)));
    assert_eq!(plan.preview.rows[0].cost.map(|m| m.minor), Some(2500));
}

#[test]
fn a_filled_in_template_is_understood() {
    let text = "Name,Vendor,Type,License key,Purchase date,Start date,Expiration date,Seats,Cost,\
                Currency,Billing period,Renewal cost,Support expiration,Owner,Status\n\
                Figma,Figma Inc,trial,,2026-01-02,2026-02-01,2027-01-31,unlimited,12.50,EUR,\
                annual,15,2027-06-30,Ada,Pending\n\
                Sketch,,Floating,,,2027-02-01,2027-01-31,,7,EURO,now and then,,,,Terminated\n\
                Krita,,Subscription,,,,,,5 CHF,,,,,,Active\n";
    let plan = planned(text);
    assert_eq!(plan.preview.layout, Layout::Template);
    let [figma, sketch, krita] = plan.import.licenses.as_slice() else { panic!() };
    assert_eq!((figma.license_type, figma.lifecycle), (LicenseType::Trial, Lifecycle::Pending));
    assert_eq!(figma.support_ends_on, Some(day("2027-06-30")));
    assert_eq!(plan.import.users[0].name, "Ada");
    assert_eq!(figma.owner_id, Some(plan.import.users[0].id));
    let line = only_line(figma);
    assert_eq!((line.seats, line.period), (Seats::Unlimited, BillingPeriod::Year));
    assert_eq!(line.renewal_amount, Some(Money { minor: 1500, currency: Currency::EUR }));
    assert_eq!(figma.terms.values().next().unwrap().span.start_on, Some(day("2026-02-01")));

    assert_eq!(
        problems(&plan.preview),
        [
            "3 Type: Floating NotAChoice",
            "3 Currency: EURO NotACurrency",
            "3 Status: Terminated NotAChoice",
            "3 Start date: 2027-02-01 EndsBeforeStart",
            "3 Billing period: now and then NotAChoice",
            "4 Type: Subscription MissingForType",
        ]
    );
    assert_eq!(only_line(sketch).amount, None, "7 of what?");
    let francs = "CHF".parse().unwrap();
    assert_eq!(only_line(krita).amount, Some(Money { minor: 500, currency: francs }));
}

#[test]
fn a_term_starts_with_its_purchase_when_the_file_has_no_start_and_that_makes_sense() {
    for (purchased, end, expected) in [
        ("2025-01-01", "2025-12-31", Some("2025-01-01")),
        ("2026-01-01", "2025-12-31", None),
        ("2026-01-01", "", Some("2026-01-01")),
        ("", "2025-12-31", None),
    ] {
        let text = format!("Name,Purchase date,Expiration date\nFigma,{purchased},{end}\n");
        let plan = planned(text);
        let start = only_license(&plan).terms.values().next().unwrap().span.start_on;
        assert_eq!(start, expected.map(day), "{purchased} {end}");
    }
}

#[test]
fn unknown_columns_are_kept_unless_the_person_wants_otherwise() {
    let text = b"Name,Notes,Shoe size,Notes\nFigma,mine,42,yours\n";
    let plan = planned(text);
    assert_eq!(plan.preview.unknown, ["Shoe size", "Notes (2)"]);
    let license = only_license(&plan);
    let extra: Vec<_> = license.extra.iter().map(|(h, v)| (h.as_str(), v.as_str())).collect();
    assert_eq!(extra, [("Notes (2)", "yours"), ("Shoe size", "42")]);
    let answers = Answers { keep_unknown: false, ..Answers::default() };
    let plan = plan_into(&Workspace::default(), text, answers);
    assert!(only_license(&plan).extra.is_empty());
}

#[test]
fn a_file_without_a_name_column_waits_for_a_person_to_say_which_it_is() {
    let text = b"Tool,Maker,Count,Code,Remark\n\
                 Figma,Figma Inc,10,AAAA-BBBB-1111,first\n\
                 Sketch,Sketch BV,5,CCCC-DDDD-2222,\n";
    let mut table = read(text).unwrap();
    let planned = |table: &Table| plan_table(&Workspace::default(), table, Answers::default());
    let before = planned(&table);
    assert_eq!((before.preview.n_licenses, before.preview.n_rejected), (0, 2));
    let columns = &before.preview.columns;
    let of = Meaning::Field;
    let suggested: Vec<Meaning> = columns.iter().map(|column| column.suggested).collect();
    assert_eq!(
        suggested,
        [
            of(Field::Name),
            of(Field::Vendor),
            of(Field::Seats),
            of(Field::LicenseKey),
            of(Field::Notes)
        ]
    );
    assert_eq!(columns[0].samples, ["Figma", "Sketch"]);
    assert_eq!(columns[3].samples, ["••••1111", "••••2222"], "no key is shown");
    assert!(columns[3].is_secret);

    // The last one says the name too late, and a key can't be kept in the open.
    let said =
        [of(Field::Name), Meaning::Ignored, of(Field::Seats), Meaning::Unknown, of(Field::Name)];
    table.use_columns(&said);
    let after = planned(&table);
    assert_eq!((after.preview.n_licenses, after.preview.n_keys), (2, 2));
    let meant: Vec<Meaning> = after.preview.columns.iter().map(|column| column.meaning).collect();
    let key = of(Field::LicenseKey);
    assert_eq!(meant, [of(Field::Name), Meaning::Ignored, of(Field::Seats), key, Meaning::Unknown]);
    let figma = &after.import.licenses[0];
    assert_eq!((figma.name.as_str(), figma.vendor_id), ("Figma", None));
    assert_eq!(figma.extra.get("Remark").map(String::as_str), Some("first"));
}

#[test]
fn product_keys_get_into_plain_text_under_no_name_that_somebody_gives_their_column() {
    let text = b"Tool,Code,Notes\n\
                 Figma,AAAA-BBBB-1111,MMMM-NNNN-5555\n\
                 Sketch,CCCC-DDDD-2222,PPPP-QQQQ-6666\n";
    let of = Meaning::Field;
    let id = CustomFieldId(Uuid::from_u128(7));
    let (name, kind, choices) = ("Shelf".to_owned(), FieldKind::Text, Vec::new());
    let shelf = CustomField { id, name, kind, choices, is_retired: false };
    let workspace = Workspace { custom_fields: [(id, shelf)].into(), ..Workspace::default() };
    let own = of(Field::Custom(id));
    for wanted in Meaning::ALL.into_iter().chain([own]) {
        let mut table = read(text).unwrap();
        let is_name = wanted == of(Field::Name);
        let tool = if is_name { Meaning::Ignored } else { of(Field::Name) };
        table.use_columns(&[tool, wanted, Meaning::Ignored]);
        let plan = plan_table(&workspace, &table, Answers::default());
        let column = &plan.preview.columns[1];
        assert!(column.allows(column.meaning), "{wanted:?}");
        for kept in [format!("{:?}", plan.import), format!("{:?}", plan.preview)] {
            assert!(!kept.contains("BBBB") && !kept.contains("DDDD"), "{wanted:?}: {kept}");
        }
    }
    // A heading that says itself what it is may be believed, and nothing else.
    let columns = plan_into(&workspace, text, Answers::default()).preview.columns;
    assert!(columns[2].is_secret && columns[2].allows(of(Field::Notes)));
    assert!(!columns[2].allows(of(Field::Tags)) && !columns[2].allows(own));
}

#[test]
fn blank_columns_and_rows_of_a_spreadsheet_are_nothing() {
    let plan = planned("Name,Seats,,\nFigma,5,,\n,,,\n\nSketch,6\n");
    assert_eq!((plan.preview.n_rows, plan.preview.n_seats), (2, 11));
    assert_eq!((plan.preview.columns.len(), plan.preview.unknown.len()), (2, 0));
    assert_eq!(plan.preview.rows[1].line, 5);
}

#[test]
fn every_way_a_spreadsheet_saves_gives_the_same_licenses() {
    let text = "Name;Vendor;Cost\nPlanungstafel;Müller & Söhne;\"1.234,50 €\"\n";
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows = text.chars().map(|c| match c {
        '€' => 0x80,
        other => u8::try_from(u32::from(other)).unwrap(),
    });
    let expected = planned(text).import;
    for (bytes, encoding) in [
        (format!("\u{feff}{text}").into_bytes(), Encoding::Utf8),
        (format!("sep=;\r\n{text}").into_bytes(), Encoding::Utf8),
        (text.replace('\n', "\r\n").into_bytes(), Encoding::Utf8),
        (text.replace('\n', "\r").into_bytes(), Encoding::Utf8),
        (text.replace(';', "\t").into_bytes(), Encoding::Utf8),
        (utf16, Encoding::Utf16Le),
        (windows.collect(), Encoding::Windows1252),
    ] {
        let plan = planned(&bytes);
        assert_eq!(plan.preview.encoding, encoding);
        assert_eq!(plan.import, expected, "{}", String::from_utf8_lossy(&bytes));
    }
    assert_eq!(expected.licenses[0].name, "Planungstafel");
    assert_eq!(expected.vendors[0].name, "Müller & Söhne");
    assert_eq!(planned(text).preview.delimiter, Delimiter::Semicolon);
}

#[test]
fn ten_thousand_rows_of_one_name_are_told_apart() {
    let mut text = "Name,Serial number,Seats,Full name,Email\n".to_owned();
    for n in 0..10_000 {
        text += &["Figma,KEY-", &format!("{n:08}"), ",1,Ann,a", &n.to_string(), "@x.example\n"]
            .concat();
    }
    let plan = planned(text);
    assert_eq!((plan.preview.n_licenses, plan.preview.n_users), (10_000, 10_000));
    assert_eq!(plan.preview.rows.len(), 200);
}

#[test]
fn a_person_may_know_better_how_a_file_is_to_be_read() {
    let bytes = b"Name;Number,Value;Version in use\n\xA3\xF3d\x9F;-1,5;2\n";
    let table = read(bytes).unwrap();
    assert_eq!((table.layout, table.delimiter), (Layout::Other, Delimiter::Semicolon));
    let said = ReadAs {
        layout: Some(Layout::Glpi),
        encoding: Some(Encoding::Windows1250),
        delimiter: Some(Delimiter::Semicolon),
    };
    let table = read_as(bytes, said).unwrap();
    assert_eq!((table.layout, table.encoding), (Layout::Glpi, Encoding::Windows1250));
    let plan = plan_table(&Workspace::default(), &table, Answers::default());
    let license = only_license(&plan);
    assert_eq!((license.name.as_str(), license.particulars.version_used.as_str()), ("Łódź", "2"));

    let commas = ReadAs { delimiter: Some(Delimiter::Comma), ..ReadAs::default() };
    assert_eq!(read_as(bytes, commas).unwrap().headings, ["Name;Number", "Value;Version in use"]);
    // What is said holds where a first line says otherwise, too.
    let named = b"sep=;\nName,Seats\nFigma,5\n";
    assert_eq!(read_as(named, commas).unwrap().headings, ["Name", "Seats"]);
}

#[test]
fn another_program_gives_columns_other_meanings_and_none_gives_the_first_ones_back() {
    let mut table = read(b"Name,Number,Status\nDraw,25,In use\n").unwrap();
    let seats = |table: &Table| {
        let plan = plan_table(&Workspace::default(), table, Answers::default());
        only_line(only_license(&plan)).seats
    };
    assert_eq!((table.layout, seats(&table)), (Layout::Other, Seats::Unstated));
    table.take_for(Some(Layout::Glpi));
    assert_eq!((table.layout, seats(&table)), (Layout::Glpi, Seats::Counted(25)));
    table.take_for(None);
    assert_eq!((table.layout, seats(&table)), (Layout::Other, Seats::Unstated));
}
