//! Sync messages that are well formed and ask for too much, or say what cannot be.

use std::time::Duration;

use automerge::sync::{Message as SyncMessage, MessageVersion};
use automerge::transaction::{CommitOptions, Transactable as _};
use automerge::{ActorId, Automerge, AutomergeError, Change, ChangeHash, ROOT, ReadDoc as _};
use replica::team::Role;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use crate::device::{Device, Line};
use crate::server::Server;
use futures::SinkExt as _;

/// A number as Automerge writes it.
fn number(mut n: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while n > 0x7f {
        out.push(u8::try_from(n & 0x7f).unwrap() | 0x80);
        n >>= 7;
    }
    out.push(u8::try_from(n).unwrap());
    out
}

fn with_bloom(bloom: &[u8]) -> Vec<u8> {
    let mut message = vec![0x42, 0, 0, 1, 0];
    message.extend(number(bloom.len() as u64));
    message.extend_from_slice(bloom);
    message.push(0);
    message
}

async fn introduced(device: &Device, server: &Server) -> (Line, String) {
    let mut line = device.connect(server).await;
    let relay = line.introduced().await;
    (line, relay)
}

#[tokio::test]
async fn who_asks_for_too_much_is_put_out_at_once() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let mut needs = vec![0x42, 0];
    needs.extend(number(100_000));
    needs.extend(vec![7; 32 * 100_000]);
    needs.extend([0, 0]);
    let bloom = |entries, bits, probes, bytes: usize| {
        let mut bloom = [number(entries), number(bits), number(probes)].concat();
        bloom.extend(vec![0xff; bytes]);
        with_bloom(&bloom)
    };
    let messages = [
        ("100,000 hashes", needs),
        ("a filter that is never asked", bloom(10, 10, 0, 13)),
        ("a filter that is asked for ever", bloom(10, 10, 1 << 31, 13)),
        ("a filter of 2^31 entries", bloom(1 << 31, 10, 7, 13)),
        ("a filter of no bits", bloom(1 << 31, 0, 7, 0)),
    ];
    for (what, message) in messages {
        let (mut line, relay) = introduced(&ada, &server).await;
        let begun = Instant::now();
        line.send(ada.frame(&relay, message)).await;
        assert_eq!(line.closed().await, Some(4400), "{what}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{what}");
    }
}

#[tokio::test]
async fn frames_that_are_no_cbor_of_ours_are_refused() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let nested = [vec![0xa1, 0x61, b'x'], vec![0x81; 10_000], vec![0]].concat();
    let frames = [
        ("2^32 entries", vec![0xbb, 0, 0, 0, 1, 0, 0, 0, 0]),
        ("no end", vec![0xbf]),
        ("a list", vec![0x80]),
        ("nested deeply, and no kind", nested),
        ("twice the kind", b"\xa2\x64type\x65leave\x64type\x65leave".to_vec()),
        ("a number for a kind", b"\xa1\x64type\x01".to_vec()),
        ("something behind it", b"\xa1\x64type\x61x\x00".to_vec()),
    ];
    for (what, frame) in frames {
        let (mut line, _) = introduced(&ada, &server).await;
        line.socket.send(Message::Binary(frame.into())).await.unwrap();
        assert_eq!(line.closed().await, Some(4400), "{what}");
    }
    // What is not known is let pass: newer programs may say it.
    let mut ada = ada;
    let mut line = ada.connect(&server).await;
    line.send(b"\xa1\x64type\x66gossip".to_vec()).await;
    ada.create_license("After that");
    line.settle(&mut ada.replicas).await;
}

fn bringing(doc: &Automerge, since: &[ChangeHash]) -> Vec<u8> {
    let changes = doc.get_changes(since);
    let changes: Vec<Vec<u8>> = changes.into_iter().map(|c| c.raw_bytes().to_vec()).collect();
    let message = SyncMessage {
        heads: doc.get_heads(),
        need: Vec::new(),
        have: Vec::new(),
        changes: changes.into(),
        flags: None,
        version: MessageVersion::V1,
    };
    message.encode()
}

