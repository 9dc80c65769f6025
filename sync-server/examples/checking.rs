//! What it costs to check a frame on a copy of the document first, against taking it in at once and
//! opening the room anew when it was harmful: decision 15. Native, one thread.
//!
//!     cargo run --release -p sync-server --example checking [LICENSES]

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "an example that measures")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::time::{Duration, Instant};

use automerge::sync::{ChunkList, Message, MessageVersion};
use automerge::transaction::Transactable;
use automerge::{Automerge, AutomergeError, ObjType, ROOT, ReadDoc};
use replica::document_id::DocumentId;
use replica::schema;
use replica::team::Role;
use replica::wire::Frame;
use sync_server::room::{Guest, Kind, Room, Stored};

const ROUNDS: usize = 200;

fn main() {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let mut doc = document(n);
    let id = DocumentId([1; 16]);
    let stored = Stored { snapshot: Some(doc.save()), changes: Vec::new() };
    let mut room = Room::open("relay".to_owned(), [(id, Kind::Inventory, stored.clone())]).unwrap();
    room.enter(1, Guest { peer: "device".to_owned(), role: Role::Editor, sees_keys: true });
    let join = Frame::Join { sender: "device".to_owned(), versions: vec![] };
    room.take(1, &join.encode()).unwrap();
    let (mut forks, mut takes, mut recoveries) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let frame = edit(&mut doc, id, round);
        let begun = Instant::now();
        let fork = doc.fork();
        forks.push(begun.elapsed());
        drop(fork);
        let begun = Instant::now();
        room.take(1, &frame).unwrap();
        takes.push(begun.elapsed());
    }
    for _ in 0..20 {
        let begun = Instant::now();
        room.recover([(id, Kind::Inventory, stored.clone())]).unwrap();
        recoveries.push(begun.elapsed());
    }
    println!("{n} licenses, {ROUNDS} edits of one field, in milliseconds: median, p95");
    for (what, times) in
        [("copy the document", forks), ("take in a frame", takes), ("open it anew", recoveries)]
    {
        let (median, p95) = quantiles(times);
        println!("{what:20} {median:8.3} {p95:8.3}");
    }
}

fn quantiles(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, Duration::as_secs_f64);
    (at(50) * 1e3, at(95) * 1e3)
}

/// As many licenses, each made by a change of its own, with ten fields.
fn document(n: usize) -> Automerge {
    let mut doc = schema::inventory_genesis().unwrap();
    for i in 0..n {
        doc.transact::<_, _, AutomergeError>(|tx| {
            let (_, licenses) = tx.get(ROOT, "licenses")?.unwrap();
            let license = tx.put_object(&licenses, format!("license {i}"), ObjType::Map)?;
            (0..10).try_for_each(|field| tx.put(&license, format!("field {field}"), format!("{i}")))
        })
        .unwrap();
    }
    doc
}

/// An edit as a frame.
fn edit(doc: &mut Automerge, id: DocumentId, round: usize) -> Vec<u8> {
    let before = doc.get_heads();
    doc.transact::<_, _, AutomergeError>(|tx| {
        let (_, licenses) = tx.get(ROOT, "licenses")?.unwrap();
        let (_, license) = tx.get(&licenses, format!("license {round}"))?.unwrap();
        tx.put(&license, "field 1", format!("edited {round}"))
    })
    .unwrap();
    let changes =
        doc.get_changes(&before).iter().map(|c| c.raw_bytes().to_vec()).collect::<Vec<_>>();
    let changes: ChunkList = changes.into();
    let (heads, version) = (doc.get_heads(), MessageVersion::V1);
    let message = Message { heads, need: vec![], have: vec![], changes, flags: None, version };
    let frame = Frame::Sync {
        sender: "device".to_owned(),
        target: "relay".to_owned(),
        document: id.to_string(),
        data: message.encode(),
        is_request: false,
    };
    frame.encode()
}
