//! A room from the outside: what may come in, and what others hear of it.

use automerge::sync::{ChunkList, MessageVersion, State, SyncDoc};
use automerge::transaction::Transactable;
use automerge::{Automerge, AutomergeError, ObjType, ROOT, ReadDoc};
use replica::schema;
use sha2::{Digest, Sha256};

use super::*;

const RELAY: &str = "relay";
const INVENTORY: DocumentId = DocumentId([1; 16]);
const VAULT: DocumentId = DocumentId([2; 16]);

fn guest(n: ConnId, role: Role) -> Guest {
    Guest { peer: format!("device {n}"), role, sees_keys: role > Role::Viewer }
}

fn empty() -> [(DocumentId, Kind, Stored); 2] {
    [(INVENTORY, Kind::Inventory), (VAULT, Kind::Vault)]
        .map(|(id, kind)| (id, kind, Stored::default()))
}

/// A room with an editor (1), another one (2) and a viewer (3), who have joined.
fn room() -> Room {
    let mut room = Room::open(RELAY.to_owned(), empty()).unwrap();
    for (conn, role) in [(1, Role::Editor), (2, Role::Owner), (3, Role::Viewer)] {
        assert_eq!(room.enter(conn, guest(conn, role)), None);
        let join = Frame::Join { sender: format!("device {conn}"), versions: vec![] };
        room.take(conn, &join.encode()).unwrap();
    }
    assert_eq!(room.speak().unwrap().len(), 3);
    room
}

fn sync(conn: ConnId, document: DocumentId, data: Vec<u8>) -> Vec<u8> {
    let (sender, target) = (format!("device {conn}"), RELAY.to_owned());
    let document = document.to_string();
    Frame::Sync { sender, target, document, data, is_request: false }.encode()
}

fn bringing(heads: Vec<automerge::ChangeHash>, changes: ChunkList) -> Vec<u8> {
    let version = MessageVersion::V1;
    Message { heads, need: vec![], have: vec![], changes, flags: None, version }.encode()
}

fn changes_of(doc: &Automerge, since: &[automerge::ChangeHash]) -> Vec<u8> {
    let changes = doc.get_changes(since).iter().map(|c| c.raw_bytes().to_vec()).collect::<Vec<_>>();
    bringing(doc.get_heads(), changes.into())
}

/// An inventory with some licenses in it, as far as Automerge is concerned.
fn document(n: i64) -> Automerge {
    let mut doc = schema::inventory_genesis().unwrap();
    for i in 0..n {
        doc.transact::<_, _, AutomergeError>(|tx| {
            let (_, licenses) = tx.get(ROOT, "licenses")?.unwrap();
            let license = tx.put_object(&licenses, format!("{i}"), ObjType::Map)?;
            tx.put(&license, "name", format!("License {i} ").repeat(20))?;
            tx.put(&license, "seats", i)
        })
        .unwrap();
    }
    doc
}

fn stored_after(room: &mut Room, disk: &mut [(DocumentId, Kind, Stored); 2]) {
    for Unstored { document, changes } in room.unstored() {
        let place = disk.iter_mut().find(|(id, ..)| *id == document).unwrap();
        place.2.changes.extend(changes.into_iter().map(|(_, bytes)| bytes));
    }
    room.mark_stored();
}

#[test]
fn who_it_is_is_said_once_first_and_truly() {
    let mut room = room();
    let join = |sender: &str| Frame::Join { sender: sender.to_owned(), versions: vec![] }.encode();
    assert_eq!(room.take(1, &join("device 1")), Err(Refusal::JoinedTwice));
    room.enter(4, guest(4, Role::Editor));
    assert_eq!(room.take(4, &sync(4, INVENTORY, vec![])), Err(Refusal::NotJoined));
    assert_eq!(room.take(4, &join("device 1")), Err(Refusal::Identity));
    let other = Frame::Join { sender: "device 4".to_owned(), versions: vec!["2".to_owned()] };
    assert_eq!(room.take(4, &other.encode()), Err(Refusal::Version));
    assert!(Refusal::Version.to_string().contains("version 1"));
    // As another device, or to somebody else.
    let message = bringing(vec![], ChunkList::empty());
    assert_eq!(room.take(1, &sync(2, INVENTORY, message.clone())), Err(Refusal::Identity));
    let elsewhere = Frame::Sync {
        sender: "device 1".to_owned(),
        target: "device 2".to_owned(),
        document: INVENTORY.to_string(),
        data: message,
        is_request: false,
    };
    assert_eq!(room.take(1, &elsewhere.encode()), Err(Refusal::Identity));
}

