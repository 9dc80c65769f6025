//! Does everything that was stored come back, and nothing else? The cases of automerge-repo's
//! acceptance tests for storage, and those missing there, as far as they make sense for a log.

use replica::document_id::DocumentId;
use sync_server::store::{Appended, Change, Loaded, Since, StoreError};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_new_document_is_empty
    an_unknown_document_is_no_empty_one
    what_was_appended_is_loaded
    a_large_change_comes_back_whole
    an_empty_change_and_an_empty_snapshot_come_back
    any_byte_comes_back
    a_thousand_changes_come_back_in_their_order
    the_same_change_in_two_documents_is_stored_in_both
    documents_with_similar_names_stay_apart
    nothing_comes_after_the_last
    what_came_after_a_number_is_all_and_only_that
    appending_again_changes_nothing
    a_change_twice_in_one_call_is_stored_once
    appending_nothing_says_the_last_number
    several_documents_are_appended_to_at_once
    a_failed_append_is_an_error_and_leaves_what_was
    a_batch_that_fails_halfway_stores_nothing_of_it
    usage_counts_what_a_workspace_takes_up
    it_is_all_there_after_opening_again
    closing_while_appending_loses_nothing_that_was_answered
}

async fn a_new_document_is_empty(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    assert_eq!(store.load(document).await.unwrap(), Loaded::default());
    assert_eq!(store.since(document, 0).await.unwrap(), since(&[]));
}

async fn an_unknown_document_is_no_empty_one(world: World) {
    let store = world.open().await;
    let unknown = DocumentId([9; 16]);
    assert!(matches!(store.load(unknown).await, Err(StoreError::NotFound)));
    assert!(matches!(store.since(unknown, 0).await, Err(StoreError::NotFound)));
    assert!(matches!(store.document(unknown).await, Err(StoreError::NotFound)));
    assert!(matches!(store.append(unknown, &[change("a")]).await, Err(StoreError::NotFound)));
    assert!(matches!(store.compact(unknown, b"s", 0).await, Err(StoreError::NotFound)));
    assert_eq!(world.count("chunk").await, 0);
}

async fn what_was_appended_is_loaded(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    assert_eq!(store.append(document, &changes(["a", "b"])).await.unwrap(), 2);
    assert_eq!(store.append(document, &changes(["c"])).await.unwrap(), 3);
    assert_eq!(texts(&store, document).await, ["a", "b", "c"]);
    assert_eq!(store.load(document).await.unwrap().last_seq, 3);
}

async fn a_large_change_comes_back_whole(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    let large: Vec<Change> = [100_000, 5_000_000]
        .map(|length: u32| Change {
            hash: [length.to_le_bytes()[0]; 32],
            bytes: (0..length).map(|n| n.to_le_bytes()[1]).collect(),
        })
        .into();
    store.append(document, &large).await.unwrap();
    let loaded = store.load(document).await.unwrap();
    assert!(loaded.changes == [large[0].bytes.clone(), large[1].bytes.clone()]);
    assert!(loaded.damaged.is_empty());
}

async fn an_empty_change_and_an_empty_snapshot_come_back(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["", "a"])).await.unwrap();
    assert_eq!(texts(&store, document).await, ["", "a"]);
    assert!(store.compact(document, b"", 1).await.unwrap());
    let loaded = store.load(document).await.unwrap();
    assert_eq!(loaded.snapshot, Some(Vec::new()));
    assert_eq!(loaded.changes, [b"a"]);
}

async fn any_byte_comes_back(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    let bytes: Vec<u8> = (0..=255).collect();
    store.append(document, &[Change { hash: [0; 32], bytes: bytes.clone() }]).await.unwrap();
    assert_eq!(store.load(document).await.unwrap().changes, [bytes]);
}

async fn a_thousand_changes_come_back_in_their_order(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    let names: Vec<String> = (0..1_000).map(|n| format!("change {n}")).collect();
    let all: Vec<Change> = names.iter().map(|name| change(name)).collect();
    for some in all.chunks(300) {
        store.append(document, some).await.unwrap();
    }
    assert_eq!(texts(&store, document).await, names);
    let Since::Changes(later) = store.since(document, 990).await.unwrap() else { panic!() };
    assert_eq!(later.len(), 10);
    assert_eq!(later[9], (1_000, b"change 999".to_vec()));
}

async fn the_same_change_in_two_documents_is_stored_in_both(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    for document in [inventory(1), vault(1)] {
        assert_eq!(store.append(document, &changes(["a"])).await.unwrap(), 1);
        assert_eq!(texts(&store, document).await, ["a"]);
    }
}

async fn documents_with_similar_names_stay_apart(world: World) {
    let store = world.open().await;
    let mut new = new_workspace(1);
    new.inventory = DocumentId(*b"AAAAAAAAAAAAAAAA");
    new.vault = DocumentId(*b"AAAAAAAAAAAAAAAB");
    store.create_workspace(&new).await.unwrap();
    store.append(new.inventory, &changes(["a"])).await.unwrap();
    store.append(new.vault, &changes(["b"])).await.unwrap();
    assert_eq!(texts(&store, new.inventory).await, ["a"]);
    assert_eq!(texts(&store, new.vault).await, ["b"]);
    assert_eq!(store.since(new.vault, 0).await.unwrap(), since(&[(1, "b")]));
}

async fn nothing_comes_after_the_last(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b"])).await.unwrap();
    for seq in [2, 3, u64::MAX] {
        assert_eq!(store.since(document, seq).await.unwrap(), since(&[]), "{seq}");
    }
}

