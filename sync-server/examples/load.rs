//! A load for the relay, and what came of it as one line of JSON: people who edit, people who read
//! along, and many who are only connected.
//!
//! The relay is started beside this program, so that its time and memory are its own. With `--nodes 2`
//! and a database there are two relays, and half of everybody is at each. A change counts as there
//! once a reader has it in its document; documents here are bare, without the app's records.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measuring program that speaks to its terminal"
)]

#[expect(dead_code, reason = "it has more than is used here")]
#[path = "../tests/support/asking.rs"]
mod asking;
#[expect(dead_code, reason = "it has more than is used here")]
#[path = "../tests/relay/device.rs"]
mod device;
#[path = "../tests/support/postgres.rs"]
mod postgres;
#[expect(dead_code, reason = "it has more than is used here")]
#[path = "../tests/support/program.rs"]
mod server;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use automerge::sync::{Message as SyncMessage, State};
use automerge::transaction::Transactable as _;
use automerge::{Automerge, ObjId, ROOT, ReadDoc as _};
use clap::Parser;
use futures::{FutureExt as _, SinkExt as _, StreamExt as _};
use replica::document::{Document, DocumentError};
use replica::document_id::DocumentId;
use replica::schema;
use replica::sync::link::{Documents, Link};
use replica::team::Role;
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::tungstenite::Message;

use crate::device::{Device, Line, now};
use crate::postgres::Postgres;
use crate::server::{Place, Server, program};

/// As the app does: see `ANSWER_WITHIN` in `app/src/engine/team/line.rs`.
const ANSWER_WITHIN: Duration = Duration::from_millis(100);

#[derive(Debug, Parser)]
struct Options {
    #[arg(long, default_value_t = 20)]
    writers: usize,
    #[arg(long, default_value_t = 20)]
    readers: usize,
    /// Edits of each writer in a second.
    #[arg(long, default_value_t = 20)]
    edits: u32,
    #[arg(long, default_value_t = 8)]
    seconds: u32,
    /// Devices that are only connected, a hundred in each of some other rooms.
    #[arg(long, default_value_t = 0)]
    idle: usize,
    #[arg(long, default_value_t = 100)]
    licenses: usize,
    /// On a Postgres that is started for it, instead of a file.
    #[arg(long)]
    postgres: bool,
    #[arg(long, default_value_t = 1)]
    nodes: usize,
}

/// The documents of a device as Automerge has them, and nothing made of them.
struct Bare {
    ids: [DocumentId; 2],
    documents: [Document; 2],
}

impl Documents for Bare {
    fn document(&self, id: DocumentId) -> Option<&Document> {
        self.ids.iter().position(|known| *known == id).map(|n| &self.documents[n])
    }

    fn receive(
        &mut self,
        id: DocumentId,
        state: &mut State,
        message: SyncMessage,
    ) -> Result<(), DocumentError> {
        let n = self.ids.iter().position(|known| *known == id).unwrap();
        self.documents[n].receive_quietly(state, message)
    }
}

struct Guest {
    bare: Bare,
    line: Line,
    /// Since when the relay is owed a word that it has heard nothing of.
    owes_since: Option<Instant>,
}

impl Guest {
    async fn connect(device: &Device, server: &Server) -> Self {
        let whole = |beginning: schema::Beginning| {
            Document::new((beginning.whole)().unwrap(), *device.id.0.as_bytes())
        };
        let documents = [whole(schema::INVENTORY), whole(schema::VAULT)];
        let bare = Bare { ids: device.replicas.ids, documents };
        Self { bare, line: device.connect(server).await, owes_since: None }
    }

    async fn speak(&mut self) {
        self.owes_since = None;
        for frame in self.line.link.speak(&self.bare) {
            self.line.send(frame).await;
        }
    }

    async fn hear(&mut self) {
        let frame = self.line.next().await.expect("the relay closes");
        self.line.link.hear(&frame, &mut self.bare).unwrap();
    }

    /// Waits for what comes and takes it in, with all that has come behind it, or until an answer is
    /// due.
    async fn listen(&mut self) {
        let heard = match self.owes_since {
            Some(since) => timeout_at(since + ANSWER_WITHIN, self.line.next()).await.ok(),
            None => Some(self.line.next().await),
        };
        let Some(frame) = heard else { return };
        self.line.link.hear(&frame.expect("the relay closes"), &mut self.bare).unwrap();
        while let Some(Some(Ok(message))) = self.line.socket.next().now_or_never() {
            if let Message::Binary(frame) = message {
                self.line.link.hear(&frame, &mut self.bare).unwrap();
            }
        }
        self.owes_since.get_or_insert_with(Instant::now);
    }

