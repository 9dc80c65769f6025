//! Tests of the history.

use std::collections::BTreeMap;

use domain::command::{Change, Command, Edit, Named, RecordChange};
use domain::custom_field::{CustomField, FieldKind};
use domain::id::{CustomFieldId, KeyId, VendorId, ViewId};
use domain::license::License;
use domain::license_type::LicenseType;
use domain::settings::Settings;
use domain::vendor::Vendor;
use domain::view::SavedView;
use uuid::Uuid;

use super::read::{MOST_READ, NAMED};

use super::*;
use crate::inventory::Inventory;
use crate::journal::ChunkKey;
use crate::message::{Message, Tag};

const ALL: Page = Page { skip: 0, most: 10, whole: false };

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

/// An inventory of one license with one product key.
fn inventory() -> (Inventory, LicenseId, KeyId) {
    let (id, key) = (LicenseId(Uuid::from_u128(1 << 100)), KeyId(Uuid::from_u128(2)));
    let mut license = License::new(id, LicenseType::Trial, at(0));
    let label = KeyLabel { label: "Lab".to_owned(), last4: "4F2A".to_owned() };
    license.keys.insert(key, label);
    let mut inventory = Inventory::new([1; 16]).unwrap();
    let create = Command::CreateLicense { license: Box::new(license), named: Named::default() };
    inventory.apply(&create, at(1)).unwrap();
    (inventory, id, key)
}

#[test]
fn what_was_done_with_a_key_is_told_and_changes_nothing_else() {
    let (mut inventory, id, key) = inventory();
    let before = inventory.workspace().clone();
    inventory.document_mut().mark_stored();
    let tag = Tag::of(id);
    inventory.note(&Message::Gave(KeyUse::Revealed, tag, key), at(2)).unwrap();
    inventory.note(&Message::Gave(KeyUse::Copied, tag, key), at(3)).unwrap();
    inventory.note(&Message::ExportedKeys(1, vec![tag]), at(4)).unwrap();
    let chunk = inventory.document().unsaved().unwrap();
    let snapshot = inventory.document().save();

    let label = inventory.workspace().licenses[&id].keys[&key].clone();
    let expected = [
        Act::ExportedKeys(1),
        Act::GaveKey(KeyUse::Copied, Some(label.clone())),
        Act::GaveKey(KeyUse::Revealed, Some(label)),
        Act::Created,
    ];
    let name = ChunkKey::snapshot(&inventory.document().heads_digest());
    let (from_snapshot, _) = Inventory::open([2; 16], &[(name, snapshot)]).unwrap();
    let (mut elsewhere, ..) = self::inventory();
    let changes = elsewhere.merge(&chunk).unwrap();
    assert!(changes.is_empty());
    assert!(!elsewhere.document().has_gaps());
    for inventory in [&inventory, &from_snapshot, &elsewhere] {
        assert_eq!(*inventory.workspace(), before);
        for of in [Subject::All, Subject::License(id)] {
            let page = inventory.history(of, ALL);
            let acts: Vec<Act> = page.entries.iter().map(|entry| entry.act.clone()).collect();
            assert_eq!(acts, expected);
            assert!(
                page.entries.iter().flat_map(|e| &e.licenses).all(|one| one.differences.is_empty())
            );
        }
    }
    let stranger = LicenseId(Uuid::from_u128(9 << 100));
    assert_eq!(inventory.history(Subject::License(stranger), ALL).total, 0);
}

#[test]
fn of_a_key_that_is_gone_the_use_is_still_told() {
    let (mut inventory, id, key) = inventory();
    inventory.note(&Message::Gave(KeyUse::Revealed, Tag::of(id), key), at(2)).unwrap();
    let before = inventory.workspace().licenses[&id].clone();
    let after = License { keys: BTreeMap::new(), ..before.clone() };
    inventory.apply(&Command::edit(before, after), at(3)).unwrap();
    let page = inventory.history(Subject::License(id), ALL);
    assert_eq!(page.entries[1].act, Act::GaveKey(KeyUse::Revealed, None));
}

#[test]
fn every_act_says_whose_it_was_and_where_it_came_from() {
    let (mut inventory, id, key) = inventory();
    let tag = Tag::of(id);
    inventory.set_author(Author::named("Ada Lovelace"));
    let edit = |inventory: &Inventory, name: &str| {
        let before = inventory.workspace().licenses[&id].clone();
        let after = License { name: name.to_owned(), ..before.clone() };
        Command::edit(before, after)
    };
    let sources =
        [Source::Form, Source::Bulk, Source::History, Source::Undo, Source::Redo, Source::Choice];
    for (second, source) in (2..).zip(sources) {
        let command = edit(&inventory, &format!("name {second}"));
        inventory.apply_from(source, &command, at(second)).unwrap();
    }
    inventory.note(&Message::Gave(KeyUse::Copied, tag, key), at(20)).unwrap();
    inventory.set_author(None);
    let command = edit(&inventory, "by nobody known");
    inventory.apply(&command, at(22)).unwrap();

    let page = inventory.history(Subject::License(id), ALL);
    let told: Vec<_> = page
        .entries
        .iter()
        .rev()
        .map(|entry| (entry.author.as_ref().map(Author::name), entry.source))
        .collect();
    let ada = Some("Ada Lovelace");
    let mut expected = vec![(None, Source::Form)];
    expected.extend(sources.map(|source| (ada, source)));
    expected.extend([(ada, Source::Form), (None, Source::Form)]);
    assert_eq!(told, expected);
}