async fn what_came_after_a_number_is_all_and_only_that(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    assert_eq!(store.since(document, 0).await.unwrap(), since(&[(1, "a"), (2, "b"), (3, "c")]));
    assert_eq!(store.since(document, 1).await.unwrap(), since(&[(2, "b"), (3, "c")]));
}

async fn appending_again_changes_nothing(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b"])).await.unwrap();
    let before = store.document(document).await.unwrap();
    assert_eq!(store.append(document, &changes(["b", "a"])).await.unwrap(), 2);
    let other = Change { bytes: b"other bytes".to_vec(), ..change("a") };
    assert_eq!(store.append(document, &[other]).await.unwrap(), 2);
    assert_eq!(store.document(document).await.unwrap(), before);
    assert_eq!(store.append(document, &changes(["a", "c"])).await.unwrap(), 3);
    assert_eq!(texts(&store, document).await, ["a", "b", "c"]);
}

async fn a_change_twice_in_one_call_is_stored_once(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    assert_eq!(store.append(document, &changes(["a", "a", "b"])).await.unwrap(), 2);
    assert_eq!(texts(&store, document).await, ["a", "b"]);
    assert!(store.doctor().await.unwrap().is_well());
}

async fn appending_nothing_says_the_last_number(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    assert_eq!(store.append(document, &[]).await.unwrap(), 0);
    store.append(document, &changes(["a"])).await.unwrap();
    assert_eq!(store.append(document, &[]).await.unwrap(), 1);
}

async fn several_documents_are_appended_to_at_once(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    let batch: [(DocumentId, &[Change]); 2] =
        [(vault(1), &changes(["a", "b"])), (inventory(1), &changes(["c"]))];
    let first = |last| Appended { before: 0, last };
    assert_eq!(store.append_all(&batch).await.unwrap(), [first(2), first(1)]);
    assert_eq!(texts(&store, vault(1)).await, ["a", "b"]);
    assert_eq!(texts(&store, inventory(1)).await, ["c"]);
    // Whoever knew of two sees that somebody else was there before, though the numbers would fit.
    store.append(vault(1), &changes(["d"])).await.unwrap();
    let batch: [(DocumentId, &[Change]); 1] = [(vault(1), &changes(["a", "e"]))];
    assert_eq!(store.append_all(&batch).await.unwrap(), [Appended { before: 3, last: 4 }]);
}

async fn a_failed_append_is_an_error_and_leaves_what_was(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a"])).await.unwrap();
    world.fail_on("INSERT", "chunk", "NEW.seq = 3").await;
    let failed = store.append(document, &changes(["b", "c", "d"])).await;
    assert!(matches!(failed, Err(StoreError::Other(_))), "{failed:?}");
    assert_eq!(texts(&store, document).await, ["a"]);
    world.fail_no_more("chunk").await;
    assert_eq!(store.append(document, &changes(["b", "c", "d"])).await.unwrap(), 4);
    assert_eq!(texts(&store, document).await, ["a", "b", "c", "d"]);
    assert!(store.doctor().await.unwrap().is_well());
}

async fn a_batch_that_fails_halfway_stores_nothing_of_it(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    world.fail_on("INSERT", "chunk", "NEW.seq = 2").await;
    let one_and_two: [(DocumentId, &[Change]); 2] =
        [(inventory(1), &changes(["a"])), (vault(1), &changes(["b", "c"]))];
    store.append_all(&one_and_two).await.unwrap_err();
    let one_unknown: [(DocumentId, &[Change]); 2] =
        [(inventory(1), &changes(["a"])), (DocumentId([255; 16]), &changes(["b"]))];
    assert!(matches!(store.append_all(&one_unknown).await, Err(StoreError::NotFound)));
    assert_eq!(world.count("chunk").await, 0);
    assert_eq!(store.document(inventory(1)).await.unwrap().last_seq, 0);
}

async fn usage_counts_what_a_workspace_takes_up(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_workspace(&new_workspace(2)).await.unwrap();
    assert_eq!(store.usage(workspace(1)).await.unwrap(), 0);
    store.append(inventory(1), &changes(["1234567", "abc"])).await.unwrap();
    store.append(vault(1), &changes(["xy"])).await.unwrap();
    store.append(inventory(2), &changes(["of another workspace"])).await.unwrap();
    store.append(inventory(1), &changes(["1234567"])).await.unwrap();
    assert_eq!(store.usage(workspace(1)).await.unwrap(), 12);
    assert!(store.compact(inventory(1), b"12345", 1).await.unwrap());
    assert_eq!(store.usage(workspace(1)).await.unwrap(), 10);
}

async fn it_is_all_there_after_opening_again(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    assert!(store.compact(document, b"a+b", 2).await.unwrap());
    let before = store.load(document).await.unwrap();
    store.close().await;
    drop(store);
    assert_eq!(world.open().await.load(document).await.unwrap(), before);
}

async fn closing_while_appending_loses_nothing_that_was_answered(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    let writer = store.clone();
    let (tell, told) = tokio::sync::oneshot::channel();
    let writing = tokio::spawn(async move {
        let mut tell = Some(tell);
        let mut answered = Vec::new();
        for n in 0.. {
            let text = format!("change {n}");
            match writer.append(document, &[change(&text)]).await {
                Ok(_) => answered.push(text),
                Err(_) => break,
            }
            if n == 20 {
                tell.take().unwrap().send(()).unwrap();
            }
        }
        answered
    });
    told.await.unwrap();
    store.close().await;
    let answered = writing.await.unwrap();
    drop(store);
    let stored = texts(&world.open().await, document).await;
    assert!(answered.len() > 20);
    assert_eq!(stored[..answered.len()], answered);
}
