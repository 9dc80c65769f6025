//! Do backup and doctor tell the truth, and does a second or older program stay out?

use sync_server::store::{SCHEMA_VERSION, Store, StoreError};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_healthy_store_is_well
    a_missing_number_is_noticed
    tables_of_a_newer_version_are_left_alone
    tables_of_the_first_version_are_brought_forward_with_all_that_is_in_them
    a_password_is_not_shown
}

async fn a_healthy_store_is_well(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b"])).await.unwrap();
    let report = store.doctor().await.unwrap();
    assert!(report.is_well(), "{report:?}");
    assert_eq!(report.schema_version, SCHEMA_VERSION);
    assert!(report.counts.contains(&("chunk", 2)) && report.counts.contains(&("member", 1)));
}

async fn a_missing_number_is_noticed(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    world.run("DELETE FROM chunk WHERE seq = 2").await;
    assert_eq!(store.doctor().await.unwrap().gaps, [document]);
}

async fn tables_of_a_newer_version_are_left_alone(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.close().await;
    drop(store);
    world.run("UPDATE schema_version SET version = 1000").await;
    let refused = match &world {
        World::Folder(folder) => Store::sqlite(folder.path()).await,
        World::Server { url } => Store::postgres(url).await,
    };
    let Err(StoreError::Newer { found: 1000, known }) = refused else { panic!("{refused:?}") };
    assert_eq!(known, SCHEMA_VERSION);
    world.run(&format!("UPDATE schema_version SET version = {SCHEMA_VERSION}")).await;
    assert_eq!(world.open().await.workspaces().await.unwrap().len(), 1);
}

async fn tables_of_the_first_version_are_brought_forward_with_all_that_is_in_them(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.close().await;
    drop(store);
    for sql in [
        "ALTER TABLE workspace DROP COLUMN must_seal",
        "ALTER TABLE invite DROP COLUMN for_member",
        "UPDATE schema_version SET version = 1",
    ] {
        world.run(sql).await;
    }
    let store = world.open().await;
    assert!(!store.workspace(workspace(1)).await.unwrap().must_seal);
    join(&store, 2).await;
    assert_eq!(store.members(workspace(1)).await.unwrap().len(), 2);
}

async fn a_password_is_not_shown(world: World) {
    let shown = format!("{:?}", world.open().await);
    assert!(!shown.contains("postgres@") && !shown.contains("host="), "{shown}");
}

#[tokio::test]
async fn a_second_relay_on_one_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first = Store::sqlite(folder.path()).await.unwrap();
    let second = Store::sqlite(folder.path()).await.unwrap_err();
    assert!(matches!(&second, StoreError::Locked(path) if path == folder.path()));
    assert!(second.to_string().contains("another relay uses the folder"));
    one_document(&first).await;
    first.close().await;
    drop(first);
    assert_eq!(Store::sqlite(folder.path()).await.unwrap().workspaces().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_folder_may_have_any_name_and_its_files_are_private() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ä ?#%20&x=1;'");
    std::fs::create_dir(&folder).unwrap();
    let store = Store::sqlite(&folder).await.unwrap();
    one_document(&store).await;
    for entry in std::fs::read_dir(&folder).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let entry = entry.unwrap();
        assert!(entry.file_name().to_str().unwrap().starts_with("relay."), "{entry:?}");
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{entry:?}");
    }
    assert!(folder.join("relay.sqlite").is_file());
    Store::sqlite(&folder.join("missing")).await.unwrap_err();
}

#[tokio::test]
async fn a_database_is_written_as_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let _store = Store::sqlite(folder.path()).await.unwrap();
    let world = World::Folder(folder);
    let raw = world.raw().await;
    let row = sqlx::query("PRAGMA journal_mode").fetch_one(&raw).await.unwrap();
    assert_eq!(sqlx::Row::get::<String, _>(&row, 0), "wal");
}

#[tokio::test]
async fn a_backup_made_while_writing_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(folder.path()).await.unwrap();
    let document = one_document(&store).await;
    let writer = store.clone();
    let (tell, mut told) = tokio::sync::mpsc::channel(1);
    let writing = tokio::spawn(async move {
        for n in 0..400 {
            writer.append(document, &[change(&format!("change {n}"))]).await.unwrap();
            if n == 50 {
                tell.send(()).await.unwrap();
            }
        }
    });
    told.recv().await.unwrap();
    let other = tempfile::tempdir().unwrap();
    let to = other.path().join("relay.sqlite");
    store.backup(&to).await.unwrap();
    writing.await.unwrap();
    assert_eq!(texts(&store, document).await.len(), 400);

    // On another host it is a relay's folder.
    let restored = Store::sqlite(other.path()).await.unwrap();
    let there = texts(&restored, document).await;
    assert!(there.len() > 50);
    assert_eq!(there, texts(&store, document).await[..there.len()]);
    assert!(restored.doctor().await.unwrap().is_well());
    assert!(!other.path().join("relay.sqlite.unfinished").exists());

    let again = store.backup(&to).await;
    assert!(matches!(again, Err(StoreError::File { .. })), "{again:?}");
    let nowhere = store.backup(&other.path().join("missing/relay.sqlite")).await;
    nowhere.unwrap_err();
}