/// An inventory of so many licenses, and one change of all their departments.
fn bulk(n: u128) -> (Inventory, Vec<LicenseId>) {
    let mut inventory = Inventory::new([1; 16]).unwrap();
    let ids: Vec<LicenseId> = (1..=n).map(|k| LicenseId(Uuid::from_u128((k << 100) + 1))).collect();
    let licenses = ids.iter().map(|id| License::new(*id, LicenseType::Trial, at(0))).collect();
    let import = domain::command::Import { licenses, ..Default::default() };
    inventory.apply(&Command::ImportLicenses(Box::new(import)), at(1)).unwrap();
    let edits = ids.iter().map(|id| {
        let before = inventory.workspace().licenses[id].clone();
        let mut after = before.clone();
        after.particulars.department = "Lab".to_owned();
        Edit { before, after }
    });
    let edits = edits.collect();
    let command = Command::EditLicenses { edits, named: Named::default() };
    inventory.apply_from(Source::Bulk, &command, at(2)).unwrap();
    (inventory, ids)
}

#[test]
fn a_bulk_edit_shows_the_values_of_a_few_and_a_file_has_them_all() {
    let (inventory, ids) = bulk(5);
    let page = inventory.history(Subject::All, ALL);
    let entry = &page.entries[0];
    assert_eq!((entry.n_licenses, entry.licenses.len()), (5, NAMED));
    assert!(entry.licenses.iter().all(|one| one.differences.len() == 1));
    let page = inventory.history(Subject::All, Page { whole: true, ..ALL });
    let told: Vec<LicenseId> = page.entries[0].licenses.iter().map(|one| one.id).collect();
    assert_eq!(told, ids);
    let of_one = inventory.history(Subject::License(ids[4]), ALL);
    assert_eq!(of_one.entries[0].licenses[0].id, ids[4]);
    assert_eq!(of_one.entries[0].licenses[0].differences.len(), 1);
}

#[test]
fn a_file_of_much_that_happened_is_read_in_parts_and_lacks_nothing() {
    let n = u128::try_from(MOST_READ).unwrap() + 1;
    let (inventory, _) = bulk(n);
    let whole = Page { skip: 0, most: 10, whole: true };
    let first = inventory.history(Subject::All, whole);
    assert!(first.is_cut);
    assert_eq!((first.entries.len(), first.total), (1, 2));
    let rest = inventory.history(Subject::All, Page { skip: 1, ..whole });
    assert_eq!((rest.entries.len(), rest.is_cut), (1, false));
    assert!(!inventory.history(Subject::All, ALL).is_cut, "a page is never cut");
}

#[test]
fn what_changed_of_settings_vendors_fields_and_views_is_told_value_by_value() {
    let mut inventory = Inventory::new([1; 16]).unwrap();
    let text = |text: &str| Said::Text(text.to_owned());
    let mut second = 0;
    let mut told = |command: &Command| {
        second += 1;
        inventory.apply(command, at(second)).unwrap();
        let records = inventory.history(Subject::All, ALL).entries[0].records.clone();
        let lines = |record: TouchedRecord| {
            let of = record.name;
            record.differences.into_iter().map(move |d| (of.clone(), d.field, d.before, d.after))
        };
        records.into_iter().flat_map(lines).collect::<Vec<_>>()
    };
    let of = |change| Command::ChangeRecords(vec![change]);
    let nothing = || Said::Nothing;

    let before = Settings::default();
    let after = Settings { name: "Harbor".to_owned(), expiring_days: 10, ..before.clone() };
    let days = u32::from(before.expiring_days);
    assert_eq!(
        told(&Command::ChangeSettings { before, after }),
        [
            (String::new(), RecordField::Name, nothing(), text("Harbor")),
            (String::new(), RecordField::ExpiringDays, Said::Number(days), Said::Number(10)),
        ]
    );

    let [acme, acne] =
        [(1, "Acme"), (2, "Acne")].map(|(n, name)| Vendor::new(VendorId(Uuid::from_u128(n)), name));
    let made = told(&of(RecordChange::Vendor(Change::make(acme.clone()))));
    assert_eq!(made, [("Acme".to_owned(), RecordField::Name, nothing(), text("Acme"))]);
    told(&of(RecordChange::Vendor(Change::make(acne.clone()))));
    let known = Vendor { aliases: ["Acne".to_owned()].into(), ..acme.clone() };
    let merged = Vendor { merged_into: Some(acme.id), ..acne.clone() };
    let merge = [Change::edit(acme, known), Change::edit(acne, merged)];
    assert_eq!(
        told(&Command::ChangeRecords(merge.map(RecordChange::Vendor).to_vec())),
        [
            ("Acme".to_owned(), RecordField::Aliases, nothing(), text("Acne")),
            ("Acne".to_owned(), RecordField::MergedInto, nothing(), text("Acme")),
        ]
    );

    let field = CustomField {
        id: CustomFieldId(Uuid::from_u128(3)),
        name: "Room".to_owned(),
        kind: FieldKind::Text,
        choices: Vec::new(),
        is_retired: false,
    };
    told(&of(RecordChange::CustomField(Change::make(field.clone()))));
    let retired = CustomField { is_retired: true, ..field.clone() };
    assert_eq!(
        told(&of(RecordChange::CustomField(Change::edit(field, retired)))),
        [("Room".to_owned(), RecordField::IsRetired, nothing(), Said::Truth(true))]
    );

    let view = SavedView {
        id: ViewId(Uuid::from_u128(4)),
        name: "Late".to_owned(),
        query: "status=expired".to_owned(),
        columns: String::new(),
    };
    told(&of(RecordChange::View(Change::make(view.clone()))));
    assert_eq!(
        told(&of(RecordChange::View(Change::remove(view)))),
        [
            ("Late".to_owned(), RecordField::Name, text("Late"), nothing()),
            ("Late".to_owned(), RecordField::Query, text("status=expired"), nothing()),
        ]
    );
}