#[tokio::test]
async fn a_copied_profile_that_says_two_things_at_once_is_refused_whole() {
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    ada.create_license("Atlas");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    // Two programs with one actor, from the same heads on.
    let base = ada.replicas.inventory.document().automerge();
    let heads = base.get_heads();
    let licenses = base.get(ROOT, "licenses").unwrap().unwrap().1;
    let says = |word: &str| {
        let mut doc = base.fork().with_actor(ActorId::from([9; 16]));
        doc.transact::<_, _, AutomergeError>(|tx| tx.put(&licenses, "x", word)).unwrap();
        doc
    };
    let (mut first, relay) = introduced(&bob, &server).await;
    first.send(bob.frame(&relay, bringing(&says("one thing"), &heads))).await;
    first.next().await.unwrap();
    first.send(bob.frame(&relay, bringing(&says("another"), &heads))).await;
    assert_eq!(first.closed().await, Some(4400));
    // All others go on, and the first thing that was said stays.
    ada.create_license("Boreal");
    line.settle(&mut ada.replicas).await;
    let mut carol = Device::invited_by(&ada, &server, Role::Editor).await;
    carol.connect(&server).await.settle(&mut carol.replicas).await;
    assert_eq!(carol.names(), ["Atlas", "Boreal"]);
    let doc = carol.replicas.inventory.document().automerge();
    let said = doc.get(&licenses, "x").unwrap().unwrap().0;
    assert_eq!(said.as_str(), Some("one thing"));
}

#[tokio::test]
async fn changes_from_other_times_are_taken_and_order_nothing() {
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    ada.create_license("Atlas");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    let mut doc = ada.replicas.inventory.document().automerge().fork();
    let heads = doc.get_heads();
    let licenses = doc.get(ROOT, "licenses").unwrap().unwrap().1;
    let id = doc.keys(&licenses).next().unwrap();
    let license = doc.get(&licenses, id.as_str()).unwrap().unwrap().1;
    let years = [(253_402_300_799, "Year 9999"), (-62_135_596_800, "Year 1"), (-1, "Last")];
    for (time, name) in years {
        let at = |(): &()| CommitOptions::default().with_time(time);
        doc.transact_with::<_, _, AutomergeError, _>(at, |tx| tx.put(&license, "name", name))
            .unwrap();
    }
    let (mut bobs, relay) = introduced(&bob, &server).await;
    bobs.send(bob.frame(&relay, bringing(&doc, &heads))).await;
    let last = |_: &_, replicas: &crate::device::Replicas| {
        replicas.inventory.workspace().present_licenses().any(|license| license.name == "Last")
    };
    line.until(&mut ada.replicas, last).await;
    assert_eq!(ada.names(), ["Last"]);
}

#[tokio::test]
async fn changes_from_the_ends_of_time_do_no_harm() {
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    ada.create_license("Atlas");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    for times in [[i64::MAX, i64::MIN], [i64::MIN, i64::MAX]] {
        let mut doc = ada.replicas.inventory.document().automerge().fork();
        let heads = doc.get_heads();
        let licenses = doc.get(ROOT, "licenses").unwrap().unwrap().1;
        doc.transact::<_, _, AutomergeError>(|tx| tx.put(&licenses, "x", 1)).unwrap();
        let change = doc.get_changes(&heads).pop().unwrap().decode();
        let mut chunks = Vec::new();
        let mut deps = change.deps.clone();
        for (seq, time) in (1..).zip(times) {
            let mut change = change.clone();
            change.time = time;
            change.actor_id = ActorId::from([u8::try_from(seq).unwrap(); 16]);
            change.deps = deps;
            let change = Change::from(change);
            deps = vec![change.hash()];
            chunks.push(change.raw_bytes().to_vec());
        }
        let message = SyncMessage {
            heads: deps,
            need: Vec::new(),
            have: Vec::new(),
            changes: chunks.into(),
            flags: None,
            version: MessageVersion::V1,
        };
        let (mut bobs, relay) = introduced(&bob, &server).await;
        bobs.send(bob.frame(&relay, message.encode())).await;
        bobs.next().await.unwrap();
    }
    // Whether they were taken or not: the relay has them on disk or has not, and goes on.
    let server = server.restart().await;
    let mut carol = Device::invited_by(&ada, &server, Role::Editor).await;
    carol.connect(&server).await.settle(&mut carol.replicas).await;
    assert_eq!(carol.names(), ["Atlas"]);
}