    /// Answers as the app does: at once where something of its own is not at the relay, else after a
    /// while.
    async fn answer(&mut self) {
        let is_behind = |id| !self.line.link.is_acknowledged(id, &self.bare);
        let is_due = self.owes_since.is_some_and(|since| since.elapsed() >= ANSWER_WITHIN);
        if is_due || self.bare.ids.into_iter().any(is_behind) {
            self.speak().await;
        }
    }

    async fn settle(&mut self) {
        let settled = |link: &Link, bare: &Bare| {
            link.has_joined() && bare.ids.iter().all(|id| link.is_acknowledged(*id, bare))
        };
        loop {
            self.speak().await;
            if settled(&self.line.link, &self.bare) {
                return;
            }
            self.hear().await;
        }
    }
}

/// When each edit was made, by writer.
type Sent = Arc<Mutex<Vec<Vec<Instant>>>>;

/// Edits one license again and again, and takes in what others do.
async fn write(mut guest: Guest, me: usize, license: ObjId, options: Arc<Options>, sent: Sent) {
    let every = Duration::from_secs(1) / options.edits;
    let begin = Instant::now() + every * u32::try_from(me).unwrap() / 20;
    let mut ticks = tokio::time::interval_at(begin, every);
    let mut left = options.edits * options.seconds;
    loop {
        tokio::select! {
            _ = ticks.tick(), if left > 0 => {
                left -= 1;
                let n = {
                    let mut sent = sent.lock().unwrap();
                    sent[me].push(Instant::now());
                    sent[me].len()
                };
                let put = |tx: &mut automerge::transaction::Transaction<'_>| {
                    tx.put(&license, "name", format!("{me}:{n}"))
                };
                guest.bare.documents[0].transact(&"edit", now(), put).unwrap();
            }
            () = guest.listen() => {}
        }
        guest.answer().await;
    }
}

/// Takes in what writers do, until it has all of it; how long each edit took to come.
async fn read(
    mut guest: Guest,
    licenses: Vec<ObjId>,
    options: Arc<Options>,
    sent: Sent,
) -> (Vec<Duration>, usize) {
    let all = usize::try_from(options.edits * options.seconds).unwrap();
    let mut seen = vec![0; options.writers];
    let mut took = Vec::new();
    let patience = Duration::from_secs(u64::from(options.seconds) + 20);
    let reading = timeout(patience, async {
        while seen.iter().any(|n| *n < all) {
            guest.answer().await;
            guest.listen().await;
            let at = Instant::now();
            let sent = sent.lock().unwrap();
            for (writer, license) in licenses.iter().enumerate() {
                let name = guest.bare.documents[0].automerge().get(license, "name").unwrap();
                let name = name.and_then(|(value, _)| value.into_string().ok()).unwrap_or_default();
                // It is called something else until its writer has begun.
                let Some(n) = name.strip_prefix(&format!("{writer}:")) else { continue };
                let n: usize = n.parse().unwrap();
                for earlier in seen[writer]..n {
                    took.push(at.duration_since(sent[writer][earlier]));
                }
                seen[writer] = seen[writer].max(n);
            }
        }
    });
    // Out of patience: what has not come is lost.
    drop(reading.await);
    (took, seen.iter().map(|n| all - n).sum())
}

/// Stays and answers pings.
async fn idle(mut guest: Guest) {
    while let Some(Ok(message)) = guest.line.socket.next().await {
        if matches!(message, Message::Ping(_)) && guest.line.socket.flush().await.is_err() {
            return;
        }
    }
}

/// Seconds of processor time.
fn cpu(server: &Server) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.pid())).unwrap();
    let after_name = stat.rsplit(") ").next().unwrap();
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    ticks as f64 / 100.0
}

fn milliseconds(sorted: &[Duration], part: usize) -> Value {
    let at = (sorted.len() * part / 1000).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or(Value::Null, |took| json!(took.as_micros() as f64 / 1000.0))
}