#[test]
fn the_second_connection_of_a_device_puts_the_first_one_out() {
    let mut room = room();
    assert_eq!(room.enter(9, guest(1, Role::Editor)), Some(1));
    // What still comes from it is let go, whatever it is.
    assert_eq!(room.take(1, b"anything"), Ok(()));
    assert_eq!(room.n_seats(), 3);
}

#[test]
fn nobody_hears_of_a_change_before_it_is_stored() {
    let mut room = room();
    let mut theirs = State::new();
    let mut doc = document(0);
    let hello = doc.generate_sync_message(&mut theirs).unwrap().encode();
    room.take(1, &sync(1, INVENTORY, hello)).unwrap();
    room.take(2, &sync(2, INVENTORY, bringing(vec![], ChunkList::empty()))).unwrap();
    let answers = room.speak().unwrap();
    let answer = answers.iter().find(|(conn, _)| *conn == 1).unwrap();
    let Frame::Sync { data, .. } = Frame::decode(&answer.1).unwrap() else { panic!("no message") };
    doc.receive_sync_message(&mut theirs, Message::decode(&data).unwrap()).unwrap();
    let news = doc.generate_sync_message(&mut theirs).unwrap();
    assert!(!news.changes.is_empty());
    room.take(1, &sync(1, INVENTORY, news.encode())).unwrap();
    assert_eq!(room.unstored().iter().map(|u| u.changes.len()).sum::<usize>(), 2);
    room.mark_stored();
    assert_eq!(room.unstored(), []);
    let told = room.speak().unwrap();
    assert!(told.iter().any(|(conn, _)| *conn == 1) && told.iter().any(|(conn, _)| *conn == 2));
}

/// As after a restore from an older backup: the device remembers that both had what the relay lacks.
#[test]
fn a_device_that_remembers_more_than_is_here_brings_it() {
    let mut room = room();
    let mut doc = document(3);
    let mut theirs = State::new();
    theirs.shared_heads = doc.get_heads();
    for _ in 0..5 {
        if let Some(message) = doc.generate_sync_message(&mut theirs) {
            room.take(1, &sync(1, INVENTORY, message.encode())).unwrap();
        }
        room.mark_stored();
        let said = room.speak().unwrap();
        assert!(said.len() <= 1, "{} frames at once", said.len());
        for (_, frame) in said {
            let Frame::Sync { data, .. } = Frame::decode(&frame).unwrap() else { panic!("what?") };
            doc.receive_sync_message(&mut theirs, Message::decode(&data).unwrap()).unwrap();
        }
    }
    assert!(doc.get_heads().iter().all(|head| room.has_change(INVENTORY, &head.0)));
    assert_eq!(theirs.their_heads, Some(doc.get_heads()), "and hears that it is stored");
}

/// On one database another relay may store what a change here has waited for.
#[test]
fn what_has_waited_for_the_change_of_another_relay_is_stored_here() {
    let mut room = room();
    let mut doc = document(1);
    let first = doc.get_heads();
    doc.transact::<_, _, AutomergeError>(|tx| tx.put(ROOT, "second", 2)).unwrap();
    room.take(1, &sync(1, INVENTORY, changes_of(&doc, &first))).unwrap();
    assert_eq!(room.unstored(), [], "it builds on what is not here");
    let elsewhere: Vec<Vec<u8>> =
        document_before(&doc, &first).iter().map(|change| change.raw_bytes().to_vec()).collect();
    room.take_stored(INVENTORY, &elsewhere).unwrap();
    let unstored: Vec<[u8; 32]> =
        room.unstored().into_iter().flat_map(|u| u.changes).map(|(hash, _)| hash).collect();
    let second = doc.get_heads()[0].0;
    assert!(unstored.contains(&second), "it is in the room now, and on no disk");
    room.mark_stored();
    assert_eq!(room.unstored(), []);
}

fn document_before(doc: &Automerge, heads: &[automerge::ChangeHash]) -> Vec<automerge::Change> {
    let after = doc.get_changes(heads);
    let is_after = |change: &automerge::Change| after.iter().any(|a| a.hash() == change.hash());
    doc.get_changes(&[]).into_iter().filter(|change| !is_after(change)).collect()
}

