//! Tests of kits, reviews and requests in documents, and of documents that began before there were
//! any.

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjType, ROOT};
use domain::assignment::{Assignment, Holder};
use domain::command::{Change, RecordChange};
use domain::date::Date;
use domain::id::{AssignmentId, KitId, RequestId, ReviewId, VendorId};
use domain::kit::Kit;
use domain::quantity::Quantity;
use domain::request::{Request, RequestState};
use domain::review::{Review, ReviewAnswer, ReviewLine};
use domain::undo::inverse;
use domain::vendor::Vendor;
use uuid::Uuid;

use super::*;
use crate::archive::Archive;
use crate::carry_forward::CarryForward;
use crate::history::RecordField;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

fn day(n: u32) -> Date {
    Date::from_ymd_opt(2026, 3, n).unwrap()
}

fn license() -> LicenseId {
    LicenseId(Uuid::from_u128(1))
}

fn seat(n: u128) -> Assignment {
    let holder = Holder::Other(format!("Room {n}"));
    Assignment::new(AssignmentId(Uuid::from_u128(n)), license(), holder, Quantity::ONE, None)
}

fn kit() -> Kit {
    let mut kit = Kit::new(KitId(Uuid::from_u128(1)), "Designer");
    kit.licenses.insert(license(), Quantity::of_hundredths(50));
    kit.licenses.insert(LicenseId(Uuid::from_u128(2)), Quantity::whole(2));
    "For everybody new".clone_into(&mut kit.note);
    kit
}

fn review() -> Review {
    let mut review = Review::new(ReviewId(Uuid::from_u128(1)), "Spring", day(1));
    "All seats".clone_into(&mut review.scope);
    review.due_on = Some(day(20));
    for n in 1..=3 {
        review.lines.insert(seat(n).id, ReviewLine::of(&seat(n), "Figma", &format!("Room {n}")));
    }
    review
}

fn request() -> Request {
    let (id, holder) = (RequestId(Uuid::from_u128(1)), Holder::Department("Design".to_owned()));
    let mut request = Request::new(id, license(), holder, Quantity::whole(3), day(1));
    "A new colleague".clone_into(&mut request.reason);
    "Ada".clone_into(&mut request.asked_by);
    request
}

fn change(inventory: &mut Inventory, changes: Vec<RecordChange>) {
    inventory.apply(&Command::ChangeRecords(changes), at(1)).unwrap();
}

/// What the document says, and not only what is held beside it.
fn reopened(inventory: &Inventory) -> Workspace {
    let document = inventory.document();
    let chunk = (ChunkKey::snapshot(&document.heads_digest()), document.save());
    Inventory::open([9; 16], &[chunk]).unwrap().0.workspace().clone()
}

fn with_all() -> Inventory {
    let mut inventory = Inventory::new([1; 16]).unwrap();
    let all = vec![
        RecordChange::Kit(Change::make(kit())),
        RecordChange::Review(Change::make(review())),
        RecordChange::Request(Change::make(request())),
    ];
    change(&mut inventory, all);
    inventory
}

#[test]
fn each_record_is_made_changed_and_taken_away_and_every_step_can_be_taken_back() {
    let mut inventory = with_all();
    let workspace = inventory.workspace().clone();
    assert_eq!(workspace.kits.values().collect::<Vec<_>>(), [&kit()]);
    assert_eq!(workspace.reviews.values().collect::<Vec<_>>(), [&review()]);
    assert_eq!(workspace.requests.values().collect::<Vec<_>>(), [&request()]);
    assert_eq!(reopened(&inventory), workspace);

    let mut fewer = kit();
    fewer.licenses.remove(&license());
    let of_request = Request {
        state: RequestState::Declined,
        note: "No".to_owned(),
        decided_on: Some(day(3)),
        decided_by: "Bo".to_owned(),
        seat_id: Some(seat(1).id),
        ..request()
    };
    let answered = review().answered([seat(2).id], ReviewAnswer::Release, day(2), "Ada").unwrap();
    for changes in [
        vec![
            RecordChange::Kit(Change::edit(kit(), fewer)),
            RecordChange::Review(answered),
            RecordChange::Request(Change::edit(request(), of_request)),
        ],
        vec![
            RecordChange::Kit(Change::remove(kit())),
            RecordChange::Review(Change::remove(review())),
            RecordChange::Request(Change::remove(request())),
        ],
    ] {
        let mut expected = inventory.workspace().clone();
        let before = expected.clone();
        let command = Command::ChangeRecords(changes);
        let back = inverse(&before, &command, at(2)).unwrap();
        domain::command::apply(&mut expected, &command).unwrap();
        inventory.apply(&command, at(2)).unwrap();
        assert_eq!(inventory.workspace(), &expected);
        assert_eq!(reopened(&inventory), expected);
        assert_ne!(expected, before);
        inventory.apply(&back, at(3)).unwrap();
        assert_eq!(inventory.workspace(), &before);
    }
}

