//! The document against the plain model: random commands on several replicas, random merges.
//!
//! Two promises are checked. One replica alone agrees with [`domain::command::apply`] on plain
//! records after every command. And replicas that work apart for any while, with any pattern of
//! exchange, hold the same records once each has seen the others' changes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of any test function"
)]

use chrono::DateTime;
use domain::command::{Command, Edit, apply};
use domain::id::LicenseId;
use domain::license::License;
use domain::problem::Field;
use domain::purchase::Seats;
use domain::undo::{inverse, of_import};
use domain::vendor::Vendor;
use domain::workspace::Workspace;
use proptest::prelude::*;
use replica::archive::Archive;
use replica::backup::Backup;
use replica::carry_forward::{CarryForward, MOST_CHANGES};
use replica::document::Document;
use replica::history::{Act as HistoryAct, HistoryPage, Moment, Page, Subject};
use replica::inventory::Inventory;
use replica::records;

mod generate;
use generate::{Act, acts, command_of};

fn at(n: usize) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(1_700_000_000 + i64::try_from(n).unwrap(), 0).unwrap()
}

fn actor(n: u8) -> [u8; 16] {
    [n + 1; 16]
}

/// What one replica has not sent to each other one yet is all it has: chunks are idempotent.
fn exchange(from: &Inventory, to: &mut Inventory) {
    to.merge(&from.document().save()).unwrap();
}

/// The inventory that begins with what `old` ends with.
fn carried(old: &Inventory, n: u8) -> Inventory {
    let mut carry = CarryForward::begin(old.document()).unwrap();
    while carry.step().unwrap() {}
    Inventory::carried(carry.finish().unwrap(), old, actor(n)).unwrap()
}