#[test]
fn what_there_is_no_room_for_is_let_go_of_and_the_others_stay() {
    let mut disk = empty();
    let mut room = room();
    let mut doc = document(1);
    room.take(2, &sync(2, INVENTORY, changes_of(&doc, &[]))).unwrap();
    assert_eq!(room.bringers(), [2]);
    stored_after(&mut room, &mut disk);
    assert!(room.bringers().is_empty());
    let stored = room.digest(INVENTORY);
    let before = doc.get_heads();
    doc.transact::<_, _, AutomergeError>(|tx| tx.put(ROOT, "much", 1)).unwrap();
    room.take(1, &sync(1, INVENTORY, changes_of(&doc, &before))).unwrap();
    assert_eq!(room.bringers(), [1]);
    room.leave(1);
    room.go_back(disk).unwrap();
    assert_eq!(room.unstored(), []);
    assert_eq!(room.digest(INVENTORY), stored);
    assert!(room.holds(2) && room.holds(3));
}

#[test]
fn a_viewer_reads_and_does_not_write() {
    let mut room = room();
    let hello = bringing(vec![], ChunkList::empty());
    room.take(3, &sync(3, INVENTORY, hello.clone())).unwrap();
    room.take(3, &sync(3, VAULT, hello)).unwrap();
    let answers: Vec<Frame> =
        room.speak().unwrap().iter().map(|(_, bytes)| Frame::decode(bytes).unwrap()).collect();
    assert!(matches!(&answers[..], [Frame::Unavailable { .. }, Frame::Sync { .. }]));
    let doc = document(1);
    let refused = room.take(3, &sync(3, INVENTORY, changes_of(&doc, &[])));
    assert_eq!(refused, Err(Refusal::ReadOnly));
    assert_eq!(room.unstored(), []);
}

#[test]
fn a_document_that_is_not_here_is_unavailable_and_costs_nothing() {
    let mut room = room();
    for n in 0..100_u8 {
        let unknown = DocumentId([n.wrapping_add(50); 16]);
        room.take(1, &sync(1, unknown, bringing(vec![], ChunkList::empty()))).unwrap();
    }
    let answers = room.speak().unwrap();
    let is_unavailable = |(_, bytes): &(ConnId, Vec<u8>)| {
        matches!(Frame::decode(bytes), Ok(Frame::Unavailable { .. }))
    };
    assert_eq!(answers.iter().filter(|a| is_unavailable(a)).count(), 100);
    assert_eq!(room.documents().count(), 2);
    for name in ["../../etc/passwd", "", "0OIl"] {
        let frame = Frame::Sync {
            sender: "device 1".to_owned(),
            target: RELAY.to_owned(),
            document: name.to_owned(),
            data: vec![],
            is_request: true,
        };
        assert_eq!(room.take(1, &frame.encode()), Err(Refusal::DocumentName), "{name}");
    }
}

