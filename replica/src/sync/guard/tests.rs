//! What passes, what does not, and what it costs.

use std::io::Write as _;

use automerge::sync::{ChunkList, Message, MessageVersion, State, SyncDoc};
use automerge::transaction::Transactable;
use automerge::{Automerge, ROOT};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

use super::*;

fn message(chunks: Vec<Vec<u8>>) -> Vec<u8> {
    let changes: ChunkList = chunks.into();
    let version = MessageVersion::V1;
    Message { heads: vec![], need: vec![], have: vec![], changes, flags: None, version }.encode()
}

fn leb(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        if number == 0 {
            bytes.push(byte);
            return bytes;
        }
        bytes.push(byte | 0x80);
    }
}

/// A chunk with a checksum that is right.
fn chunk_of(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = leb(u64::try_from(body.len()).unwrap());
    let digest = Sha256::digest([&[kind][..], &length, body].concat());
    [&MAGIC[..], digest.get(..4).unwrap(), &[kind], &length, body].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn document() -> Automerge {
    let mut doc = Automerge::new();
    for n in 0..300_i64 {
        doc.transact::<_, _, automerge::AutomergeError>(|tx| {
            tx.put(ROOT, format!("key {n}"), n * 1_000_003)?;
            tx.put(ROOT, "text", "a text that is rather long and is written again ".repeat(20))?;
            tx.put(ROOT, "yes", n % 2 == 0)
        })
        .unwrap();
    }
    doc
}

#[test]
fn what_automerge_writes_passes() {
    let mut doc = document();
    let (mut state, mut other) = (State::new(), State::new());
    let mut empty = Automerge::new();
    let mut n_chunks = 0;
    loop {
        let (hello, answer) =
            (empty.generate_sync_message(&mut other), doc.generate_sync_message(&mut state));
        if hello.is_none() && answer.is_none() {
            break;
        }
        if let Some(message) = hello {
            examine(&message.clone().encode(), &Limits::FRAME).unwrap();
            doc.receive_sync_message(&mut state, message).unwrap();
        }
        if let Some(message) = answer {
            n_chunks += examine(&message.clone().encode(), &Limits::FRAME).unwrap().chunks;
            empty.receive_sync_message(&mut other, message).unwrap();
        }
    }
    assert_eq!(empty.get_heads(), doc.get_heads());
    assert!(n_chunks >= 1);
    let changes = doc.get_changes(&[]).into_iter().map(|change| change.raw_bytes().to_vec());
    let contents = examine(&message(changes.collect()), &Limits::FRAME).unwrap();
    assert_eq!(contents.chunks, 300);
    // Deflated or not.
    let chunks: Vec<_> =
        doc.get_changes(&[]).into_iter().map(|mut c| c.bytes().into_owned()).collect();
    assert!(chunks.iter().any(|chunk| chunk[8] == 2), "none is long enough to be deflated");
    let deflated = examine(&message(chunks), &Limits::FRAME).unwrap();
    let hashes = doc.get_changes(&[]).into_iter().map(|change| change.hash().0);
    let begin: Vec<[u8; 4]> = hashes.map(|hash| *hash.first_chunk().unwrap()).collect();
    assert_eq!(contents.changes.as_ref(), Some(&begin));
    assert_eq!(deflated.changes, Some(begin));
    let n_bytes: usize = doc.get_changes(&[]).iter().map(|change| change.raw_bytes().len()).sum();
    let left = n_bytes as u64 - contents.inflated;
    assert!((300 * 10..300 * 12).contains(&left), "headers and no more: {left}");
}

#[test]
fn a_change_that_inflates_to_a_gigabyte_is_refused() {
    let bomb = chunk_of(2, &deflated(&vec![0; 256 << 20]));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(examine(&message(vec![bomb]), &Limits::FRAME), Err(Harm::TooLarge));
}

#[test]
fn a_column_of_a_document_that_inflates_to_too_much_is_refused() {
    let column = deflated(&vec![1; 64 << 20]);
    // No actors, no heads, one column of changes (deflated numbers), none of operations.
    let body = [&[0, 0, 1][..], &leb(0b1010), &leb(column.len() as u64), &[0], &column].concat();
    assert_eq!(examine(&message(vec![chunk_of(0, &body)]), &Limits::FRAME), Err(Harm::TooLarge));
}

#[test]
fn run_lengths_that_unroll_to_too_much_are_refused() {
    for run in
        [vec![0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f], vec![0xff, 0xff, 0xff, 0xff, 0x0f, 1]]
    {
        let body = [&[0, 0, 1][..], &leb(0b0010), &leb(run.len() as u64), &[0], &run].concat();
        let refused = examine(&message(vec![chunk_of(0, &body)]), &Limits::FRAME);
        assert_eq!(refused, Err(Harm::TooLarge), "{run:?}");
    }
}

#[test]
fn lists_that_nobody_sends_are_refused() {
    let hashes = |n: u64| [leb(n), vec![7; usize::try_from(n).unwrap() * 32]].concat();
    let many = [&[0x42][..], &hashes(0), &hashes(100_000), &[0, 0]].concat();
    assert_eq!(examine(&many, &Limits::FRAME), Err(Harm::TooMany));
    // Nobody asks for so many hashes without sending them, either.
    let short = [&[0x42][..], &leb(5_000)].concat();
    assert_eq!(examine(&short, &Limits::FRAME), Err(Harm::Malformed));
    for (entries, bits, probes, n_bytes) in
        [(1, 0, 7, 0), (1, 10, 0, 2), (1, 10, 1 << 31, 2), (1 << 31, 10, 7, 2), (1 << 40, 10, 7, 2)]
    {
        let filter = [leb(entries), leb(bits), leb(probes), vec![0; n_bytes]].concat();
        let have = [hashes(0), leb(filter.len() as u64), filter].concat();
        let message = [&[0x42, 0, 0, 1][..], &have, &[0]].concat();
        assert_eq!(
            examine(&message, &Limits::FRAME),
            Err(Harm::TooMany),
            "{entries} {bits} {probes}"
        );
    }
}

#[test]
fn bundles_and_what_is_no_chunk_are_refused() {
    assert_eq!(examine(&message(vec![chunk_of(3, &[0])]), &Limits::FRAME), Err(Harm::Kind(3)));
    assert_eq!(examine(&message(vec![vec![1; 64]]), &Limits::FRAME), Err(Harm::Malformed));
    assert_eq!(examine(&[], &Limits::FRAME), Err(Harm::Malformed));
    assert_eq!(examine(&[0x41, 0, 0, 0, 0], &Limits::FRAME), Err(Harm::Malformed));
}

#[test]
fn signed_numbers_are_read_as_automerge_writes_them() {
    for (bytes, number) in [
        (&[0x00][..], 0),
        (&[0x3f], 63),
        (&[0x40], -64),
        (&[0x7f], -1),
        (&[0x80, 0x7f], -128),
        (&[0xff, 0x00], 127),
        (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00], i64::MAX),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f], i64::MIN),
    ] {
        assert_eq!(Bytes(bytes).signed(), Ok(number));
    }
}
