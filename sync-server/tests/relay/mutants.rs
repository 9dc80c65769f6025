//! Chunks that were damaged and given a good checksum: the worst a program can send.

use std::time::Duration;

use automerge::sync::{Message as SyncMessage, MessageVersion};
use replica::team::Role;
use replica::wire::Frame;
use sha2::{Digest as _, Sha256};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::chance::Chance;
use crate::device::Device;
use crate::server::Server;

const MUTANTS: u32 = 300;
/// Magic, checksum.
const BEFORE_KIND: usize = 8;

/// Changes some bytes of a chunk behind its kind, and makes its checksum right again.
fn mutate(chunk: &mut [u8], chance: &mut Chance) {
    let first = BEFORE_KIND + 3;
    for _ in 0..=chance.below(3) {
        let at = first + usize::try_from(chance.below((chunk.len() - first) as u64)).unwrap();
        chunk[at] = match chance.below(4) {
            0 => 0,
            1 => 0x7f,
            2 => 0xff,
            _ => u8::try_from(chance.below(256)).unwrap(),
        };
    }
    let sum = Sha256::digest(&chunk[BEFORE_KIND..]);
    chunk[4..BEFORE_KIND].copy_from_slice(&sum[..4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_chunks_harm_no_room_not_even_their_own() {
    let mut chance = Chance::new();
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut line = ada.connect(&server).await;
    ada.create_license("Atlas");
    line.settle(&mut ada.replicas).await;
    let mut line = bob.connect(&server).await;
    line.until(&mut bob.replicas, |_, replicas| {
        replicas.inventory.workspace().present_licenses().count() == 1
    })
    .await;

    // Somebody else goes on working all the time.
    let mut eve = Device::elsewhere(&ada, &server).await;
    let mut eves = eve.connect(&server).await;
    let (stop, mut stopped) = oneshot::channel::<()>();
    let elsewhere = tokio::spawn(async move {
        let (mut n, mut slowest) = (0_u32, Duration::ZERO);
        while stopped.try_recv().is_err() {
            n += 1;
            let begun = Instant::now();
            if n <= 50 {
                eve.create_license(&format!("License {n}"));
            } else {
                let id = eve.replicas.inventory.workspace().present_licenses().next().unwrap().id;
                eve.edit(id, |license| license.name = format!("Edit {n}"));
            }
            eves.settle(&mut eve.replicas).await;
            slowest = slowest.max(begun.elapsed());
        }
        (n, slowest)
    });

    let (mut n_refused, mut n_taken) = (0, 0);
    for _ in 0..MUTANTS {
        let id = bob.replicas.inventory.workspace().present_licenses().next().unwrap().id;
        bob.edit(id, |license| license.notes = format!("Note {}", chance.below(1_000)));
        let doc = bob.replicas.inventory.document().automerge();
        let mut chunk = if chance.below(3) == 0 {
            doc.save()
        } else {
            doc.get_changes(&[]).pop().unwrap().raw_bytes().to_vec()
        };
        mutate(&mut chunk, &mut chance);
        let message = SyncMessage {
            heads: doc.get_heads(),
            need: Vec::new(),
            have: Vec::new(),
            changes: vec![chunk].into(),
            flags: None,
            version: MessageVersion::V1,
        };
        let mut line = bob.connect(&server).await;
        let relay = line.introduced().await;
        line.send(bob.frame(&relay, message.encode())).await;
        match line.next().await.map(|frame| Frame::decode(&frame).unwrap()) {
            Ok(Frame::Error { .. }) => {
                assert_eq!(line.closed().await, Some(4400));
                n_refused += 1;
            }
            // It was harmless after all, or waits for what it builds on.
            Ok(Frame::Sync { .. }) => n_taken += 1,
            other => panic!("{other:?}"),
        }
    }
    stop.send(()).unwrap();
    let (n, slowest) = elsewhere.await.unwrap();
    println!("{n_refused} refused, {n_taken} taken; elsewhere {n} edits, the slowest {slowest:?}");
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    assert!(n_refused > MUTANTS / 4, "{n_refused}");

    // And the room itself still is one.
    let mut line = ada.connect(&server).await;
    ada.create_license("After all");
    line.settle(&mut ada.replicas).await;
    let mut carol = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut line = carol.connect(&server).await;
    line.settle(&mut carol.replicas).await;
    assert!(carol.names().contains(&"After all".to_owned()));
}
