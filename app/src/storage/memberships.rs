//! Which workspaces of this device are shared, through which relay, and as whom. The credential that
//! the relay knows this device by is kept here and nowhere else.

use domain::id::{DeviceId, InviteId, MemberId, WorkspaceId};
use indexed_db_futures::database::Database;
use indexed_db_futures::transaction::TransactionDurability;
use js_sys::Uint8Array;
use replica::document_id::DocumentId;
use replica::protocol::{Ended, Share, StorageTrouble, decode, encode};
use replica::team::Role;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use super::database::{self, WORKSPACES};

/// Changes whenever the shape of a membership does.
const FORMAT: u8 = 2;

/// How a workspace of this device is shared.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Membership {
    /// The relay's address.
    pub(crate) address: String,
    /// What the workspace is called there: its identity where it was shared first.
    pub(crate) workspace: WorkspaceId,
    pub(crate) member: MemberId,
    /// What the member is called.
    pub(crate) name: String,
    pub(crate) device: DeviceId,
    #[serde(with = "serde_bytes")]
    pub(crate) credential: Vec<u8>,
    pub(crate) role: Role,
    pub(crate) sees_keys: bool,
    /// The name of the workspace key that is in use.
    pub(crate) epoch: String,
    pub(crate) ended: Option<Ended>,
    /// Whether the person has asked to leave, so that whoever hears that it is over knows why.
    pub(crate) is_leaving: bool,
    /// A vault that the relay has replaced, until the new one is here.
    pub(crate) old_vault: Option<DocumentId>,
    /// When something was set aside that was not sent, in milliseconds, each time.
    pub(crate) unsent: Vec<i64>,
}

/// What a device asks to come in for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Bringing a workspace to the relay at an address.
    Sharing(WorkspaceId, String),
    /// An invitation.
    Joining(InviteId),
}

impl Errand {
    /// What is kept for it goes by this name.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Sharing(workspace, address) => format!("{workspace}/asked/{address}"),
            Self::Joining(invite) => format!("asked/{invite}"),
        }
    }
}

/// As whom a device asks to come in. It is kept before the relay hears of it: where the answer is
/// lost, the same device asks again, and is in already.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) member: MemberId,
    pub(crate) device: DeviceId,
    #[serde(with = "serde_bytes")]
    pub(crate) credential: Vec<u8>,
}

impl std::fmt::Debug for Asked {
    /// Without the credential.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked").field("device", &self.device).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Membership {
    /// Without the credential.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Membership").field("role", &self.role).finish_non_exhaustive()
    }
}

impl Membership {
    /// What the page is told of it.
    pub(crate) fn share(&self) -> Share {
        Share {
            role: self.role,
            sees_keys: self.sees_keys,
            ended: self.ended,
            has_unsent: !self.unsent.is_empty(),
        }
    }

    /// What stands for one that does not read.
    fn unreadable(workspace: WorkspaceId) -> Self {
        Self {
            address: String::new(),
            workspace,
            member: MemberId(workspace.0),
            name: String::new(),
            device: DeviceId(workspace.0),
            credential: Vec::new(),
            role: Role::Viewer,
            sees_keys: false,
            epoch: String::new(),
            ended: Some(Ended::Unreadable),
            is_leaving: false,
            old_vault: None,
            unsent: Vec::new(),
        }
    }

    /// Whether there is a relay to speak with.
    pub(crate) fn is_live(&self) -> bool {
        self.ended.is_none()
    }
}

