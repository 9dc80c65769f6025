//! Is everything there that was answered before the program was killed?

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use replica::document_id::DocumentId;
use sync_server::store::Store;

use crate::chance::Chance;
use crate::samples::*;

/// Set for the program that will be killed, to the folder it writes in.
const FOLDER: &str = "SEATWISE_TEST_KILLED_IN";

#[tokio::test]
async fn what_was_answered_before_a_kill_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(folder.path()).await.unwrap();
    let document = one_document(&store).await;
    store.close().await;
    drop(store);
    let mut chance = Chance::new();
    let mut answered = 0;
    for round in 0..10 {
        answered = answered.max(write_until_killed(folder.path(), 1 + chance.below(40)));
        let store = Store::sqlite(folder.path()).await.unwrap();
        let stored = count(&store, document).await;
        // One more may have been stored without anybody hearing of it.
        assert!(stored >= answered, "round {round}: {answered} answered, {stored} stored");
        assert!(store.doctor().await.unwrap().is_well());
        store.close().await;
    }
}

async fn count(store: &Store, document: DocumentId) -> u64 {
    let loaded = store.load(document).await.unwrap();
    assert_eq!(loaded.damaged, Vec::<String>::new());
    (loaded.snapshot.unwrap_or_default().len() + loaded.changes.len()) as u64
}

/// Starts this program again as the one that writes, and kills it after some answers. Says the
/// last number that was answered.
fn write_until_killed(folder: &Path, answers: u64) -> u64 {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "killed::writes_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut heard = lines.filter_map(|line| line.strip_prefix("stored ")?.parse::<u64>().ok());
    let last = heard.nth(usize::try_from(answers - 1).unwrap()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still said before it died was answered, too.
    heard.last().unwrap_or(last)
}

/// The program that is killed. As a test of its own it has nothing to do.
#[tokio::test]
async fn writes_until_it_is_killed() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let store = Store::sqlite(Path::new(&folder)).await.unwrap();
    for n in 0_u64.. {
        let one = change(&format!("{} {n}", std::process::id()));
        let last = store.append(inventory(1), &[one]).await.unwrap();
        // A snapshot here has a byte for every change it holds.
        if n % 4 == 3 {
            let snapshot = vec![b'.'; usize::try_from(last).unwrap()];
            assert!(store.compact(inventory(1), &snapshot, last).await.unwrap());
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "stored {last}").unwrap();
        out.flush().unwrap();
    }
}