/// Whether a command is part of a license's history.
fn touches(command: &Command, id: LicenseId) -> bool {
    match command {
        Command::CreateLicense { license, .. } => license.id == id,
        Command::EditLicenses { edits, .. } | Command::AssumeTerms { edits } => {
            edits.iter().any(|edit| edit.after.id == id)
        }
        Command::DeleteLicenses { ids, .. } | Command::RestoreLicenses { ids } => ids.contains(&id),
        Command::RenewLicense { id: renewed, .. } => *renewed == id,
        Command::ImportLicenses(import) => {
            import.licenses.iter().any(|license| license.id == id)
                || import.edits.iter().any(|edit| edit.after.id == id)
        }
        Command::TurnImport(turned) => {
            turned.licenses.contains(&id) || turned.edits.iter().any(|edit| edit.after.id == id)
        }
        Command::ChangeSeats(changes) => changes.licenses().contains(&id),
        Command::ChangeSettings { .. } | Command::ChangeRecords(_) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn one_replica_agrees_with_the_plain_model(acts in acts(60)) {
        let mut model = Workspace::default();
        let mut inventory = Inventory::new(actor(0)).unwrap();
        for (n, act) in acts.iter().enumerate() {
            let Some(command) = command_of(act, &model, n) else { continue };
            let expected = apply(&mut model, &command);
            let got = inventory.apply(&command, at(n));
            prop_assert_eq!(expected.is_ok(), got.is_ok());
            prop_assert_eq!(inventory.workspace(), &model, "after {:?}", command);
        }
        let (reopened, damages) = Inventory::open(actor(9), &[snapshot(&inventory)]).unwrap();
        prop_assert!(damages.is_empty());
        prop_assert_eq!(reopened.workspace(), &model);
    }

    #[test]
    fn what_is_taken_back_is_as_it_was(acts in acts(60)) {
        // Deleted ones lie in the bin, whenever that was; the rest must be the same.
        // And vendors that a license named first stay.
        let shown = |workspace: &Workspace, known: &Workspace| {
            let present = workspace.present_licenses().cloned().collect::<Vec<_>>();
            let vendors = workspace.vendors.values();
            let vendors: Vec<Vendor> =
                vendors.filter(|v| known.vendors.contains_key(&v.id)).cloned().collect();
            let (fields, views) = (workspace.custom_fields.clone(), workspace.views.clone());
            // Seats of what lies in the bin lie there with it.
            let is_shown = |seat: &&domain::assignment::Assignment| {
                workspace.licenses[&seat.license_id].deleted_at.is_none()
            };
            let seats = workspace.assignments.values().filter(is_shown).cloned();
            let seats = seats.collect::<Vec<_>>();
            (present, seats, workspace.settings.clone(), vendors, fields, views)
        };
        let mut inventory = Inventory::new(actor(0)).unwrap();
        for (n, act) in acts.iter().enumerate() {
            let before = inventory.workspace().clone();
            let Some(command) = command_of(act, &before, n) else { continue };
            let back = inverse(&before, &command, at(n)).unwrap();
            inventory.apply(&command, at(n)).unwrap();
            let after = inventory.workspace().clone();
            let again = inverse(&after, &back, at(n)).unwrap();
            if let Err(refused) = inventory.apply(&back, at(n)) {
                // A seat of a license that has too few goes back to nobody.
                let said = format!("{refused:?}");
                prop_assert!(said.contains("Seat("), "{} {:?}", said, command);
                continue;
            }
            prop_assert_eq!(shown(inventory.workspace(), &before), shown(&before, &before), "{:?}", command);
            inventory.apply(&again, at(n)).unwrap();
            prop_assert_eq!(shown(inventory.workspace(), &after), shown(&after, &after), "{:?}", command);
        }
    }

    #[test]
    fn a_license_can_be_read_as_it_was_after_every_change(acts in acts(40)) {
        let mut inventory = Inventory::new(actor(0)).unwrap();
        let mut states: Vec<Workspace> = Vec::new();
        let mut commands = Vec::new();
        for (n, act) in acts.iter().enumerate() {
            let Some(command) = command_of(act, &inventory.workspace().clone(), n) else { continue };
            let heads = inventory.document().heads_digest();
            inventory.apply(&command, at(n)).unwrap();
            states.push(inventory.workspace().clone());
            // What changed nothing is no change.
            if inventory.document().heads_digest() != heads {
                commands.push(command);
            }
        }
        let page = Page { skip: 0, most: 1_000, whole: false };
        for id in inventory.workspace().licenses.keys() {
            let told = inventory.history(Subject::License(*id), page);
            let touching = commands.iter().filter(|command| touches(command, *id)).count();
            prop_assert_eq!(told.entries.len(), touching);
            prop_assert_eq!(told.total as usize, touching);
            for entry in &told.entries {
                let read = inventory.license_at(*id, entry.change, Moment::After);
                prop_assert!(states.iter().any(|state| state.licenses.get(id) == read.as_ref()));
            }
            let latest = &told.entries[0];
            let read = inventory.license_at(*id, latest.change, Moment::After).unwrap();
            prop_assert_eq!(&read, &inventory.workspace().licenses[id]);
        }
    }

    #[test]
    fn replicas_that_worked_apart_agree_once_they_meet(
        acts in acts(80),
        meetings in prop::collection::vec((0..3_usize, 0..3_usize), 80),
    ) {
        let mut replicas: Vec<Inventory> =
            (0..3).map(|n| Inventory::new(actor(n)).unwrap()).collect();
        for (n, (act, (from, to))) in acts.iter().zip(&meetings).enumerate() {
            let worker = &mut replicas[n % 3];
            if let Some(command) = command_of(act, &worker.workspace().clone(), n) {
                worker.apply(&command, at(n)).unwrap();
            }
            if n % 7 == 0 && from != to {
                let sender = Inventory::open(actor(7), &[snapshot(&replicas[*from])]).unwrap().0;
                exchange(&sender, &mut replicas[*to]);
            }
        }
        let all: Vec<Vec<u8>> = replicas.iter().map(|r| r.document().save()).collect();
        for replica in &mut replicas {
            for bytes in &all {
                replica.merge(bytes).unwrap();
            }
        }
        let first = replicas[0].workspace();
        for replica in &replicas[1..] {
            prop_assert_eq!(replica.workspace(), first);
            prop_assert_eq!(replica.document().heads_digest(), replicas[0].document().heads_digest());
        }
        // What merging patched in must be what a fresh reading of the document gives.
        let (reopened, _) = Inventory::open(actor(9), &[snapshot(&replicas[0])]).unwrap();
        prop_assert_eq!(reopened.workspace(), first);
        // And so must what is carried forward; a choice that was open stays open.
        let next = carried(&replicas[0], 8);
        prop_assert_eq!(next.workspace(), first);
        for id in first.licenses.keys() {
            let (open, still) = (replicas[0].conflicts(*id), next.conflicts(*id));
            prop_assert_eq!(open.len(), still.len());
            prop_assert!(still.iter().all(|conflict| open.contains(conflict)));
        }
    }

    #[test]
    fn cached_records_and_what_came_since_are_what_the_document_holds(
        acts in acts(40),
        folded_after in 0..40_usize,
    ) {
        use replica::journal::ChunkKey;
        let mut inventory = Inventory::new(actor(0)).unwrap();
        let mut chunks = Vec::new();
        let mut cached = None;
        for (n, act) in acts.iter().enumerate() {
            let workspace = inventory.workspace().clone();
            if let Some(command) = command_of(act, &workspace, n) {
                inventory.apply(&command, at(n)).unwrap();
            }
            let document = inventory.document();
            if n == folded_after {
                cached = records::encode(&document.heads_digest(), inventory.workspace());
                chunks = vec![snapshot(&inventory)];
            } else if let Some(bytes) = document.unsaved() {
                chunks.push((ChunkKey::incremental(&bytes), bytes));
            }
            inventory.document_mut().mark_stored();
        }
        let opened = Inventory::open_with(actor(1), &chunks, cached.as_deref()).unwrap();
        prop_assert!(opened.damages.is_empty());
        prop_assert_eq!(opened.records_of.is_some(), cached.is_some());
        prop_assert_eq!(opened.inventory.workspace(), inventory.workspace());
        // The cache of another snapshot is not believed.
        let foreign = records::encode(&[7; 32], &Workspace::default()).unwrap();
        let opened = Inventory::open_with(actor(1), &chunks, Some(&foreign)).unwrap();
        prop_assert_eq!(opened.records_of, None);
        prop_assert_eq!(opened.inventory.workspace(), inventory.workspace());
    }

    #[test]
    fn increments_add_up_to_the_document_they_came_from(acts in acts(40)) {
        use replica::journal::ChunkKey;
        let mut inventory = Inventory::new(actor(0)).unwrap();
        let mut chunks = Vec::new();
        for (n, act) in acts.iter().enumerate() {
            let workspace = inventory.workspace().clone();
            let Some(command) = command_of(act, &workspace, n) else { continue };
            inventory.apply(&command, at(n)).unwrap();
            if let Some(bytes) = inventory.document().unsaved() {
                chunks.push((ChunkKey::incremental(&bytes), bytes));
                inventory.document_mut().mark_stored();
            }
        }
        // Storage hands chunks back ordered by name, not by age.
        chunks.sort();
        let (reopened, damages) = Inventory::open(actor(1), &chunks).unwrap();
        prop_assert!(damages.is_empty());
        prop_assert!(!reopened.document().has_gaps());
        prop_assert_eq!(reopened.workspace(), inventory.workspace());
    }
}

fn snapshot(inventory: &Inventory) -> (replica::journal::ChunkKey, Vec<u8>) {
    let key = replica::journal::ChunkKey::snapshot(&inventory.document().heads_digest());
    (key, inventory.document().save())
}

#[test]
fn a_damaged_chunk_is_set_aside_and_the_rest_opens() {
    use replica::journal::ChunkKey;
    let mut inventory = Inventory::new(actor(0)).unwrap();
    let mut chunks = Vec::new();
    for n in 0..3 {
        let command = command_of(&Act::Create { name: n }, inventory.workspace(), usize::from(n));
        inventory.apply(&command.unwrap(), at(usize::from(n))).unwrap();
        let bytes = inventory.document().unsaved().unwrap();
        inventory.document_mut().mark_stored();
        chunks.push((ChunkKey::incremental(&bytes), bytes));
    }
    let last = chunks.last_mut().unwrap();
    let middle = last.1.len() / 2;
    last.1[middle] ^= 0xff;
    let (reopened, damages) = Inventory::open(actor(1), &chunks).unwrap();
    assert_eq!(damages.len(), 1);
    assert_eq!(damages[0].key, chunks[2].0);
    assert_eq!(reopened.workspace().licenses.len(), 2);
}

#[test]
fn a_damaged_chunk_that_comes_while_the_inventory_is_open_is_told_and_not_taken_in() {
    use replica::document::Flaw;
    use replica::journal::ChunkKey;
    let mut elsewhere = Inventory::new(actor(0)).unwrap();
    let create = command_of(&Act::Create { name: 1 }, elsewhere.workspace(), 0).unwrap();
    elsewhere.apply(&create, at(0)).unwrap();
    let increment = elsewhere.document().unsaved().unwrap();
    let named = ChunkKey::incremental(&increment);
    let (snapshot_key, whole) = snapshot(&elsewhere);

    let mut inventory = Inventory::new(actor(1)).unwrap();
    let mut changed = increment.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 0xff;
    assert_eq!(inventory.merge_chunk(&named, &changed), Err(Flaw::Changed));
    let cut = &whole[..whole.len() - 1];
    assert_eq!(inventory.merge_chunk(&snapshot_key, cut), Err(Flaw::Undecodable));
    assert!(inventory.workspace().licenses.is_empty());
    inventory.merge_chunk(&named, &increment).unwrap();
    inventory.merge_chunk(&snapshot_key, &whole).unwrap();
    assert_eq!(inventory.workspace(), elsewhere.workspace());
}

#[test]
fn what_builds_on_a_damaged_chunk_survives_folding_and_shows_when_the_chunk_is_back() {
    use replica::journal::ChunkKey;
    let mut inventory = Inventory::new(actor(0)).unwrap();
    let mut chunks = Vec::new();
    for n in 0..3 {
        let command = command_of(&Act::Create { name: n }, inventory.workspace(), usize::from(n));
        inventory.apply(&command.unwrap(), at(usize::from(n))).unwrap();
        let bytes = inventory.document().unsaved().unwrap();
        inventory.document_mut().mark_stored();
        chunks.push((ChunkKey::incremental(&bytes), bytes));
    }
    let middle = chunks.remove(1);
    let (without, _) = Inventory::open(actor(1), &chunks).unwrap();
    assert!(without.document().has_gaps());
    let (mut folded, damages) = Inventory::open(actor(2), &[snapshot(&without)]).unwrap();
    assert_eq!(damages, []);
    folded.merge_chunk(&middle.0, &middle.1).unwrap();
    assert_eq!(folded.workspace(), inventory.workspace());
}

#[test]
fn a_document_whose_storage_was_emptied_is_stored_whole_again() {
    let mut inventory = Inventory::new(actor(0)).unwrap();
    let create = command_of(&Act::Create { name: 1 }, inventory.workspace(), 0).unwrap();
    inventory.apply(&create, at(0)).unwrap();
    inventory.document_mut().mark_stored();
    assert_eq!(inventory.document().unsaved(), None);
    inventory.document_mut().mark_unstored();
    let bytes = inventory.document().unsaved().unwrap();
    let chunk = (replica::journal::ChunkKey::incremental(&bytes), bytes);
    let (reopened, damages) = Inventory::open(actor(1), &[chunk]).unwrap();
    assert_eq!((reopened.workspace(), damages), (inventory.workspace(), Vec::new()));
}

#[test]
fn a_snapshot_with_any_byte_changed_is_set_aside() {
    let mut inventory = Inventory::new(actor(0)).unwrap();
    let create = command_of(&Act::Create { name: 1 }, inventory.workspace(), 0).unwrap();
    inventory.apply(&create, at(0)).unwrap();
    let (key, bytes) = snapshot(&inventory);
    for position in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[position] ^= 0x20;
        let (opened, damages) = Inventory::open(actor(1), &[(key.clone(), changed)]).unwrap();
        assert_eq!(damages.len(), 1, "byte {position}");
        assert!(opened.workspace().licenses.is_empty());
    }
}