/// How a workspace is shared; `None` if it is not. One that does not read has ended: nothing goes out,
/// and nothing is changed that others should know of.
pub(crate) async fn find(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<Option<Membership>, StorageTrouble> {
    let found = database::get(db, WORKSPACES, &name_of(workspace)).await?;
    Ok(found.map(|value| read(value).unwrap_or_else(|| Membership::unreadable(workspace))))
}

/// Notes how a workspace is shared, on disk when it returns.
pub(crate) async fn put(
    db: &Database,
    workspace: WorkspaceId,
    membership: &Membership,
) -> Result<(), StorageTrouble> {
    database::put_all(db, WORKSPACES, &[(name_of(workspace), write(membership))]).await
}

/// Changes what is noted of how a workspace is shared; what other tabs have noted meanwhile stays.
/// What is set `aside` at a time goes with it: both or neither. `None` if nothing is noted.
pub(crate) async fn change(
    db: &Database,
    workspace: WorkspaceId,
    aside: Option<(i64, &[u8])>,
    change: impl FnOnce(&mut Membership),
) -> Result<Option<Membership>, StorageTrouble> {
    let further = aside
        .map(|(at, backup)| (unsent_of(workspace, at), JsValue::from(Uint8Array::from(backup))));
    let mut noted = None;
    database::change(db, WORKSPACES, &name_of(workspace), further, |found| {
        let before = read(found)?;
        let mut membership = before.clone();
        change(&mut membership);
        let value = (membership != before).then(|| write(&membership));
        noted = Some(membership);
        value
    })
    .await?;
    Ok(noted)
}

/// Takes back how a workspace is shared, with what is remembered of its lines.
pub(crate) async fn remove(
    db: &Database,
    workspace: WorkspaceId,
    documents: &[DocumentId],
) -> Result<(), StorageTrouble> {
    let mut names = vec![name_of(workspace)];
    names.extend(documents.iter().map(|document| line_of(workspace, *document)));
    database::delete(db, WORKSPACES, &names).await
}

/// What is remembered of the line of a document. Without it the next one begins from the start.
pub(crate) async fn remembered(
    db: &Database,
    workspace: WorkspaceId,
    document: DocumentId,
) -> Option<Vec<u8>> {
    let found = database::get(db, WORKSPACES, &line_of(workspace, document)).await.ok()??;
    Some(found.dyn_into::<Uint8Array>().ok()?.to_vec())
}

/// Remembers a line.
pub(crate) async fn remember(
    db: &Database,
    workspace: WorkspaceId,
    document: DocumentId,
    line: &[u8],
) -> Result<(), StorageTrouble> {
    let value = JsValue::from(Uint8Array::from(line));
    let durability = TransactionDurability::Relaxed;
    database::put(db, WORKSPACES, &line_of(workspace, document), value, durability).await
}

/// What was set aside at a time, as a backup.
pub(crate) async fn unsent(
    db: &Database,
    workspace: WorkspaceId,
    at: i64,
) -> Result<Option<Vec<u8>>, StorageTrouble> {
    let found = database::get(db, WORKSPACES, &unsent_of(workspace, at)).await?;
    Ok(found.and_then(|value| Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())))
}

/// Lets go of what was set aside at a time.
pub(crate) async fn drop_unsent(
    db: &Database,
    workspace: WorkspaceId,
    at: i64,
) -> Result<(), StorageTrouble> {
    database::delete(db, WORKSPACES, &[unsent_of(workspace, at)]).await
}

/// As whom this device has asked to come in; `None` if it has not.
pub(crate) async fn asked(db: &Database, errand: &Errand) -> Option<Asked> {
    let found = database::get(db, WORKSPACES, &errand.name()).await.ok()??;
    decode(&found.dyn_into::<Uint8Array>().ok()?.to_vec())
}

/// Notes as whom it is going to ask, on disk when it returns.
pub(crate) async fn note_asked(
    db: &Database,
    errand: &Errand,
    asked: &Asked,
) -> Result<(), StorageTrouble> {
    let bytes = encode(asked).unwrap_or_default();
    let value = JsValue::from(Uint8Array::from(bytes.as_slice()));
    database::put_all(db, WORKSPACES, &[(errand.name(), value)]).await
}

/// Forgets it: there is an answer.
pub(crate) async fn forget_asked(db: &Database, errand: &Errand) -> Result<(), StorageTrouble> {
    database::delete(db, WORKSPACES, &[errand.name()]).await
}

fn name_of(workspace: WorkspaceId) -> String {
    format!("{workspace}/relay")
}

fn unsent_of(workspace: WorkspaceId, at: i64) -> String {
    format!("{workspace}/unsent/{at}")
}

fn line_of(workspace: WorkspaceId, document: DocumentId) -> String {
    format!("{workspace}/line/{document}")
}

fn write(membership: &Membership) -> JsValue {
    let mut bytes = vec![FORMAT];
    bytes.extend(encode(membership).unwrap_or_default());
    JsValue::from(Uint8Array::from(bytes.as_slice()))
}

fn read(value: JsValue) -> Option<Membership> {
    let bytes = value.dyn_into::<Uint8Array>().ok()?.to_vec();
    let (format, content) = bytes.split_first()?;
    if *format == FORMAT { decode(content) } else { None }
}