#[test]
fn what_every_document_begins_with_stays() {
    let mut disk = empty();
    let mut room = room();
    let mut doc = document(3);
    room.take(1, &sync(1, INVENTORY, changes_of(&doc, &[]))).unwrap();
    stored_after(&mut room, &mut disk);
    let good = doc.get_heads();
    // Somebody else has just sent something that is not stored yet.
    doc.transact::<_, _, AutomergeError>(|tx| {
        let (_, licenses) = tx.get(ROOT, "licenses")?.unwrap();
        tx.put_object(&licenses, "of the other", ObjType::Map).map(drop)
    })
    .unwrap();
    let of_other = doc.get_heads();
    room.take(2, &sync(2, INVENTORY, changes_of(&doc, &good))).unwrap();
    for spoil in [
        (|tx| tx.delete(ROOT, "licenses")) as fn(&mut automerge::transaction::Transaction<'_>) -> _,
        |tx| tx.put(ROOT, "licenses", 1),
        |tx| tx.put_object(ROOT, "users", ObjType::Map).map(drop),
    ] {
        let mut bad = doc.fork();
        let before = bad.get_heads();
        bad.transact::<_, _, AutomergeError>(spoil).unwrap();
        let refused = room.take(1, &sync(1, INVENTORY, changes_of(&bad, &before)));
        assert_eq!(refused, Err(Refusal::Roots));
        room.recover(disk.clone()).unwrap();
        assert!(room.has_change(INVENTORY, &of_other[0].0), "what the other sent is still there");
        assert!(!room.has_change(INVENTORY, &bad.get_heads()[0].0));
    }
    stored_after(&mut room, &mut disk);
    let again = Room::open(RELAY.to_owned(), disk).unwrap();
    assert_eq!(again.digest(INVENTORY), room.digest(INVENTORY));
}

/// Takes a good change, alters some of its bytes and makes its checksum right again: Automerge 0.12
/// panics at many of those.
#[test]
fn damaged_chunks_with_a_right_checksum_close_one_connection_and_no_more() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut disk = empty();
    let mut room = room();
    let mut doc = document(5);
    room.take(1, &sync(1, INVENTORY, changes_of(&doc, &[]))).unwrap();
    stored_after(&mut room, &mut disk);
    let good = room.digest(INVENTORY);
    let before = doc.get_heads();
    doc.transact::<_, _, AutomergeError>(|tx| {
        let (_, licenses) = tx.get(ROOT, "licenses")?.unwrap();
        let license = tx.put_object(&licenses, "new", ObjType::Map)?;
        tx.put(&license, "name", "New")?;
        tx.put(&license, "seats", 12)
    })
    .unwrap();
    let change = doc.get_changes(&before)[0].raw_bytes().to_vec();
    let whole = doc.save_and_verify().unwrap();
    let mut seed = 11_u64;
    let mut dice = move |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let (mut n_refused, mut n_spoiled) = (0, 0);
    for round in 0..3_000 {
        let mut chunk = if round % 2 == 0 { change.clone() } else { whole.clone() };
        let body = 11..chunk.len();
        for _ in 0..=dice(4) {
            let at = body.start + dice(body.len());
            chunk[at] = u8::try_from(dice(256)).unwrap();
        }
        repair(&mut chunk);
        let message = bringing(vec![], vec![chunk].into());
        // From a viewer it is not even read.
        let refused = room.take(3, &sync(3, INVENTORY, message.clone()));
        assert!(refused.is_err_and(|refusal| !refusal.spoils()));
        match room.take(1, &sync(1, INVENTORY, message)) {
            Ok(()) => {}
            Err(refusal) => {
                n_refused += 1;
                if refusal.spoils() {
                    n_spoiled += 1;
                    room.recover(disk.clone()).unwrap();
                }
                room.leave(1);
                room.enter(1, guest(1, Role::Editor));
                let join = Frame::Join { sender: "device 1".to_owned(), versions: vec![] };
                room.take(1, &join.encode()).unwrap();
            }
        }
        // Others are served, and what is stored opens.
        room.speak().unwrap();
    }
    assert!(n_refused > 1_000 && n_spoiled > 10, "{n_refused} refused, {n_spoiled} spoiled");
    let again = Room::open(RELAY.to_owned(), disk).unwrap();
    assert_eq!(again.digest(INVENTORY), good);
}

/// Makes the checksum of the only chunk right.
fn repair(chunk: &mut [u8]) {
    let digest = Sha256::digest(&chunk[8..]);
    chunk[4..8].copy_from_slice(&digest[..4]);
}

#[test]
fn what_is_said_about_oneself_reaches_the_others_under_the_right_name() {
    let mut room = room();
    let said = |sender: &str, data: Vec<u8>| Frame::Ephemeral {
        sender: sender.to_owned(),
        target: RELAY.to_owned(),
        document: INVENTORY.to_string(),
        session: "s".to_owned(),
        count: 1,
        data,
    };
    room.take(3, &said("device 3", vec![1]).encode()).unwrap();
    let heard = room.speak().unwrap();
    assert_eq!(heard.iter().map(|(conn, _)| *conn).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(room.take(3, &said("device 1", vec![1]).encode()), Err(Refusal::Identity));
    assert_eq!(room.take(3, &said("device 3", vec![0; 5_000]).encode()), Err(Refusal::TooLong));
    room.leave(3);
    let heard = room.speak().unwrap();
    assert!(heard.iter().all(|(_, f)| matches!(Frame::decode(f), Ok(Frame::Leave { .. }))));
    assert_eq!(heard.len(), 2);
}
