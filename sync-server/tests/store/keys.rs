//! Who has a wrapped key, and what does a new vault leave behind?

use sync_server::store::{Rotation, Since, Store, StoreError};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_wrapped_key_is_for_one_device
    a_wrapped_key_stays_until_its_device_lets_go_of_it
    whoever_may_not_see_keys_gets_none
    who_could_read_keys_and_is_gone_leaves_them_to_be_sealed_anew
    a_key_that_is_not_in_use_is_not_wrapped
    a_new_vault_leaves_nothing_of_the_old_one
    a_vault_that_was_replaced_meanwhile_is_not_replaced_again
    a_vault_into_which_more_was_put_meanwhile_is_not_replaced
    a_failure_while_replacing_leaves_the_old_vault
    of_two_who_replace_the_vault_at_once_one_does
}

fn rotation(n: u8) -> Rotation {
    Rotation {
        workspace: workspace(1),
        old_epoch: EPOCH.to_owned(),
        old_seq: 2,
        epoch: format!("key of {n}"),
        vault: vault(n),
        changes: changes(["re-sealed"]).to_vec(),
        keys: vec![(device(1), vec![n])],
        at: T0 + 50,
    }
}

async fn with_a_vault(store: &Store) {
    one_document(store).await;
    join(store, 2).await;
    store.append(vault(1), &changes(["a", "b"])).await.unwrap();
    assert!(store.compact(vault(1), b"a", 1).await.unwrap());
    store.append(inventory(1), &changes(["license"])).await.unwrap();
    for n in [1, 2] {
        store.put_wrapped_key(workspace(1), EPOCH, device(n), &[n]).await.unwrap();
    }
}

async fn a_wrapped_key_is_for_one_device(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    let here = workspace(1);
    let keys = [(device(1), vec![1]), (device(2), vec![2])];
    assert_eq!(store.wrapped_keys(here, EPOCH).await.unwrap(), keys);
    assert_eq!(store.wrapped_key(here, EPOCH, device(2)).await.unwrap(), Some(vec![2]));
    assert_eq!(store.wrapped_key(here, "another", device(2)).await.unwrap(), None);
}

/// Or else any member who sees keys could take them from another.
async fn a_wrapped_key_stays_until_its_device_lets_go_of_it(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    let here = workspace(1);
    store.put_wrapped_key(here, EPOCH, device(2), b"anew").await.unwrap();
    assert_eq!(store.wrapped_key(here, EPOCH, device(2)).await.unwrap(), Some(vec![2]));
    store.drop_wrapped_key(here, device(2)).await.unwrap();
    store.put_wrapped_key(here, EPOCH, device(2), b"anew").await.unwrap();
    assert_eq!(store.wrapped_key(here, EPOCH, device(2)).await.unwrap(), Some(b"anew".to_vec()));
    assert_eq!(store.wrapped_key(here, EPOCH, device(1)).await.unwrap(), Some(vec![1]));
}

async fn whoever_may_not_see_keys_gets_none(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    store.set_sees_keys(workspace(1), member(2), false).await.unwrap();
    let put = store.put_wrapped_key(workspace(1), EPOCH, device(2), b"key").await;
    assert!(matches!(put, Err(StoreError::NotFound)));
    let with_theirs = Rotation { keys: vec![(device(2), vec![9])], ..rotation(2) };
    assert!(matches!(store.rotate_vault(&with_theirs).await, Err(StoreError::NotFound)));
}

/// Until that is done the workspace says so, whoever it was that should have done it.
async fn who_could_read_keys_and_is_gone_leaves_them_to_be_sealed_anew(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    let must_seal = async || store.workspace(workspace(1)).await.unwrap().must_seal;
    join(&store, 3).await;
    assert!(!must_seal().await);
    store.remove_device(workspace(1), device(3), T0).await.unwrap();
    assert!(must_seal().await, "a device");
    store.rotate_vault(&rotation(2)).await.unwrap();
    assert!(!must_seal().await, "sealed anew");
    store.set_sees_keys(workspace(1), member(2), false).await.unwrap();
    assert!(must_seal().await, "the right");
    let again = |n: u8, before: u8| Rotation {
        old_epoch: format!("key of {before}"),
        old_seq: 1,
        ..rotation(n)
    };
    store.rotate_vault(&again(3, 2)).await.unwrap();
    store.remove_member(workspace(1), member(2), T0).await.unwrap();
    assert!(!must_seal().await, "a member who could not read any");
    store.remove_member(workspace(1), member(3), T0).await.unwrap();
    assert!(must_seal().await, "a member");
}

