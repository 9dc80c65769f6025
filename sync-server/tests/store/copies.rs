//! Is everything in a backup, and back from it, between both databases?

use std::path::Path;
use std::process::{Command, Output};

use sqlx::Row as _;
use sync_server::store::{Act, Store, StoreError};
use tempfile::TempDir;

use crate::postgres::Postgres;
use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_backup_holds_everything_and_comes_back_into_a_folder
    a_backup_is_made_beside_a_relay_that_writes
    what_is_there_is_not_overwritten
}

/// Something in every table, none of it in the usual order.
async fn fill(world: &World) -> Store {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    store.compact(document, b"a snapshot of a and b", 2).await.unwrap();
    store.append(document, &changes(["d"])).await.unwrap();
    store.put_meta("secret", &[0, 255, 39]).await.unwrap();
    store.create_invite(&new_invite(1)).await.unwrap();
    store.put_wrapped_key(workspace(1), EPOCH, device(1), &[1, 2]).await.unwrap();
    store.use_ticket(&[7; 16], 2_000, 1_000).await.unwrap();
    let workspace = store.workspaces().await.unwrap().remove(0).id;
    for act in ["one", "it's \u{1f511} 2"] {
        let (act, subject) = (act.to_owned(), String::new());
        let act = Act { workspace, at: 5, member: None, device: None, act, subject };
        store.record(&act).await.unwrap();
    }
    store
}