#[test]
fn applying_a_review_and_approving_a_request_are_one_change_each() {
    let mut inventory = with_all();
    for n in 1..=2 {
        let mut license = License::new(
            LicenseId(Uuid::from_u128(n)),
            domain::license_type::LicenseType::OpenSource,
            at(0),
        );
        "Figma".clone_into(&mut license.name);
        let named = domain::command::Named::default();
        let create = Command::CreateLicense { license: Box::new(license), named };
        inventory.apply(&create, at(1)).unwrap();
    }
    let n_changes = |inventory: &Inventory| inventory.document().n_changes();
    let before = n_changes(&inventory);
    let command = request().approved(seat(1).id, day(2), "Ada", true);
    inventory.apply(&command, at(2)).unwrap();
    assert_eq!(n_changes(&inventory), before + 1);
    let answered = review().answered([seat(1).id], ReviewAnswer::Release, day(2), "Ada").unwrap();
    change(&mut inventory, vec![RecordChange::Review(answered)]);
    let now = &inventory.workspace().reviews[&review().id];
    let releases = now.releases(inventory.workspace()).into_iter().cloned().collect::<Vec<_>>();
    let command = now.applied(&releases, day(5), "Ada", "Access review: Spring");
    inventory.apply(&command, at(3)).unwrap();
    assert_eq!(n_changes(&inventory), before + 3);
    let workspace = reopened(&inventory);
    assert_eq!(&workspace, inventory.workspace());
    assert_eq!(workspace.assignments[&seat(1).id].ended_on, Some(day(5)));
    assert_eq!(workspace.reviews[&review().id].closed_on, Some(day(5)));
    assert_eq!(workspace.requests[&request().id].seat_id, Some(seat(1).id));
}

#[test]
fn what_two_people_answer_apart_both_stands() {
    let mut one = with_all();
    let (mut other, _) = Inventory::open(
        [2; 16],
        &[(ChunkKey::snapshot(&one.document().heads_digest()), one.document().save())],
    )
    .unwrap();
    let keep = review().answered([seat(1).id], ReviewAnswer::Keep, day(2), "Ada").unwrap();
    let release = review().answered([seat(2).id], ReviewAnswer::Release, day(3), "Bo").unwrap();
    let note = review().noted(seat(1).id, "Asked").unwrap();
    change(&mut one, vec![RecordChange::Review(keep)]);
    change(&mut other, vec![RecordChange::Review(release), RecordChange::Review(note)]);
    let (of_one, of_other) = (one.document().save(), other.document().save());
    one.merge(&of_other).unwrap();
    other.merge(&of_one).unwrap();
    assert_eq!(one.workspace(), other.workspace());
    let lines = &one.workspace().reviews[&review().id].lines;
    let answers = [1, 2, 3].map(|n| lines[&seat(n).id].answer);
    assert_eq!(answers, [ReviewAnswer::Keep, ReviewAnswer::Release, ReviewAnswer::NoAnswer]);
    let line = &lines[&seat(1).id];
    assert_eq!((line.note.as_str(), line.answered_by.as_str()), ("Asked", "Ada"));
    assert_eq!(lines[&seat(2).id].answered_by, "Bo");
}

#[test]
fn a_history_tells_what_became_of_each() {
    let mut inventory = with_all();
    let answered = review().answered([seat(1).id], ReviewAnswer::Keep, day(2), "Ada").unwrap();
    change(&mut inventory, vec![RecordChange::Review(answered)]);
    inventory.apply(&request().declined("No", day(2), "Bo"), at(2)).unwrap();
    let remove = Command::ChangeRecords(vec![RecordChange::Kit(Change::remove(kit()))]);
    inventory.apply(&remove, at(3)).unwrap();
    let page = Page { skip: 0, most: 3, whole: true };
    let entries = inventory.history(Subject::All, page).entries;
    let records = entries.iter().flat_map(|entry| &entry.records);
    let told: Vec<(String, Vec<RecordField>)> = records
        .map(|record| {
            let fields = record.differences.iter().map(|difference| difference.field);
            (record.name.clone(), fields.collect())
        })
        .collect();
    let told: Vec<(&str, &[RecordField])> =
        told.iter().map(|(name, fields)| (name.as_str(), fields.as_slice())).collect();
    let of_kit = [RecordField::Name, RecordField::KitLicenses, RecordField::Notes];
    let of_request = [RecordField::RequestState, RecordField::Notes];
    let of_review = [RecordField::Kept];
    assert_eq!(
        told,
        [
            ("Designer", of_kit.as_slice()),
            (" (Design)", of_request.as_slice()),
            ("Spring", of_review.as_slice()),
        ]
    );
}