#[test]
fn what_a_newer_version_wrote_survives_an_edit_by_this_one() {
    use automerge::transaction::Transactable;
    use automerge::{Automerge, ROOT, ReadDoc};

    let mut inventory = Inventory::new(actor(0)).unwrap();
    let create = command_of(&Act::Create { name: 1 }, inventory.workspace(), 0).unwrap();
    inventory.apply(&create, at(0)).unwrap();
    let id = *inventory.workspace().licenses.keys().next().unwrap();

    let mut newer = Automerge::load(&inventory.document().save()).unwrap();
    let mut tx = newer.transaction();
    let (_, licenses) = tx.get(ROOT, "licenses").unwrap().unwrap();
    let (_, license) = tx.get(&licenses, id.to_string()).unwrap().unwrap();
    tx.put(&license, "escrow_agent", "Iron Vault").unwrap();
    tx.put(&license, "type", "floating").unwrap();
    tx.commit();
    inventory.merge(&newer.save()).unwrap();

    let before = inventory.workspace().licenses[&id].clone();
    let mut after = before.clone();
    after.name = "Renamed".to_owned();
    let edit = Command::edit(before, after);
    inventory.apply(&edit, at(1)).unwrap();

    let doc = Automerge::load(&inventory.document().save()).unwrap();
    let text = |key: &str| doc.get(&license, key).unwrap().unwrap().0.as_str().unwrap().to_owned();
    assert_eq!(text("escrow_agent"), "Iron Vault");
    assert_eq!(text("type"), "floating");
    assert_eq!(text("name"), "Renamed");
}

