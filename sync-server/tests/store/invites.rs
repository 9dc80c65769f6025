//! Is one person let in, once?

use replica::team::Role;
use sync_server::store::{Accepted, Credential, InviteError, NewInvite, Store, StoreError};

use crate::samples::*;
use crate::world::{World, cases};

cases! {
    an_invitation_lets_one_person_in_once
    one_more_device_of_a_member_is_no_member
    a_wrong_secret_learns_nothing_else
    an_invitation_ends_with_its_time
    a_revoked_invitation_lets_nobody_in
    an_invitation_without_a_key_gives_none
    a_failed_arrival_uses_nothing_up
    only_a_member_invites
    who_may_not_invite_any_more_does_not_come_back_by_their_own_invitation
    of_two_at_once_one_is_let_in
}

async fn accept(store: &Store, n: u8, as_member: u8, now: i64) -> Result<Accepted, InviteError> {
    let (member, device) = (new_member(as_member), new_device(as_member));
    store.accept_invite(invite(n), &secret(n), now, &member, &device).await
}

async fn an_invitation_lets_one_person_in_once(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_invite(&new_invite(2)).await.unwrap();
    let accepted = accept(&store, 2, 2, T0 + 5).await.unwrap();
    let expected = Accepted {
        workspace: workspace(1),
        role: Role::Editor,
        sees_keys: true,
        sealed_key: Some(b"sealed".to_vec()),
    };
    assert_eq!(accepted, expected);
    let used = store.invite(invite(2)).await.unwrap();
    assert_eq!((used.used_at, used.used_by), (Some(T0 + 5), Some(member(2))));
    assert_eq!(world.count("invite WHERE sealed_key IS NOT NULL").await, 0);
    assert_eq!(member_now(&store, 2).await.joined_at, T0 + 5);
    assert!(matches!(accept(&store, 2, 3, T0 + 6).await, Err(InviteError::Used)));
    assert_eq!(store.members(workspace(1)).await.unwrap().len(), 2);
    let revoked = store.revoke_invite(workspace(1), invite(2), T0 + 7).await;
    assert!(matches!(revoked, Err(StoreError::Conflict)));
}

/// What the invitation says of a role is not asked: they may do what their member may.
async fn one_more_device_of_a_member_is_no_member(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    let own = NewInvite { role: Role::Owner, for_member: Some(member(1)), ..new_invite(2) };
    store.create_invite(&own).await.unwrap();
    let accepted = accept(&store, 2, 2, T0 + 5).await.unwrap();
    assert_eq!(accepted.sealed_key, Some(b"sealed".to_vec()));
    let members = store.members(workspace(1)).await.unwrap();
    assert_eq!(members.len(), 1);
    let devices: Vec<_> = members[0].devices.iter().map(|device| device.id).collect();
    assert_eq!(devices, [device(1), device(2)]);
    let who = store.device_by_credential(&secret(2)).await.unwrap();
    assert!(matches!(who, Credential::Known(who) if who.role == Role::Owner));
    // For somebody else's device nobody can ask.
    join(&store, 3).await;
    let others = NewInvite { for_member: Some(member(3)), ..new_invite(4) };
    assert!(matches!(store.create_invite(&others).await, Err(StoreError::Conflict)));
}

async fn a_wrong_secret_learns_nothing_else(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    assert!(matches!(accept(&store, 2, 2, T0).await, Err(InviteError::Unknown)));
    store.create_invite(&new_invite(2)).await.unwrap();
    store.revoke_invite(workspace(1), invite(2), T0).await.unwrap();
    let guess =
        store.accept_invite(invite(2), &secret(9), T0, &new_member(2), &new_device(2)).await;
    assert!(matches!(guess, Err(InviteError::WrongSecret)));
}

async fn an_invitation_ends_with_its_time(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_invite(&NewInvite { expires_at: T0 + 10, ..new_invite(2) }).await.unwrap();
    for late in [T0 + 10, T0 + 11] {
        assert!(matches!(accept(&store, 2, 2, late).await, Err(InviteError::Expired)));
    }
    accept(&store, 2, 2, T0 + 9).await.unwrap();
}