async fn a_key_that_is_not_in_use_is_not_wrapped(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    let put = store.put_wrapped_key(workspace(1), "another", device(1), b"key").await;
    assert!(matches!(put, Err(StoreError::Conflict)));
    let put = store.put_wrapped_key(workspace(5), EPOCH, device(1), b"key").await;
    assert!(matches!(put, Err(StoreError::NotFound)));
}

async fn a_new_vault_leaves_nothing_of_the_old_one(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    assert_eq!(store.rotate_vault(&rotation(2)).await.unwrap(), vault(1));
    let now = store.workspace(workspace(1)).await.unwrap();
    assert_eq!((now.vault, now.epoch.as_str()), (vault(2), "key of 2"));
    assert!(matches!(store.load(vault(1)).await, Err(StoreError::NotFound)));
    assert!(matches!(store.append(vault(1), &[change("x")]).await, Err(StoreError::NotFound)));
    assert_eq!(texts(&store, vault(2)).await, ["re-sealed"]);
    assert_eq!(texts(&store, inventory(1)).await, ["license"]);
    assert_eq!(store.wrapped_keys(workspace(1), EPOCH).await.unwrap(), []);
    let keys = store.wrapped_keys(workspace(1), "key of 2").await.unwrap();
    assert_eq!(keys, [(device(1), vec![2])]);
    assert_eq!((world.count("chunk").await, world.count("snapshot").await), (2, 0));
}

async fn a_vault_that_was_replaced_meanwhile_is_not_replaced_again(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    store.rotate_vault(&rotation(2)).await.unwrap();
    assert!(matches!(store.rotate_vault(&rotation(3)).await, Err(StoreError::Conflict)));
    assert_eq!(texts(&store, vault(2)).await, ["re-sealed"]);
    let same_key = Rotation { old_epoch: "key of 2".to_owned(), ..rotation(2) };
    assert!(matches!(store.rotate_vault(&same_key).await, Err(StoreError::Conflict)));
    let same_document = Rotation { vault: inventory(1), epoch: "x".to_owned(), ..same_key };
    assert!(matches!(store.rotate_vault(&same_document).await, Err(StoreError::Conflict)));
}

async fn a_vault_into_which_more_was_put_meanwhile_is_not_replaced(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    store.append(vault(1), &[change("a key that came meanwhile")]).await.unwrap();
    assert!(matches!(store.rotate_vault(&rotation(2)).await, Err(StoreError::Conflict)));
    let seen = Rotation { old_seq: 3, ..rotation(2) };
    assert_eq!(store.rotate_vault(&seen).await.unwrap(), vault(1));
}

async fn a_failure_while_replacing_leaves_the_old_vault(world: World) {
    let store = world.open().await;
    with_a_vault(&store).await;
    let before = store.load(vault(1)).await.unwrap();
    world.fail_on("DELETE", "document", "1 = 1").await;
    store.rotate_vault(&rotation(2)).await.unwrap_err();
    world.fail_no_more("document").await;
    let gone = Rotation { keys: vec![(device(66), vec![1])], ..rotation(2) };
    assert!(matches!(store.rotate_vault(&gone).await, Err(StoreError::NotFound)));
    assert_eq!(store.load(vault(1)).await.unwrap(), before);
    assert_eq!(store.workspace(workspace(1)).await.unwrap().epoch, EPOCH);
    assert_eq!(store.wrapped_keys(workspace(1), EPOCH).await.unwrap().len(), 2);
    assert!(matches!(store.load(vault(2)).await, Err(StoreError::NotFound)));
    assert_eq!(store.since(vault(1), 0).await.unwrap(), Since::Reload);
}

async fn of_two_who_replace_the_vault_at_once_one_does(world: World) {
    let (one, other) = world.open_twice().await;
    with_a_vault(&one).await;
    let attempts = [(one.clone(), 2), (other, 3)]
        .map(|(store, n)| tokio::spawn(async move { store.rotate_vault(&rotation(n)).await }));
    let mut done = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(old) => {
                assert_eq!(old, vault(1));
                done += 1;
            }
            Err(refused) => assert!(matches!(refused, StoreError::Conflict), "{refused:?}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(world.count("document").await, 2);
}