#[test]
fn a_cancelled_import_leaves_no_trace() {
    let mut inventory = Inventory::new(actor(0)).unwrap();
    let revision = inventory.document().revision();
    let import = generate::import(0, 40);
    let mut run = inventory.begin_import(&import).unwrap();
    assert!(run.step(25).unwrap().is_some());
    run.cancel();
    assert_eq!(inventory.document().revision(), revision);
    assert_eq!(inventory.workspace(), &Workspace::default());

    let mut run = inventory.begin_import(&import).unwrap();
    while run.step(7).unwrap().is_some() {}
    run.commit(at(0));
    assert_eq!(inventory.workspace().licenses.len(), 40);
    let id = import.licenses[0].id;
    let page = Page { skip: 0, most: 10, whole: false };
    let history = inventory.history(Subject::License(id), page);
    assert_eq!(history.entries[0].act, HistoryAct::Imported(40));
}

#[test]
fn an_import_that_changes_licenses_is_one_entry_of_each_and_is_cancelled_whole() {
    let mut inventory = Inventory::new(actor(0)).unwrap();
    let first = Command::ImportLicenses(Box::new(generate::import(0, 3)));
    inventory.apply(&first, at(0)).unwrap();
    let before = inventory.workspace().clone();
    let (edited, other) = {
        let mut ids = before.licenses.keys();
        (*ids.next().unwrap(), *ids.next().unwrap())
    };
    let mut import = generate::import(1, 2);
    let license = before.licenses[&edited].clone();
    let after = License { name: "Renamed".to_owned(), ..license.clone() };
    import.edits.push(Edit { before: license, after });

    let revision = inventory.document().revision();
    let mut run = inventory.begin_import(&import).unwrap();
    assert_eq!(run.total(), import.n_records());
    while run.step(1).unwrap().is_some() {}
    run.cancel();
    assert_eq!(inventory.document().revision(), revision);
    assert_eq!(inventory.workspace(), &before);

    let undo = of_import(&import, at(2));
    inventory.apply(&Command::ImportLicenses(Box::new(import.clone())), at(1)).unwrap();
    assert_eq!(inventory.workspace().licenses[&edited].name, "Renamed");
    let acts = |inventory: &Inventory, of| {
        let page = Page { skip: 0, most: 10, whole: false };
        let told = inventory.history(of, page).entries.into_iter();
        told.map(|entry| (entry.act, entry.licenses.iter().map(|one| one.differences.len()).sum()))
            .collect::<Vec<(HistoryAct, usize)>>()
    };
    let (first, second) = (HistoryAct::Imported(3), HistoryAct::Updated(3));
    assert_eq!(
        acts(&inventory, Subject::License(edited)),
        [(second.clone(), 1), (first.clone(), 0)]
    );
    assert_eq!(acts(&inventory, Subject::License(other)), [(first.clone(), 0)]);
    let new = import.licenses[0].id;
    assert_eq!(acts(&inventory, Subject::License(new)), [(HistoryAct::Imported(3), 0)]);
    assert_eq!(acts(&inventory, Subject::All), [(HistoryAct::Imported(3), 1), (first.clone(), 0)]);

    let redo = inverse(inventory.workspace(), &undo, at(3)).unwrap();
    inventory.apply(&undo, at(2)).unwrap();
    assert_eq!(inventory.workspace().licenses[&edited], before.licenses[&edited]);
    assert_eq!(inventory.workspace().present_licenses().count(), 3);
    let undone = (HistoryAct::ImportUndone, 1);
    assert_eq!(acts(&inventory, Subject::License(edited)), [undone, (second, 1), (first, 0)]);
    inventory.apply(&redo, at(3)).unwrap();
    assert_eq!(inventory.workspace().present_licenses().count(), 5);
    assert_eq!(acts(&inventory, Subject::License(new))[0].0, HistoryAct::ImportRedone);
}

