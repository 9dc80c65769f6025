//! What happens to the rest when a piece is damaged, or the disk is full?

use sync_server::store::{Change, Since, Store, StoreError};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_damaged_change_is_named_and_the_rest_loads
    a_damaged_change_that_comes_again_is_whole_again
    a_damaged_change_survives_folding
    a_damaged_snapshot_is_named_and_the_rest_loads
    a_damaged_snapshot_survives_a_newer_one
    a_row_that_makes_no_sense_is_damage_and_not_a_panic
}

async fn a_damaged_change_is_named_and_the_rest_loads(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    world.flip_a_bit("chunk", "seq = 2").await;
    let loaded = store.load(document).await.unwrap();
    assert_eq!(loaded.changes, [b"a", b"c"]);
    assert_eq!(loaded.damaged, [format!("change 2 of {document}")]);
    // Whoever reads on from there is sent to load, who reads on behind it is not.
    assert_eq!(store.since(document, 1).await.unwrap(), Since::Reload);
    assert_eq!(store.since(document, 2).await.unwrap(), since(&[(3, "c")]));
    assert_eq!(store.doctor().await.unwrap().damaged, loaded.damaged);
    assert_eq!(world.count("chunk").await, 3);
}

async fn a_damaged_change_that_comes_again_is_whole_again(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b"])).await.unwrap();
    world.flip_a_bit("chunk", "seq = 1").await;
    assert_eq!(store.append(document, &changes(["a", "b"])).await.unwrap(), 3);
    assert_eq!(texts(&store, document).await, ["b", "a"]);
    assert_eq!(store.since(document, 2).await.unwrap(), since(&[(3, "a")]));
    assert!(store.doctor().await.unwrap().is_well());
    assert_eq!(world.count("chunk").await, 3, "the damaged bytes are kept");
}

async fn a_damaged_change_survives_folding(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b", "c"])).await.unwrap();
    world.flip_a_bit("chunk", "seq = 2").await;
    assert!(store.compact(document, b"a+c", 3).await.unwrap());
    let loaded = store.load(document).await.unwrap();
    assert_eq!((loaded.snapshot, loaded.changes), (Some(b"a+c".to_vec()), Vec::new()));
    assert_eq!(loaded.damaged, [format!("change 2 of {document}")]);
    assert_eq!(world.count("chunk").await, 1);
    // The bit turns back, as after restoring the sector: the change counts again.
    world.flip_a_bit("chunk", "seq = 2").await;
    assert_eq!(texts(&store, document).await, ["b"]);
}

async fn a_damaged_snapshot_is_named_and_the_rest_loads(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a", "b"])).await.unwrap();
    assert!(store.compact(document, b"a", 1).await.unwrap());
    world.flip_a_bit("snapshot", "upto_seq = 1").await;
    let loaded = store.load(document).await.unwrap();
    assert_eq!((loaded.snapshot, loaded.changes), (None, vec![b"b".to_vec()]));
    assert_eq!(loaded.damaged, [format!("the snapshot of {document} up to change 1")]);
    assert_eq!(store.doctor().await.unwrap().damaged, loaded.damaged);
}

async fn a_damaged_snapshot_survives_a_newer_one(world: World) {
    let store = world.open().await;
    let document = one_document(&store).await;
    store.append(document, &changes(["a"])).await.unwrap();
    assert!(store.compact(document, b"a", 1).await.unwrap());
    world.flip_a_bit("snapshot", "upto_seq = 1").await;
    store.append(document, &changes(["a", "b"])).await.unwrap();
    assert!(store.compact(document, b"a+b", 3).await.unwrap());
    let loaded = store.load(document).await.unwrap();
    assert_eq!(loaded.snapshot, Some(b"a+b".to_vec()));
    assert_eq!(loaded.damaged.len(), 1);
    assert_eq!(world.count("snapshot").await, 2);
}

async fn a_row_that_makes_no_sense_is_damage_and_not_a_panic(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    world.run("UPDATE member SET role = 'emperor'; UPDATE workspace SET vault = 'x'").await;
    let found = store.members(workspace(1)).await;
    assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
    let found = store.workspace(workspace(1)).await;
    assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite_of_pages(folder.path(), Some(150)).await.unwrap();
    let document = one_document(&store).await;
    let large = |n: u8| Change { hash: [n; 32], bytes: vec![n; 50_000] };
    let mut stored = 0;
    let full = loop {
        match store.append(document, &[large(stored)]).await {
            Ok(seq) => stored = u8::try_from(seq).unwrap(),
            Err(error) => break error,
        }
    };
    assert!(matches!(full, StoreError::Full), "{full:?}");
    assert!(stored > 2, "{stored}");
    // Nothing of what was stored is gone, folding needs room and deletes nothing without it, and
    // the store still takes what fits.
    let compacted = store.compact(document, &vec![1; 100_000], stored.into()).await;
    assert!(matches!(compacted, Err(StoreError::Full)), "{compacted:?}");
    let loaded = store.load(document).await.unwrap();
    assert_eq!((loaded.changes.len(), loaded.damaged.len()), (stored.into(), 0));
    store.put_meta("small", b"fits").await.unwrap();
    assert!(store.doctor().await.unwrap().is_well());
    // With room again it goes on where it stopped.
    store.close().await;
    drop(store);
    let store = Store::sqlite(folder.path()).await.unwrap();
    assert_eq!(store.append(document, &[large(stored)]).await.unwrap(), u64::from(stored) + 1);
    assert!(store.compact(document, b"all", u64::from(stored) + 1).await.unwrap());
    assert_eq!(store.load(document).await.unwrap().snapshot, Some(b"all".to_vec()));
}

#[tokio::test]
async fn room_that_is_made_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite_of_pages(folder.path(), Some(150)).await.unwrap();
    let document = one_document(&store).await;
    store.create_workspace(&new_workspace(2)).await.unwrap();
    let large = |n: u8| Change { hash: [n; 32], bytes: vec![n; 200_000] };
    store.append(inventory(2), &[large(1)]).await.unwrap();
    store.append(document, &[large(1)]).await.unwrap();
    for _ in 0..3 {
        let refused = store.append(document, &[large(2)]).await;
        assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    }
    store.delete_workspace(workspace(2)).await.unwrap();
    assert_eq!(store.append(document, &[large(2)]).await.unwrap(), 2);
}