/// Every row of every table as text, in order.
async fn all_rows(world: &World) -> Vec<String> {
    let raw = world.raw().await;
    let mut found = Vec::new();
    for (table, order) in [
        ("meta", "key"),
        ("workspace", "id"),
        ("document", "id"),
        ("member", "id"),
        ("device", "id"),
        ("invite", "id"),
        ("wrapped_key", "device"),
        ("used_ticket", "number"),
        ("audit", "seq"),
        ("chunk", "seq"),
        ("snapshot", "upto_seq"),
    ] {
        let sql = format!("SELECT * FROM {table} ORDER BY {order}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&raw).await.unwrap();
        assert!(!rows.is_empty(), "{table}");
        for row in rows {
            let cells: Vec<String> = (0..row.len())
                .map(|n| {
                    let text = row.try_get::<Option<String>, _>(n).map(|it| format!("{it:?}"));
                    let number = || row.try_get::<Option<i64>, _>(n).map(|it| format!("{it:?}"));
                    let bytes = || row.try_get::<Option<Vec<u8>>, _>(n).map(|it| format!("{it:?}"));
                    text.or_else(|_| number()).or_else(|_| bytes()).unwrap()
                })
                .collect();
            found.push(format!("{table}: {}", cells.join(", ")));
        }
    }
    raw.close().await;
    found
}

/// Runs the program on a world.
fn program(world: &World, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command.args(words).env_remove("DATABASE_URL");
    match world {
        World::Folder(folder) => command.arg("--data").arg(folder.path()),
        World::Server { url } => command.env("DATABASE_URL", url),
    };
    command.output().unwrap()
}

#[track_caller]
fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    said
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn a_backup_holds_everything_and_comes_back_into_a_folder(world: World) {
    let store = fill(&world).await;
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("seats.backup");
    // While the store is open, as a relay has it.
    said(&program(&world, &["backup", name(&file)]));
    let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let expected = all_rows(&world).await;

    let other = World::Folder(tempfile::tempdir().unwrap());
    assert!(said(&program(&other, &["restore", name(&file)])).contains("all is well"));
    assert_eq!(all_rows(&other).await, expected);
    let report = said(&program(&other, &["doctor"]));
    assert!(report.contains("chunk: 2") && report.contains("all is well"), "{report}");
    let restored = other.open().await;
    let document = store.workspaces().await.unwrap().remove(0).inventory;
    assert_eq!(restored.load(document).await.unwrap(), store.load(document).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_into_postgres_from_either_database() {
    let server = Postgres::start();
    let database = async || World::Server { url: server.database().await };
    for from in [World::Folder(tempfile::tempdir().unwrap()), database().await] {
        let store = fill(&from).await;
        let files = tempfile::tempdir().unwrap();
        let file = files.path().join("seats.backup");
        said(&program(&from, &["backup", name(&file)]));
        let to = database().await;
        assert!(said(&program(&to, &["restore", name(&file)])).contains("all is well"));
        assert_eq!(all_rows(&to).await, all_rows(&from).await);
        // What comes next is counted behind what came along.
        let restored = to.open().await;
        let workspace = store.workspaces().await.unwrap().remove(0);
        let (act, subject) = ("three".to_owned(), String::new());
        let act = Act { workspace: workspace.id, at: 6, member: None, device: None, act, subject };
        restored.record(&act).await.unwrap();
        let acts = restored.record_of(workspace.id, None, 10).await.unwrap();
        assert_eq!(acts.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [3, 2, 1]);
        let next = restored.append(workspace.inventory, &changes(["e"])).await.unwrap();
        assert_eq!(next, 5);
    }
}

async fn a_backup_is_made_beside_a_relay_that_writes(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    let writer = store.clone();
    let (tell, acknowledged) = tokio::sync::watch::channel(0_usize);
    let writing = tokio::spawn(async move {
        for n in 0.. {
            writer.append(document, &[change(&format!("change {n}"))]).await.unwrap();
            if tell.send(n + 1).is_err() {
                return;
            }
        }
    });
    acknowledged.clone().wait_for(|n| *n > 50).await.unwrap();
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("seats.backup");
    let before = *acknowledged.borrow();
    let words = ["backup", name(&file)];
    tokio::task::block_in_place(|| said(&program(&world, &words)));
    let after = *acknowledged.borrow();
    assert!(after > before, "nothing was written meanwhile");
    drop(acknowledged);
    writing.await.unwrap();

    let other = World::Folder(tempfile::tempdir().unwrap());
    said(&program(&other, &["restore", name(&file)]));
    let there = texts(&other.open().await, document).await;
    assert!(there.len() >= before, "{before} were acknowledged, {} are there", there.len());
    assert_eq!(there, texts(&store, document).await[..there.len()]);
}

async fn what_is_there_is_not_overwritten(world: World) {
    let store = fill(&world).await;
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("seats.backup");
    said(&program(&world, &["backup", name(&file)]));
    let refused = |words: &[&str], part: &str| {
        let output = program(&world, words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(said.contains(part) && said.lines().count() == 1, "{said}");
    };
    refused(&["backup", name(&file)], "already exists");
    let expected = all_rows(&world).await;
    if let World::Folder(_) = world {
        refused(&["restore", name(&file)], "another relay uses the folder");
    }
    store.close().await;
    drop(store);
    refused(&["restore", name(&file)], "holds data already");
    assert_eq!(all_rows(&world).await, expected);
}

fn restore(file: &Path, into: &TempDir) -> Result<Store, StoreError> {
    let restoring = Store::restore_folder(file, into.path());
    tokio::runtime::Runtime::new().unwrap().block_on(restoring)
}

#[test]
fn what_is_no_whole_backup_leaves_the_folder_empty() {
    let files = tempfile::tempdir().unwrap();
    let into = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let world = World::Folder(tempfile::tempdir().unwrap());
    let whole = files.path().join("whole");
    runtime.block_on(async { fill(&world).await.backup(&whole).await.unwrap() });
    let bytes = std::fs::read(&whole).unwrap();
    let mut damaged = bytes.clone();
    let half = damaged.len() / 2;
    damaged[half..half + 4096].fill(0x5a);
    for (what, content) in [
        ("nothing", Vec::new()),
        ("a text", b"hello, I am no database at all".to_vec()),
        ("half", bytes[..half].to_vec()),
        ("damaged", damaged),
    ] {
        let file = files.path().join("bad");
        std::fs::write(&file, content).unwrap();
        restore(&file, &into).map(drop).expect_err(what);
        assert!(!into.path().join("relay.sqlite").exists(), "{what}");
    }
    restore(&files.path().join("missing"), &into).unwrap_err();
    restore(&whole, &into).unwrap();
}

#[test]
fn a_folder_without_a_relay_has_neither_a_backup_nor_a_doctor() {
    let world = World::Folder(tempfile::tempdir().unwrap());
    for words in [&["doctor"][..], &["backup", "/nowhere/x"]] {
        let output = program(&world, words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("relay.sqlite"), "{said}");
    }
    let World::Folder(folder) = &world else { panic!() };
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is made");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_is_damaged() {
    let world = World::Folder(tempfile::tempdir().unwrap());
    let _store = fill(&world).await;
    world.flip_a_bit("chunk", "seq = 4").await;
    let output = program(&world, &["doctor"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("damaged: change 4 of") && said.contains("not all is well"), "{said}");
}
