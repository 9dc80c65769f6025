//! Who may open what, and is there always one owner?

use domain::id::MemberId;
use replica::team::Role;
use sync_server::store::{Act, Credential, Store, StoreError, Who, Workspace};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    a_workspace_begins_with_its_owner
    what_is_there_already_is_a_conflict_and_changes_nothing
    a_deleted_workspace_leaves_nothing_behind
    a_credential_tells_who_asks
    a_removed_device_is_told_from_an_unknown_one
    a_removed_member_leaves_with_their_devices_and_keys
    members_are_renamed_and_given_other_roles
    somebody_of_another_workspace_is_nobody_here
    nobody_becomes_or_stops_being_owner_by_a_role
    ownership_moves_and_there_is_one_owner
    the_owner_can_not_be_removed
    a_device_was_last_seen_at_the_latest_time
    what_was_done_is_remembered_newest_first
    the_relay_remembers_things_about_itself
}

async fn owners(store: &Store) -> Vec<MemberId> {
    let members = store.members(workspace(1)).await.unwrap();
    members.into_iter().filter(|found| found.role == Role::Owner).map(|found| found.id).collect()
}

fn who(n: u8, role: Role) -> Credential {
    Credential::Known(Who {
        workspace: workspace(1),
        member: member(n),
        device: device(n),
        name: format!("Member {n}"),
        role,
        sees_keys: true,
    })
}

async fn a_workspace_begins_with_its_owner(world: World) {
    let store = world.open().await;
    assert!(matches!(store.workspace(workspace(1)).await, Err(StoreError::NotFound)));
    one_document(&store).await;
    let expected = Workspace {
        id: workspace(1),
        inventory: inventory(1),
        vault: vault(1),
        epoch: EPOCH.to_owned(),
        created_at: T0,
        must_seal: false,
    };
    assert_eq!(store.workspace(workspace(1)).await.unwrap(), expected);
    assert_eq!(store.workspaces().await.unwrap(), [expected]);
    let members = store.members(workspace(1)).await.unwrap();
    assert_eq!(members.len(), 1);
    let owner = &members[0];
    assert_eq!((owner.role, owner.sees_keys, owner.joined_at), (Role::Owner, true, T0));
    assert_eq!(owner.devices[0].public_key, [1; 65]);
    assert_eq!(owner.devices[0].last_seen_at, None);
    assert_eq!(store.document(vault(1)).await.unwrap().workspace, workspace(1));
}

async fn what_is_there_already_is_a_conflict_and_changes_nothing(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    let mut same_document = new_workspace(2);
    same_document.vault = inventory(1);
    let mut same_member = new_workspace(2);
    same_member.owner.id = member(1);
    let mut same_credential = new_workspace(2);
    same_credential.device.credential_hash = secret(1);
    for new in [new_workspace(1), same_document, same_member, same_credential] {
        assert!(matches!(store.create_workspace(&new).await, Err(StoreError::Conflict)));
    }
    for (table, rows) in [("workspace", 1), ("document", 2), ("member", 1), ("device", 1)] {
        assert_eq!(world.count(table).await, rows, "{table}");
    }
    store.create_workspace(&new_workspace(2)).await.unwrap();
}