/// A document as it was before there were kits, with one vendor.
fn old() -> Automerge {
    let mut doc = (schema::INVENTORY.first)().unwrap().with_actor(ActorId::from([7; 16]));
    let mut tx = doc.transaction();
    let (_, vendors) = tx.get(ROOT, "vendors").unwrap().unwrap();
    let id = VendorId(Uuid::from_u128(1)).to_string();
    let vendor = tx.put_object(&vendors, id, ObjType::Map).unwrap();
    tx.put(&vendor, "name", "Acme").unwrap();
    tx.commit();
    doc
}

/// It as a snapshot, and as increments alone.
fn chunks_of_old() -> [Vec<(ChunkKey, Vec<u8>)>; 2] {
    let (doc, bytes) = (old(), old().save());
    let digest = Document::new(doc.clone(), [0; 16]).heads_digest();
    let increment = doc.save_after(&[]);
    [
        vec![(ChunkKey::snapshot(&digest), bytes)],
        vec![(ChunkKey::incremental(&increment), increment)],
    ]
}

fn vendors(inventory: &Inventory) -> Vec<Vendor> {
    inventory.workspace().vendors.values().cloned().collect()
}

#[test]
fn an_old_document_gets_its_new_maps_the_same_way_on_every_device() {
    for chunks in chunks_of_old() {
        let open = |n: u8| {
            let (inventory, damages) = Inventory::open([n; 16], &chunks).unwrap();
            assert_eq!(damages, []);
            assert_eq!(vendors(&inventory)[0].name, "Acme");
            inventory
        };
        let (mut one, mut other) = (open(1), open(2));
        assert_eq!(one.document().revision(), other.document().revision());
        // What was added is not in storage yet, and only that.
        let unsaved = one.document().unsaved().unwrap();
        let mut alone = old();
        alone.load_incremental(&unsaved).unwrap();
        assert_eq!(alone.get_heads().len(), 2);
        let again = [&chunks[..], &[(ChunkKey::incremental(&unsaved), unsaved)]].concat();
        assert_eq!(Inventory::open([3; 16], &again).unwrap().0.document().unsaved(), None);

        change(&mut one, vec![RecordChange::Kit(Change::make(kit()))]);
        change(&mut other, vec![RecordChange::Request(Change::make(request()))]);
        let (of_one, of_other) = (one.document().unsaved().unwrap(), other.document().save());
        one.merge(&of_other).unwrap();
        other.merge(&of_one).unwrap();
        assert_eq!(one.workspace(), other.workspace());
        assert_eq!(one.document().revision(), other.document().revision());
        assert_eq!(one.workspace().kits.len() + one.workspace().requests.len(), 2);
        assert_eq!(reopened(&one), *one.workspace());
    }
}

#[test]
fn a_device_that_has_not_opened_it_anew_and_one_that_has_go_on_together() {
    let [snapshot, _] = chunks_of_old();
    let (mut new, _) = Inventory::open([1; 16], &snapshot).unwrap();
    change(&mut new, vec![RecordChange::Kit(Change::make(kit()))]);
    // An old device writes without the second fixed change.
    let mut doc = old().with_actor(ActorId::from([8; 16]));
    let heads = doc.get_heads();
    let mut tx = doc.transaction();
    let (_, settings) = tx.get(ROOT, "settings").unwrap().unwrap();
    tx.put(&settings, "name", "Harbor").unwrap();
    tx.commit();
    new.merge(&doc.save_after(&heads)).unwrap();
    assert_eq!(new.workspace().settings.name, "Harbor");
    doc.load_incremental(&new.document().save()).unwrap();
    let digest = Document::new(doc.clone(), [0; 16]).heads_digest();
    assert_eq!(digest, new.document().heads_digest());
}

#[test]
fn a_closed_document_stays_as_it_was_and_an_old_one_is_carried_forward_whole() {
    let [snapshot, _] = chunks_of_old();
    let (archive, _) = Archive::open(&snapshot).unwrap();
    assert_eq!(archive.document().save(), old().save());

    let carried = |n: u8| {
        let (inventory, _) = Inventory::open([n; 16], &snapshot).unwrap();
        let mut carry = CarryForward::begin(inventory.document()).unwrap();
        while carry.step().unwrap() {}
        let new = carry.finish().unwrap();
        let heads = new.get_heads();
        (Inventory::carried(new, &inventory, [n; 16]).unwrap(), heads)
    };
    let ((mut one, heads), (_, others)) = (carried(1), carried(2));
    assert_eq!(heads, others);
    change(&mut one, vec![RecordChange::Kit(Change::make(kit()))]);
    assert_eq!(reopened(&one).kits.len(), 1);
}
