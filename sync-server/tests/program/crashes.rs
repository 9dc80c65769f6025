//! Killed in the middle of everything, again and again: nothing of which the relay has spoken, and
//! with that nothing it has acknowledged, is missing when it is started again.

use std::sync::Arc;

use automerge::{ChangeHash, ReadDoc as _};
use domain::id::LicenseId;
use futures::{SinkExt as _, StreamExt as _};
use replica::team::Role;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tokio_tungstenite::tungstenite::Message;

use crate::chance::Chance;
use crate::device::{Device, Line};
use crate::postgres::Postgres;
use crate::server::{Place, Server};

/// So often it is killed, on either database.
const KILLS: u32 = 100;
/// So many write at once.
const WRITERS: usize = 3;

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_relay_is_killed() {
    kill_and_look(Place::new(None)).await;
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_a_relay_on_postgres_is_killed() {
    let postgres = Postgres::start();
    kill_and_look(Place::new(Some(postgres.database().await))).await;
}

async fn kill_and_look(place: Arc<Place>) {
    let mut chance = Chance::new();
    let mut team = Team::share(&place, WRITERS).await;
    let mut n_heard = 0;
    for round in 0..KILLS {
        let server = Server::start(&place).await;
        team.check(&server, &format!("after {round} kills")).await;
        let (tell, mut told) = mpsc::unbounded_channel();
        let mut writing = Vec::new();
        for writer in team.writers.drain(..) {
            let line = writer.device.connect(&server).await;
            writing.push(tokio::spawn(writer.write_until_cut(line, tell.clone())));
        }
        let acknowledgements = 1 + chance.below(20);
        for _ in 0..acknowledgements {
            told.recv().await.unwrap();
        }
        server.kill().await;
        for one in writing {
            team.writers.push(one.await.unwrap());
        }
        n_heard += acknowledgements;
    }
    let server = Server::start(&place).await;
    team.check(&server, "at the end").await;
    // And all that was not acknowledged arrives in the end.
    for writer in &mut team.writers {
        let mut line = writer.device.connect(&server).await;
        line.settle(&mut writer.device.replicas).await;
    }
    team.check(&server, "once all have come again").await;
    println!("{KILLS} kills, {n_heard} acknowledgements waited for");
}

#[tokio::test]
async fn nothing_is_lost_when_the_relay_is_killed_while_it_folds() {
    kill_while_it_folds(Place::new(None)).await;
}

#[tokio::test]
async fn nothing_is_lost_when_a_relay_on_postgres_is_killed_while_it_folds() {
    let postgres = Postgres::start();
    kill_while_it_folds(Place::new(Some(postgres.database().await))).await;
}

/// Everything but the text is little: five mebibytes of changes are stored, then folded, then
/// acknowledged. The kills are spread evenly over the time that takes.
async fn kill_while_it_folds(place: Arc<Place>) {
    const STEPS: u32 = 5;
    let mut chance = Chance::new();
    let mut team = Team::share(&place, 1).await;
    let server = Server::start(&place).await;
    let begun = Instant::now();
    let writer = &mut team.writers[0];
    writer.write_much(&mut chance);
    let mut line = writer.device.connect(&server).await;
    line.settle(&mut writer.device.replicas).await;
    writer.note(&line);
    let whole = begun.elapsed();
    server.kill().await;
    for step in 1..=STEPS {
        let server = Server::start(&place).await;
        team.check(&server, &format!("before step {step}")).await;
        let mut writer = team.writers.remove(0);
        writer.write_much(&mut chance);
        let line = writer.device.connect(&server).await;
        let (tell, _told) = mpsc::unbounded_channel();
        let writing = tokio::spawn(writer.write_until_cut(line, tell));
        // The moment of the kill is what is varied here; nothing waits for anything.
        sleep(whole * step / STEPS).await;
        server.kill().await;
        team.writers.push(writing.await.unwrap());
    }
    let server = Server::start(&place).await;
    team.check(&server, "at the end").await;
}

struct Team {
    writers: Vec<Writer>,
    /// Asks with empty hands each time.
    auditor: Device,
}

struct Writer {
    device: Device,
    license: LicenseId,
    n_written: u32,
    /// What the relay has spoken of.
    heard: Vec<ChangeHash>,
}

impl Team {
    async fn share(place: &Arc<Place>, n: usize) -> Self {
        let server = Server::start(place).await;
        let owner = Device::owner_on(&server).await;
        let auditor = Device::invited_by(&owner, &server, Role::Editor).await;
        let mut writers = Vec::new();
        for n in 0..n {
            let mut device = Device::invited_by(&owner, &server, Role::Editor).await;
            let license = device.create_license(&format!("License {n}"));
            writers.push(Writer { device, license, n_written: 0, heard: Vec::new() });
        }
        server.kill().await;
        Self { writers, auditor }
    }

    /// Whether the relay has all that it has spoken of, before anybody could bring it again.
    async fn check(&mut self, server: &Server, when: &str) {
        self.auditor.forget();
        let mut line = self.auditor.connect(server).await;
        line.settle(&mut self.auditor.replicas).await;
        let found = self.auditor.replicas.inventory.document().automerge();
        for writer in &self.writers {
            for hash in &writer.heard {
                assert!(found.get_change_by_hash(hash).is_some(), "{when}: {hash} is missing");
            }
        }
        line.socket.close(None).await.unwrap_or_default();
    }
}

impl Writer {
    /// Writes, and again whenever all is acknowledged, until the relay is gone.
    async fn write_until_cut(mut self, mut line: Line, tell: mpsc::UnboundedSender<()>) -> Self {
        loop {
            for frame in line.link.speak(&self.device.replicas) {
                if line.socket.send(Message::Binary(frame.into())).await.is_err() {
                    return self;
                }
            }
            let frame = match line.socket.next().await {
                Some(Ok(Message::Binary(frame))) => frame,
                Some(Ok(Message::Close(frame))) => panic!("the relay closes: {frame:?}"),
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return self,
            };
            line.link.hear(&frame, &mut self.device.replicas).unwrap();
            self.note(&line);
            let replicas = &self.device.replicas;
            if line.link.has_joined() && line.link.is_acknowledged(replicas.ids[0], replicas) {
                tell.send(()).unwrap_or_default();
                for _ in 0..=self.n_written % 3 {
                    self.write();
                }
            }
        }
    }

    fn note(&mut self, line: &Line) {
        let replicas = &self.device.replicas;
        let mut heard = line.link.shared(replicas.ids[0]).unwrap().to_vec();
        if line.link.is_acknowledged(replicas.ids[0], replicas) {
            heard.extend(replicas.inventory.document().automerge().get_heads());
        }
        // What was heard of before is what these build on; as it is for the relay.
        self.heard.extend(heard);
        self.heard.sort_unstable();
        self.heard.dedup();
    }

    fn write(&mut self) {
        self.n_written += 1;
        let name = format!("Edit {}", self.n_written);
        self.device.edit(self.license, |license| license.name = name);
    }

    /// Text that does not deflate, of five mebibytes.
    fn write_much(&mut self, chance: &mut Chance) {
        for _ in 0..5 {
            let letter = |_| char::from(b'!' + u8::try_from(chance.below(90)).unwrap());
            let notes: String = (0..1 << 20).map(letter).collect();
            self.device.edit(self.license, |license| license.notes = notes);
        }
    }
}