#[test]
fn two_values_set_at_once_are_both_told_and_either_can_be_kept() {
    for takes_other in [false, true] {
        let mut one = Inventory::new(actor(0)).unwrap();
        let command = command_of(&Act::Create { name: 1 }, one.workspace(), 1).unwrap();
        one.apply(&command, at(1)).unwrap();
        let (mut other, _) = Inventory::open(actor(1), &[snapshot(&one)]).unwrap();
        let seen = one.workspace().licenses.values().next().unwrap().clone();
        let edit = |notes: &str, seats: u32| {
            let mut after = License { notes: notes.to_owned(), ..seen.clone() };
            after.purchases.values_mut().for_each(|line| line.seats = Seats::Counted(seats));
            Command::edit(seen.clone(), after)
        };
        one.apply(&edit("from one", 5), at(2)).unwrap();
        other.apply(&edit("from the other", 5), at(2)).unwrap();
        assert_eq!(one.conflicts(seen.id), []);
        exchange(&other, &mut one);
        exchange(&one, &mut other);

        let conflicts = one.conflicts(seen.id);
        // Both set the seats alike, which is no conflict to anybody.
        let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
        assert_eq!(conflict.difference.field, Field::Notes);
        assert_eq!(other.conflicts(seen.id), conflicts);
        let shown = one.workspace().licenses[&seen.id].clone();
        let (before, after) = if takes_other {
            (shown, conflict.other.clone())
        } else {
            (conflict.other.clone(), shown)
        };
        one.apply(&Command::edit(before, after.clone()), at(3)).unwrap();
        exchange(&one, &mut other);
        for replica in [&one, &other] {
            assert_eq!(replica.conflicts(seen.id), []);
            assert_eq!(replica.workspace().licenses[&seen.id], after);
        }
    }
}

