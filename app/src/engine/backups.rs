//! Writing a workspace to a file and reading one back, beside what is there.

use chrono::{DateTime, Utc};
use domain::id::WorkspaceId;
use replica::archive::Archive;
use replica::backup::Backup;
use replica::document::Document;
use replica::document_id::DocumentId;
use replica::inventory::Inventory;
use replica::journal::{ChunkKey, ChunkKind};
use replica::protocol::{Answer, BackupSummary, Failure, Secret};
use replica::recovery::RecoveryKind;
use replica::vault::Vault;

use super::keeper::Keeper;
use super::recovery;
use super::session::Session;
use crate::platform::random;
use crate::storage::registry::Registration;

/// The open workspace as a file, closed documents included. One of those that does not read keeps
/// no backup from being made; that it is not whole is said with it.
pub(crate) async fn write(session: &mut Session, at: DateTime<Utc>) -> Answer {
    if session.is_gone {
        // It would look like one of all there was.
        return Answer::Failed(Failure::Gone);
    }
    let listed = session.closed().await;
    let mut is_whole = listed.is_ok();
    let mut closed = Vec::new();
    for id in listed.unwrap_or_default().into_iter().rev() {
        let (bytes, is_intact) = closed_document(session, id).await.unwrap_or_default();
        is_whole &= is_intact;
        closed.push(bytes.into());
    }
    let backup = Backup {
        workspace: session.registration.bound_to,
        made_at: at,
        inventory: session.inventory.document().save(),
        vault: session.vault.document().save(),
        closed,
    };
    match backup.encode() {
        Some(bytes) => Answer::Backup { bytes, is_whole },
        None => Answer::Failed(Failure::Internal("the backup did not encode".to_owned())),
    }
}

/// A closed document as one snapshot, as which it is stored unless something went wrong, and whether
/// that is all of it.
async fn closed_document(session: &mut Session, id: DocumentId) -> Option<(Vec<u8>, bool)> {
    let stored = session.keeper.read(id).await?;
    if let [(ChunkKey { kind: ChunkKind::Snapshot, .. }, bytes)] = stored.chunks.as_slice()
        && stored.damages.is_empty()
        && Archive::is_intact(bytes)
    {
        return Some((bytes.clone(), true));
    }
    let (archive, is_whole) = session.open_closed(&stored)?;
    Some((archive.document().save(), is_whole))
}

/// A backup being considered: it opens, and this is what it holds.
#[derive(Debug)]
pub(crate) struct Found {
    backup: Backup,
    inventory: Inventory,
    vault: Vault,
    /// Names of its closed documents as chunks; `None` for one that does not read.
    closed: Vec<Option<ChunkKey>>,
}

/// Reads a file; nothing is stored.
pub(crate) fn read(bytes: &[u8]) -> Result<Found, Failure> {
    let not_one = |_| Failure::NotABackup;
    let backup = Backup::decode(bytes).map_err(not_one)?;
    let chunk = |bytes: &[u8]| [(ChunkKey::snapshot(&[0; 32]), bytes.to_vec())];
    let (inventory, damages) = Inventory::open(random::bytes16(), &chunk(&backup.inventory))
        .map_err(|_| Failure::NotABackup)?;
    let (vault, vault_damages) =
        Vault::open(random::bytes16(), &chunk(&backup.vault)).map_err(|_| Failure::NotABackup)?;
    if !damages.is_empty() || !vault_damages.is_empty() {
        return Err(Failure::NotABackup);
    }
    // The rest is worth restoring without them.
    let closed = backup.closed.iter().map(|bytes| {
        let (archive, damages) = Archive::open(&chunk(bytes)).ok()?;
        let key = ChunkKey::snapshot(&archive.document().heads_digest());
        damages.is_empty().then_some(key)
    });
    let closed = closed.collect();
    Ok(Found { backup, inventory, vault, closed })
}

impl Found {
    /// What it holds.
    pub(crate) async fn summary(&self, keeper: &mut Keeper) -> BackupSummary {
        let workspace = self.inventory.workspace();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let keys = keeper.keys(self.backup.workspace).await.unwrap_or_default();
        let opens = |epoch: &String| keys.iter().any(|keys| keys.epoch == *epoch);
        BackupSummary {
            name: workspace.settings.name.clone(),
            made_at: self.backup.made_at,
            n_licenses: count(workspace.present_licenses().count()),
            n_users: count(workspace.users.len()),
            n_keys: count(self.vault.len()),
            keys_open_here: self.vault.epochs().keys().all(opens),
            has_recovery: RecoveryKind::ALL.iter().any(|k| self.vault.recovery(*k).is_some()),
            already_here: keeper.is_known(self.backup.workspace).await.unwrap_or(false),
            n_missing: count(self.closed.iter().filter(|key| key.is_none()).count()),
        }
    }

    /// Stores it as a workspace of this device: under its own identity on a device that does not
    /// hold it yet, else beside the one it is a copy of, under `fresh`.
    ///
    /// With `secret` its product keys open on this device from then on; with a wrong one nothing
    /// changes.
    pub(crate) async fn restore(
        &self,
        keeper: &mut Keeper,
        fresh: WorkspaceId,
        secret: Option<&Secret>,
    ) -> Answer {
        let bound_to = self.backup.workspace;
        let recovered = match secret {
            Some(secret) => match recovery::open(&self.vault, bound_to, &secret.0).await {
                Ok(opened) => opened.keys,
                Err(failure) => return Answer::Failed(failure),
            },
            None => Vec::new(),
        };
        let workspace = match keeper.is_known(bound_to).await {
            Ok(true) => fresh,
            Ok(false) => bound_to,
            Err(trouble) => return Answer::Failed(Failure::NotStored(trouble)),
        };
        let registration = Registration {
            workspace,
            bound_to,
            inventory: DocumentId(random::bytes16()),
            vault: DocumentId(random::bytes16()),
        };
        let snapshot = |id, document: &Document| {
            (id, ChunkKey::snapshot(&document.heads_digest()), document.save())
        };
        let mut documents = vec![
            snapshot(registration.inventory, self.inventory.document()),
            snapshot(registration.vault, self.vault.document()),
        ];
        let mut closed = Vec::new();
        for (key, bytes) in self.closed.iter().zip(&self.backup.closed) {
            let id = DocumentId(random::bytes16());
            // One that is lacking is noted all the same: the history and the next backup say so.
            closed.push(id);
            documents.extend(key.as_ref().map(|key| (id, key.clone(), bytes.to_vec())));
        }
        // The keys first: without the documents they do no harm.
        let stored = async {
            keeper.add_keys(bound_to, &recovered).await?;
            keeper.store_new(&registration, &closed, &documents).await
        };
        match stored.await {
            Ok(()) => Answer::Restored(workspace),
            Err(trouble) => Answer::Failed(Failure::NotStored(trouble)),
        }
    }
}