#[tokio::main]
async fn main() {
    let options = Arc::new(Options::parse());
    let postgres = options.postgres.then(Postgres::start);
    let database = match &postgres {
        Some(postgres) => Some(postgres.database().await),
        None => None,
    };
    let mut servers = Vec::new();
    for _ in 0..options.nodes {
        // Everybody comes from this machine, and is to be counted apart.
        let place = Place::new(database.clone());
        servers.push(Server::start_by(&place, Command::new(program()), &["--trust-proxy"]).await);
    }
    asking::FROM_EVERYWHERE.store(true, std::sync::atomic::Ordering::Relaxed);
    let at = |n: usize| &servers[n % servers.len()];

    // The code of the one that was started last is good.
    let mut owner = Device::owner_on(at(servers.len() - 1)).await;
    for n in 0..options.licenses.max(options.writers) {
        owner.create_license(&format!("License {n}"));
    }
    let mut line = owner.connect(at(0)).await;
    line.settle(&mut owner.replicas).await;
    drop(line);

    // A device that has nothing yet.
    let new = Device::invited_by(&owner, at(0), Role::Editor).await;
    let begun = Instant::now();
    let mut guest = Guest::connect(&new, at(0)).await;
    guest.settle().await;
    let first_sync = begun.elapsed();
    drop(guest);

    let doc = owner.replicas.inventory.document().automerge();
    let licenses = doc.get(ROOT, "licenses").unwrap().unwrap().1;
    let keys: Vec<String> = doc.keys(&licenses).take(options.writers).collect();
    let sent: Sent = Arc::new(Mutex::new(vec![Vec::new(); options.writers]));
    let mut writers = Vec::new();
    let mut readers = Vec::new();
    let of = |doc: &Automerge, key: &String| doc.get(&licenses, key.as_str()).unwrap().unwrap().1;
    for n in 0..options.writers + options.readers {
        let device = Device::invited_by(&owner, at(0), Role::Editor).await;
        let mut guest = Guest::connect(&device, at(n)).await;
        guest.settle().await;
        let doc = guest.bare.documents[0].automerge();
        if let Some(key) = keys.get(n) {
            let license = of(doc, key);
            writers.push((guest, n, license));
        } else {
            let all = keys.iter().map(|key| of(doc, key)).collect();
            readers.push((guest, all));
        }
    }
    let active_rss: Vec<u64> = servers.iter().map(|server| server.mebibytes("VmRSS")).collect();
    let mut idlers = Vec::new();
    let mut host = Device::elsewhere(&owner, at(0)).await;
    for n in 0..options.idle {
        if n % 100 == 0 && n > 0 {
            host = Device::elsewhere(&owner, at(0)).await;
        }
        let device = Device::invited_by(&host, at(0), Role::Editor).await;
        let mut guest = Guest::connect(&device, at(n)).await;
        guest.settle().await;
        idlers.push(tokio::spawn(idle(guest)));
    }
    let idle_rss: Vec<u64> = servers.iter().map(|server| server.mebibytes("VmRSS")).collect();
    servers.iter().for_each(Server::forget_most);

    let before: f64 = servers.iter().map(cpu).sum();
    let begun = Instant::now();
    let reading: Vec<_> = readers
        .into_iter()
        .map(|(guest, licenses)| {
            tokio::spawn(read(guest, licenses, Arc::clone(&options), Arc::clone(&sent)))
        })
        .collect();
    let writing: Vec<_> = writers
        .into_iter()
        .map(|(guest, n, license)| {
            tokio::spawn(write(guest, n, license, Arc::clone(&options), Arc::clone(&sent)))
        })
        .collect();
    let (mut took, mut lost) = (Vec::new(), 0);
    for reader in reading {
        let (some, missing) = reader.await.unwrap();
        took.extend(some);
        lost += missing;
    }
    let lasted = begun.elapsed();
    let cpu_seconds = servers.iter().map(cpu).sum::<f64>() - before;
    writing.iter().for_each(tokio::task::JoinHandle::abort);
    took.sort();
    let most: Vec<u64> = servers.iter().map(|server| server.mebibytes("VmHWM")).collect();
    println!(
        "{}",
        json!({
            "relay": if options.postgres { "ours, Postgres" } else { "ours, SQLite" },
            "nodes": options.nodes,
            "writers": options.writers, "readers": options.readers, "edits": options.edits,
            "idle": options.idle, "licenses": options.licenses,
            "delivered": took.len(), "lost": lost,
            "p50": milliseconds(&took, 500), "p95": milliseconds(&took, 950),
            "p99": milliseconds(&took, 990),
            "seconds": lasted.as_secs_f64(), "cpu_seconds": cpu_seconds,
            "rss_before_idle": active_rss, "rss_with_idle": idle_rss, "rss_most": most,
            "first_sync_ms": first_sync.as_secs_f64() * 1000.0,
        })
    );
}