#[test]
fn the_backup_of_the_browser_tests_is_old_enough_to_be_carried_forward() {
    let file = include_bytes!("../../../tests/e2e/fixtures/long-history.seatwise");
    let backup = Backup::decode(file).unwrap();
    let doc = automerge::Automerge::load_with_options(
        &backup.inventory,
        automerge::LoadOptions::new().verification_mode(automerge::VerificationMode::DontCheck),
    );
    let document = Document::new(doc.unwrap(), actor(0));
    assert!(document.n_changes() > MOST_CHANGES);
}

#[test]
fn what_is_carried_forward_goes_on_and_the_closed_document_tells_what_was_before() {
    let mut old = Inventory::new(actor(0)).unwrap();
    let command = command_of(&Act::Create { name: 1 }, old.workspace(), 1).unwrap();
    old.apply(&command, at(1)).unwrap();
    let created = old.workspace().licenses.values().next().unwrap().clone();
    let renamed = License { name: "Renamed".to_owned(), ..created.clone() };
    old.apply(&Command::edit(created.clone(), renamed.clone()), at(2)).unwrap();

    let mut next = carried(&old, 1);
    let page = Page { skip: 0, most: 10, whole: false };
    for of in [Subject::All, Subject::License(created.id)] {
        assert_eq!(next.history(of, page), HistoryPage::default());
    }
    let noted = License { notes: "Later".to_owned(), ..renamed.clone() };
    next.apply(&Command::edit(renamed, noted.clone()), at(3)).unwrap();
    assert_eq!(next.history(Subject::All, page).entries[0].licenses[0].differences.len(), 1);

    let (archive, damages) = Archive::open(&[snapshot(&old)]).unwrap();
    assert_eq!(damages, []);
    for of in [Subject::All, Subject::License(created.id)] {
        let told = archive.history(next.workspace(), of, page);
        assert_eq!(told, old.history(of, page));
        let first = &told.entries[1];
        assert_eq!(first.act, HistoryAct::Created);
        let then = archive.license_at(created.id, first.change, Moment::After);
        assert_eq!(then.as_ref(), Some(&created));
        assert_eq!(next.license_at(created.id, first.change, Moment::After), None);
    }

    // It is stored and opened like any other.
    let (reopened, damages) = Inventory::open(actor(2), &[snapshot(&next)]).unwrap();
    assert_eq!((reopened.workspace(), damages), (next.workspace(), Vec::new()));
    // And a tab that began without a storage has the same root maps.
    let mut apart = Inventory::new(actor(3)).unwrap();
    exchange(&next, &mut apart);
    assert_eq!(apart.workspace(), next.workspace());
}