async fn a_deleted_workspace_leaves_nothing_behind(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    store.append(inventory(1), &changes(["a", "b"])).await.unwrap();
    assert!(store.compact(inventory(1), b"a", 1).await.unwrap());
    store.put_wrapped_key(workspace(1), EPOCH, device(2), b"key").await.unwrap();
    store.record(&act("joined", 1)).await.unwrap();
    store.create_workspace(&new_workspace(7)).await.unwrap();
    store.append(inventory(7), &changes(["c"])).await.unwrap();

    store.delete_workspace(workspace(1)).await.unwrap();
    for table in ["workspace", "member", "device", "chunk"] {
        assert_eq!(world.count(table).await, 1, "{table}");
    }
    for table in ["invite", "wrapped_key", "audit", "snapshot"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
    assert_eq!(world.count("document").await, 2);
    assert!(matches!(store.load(inventory(1)).await, Err(StoreError::NotFound)));
    assert_eq!(store.device_by_credential(&secret(2)).await.unwrap(), Credential::Unknown);
    assert!(matches!(store.delete_workspace(workspace(1)).await, Err(StoreError::NotFound)));
    assert_eq!(texts(&store, inventory(7)).await, ["c"]);
}

async fn a_credential_tells_who_asks(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    assert_eq!(store.device_by_credential(&secret(1)).await.unwrap(), who(1, Role::Owner));
    assert_eq!(store.device_by_credential(&secret(2)).await.unwrap(), who(2, Role::Editor));
    assert_eq!(store.device_by_credential(&secret(3)).await.unwrap(), Credential::Unknown);
}

async fn a_removed_device_is_told_from_an_unknown_one(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    store.put_wrapped_key(workspace(1), EPOCH, device(2), b"key").await.unwrap();
    store.remove_device(workspace(1), device(2), T0 + 9).await.unwrap();
    let removed = Credential::Removed { workspace: workspace(1), device: device(2) };
    assert_eq!(store.device_by_credential(&secret(2)).await.unwrap(), removed);
    assert_eq!(member_now(&store, 2).await.devices[0].removed_at, Some(T0 + 9));
    assert_eq!(member_now(&store, 2).await.removed_at, None);
    assert_eq!(store.wrapped_keys(workspace(1), EPOCH).await.unwrap(), []);
    let again = store.remove_device(workspace(1), device(2), T0 + 10).await;
    assert!(matches!(again, Err(StoreError::NotFound)));
}

async fn a_removed_member_leaves_with_their_devices_and_keys(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    for n in [1, 2] {
        store.put_wrapped_key(workspace(1), EPOCH, device(n), b"key").await.unwrap();
    }
    store.remove_member(workspace(1), member(2), T0 + 5).await.unwrap();
    let removed = Credential::Removed { workspace: workspace(1), device: device(2) };
    assert_eq!(store.device_by_credential(&secret(2)).await.unwrap(), removed);
    let gone = member_now(&store, 2).await;
    assert_eq!((gone.removed_at, gone.devices[0].removed_at), (Some(T0 + 5), Some(T0 + 5)));
    let keys = store.wrapped_keys(workspace(1), EPOCH).await.unwrap();
    assert_eq!(keys, [(device(1), b"key".to_vec())]);
    // Whatever is asked of somebody who is gone finds nobody.
    let (here, them) = (workspace(1), member(2));
    assert!(matches!(store.remove_member(here, them, T0).await, Err(StoreError::NotFound)));
    assert!(matches!(store.set_role(here, them, Role::Viewer).await, Err(StoreError::NotFound)));
    assert!(matches!(store.set_sees_keys(here, them, true).await, Err(StoreError::NotFound)));
    assert!(matches!(store.rename_member(here, them, "x").await, Err(StoreError::NotFound)));
    let handed_on = store.transfer_ownership(here, member(1), them).await;
    assert!(matches!(handed_on, Err(StoreError::NotFound)));
    let wrapped = store.put_wrapped_key(here, EPOCH, device(2), b"key").await;
    assert!(matches!(wrapped, Err(StoreError::NotFound)));
}

async fn members_are_renamed_and_given_other_roles(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    store.put_wrapped_key(workspace(1), EPOCH, device(2), b"key").await.unwrap();
    store.rename_member(workspace(1), member(2), "Zoë 🦊").await.unwrap();
    store.set_role(workspace(1), member(2), Role::Admin).await.unwrap();
    store.set_sees_keys(workspace(1), member(2), false).await.unwrap();
    let now = member_now(&store, 2).await;
    assert_eq!((now.name.as_str(), now.role, now.sees_keys), ("Zoë 🦊", Role::Admin, false));
    assert_eq!(store.wrapped_key(workspace(1), EPOCH, device(2)).await.unwrap(), None);
}

async fn somebody_of_another_workspace_is_nobody_here(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_workspace(&new_workspace(2)).await.unwrap();
    join(&store, 3).await;
    let (other, them) = (workspace(2), member(3));
    assert!(matches!(store.set_role(other, them, Role::Viewer).await, Err(StoreError::NotFound)));
    assert!(matches!(store.remove_member(other, them, T0).await, Err(StoreError::NotFound)));
    assert!(matches!(store.rename_member(other, them, "x").await, Err(StoreError::NotFound)));
    assert!(matches!(store.set_sees_keys(other, them, false).await, Err(StoreError::NotFound)));
    assert!(matches!(store.remove_device(other, device(3), T0).await, Err(StoreError::NotFound)));
    let wrapped = store.put_wrapped_key(other, EPOCH, device(3), b"key").await;
    assert!(matches!(wrapped, Err(StoreError::NotFound)));
    let handed_on = store.transfer_ownership(other, member(2), them).await;
    assert!(matches!(handed_on, Err(StoreError::NotFound)));
    assert_eq!(member_now(&store, 3).await.role, Role::Editor);
}

async fn nobody_becomes_or_stops_being_owner_by_a_role(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    for (n, role) in [(1, Role::Admin), (1, Role::Owner), (2, Role::Owner)] {
        let set = store.set_role(workspace(1), member(n), role).await;
        assert!(matches!(set, Err(StoreError::Conflict)), "{n} {role}");
    }
    let mut new = new_invite(3);
    new.role = Role::Owner;
    assert!(matches!(store.create_invite(&new).await, Err(StoreError::Conflict)));
    assert_eq!(owners(&store).await, [member(1)]);
}

async fn ownership_moves_and_there_is_one_owner(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    join(&store, 2).await;
    let here = workspace(1);
    for (from, to) in [(2, 1), (2, 2), (1, 1)] {
        let moved = store.transfer_ownership(here, member(from), member(to)).await;
        assert!(matches!(moved, Err(StoreError::Conflict)), "{from} {to}");
    }
    store.transfer_ownership(here, member(1), member(2)).await.unwrap();
    assert_eq!(owners(&store).await, [member(2)]);
    assert_eq!(member_now(&store, 1).await.role, Role::Admin);
    // The database itself knows that there is only one.
    let raw = world.raw().await;
    sqlx::query("UPDATE member SET role = 'owner'").execute(&raw).await.unwrap_err();
    raw.close().await;
}

async fn the_owner_can_not_be_removed(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    let removed = store.remove_member(workspace(1), member(1), T0).await;
    assert!(matches!(removed, Err(StoreError::Conflict)));
    assert_eq!(store.device_by_credential(&secret(1)).await.unwrap(), who(1, Role::Owner));
}

async fn a_device_was_last_seen_at_the_latest_time(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    for at in [T0 + 5, T0 + 9, T0 + 2] {
        store.touch_device(device(1), at).await.unwrap();
    }
    store.touch_device(device(99), T0).await.unwrap();
    assert_eq!(member_now(&store, 1).await.devices[0].last_seen_at, Some(T0 + 9));
}

fn act(act: &str, n: u8) -> Act {
    Act {
        workspace: workspace(1),
        at: T0 + i64::from(n),
        member: Some(member(n)),
        device: n.is_multiple_of(2).then(|| device(n)),
        act: act.to_owned(),
        subject: format!("subject {n}"),
    }
}

async fn what_was_done_is_remembered_newest_first(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_workspace(&new_workspace(2)).await.unwrap();
    for n in 1..=5 {
        store.record(&act("did", n)).await.unwrap();
    }
    let elsewhere = Act { workspace: workspace(2), member: None, ..act("did", 9) };
    store.record(&elsewhere).await.unwrap();
    let newest = store.record_of(workspace(1), None, 2).await.unwrap();
    assert_eq!(
        newest.iter().map(|e| e.act.clone()).collect::<Vec<_>>(),
        [act("did", 5), act("did", 4)]
    );
    let older = store.record_of(workspace(1), Some(newest[1].seq), 10).await.unwrap();
    assert_eq!(older.len(), 3);
    assert_eq!(older[2].act, act("did", 1));
    assert_eq!(store.record_of(workspace(2), None, 10).await.unwrap()[0].act, elsewhere);
    let unknown = Act { workspace: workspace(3), ..act("did", 1) };
    assert!(matches!(store.record(&unknown).await, Err(StoreError::NotFound)));
}

async fn the_relay_remembers_things_about_itself(world: World) {
    let store = world.open().await;
    assert_eq!(store.meta("k").await.unwrap(), None);
    assert_eq!(store.put_meta_if_absent("k", b"one").await.unwrap(), b"one");
    assert_eq!(store.put_meta_if_absent("k", b"two").await.unwrap(), b"one");
    store.put_meta("k", b"").await.unwrap();
    assert_eq!(store.meta("k").await.unwrap(), Some(Vec::new()));
    assert!(store.delete_meta("k").await.unwrap());
    assert!(!store.delete_meta("k").await.unwrap());
    assert_eq!(store.meta("k").await.unwrap(), None);
}
