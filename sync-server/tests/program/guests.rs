//! Guests that cost more than they should: bombs, readers that do not read, connections that say
//! nothing, and floods of them.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use futures::{SinkExt as _, StreamExt as _};
use replica::sync::link::Heard;
use replica::team::Role;
use replica::team::api::close;
use replica::wire::Frame;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::Message;

use crate::device::{Device, Line};
use crate::server::{Place, Server};

fn number(mut n: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while n > 0x7f {
        out.push(u8::try_from(n & 0x7f).unwrap() | 0x80);
        n >>= 7;
    }
    out.push(u8::try_from(n).unwrap());
    out
}

fn sized(bytes: &[u8]) -> Vec<u8> {
    [number(bytes.len() as u64), bytes.to_vec()].concat()
}

/// Half a gibibyte of nothing, deflated.
fn bomb() -> Vec<u8> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    for _ in 0..512 {
        deflate.write_all(&vec![0; 1 << 20]).unwrap();
    }
    deflate.finish().unwrap()
}

/// A message that brings one chunk of this kind.
fn bringing(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, kind];
    chunk.extend(sized(body));
    [vec![0x42, 0, 0, 0, 1], sized(&chunk)].concat()
}

/// A document of no actors and no heads, with one column.
fn document(spec: u8, column: &[u8]) -> Vec<u8> {
    [vec![0, 0, 1, spec], number(column.len() as u64), vec![0], column.to_vec()].concat()
}

#[tokio::test]
async fn a_bomb_takes_no_more_memory_than_the_longest_message_may() {
    let server = Server::start(&Place::new(None)).await;
    let mut ada = Device::owner_on(&server).await;
    let mut line = ada.connect(&server).await;
    ada.create_license("Atlas");
    line.settle(&mut ada.replicas).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let bomb = bomb();
    // A run of 2^40 times one value: number of times, value.
    let run = [vec![0x80, 0x80, 0x80, 0x80, 0x80, 0x20], vec![1]].concat();
    let bombs = [
        ("a change", bringing(2, &bomb)),
        ("a column of a document", bringing(0, &document(0x1a, &bomb))),
        ("a long run", bringing(0, &document(0x12, &run))),
        ("a bundle", bringing(3, &bomb)),
    ];
    let mut grew = Vec::new();
    for (what, message) in bombs {
        assert!(message.len() < 2 << 20, "{what}: {}", message.len());
        let mut bobs = bob.connect(&server).await;
        let relay = bobs.introduced().await;
        server.forget_most();
        let before = server.mebibytes("VmRSS");
        bobs.send(bob.frame(&relay, message)).await;
        assert_eq!(bobs.closed().await, Some(close::BAD_DATA), "{what}");
        let growth = server.mebibytes("VmHWM").saturating_sub(before);
        grew.push((what, growth));
        ada.create_license(what);
        line.settle(&mut ada.replicas).await;
    }
    println!("MiB: {grew:?}");
    assert!(grew.iter().all(|(_, growth)| *growth <= 32), "MiB: {grew:?}");
}

/// Reads a kilobyte a second from a connection, past its socket, until told to read on without a
/// pause; then all there was, to the end.
async fn trickle(line: Line, mut hurry: oneshot::Receiver<()>) -> Vec<u8> {
    let MaybeTlsStream::Plain(mut stream) = line.socket.into_inner() else { panic!("not plain") };
    let mut read = Vec::new();
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = seconds.tick() => {
                let mut kilobyte = [0; 1_000];
                stream.read_exact(&mut kilobyte).await.unwrap();
                read.extend(kilobyte);
            }
            _ = &mut hurry => break,
        }
    }
    stream.read_to_end(&mut read).await.unwrap();
    read
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_nothing_or_slowly_is_put_out_and_nobody_else_waits() {
    const SAID: usize = 5_000;
    let server = Server::start(&Place::new(None)).await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut carol = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut dan = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    let mut trickling = dan.connect(&server).await;
    trickling.settle(&mut dan.replicas).await;
    let (hurry, hurried) = oneshot::channel();
    let trickling = tokio::spawn(trickle(trickling, hurried));
    let mut slow = bob.connect(&server).await;
    slow.settle(&mut bob.replicas).await;
    let mut quick = carol.connect(&server).await;
    quick.settle(&mut carol.replicas).await;
    server.forget_most();
    let before = server.mebibytes("VmRSS");
    let reading = tokio::spawn(async move {
        let mut n = 0;
        while n < SAID {
            let frame = quick.next().await.unwrap();
            let heard = quick.link.hear(&frame, &mut carol.replicas).unwrap();
            n += usize::from(matches!(heard, Heard::Said { .. }));
        }
    });
    let inventory = ada.replicas.ids[0];
    let mut slowest = Duration::ZERO;
    // Five seconds of it.
    let mut ticks = tokio::time::interval(Duration::from_millis(1));
    for n in 0..SAID {
        ticks.tick().await;
        let frame = line.link.say(inventory, vec![0x40; 4_000]).unwrap();
        line.send(frame).await;
        if n % 250 == 0 {
            let begun = Instant::now();
            ada.create_license(&format!("License {n}"));
            line.settle(&mut ada.replicas).await;
            slowest = slowest.max(begun.elapsed());
        }
    }
    reading.await.unwrap();
    let growth = server.mebibytes("VmHWM").saturating_sub(before);
    // When it reads at last, it finds what was in line, and then why there is no more.
    let mut n_waiting = 0;
    let code = loop {
        match slow.next().await {
            Ok(frame) => n_waiting += frame.len(),
            Err(code) => break code,
        }
    };
    println!("{growth} MiB, {n_waiting} bytes were in line, the slowest edit {slowest:?}");
    assert_eq!(code, Some(close::AGAIN));
    assert!(n_waiting < SAID * 4_000);
    // So was whoever read a kilobyte a second; nobody masks what a relay says, so its end is legible.
    hurry.send(()).unwrap();
    let trickled = trickling.await.unwrap();
    println!("{} bytes for whoever reads a kilobyte a second", trickled.len());
    assert!(trickled.len() < SAID * 4_000);
    let [high, low] = close::AGAIN.to_be_bytes();
    assert!(trickled.ends_with(&[&[0x88, 10, high, low], b"too slow".as_slice()].concat()));
    assert!(growth <= 32, "{growth} MiB");
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
}

