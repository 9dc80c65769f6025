//! Does a snapshot take the place of exactly what it holds?

use sync_server::store::{Loaded, Since, StoreError};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_snapshot_replaces_what_it_holds_and_nothing_after
    other_documents_are_left_alone
    a_newer_snapshot_replaces_the_older
    an_older_snapshot_is_refused
    a_snapshot_of_what_is_not_there_is_refused
    who_is_behind_a_snapshot_is_told_to_load_again
    a_change_that_was_folded_may_come_again
    a_failure_before_the_end_leaves_everything_as_it_was
}

async fn a_snapshot_replaces_what_it_holds_and_nothing_after(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c", "d"])).await.unwrap();
    assert!(store.compact(document, b"a+b", 2).await.unwrap());
    let expected = Loaded {
        snapshot: Some(b"a+b".to_vec()),
        changes: vec![b"c".to_vec(), b"d".to_vec()],
        last_seq: 4,
        damaged: Vec::new(),
    };
    assert_eq!(store.load(document).await.unwrap(), expected);
    assert_eq!(world.count("chunk").await, 2);
    assert_eq!(store.append(document, &changes(["e"])).await.unwrap(), 5);
    assert!(store.doctor().await.unwrap().is_well());
}

async fn other_documents_are_left_alone(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.append(inventory(1), &changes(["a"])).await.unwrap();
    store.append(vault(1), &changes(["b"])).await.unwrap();
    assert!(store.compact(inventory(1), b"a", 1).await.unwrap());
    assert_eq!(texts(&store, vault(1)).await, ["b"]);
    assert_eq!(store.load(vault(1)).await.unwrap().snapshot, None);
}

async fn a_newer_snapshot_replaces_the_older(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    assert!(store.compact(document, b"a", 1).await.unwrap());
    assert!(store.compact(document, b"a+b+c", 3).await.unwrap());
    let loaded = store.load(document).await.unwrap();
    assert_eq!((loaded.snapshot, loaded.changes), (Some(b"a+b+c".to_vec()), Vec::new()));
    assert_eq!(world.count("snapshot").await, 1);
}

async fn an_older_snapshot_is_refused(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    assert!(store.compact(document, b"a+b", 2).await.unwrap());
    let before = store.load(document).await.unwrap();
    assert!(!store.compact(document, b"a", 1).await.unwrap());
    assert!(!store.compact(document, b"another", 2).await.unwrap());
    assert_eq!(store.load(document).await.unwrap(), before);
}

async fn a_snapshot_of_what_is_not_there_is_refused(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a"])).await.unwrap();
    assert!(matches!(store.compact(document, b"a+b", 2).await, Err(StoreError::Conflict)));
    assert_eq!(texts(&store, document).await, ["a"]);
}

async fn who_is_behind_a_snapshot_is_told_to_load_again(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    assert!(store.compact(document, b"a+b", 2).await.unwrap());
    assert_eq!(store.since(document, 0).await.unwrap(), Since::Reload);
    assert_eq!(store.since(document, 1).await.unwrap(), Since::Reload);
    assert_eq!(store.since(document, 2).await.unwrap(), since(&[(3, "c")]));
}

async fn a_change_that_was_folded_may_come_again(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a"])).await.unwrap();
    assert!(store.compact(document, b"a", 1).await.unwrap());
    // The store can't know what is in a snapshot; for a document it makes no difference.
    assert_eq!(store.append(document, &changes(["a"])).await.unwrap(), 2);
    assert!(store.doctor().await.unwrap().is_well());
}

async fn a_failure_before_the_end_leaves_everything_as_it_was(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    assert!(store.compact(document, b"a", 1).await.unwrap());
    let before = store.load(document).await.unwrap();
    // Within the deleting, and after everything else, just before the end.
    for (event, table) in [("DELETE", "chunk"), ("UPDATE", "document")] {
        let when = if table == "chunk" { "OLD.seq = 3" } else { "1 = 1" };
        world.fail_on(event, table, when).await;
        store.compact(document, b"a+b+c", 3).await.unwrap_err();
        assert_eq!(store.load(document).await.unwrap(), before);
        world.fail_no_more(table).await;
    }
    assert!(store.compact(document, b"a+b+c", 3).await.unwrap());
    assert_eq!(store.load(document).await.unwrap().snapshot, Some(b"a+b+c".to_vec()));
}
