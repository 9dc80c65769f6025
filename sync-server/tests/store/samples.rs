//! Workspaces, people and changes to test with, each made from a number.

use domain::id::{DeviceId, InviteId, MemberId, WorkspaceId};
use replica::document_id::DocumentId;
use replica::team::Role;
use sha2::{Digest as _, Sha256};
use sync_server::store::{
    Change, Member, NewDevice, NewInvite, NewMember, NewWorkspace, Since, Store,
};

pub(crate) const T0: i64 = 1_800_000_000_000;
pub(crate) const EPOCH: &str = "first-key";

pub(crate) fn workspace(n: u8) -> WorkspaceId {
    id(1, n).parse().unwrap()
}

pub(crate) fn member(n: u8) -> MemberId {
    id(2, n).parse().unwrap()
}

pub(crate) fn device(n: u8) -> DeviceId {
    id(3, n).parse().unwrap()
}

pub(crate) fn invite(n: u8) -> InviteId {
    id(4, n).parse().unwrap()
}

fn id(kind: u8, n: u8) -> String {
    format!("{kind:08x}-0000-4000-8000-{n:012x}")
}

pub(crate) fn inventory(n: u8) -> DocumentId {
    DocumentId([n; 16])
}

pub(crate) fn vault(n: u8) -> DocumentId {
    DocumentId([n + 100; 16])
}

pub(crate) fn secret(n: u8) -> [u8; 32] {
    [n; 32]
}

pub(crate) fn new_member(n: u8) -> NewMember {
    NewMember { id: member(n), name: format!("Member {n}") }
}

pub(crate) fn new_device(n: u8) -> NewDevice {
    NewDevice {
        id: device(n),
        name: format!("Device {n}"),
        credential_hash: secret(n),
        public_key: vec![n; 65],
    }
}

/// Workspace `n`, which member `n` owns with device `n`.
pub(crate) fn new_workspace(n: u8) -> NewWorkspace {
    NewWorkspace {
        id: workspace(n),
        inventory: inventory(n),
        vault: vault(n),
        epoch: EPOCH.to_owned(),
        created_at: T0,
        owner: new_member(n),
        device: new_device(n),
    }
}

/// An invitation of workspace 1, good for an hour.
pub(crate) fn new_invite(n: u8) -> NewInvite {
    NewInvite {
        id: invite(n),
        workspace: workspace(1),
        role: Role::Editor,
        sees_keys: true,
        created_by: member(1),
        created_at: T0,
        expires_at: T0 + 3_600_000,
        secret_hash: secret(n),
        sealed_key: Some(b"sealed".to_vec()),
        for_member: None,
    }
}

/// Makes workspace 1 and says its inventory.
pub(crate) async fn one_document(store: &Store) -> DocumentId {
    store.create_workspace(&new_workspace(1)).await.unwrap();
    inventory(1)
}

/// Brings member `n` with device `n` into workspace 1.
pub(crate) async fn join(store: &Store, n: u8) {
    store.create_invite(&new_invite(n)).await.unwrap();
    store
        .accept_invite(invite(n), &secret(n), T0 + 1, &new_member(n), &new_device(n))
        .await
        .unwrap();
}

pub(crate) async fn member_now(store: &Store, n: u8) -> Member {
    let members = store.members(workspace(1)).await.unwrap();
    members.into_iter().find(|found| found.id == member(n)).unwrap()
}

/// A change whose name is not the hash of its bytes, as it is with real ones.
pub(crate) fn change(text: &str) -> Change {
    Change { hash: Sha256::digest(format!("name of {text}")).into(), bytes: text.into() }
}

pub(crate) fn changes<const N: usize>(texts: [&str; N]) -> [Change; N] {
    texts.map(change)
}

pub(crate) async fn texts(store: &Store, document: DocumentId) -> Vec<String> {
    let loaded = store.load(document).await.unwrap();
    assert_eq!(loaded.damaged, Vec::<String>::new());
    loaded.changes.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}

pub(crate) fn since(texts: &[(u64, &str)]) -> Since {
    Since::Changes(texts.iter().map(|(seq, text)| (*seq, (*text).into())).collect())
}