/// How long edits of one take to reach another, sorted.
async fn edits(
    n: u32,
    (ada, line): (&mut Device, &mut Line),
    (bob, other): (&mut Device, &mut Line),
) -> Vec<Duration> {
    let id = ada.replicas.inventory.workspace().present_licenses().next().unwrap().id;
    let mut took = Vec::new();
    for n in 0..n {
        let name = format!("Edit {n} of {}", took.len());
        let begun = Instant::now();
        ada.edit(id, |license| license.name.clone_from(&name));
        line.settle(&mut ada.replicas).await;
        other
            .until(&mut bob.replicas, |_, replicas| {
                replicas.inventory.workspace().licenses.get(&id).is_some_and(|l| l.name == name)
            })
            .await;
        took.push(begun.elapsed());
    }
    took.sort();
    took
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_connections_leaves_those_who_work_alone() {
    const A_SECOND: u32 = 500;
    const SECONDS: u32 = 3;
    let server = Server::start(&Place::new(None)).await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    ada.create_license("Atlas");
    let (mut line, mut other) = (ada.connect(&server).await, bob.connect(&server).await);
    line.settle(&mut ada.replicas).await;
    let before = edits(100, (&mut ada, &mut line), (&mut bob, &mut other)).await;

    // Handshakes that never end.
    let mut unfinished = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(b"GET /ws/").await.unwrap();
        unfinished.push(stream);
    }
    let (address, workspace) = (server.address, ada.workspace);
    let flood = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / A_SECOND);
        for _ in 0..A_SECOND * SECONDS {
            ticks.tick().await;
            let request = format!("GET /ws/{workspace}?ticket=00 HTTP/1.1\r\nhost: x\r\n\r\n");
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.write_all(request.as_bytes()).await.unwrap();
            });
        }
    });
    let mut during = Vec::new();
    while !flood.is_finished() {
        during.extend(edits(10, (&mut ada, &mut line), (&mut bob, &mut other)).await);
    }
    during.sort();
    let p95 = |took: &[Duration]| took[took.len() * 95 / 100];
    let (before, during) = (p95(&before), p95(&during));
    println!("p95 of an edit: {before:?} before, {during:?} during");
    assert!(during < (before * 10).max(Duration::from_millis(250)), "{before:?}, {during:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_has_gone_without_a_word_is_noticed_within_45_seconds() {
    let server = Server::start(&Place::new(None)).await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    let mut silent = bob.connect(&server).await;
    silent.settle(&mut bob.replicas).await;
    let begun = Instant::now();
    // Its connection stays open, but nobody is there who answers.
    let left = timeout(Duration::from_secs(50), async {
        loop {
            match line.socket.next().await.unwrap().unwrap() {
                Message::Binary(frame) => {
                    if let Frame::Leave { sender } = Frame::decode(&frame).unwrap() {
                        return sender;
                    }
                }
                // Whoever is there answers when it next sends.
                Message::Ping(_) => line.socket.flush().await.unwrap(),
                other @ (Message::Text(_)
                | Message::Pong(_)
                | Message::Close(_)
                | Message::Frame(_)) => panic!("{other:?}"),
            }
        }
    });
    assert_eq!(left.await.expect("nobody notices"), bob.id.to_string());
    let took = begun.elapsed();
    println!("noticed after {took:?}");
    assert!(took < Duration::from_secs(46), "{took:?}");
    drop(silent);
}