async fn a_revoked_invitation_lets_nobody_in(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_workspace(&new_workspace(9)).await.unwrap();
    store.create_invite(&new_invite(2)).await.unwrap();
    let from_elsewhere = store.revoke_invite(workspace(9), invite(2), T0 + 1).await;
    assert!(matches!(from_elsewhere, Err(StoreError::NotFound)));
    store.revoke_invite(workspace(1), invite(2), T0 + 2).await.unwrap();
    store.revoke_invite(workspace(1), invite(2), T0 + 3).await.unwrap();
    assert!(matches!(accept(&store, 2, 2, T0 + 4).await, Err(InviteError::Revoked)));
    let listed = store.invites(workspace(1)).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].revoked_at, Some(T0 + 2));
    assert_eq!(world.count("invite WHERE sealed_key IS NOT NULL").await, 0);
    let unknown = store.revoke_invite(workspace(1), invite(8), T0).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
}

async fn an_invitation_without_a_key_gives_none(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    let blind =
        NewInvite { sees_keys: false, sealed_key: None, role: Role::Viewer, ..new_invite(2) };
    store.create_invite(&blind).await.unwrap();
    let accepted = accept(&store, 2, 2, T0).await.unwrap();
    assert_eq!((accepted.role, accepted.sealed_key), (Role::Viewer, None));
    assert!(!member_now(&store, 2).await.sees_keys);
}

async fn a_failed_arrival_uses_nothing_up(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_invite(&new_invite(2)).await.unwrap();
    // The owner's own identity, and then the owner's credential under another identity.
    let same_member = accept(&store, 2, 1, T0).await;
    assert!(matches!(same_member, Err(InviteError::Store(StoreError::Conflict))));
    let mut device = new_device(2);
    device.credential_hash = secret(1);
    let same_credential =
        store.accept_invite(invite(2), &secret(2), T0, &new_member(2), &device).await;
    assert!(matches!(same_credential, Err(InviteError::Store(StoreError::Conflict))));
    assert_eq!(store.members(workspace(1)).await.unwrap().len(), 1);
    assert_eq!(accept(&store, 2, 2, T0).await.unwrap().sealed_key, Some(b"sealed".to_vec()));
}

async fn who_may_not_invite_any_more_does_not_come_back_by_their_own_invitation(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    for (n, how) in [(2, "removed"), (3, "made less"), (4, "without keys")] {
        join(&store, n).await;
        store.set_role(workspace(1), member(n), Role::Admin).await.unwrap();
        let own = NewInvite { created_by: member(n), ..new_invite(n + 10) };
        store.create_invite(&own).await.unwrap();
        match n {
            2 => store.remove_member(workspace(1), member(n), T0).await.unwrap(),
            3 => store.set_role(workspace(1), member(n), Role::Editor).await.unwrap(),
            _ => store.set_sees_keys(workspace(1), member(n), false).await.unwrap(),
        }
        let accepted = accept(&store, n + 10, n + 20, T0).await;
        assert!(matches!(accepted, Err(InviteError::Unknown)), "{how}");
    }
}

async fn only_a_member_invites(world: World) {
    let store = world.open().await;
    one_document(&store).await;
    store.create_workspace(&new_workspace(2)).await.unwrap();
    for stranger in [member(2), member(77)] {
        let new = NewInvite { created_by: stranger, ..new_invite(3) };
        assert!(matches!(store.create_invite(&new).await, Err(StoreError::NotFound)));
    }
    store.create_invite(&new_invite(3)).await.unwrap();
    assert!(matches!(store.create_invite(&new_invite(3)).await, Err(StoreError::Conflict)));
}

async fn of_two_at_once_one_is_let_in(world: World) {
    let (one, other) = world.open_twice().await;
    one_document(&one).await;
    for n in 2..22 {
        one.create_invite(&new_invite(n)).await.unwrap();
        let (left, right) = (one.clone(), other.clone());
        let attempts = [
            tokio::spawn(async move { accept(&left, n, n, T0).await }),
            tokio::spawn(async move { accept(&right, n, n + 100, T0).await }),
        ];
        let mut winners = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(accepted) => {
                    assert_eq!(accepted.sealed_key, Some(b"sealed".to_vec()));
                    winners += 1;
                }
                Err(refused) => assert!(matches!(refused, InviteError::Used), "{refused:?}"),
            }
        }
        assert_eq!(winners, 1, "invitation {n}");
        let mut known = 0;
        for hash in [secret(n), secret(n + 100)] {
            let found = one.device_by_credential(&hash).await.unwrap();
            known += usize::from(matches!(found, Credential::Known(_)));
        }
        assert_eq!(known, 1, "invitation {n}");
    }
}
