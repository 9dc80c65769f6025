//! The document of product keys: ciphertext only.
//!
//! This code never sees a key in the clear. The engine seals with the browser's cryptography and
//! hands over the sealed form.

use std::collections::BTreeMap;

use automerge::sync::{self, State};
use automerge::transaction::Transactable;
use automerge::{ChangeHash, ObjId, ReadDoc};
use chrono::{DateTime, Utc};
use domain::id::{KeyId, LicenseId, WorkspaceId};

use crate::document::{Damage, Document, DocumentError, Flaw, Opened};
use crate::journal::ChunkKey;
use crate::message::Message;
use crate::recovery::{Recovery, RecoveryKind, WrappedKey};
use crate::schema;
use crate::schema::fields::{Reader, Writer};
use crate::tree::{self, Fields, Tree};

/// The format of a sealed key.
const SEAL_VERSION: i64 = 1;

/// A sealed product key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKey {
    /// The license it belongs to.
    pub license_id: LicenseId,
    /// Which workspace key wraps its content key.
    pub epoch: String,
    /// The content key, wrapped by the workspace key (AES-256-GCM).
    pub wrapped_key: Vec<u8>,
    /// Nonce of the wrapping, 12 bytes.
    pub wrap_nonce: Vec<u8>,
    /// The product key, padded, under the content key (AES-256-GCM).
    pub ciphertext: Vec<u8>,
    /// Nonce of the ciphertext, 12 bytes.
    pub nonce: Vec<u8>,
}

/// The vault of a workspace.
#[derive(Debug)]
pub struct Vault {
    document: Document,
    entries: ObjId,
    meta: ObjId,
}

/// What a sealed key is bound to, so that no one can pass one off for another: additional data
/// of both encryptions.
pub fn binding(workspace: WorkspaceId, license: LicenseId, key: KeyId, epoch: &str) -> String {
    format!("seatwise vault {SEAL_VERSION}|{workspace}|{license}|{key}|{epoch}")
}

/// Keys are padded to whole blocks of this many bytes, so that ciphertext hardly tells length.
const PAD_BLOCK: usize = 64;

/// Pads a product key: its length in four bytes, its bytes, zeros up to a whole block.
pub fn pad(secret: &str) -> Vec<u8> {
    let length = u32::try_from(secret.len()).unwrap_or(u32::MAX);
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend_from_slice(secret.as_bytes());
    padded.resize(padded.len().next_multiple_of(PAD_BLOCK), 0);
    padded
}

/// Takes the padding off; `None` when it is not ours.
pub fn unpad(padded: &[u8]) -> Option<String> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    String::from_utf8(rest.get(..length)?.to_vec()).ok()
}

impl Vault {
    /// An empty vault that writes as `actor`, a fresh random one.
    pub fn new(actor: [u8; 16]) -> Result<Self, DocumentError> {
        Self::of(Document::new(schema::vault_genesis()?, actor))
    }

    /// The vault of these chunks, and the chunks that could not be used.
    pub fn open(
        actor: [u8; 16],
        chunks: &[(ChunkKey, Vec<u8>)],
    ) -> Result<(Self, Vec<Damage>), DocumentError> {
        let Opened { document, damages, .. } = Document::open(schema::VAULT, actor, chunks)?;
        Ok((Self::of(document)?, damages))
    }

    fn of(document: Document) -> Result<Self, DocumentError> {
        let (entries, meta) = (document.root("entries")?, document.root("meta")?);
        Ok(Self { document, entries, meta })
    }

    /// The vault as it was at `heads`, which writes as `actor`.
    ///
    /// # Errors
    /// What Automerge refuses, such as heads that it does not know.
    pub fn rewound(&self, heads: &[ChangeHash], actor: [u8; 16]) -> Result<Self, DocumentError> {
        Self::of(Document::new(self.document.automerge().fork_at(heads)?, actor))
    }

    /// The document, to save or compare.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document, to mark what is stored.
    pub fn document_mut(&mut self) -> &mut Document {
        &mut self.document
    }

    /// The sealed form of a key.
    pub fn get(&self, id: KeyId) -> Option<SealedKey> {
        let doc = self.document.automerge();
        let (_, entry) = doc.get(&self.entries, id.to_string()).ok()??;
        read(&tree::read(doc, &entry))
    }

    /// How many keys each workspace key wraps, by its epoch.
    pub fn epochs(&self) -> BTreeMap<String, u32> {
        let mut epochs = BTreeMap::new();
        let entries = tree::read(self.document.automerge(), &self.entries);
        for entry in entries.values().filter_map(Tree::as_map) {
            *epochs.entry(Reader(entry).text("epoch")).or_insert(0) += 1;
        }
        epochs
    }

    /// The copies of its workspace keys that a passphrase or a code opens, if there are any that
    /// this version reads.
    pub fn recovery(&self, kind: RecoveryKind) -> Option<Recovery> {
        let doc = self.document.automerge();
        let (_, record) = doc.get(&self.meta, kind.key()).ok()??;
        Recovery::read(&tree::read(doc, &record))
    }

    /// Whether a recovery is set that this version does not read.
    pub fn has_strange_recovery(&self, kind: RecoveryKind) -> bool {
        let found = self.document.automerge().get(&self.meta, kind.key());
        !matches!(found, Ok(None)) && self.recovery(kind).is_none()
    }

    /// Sets a recovery in place of the one before, or takes it away, as one change.
    pub fn set_recovery(
        &mut self,
        kind: RecoveryKind,
        recovery: Option<&Recovery>,
        at: DateTime<Utc>,
    ) -> Result<(), DocumentError> {
        let meta = self.meta.clone();
        let is_set = self.document.automerge().get(&meta, kind.key())?.is_some();
        if recovery.is_none() && !is_set {
            return Ok(());
        }
        self.document.transact(&Message::Keys, at, |tx| match recovery {
            Some(recovery) => tree::create(tx, &meta, kind.key(), &recovery.write()),
            None => tx.delete(&meta, kind.key()),
        })
    }

    /// Adds wrapped keys to a recovery that is set, as one change.
    pub fn extend_recovery(
        &mut self,
        kind: RecoveryKind,
        keys: &BTreeMap<String, WrappedKey>,
        at: DateTime<Utc>,
    ) -> Result<(), DocumentError> {
        let doc = self.document.automerge();
        let Some((_, record)) = doc.get(&self.meta, kind.key())? else { return Ok(()) };
        let Some((_, map)) = doc.get(&record, "keys")? else { return Ok(()) };
        if keys.is_empty() {
            return Ok(());
        }
        self.document.transact(&Message::Keys, at, |tx| {
            keys.iter().try_for_each(|(epoch, key)| tree::create(tx, &map, epoch, &key.write()))
        })
    }

    /// All sealed keys that this version reads.
    pub fn entries(&self) -> Vec<(KeyId, SealedKey)> {
        let entries = tree::read(self.document.automerge(), &self.entries);
        let read =
            |(key, entry): (&String, &Tree)| Some((key.parse().ok()?, read(entry.as_map()?)?));
        entries.iter().filter_map(read).collect()
    }

    /// Sealed keys that were put in after `heads`.
    pub fn entries_after(&self, heads: &[ChangeHash]) -> Vec<(KeyId, SealedKey)> {
        let then = self.document.automerge().fork_at(heads).ok();
        let was_there = |id: &KeyId, sealed: &SealedKey| {
            let then = then.as_ref()?;
            let (_, entry) = then.get(&self.entries, id.to_string()).ok()??;
            Some(read(&tree::read(then, &entry))? == *sealed)
        };
        let mut entries = self.entries();
        entries.retain(|(id, sealed)| was_there(id, sealed) != Some(true));
        entries
    }

    /// How many keys it holds.
    pub fn len(&self) -> usize {
        self.document.automerge().length(&self.entries)
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts sealed keys in and takes others out, as one change.
    pub fn change(
        &mut self,
        put: &[(KeyId, SealedKey)],
        remove: &[KeyId],
        at: DateTime<Utc>,
    ) -> Result<(), DocumentError> {
        let doc = self.document.automerge();
        let is_here = |id: &&KeyId| matches!(doc.get(&self.entries, id.to_string()), Ok(Some(_)));
        let gone: Vec<&KeyId> = remove.iter().filter(is_here).collect();
        if put.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let entries = self.entries.clone();
        self.document.transact(&Message::Keys, at, |tx| {
            for (id, sealed) in put {
                tree::create(tx, &entries, &id.to_string(), &write(sealed))?;
            }
            for id in &gone {
                tx.delete(&entries, id.to_string())?;
            }
            Ok(())
        })
    }

    /// Takes in what another device says about it.
    pub fn receive(
        &mut self,
        state: &mut State,
        message: sync::Message,
    ) -> Result<(), DocumentError> {
        self.document.receive_quietly(state, message)
    }

    /// Takes in a chunk from storage.
    ///
    /// # Errors
    /// When it is damaged; then nothing of it is taken in.
    pub fn merge_chunk(&mut self, key: &ChunkKey, bytes: &[u8]) -> Result<(), Flaw> {
        self.document.merge_chunk(key, bytes).map(drop)
    }
}

fn write(sealed: &SealedKey) -> Fields {
    let mut fields = Writer::default()
        .int("v", Some(SEAL_VERSION))
        .id("license_id", Some(sealed.license_id))
        .text("epoch", &sealed.epoch)
        .0;
    let bytes = [
        ("wrapped_key", &sealed.wrapped_key),
        ("wrap_nonce", &sealed.wrap_nonce),
        ("ct", &sealed.ciphertext),
        ("nonce", &sealed.nonce),
    ];
    fields.extend(bytes.map(|(key, bytes)| (key.to_owned(), Tree::Bytes(bytes.clone()))));
    fields
}

fn read(fields: &Fields) -> Option<SealedKey> {
    let reader = Reader(fields);
    let bytes = |key: &str| fields.get(key).and_then(Tree::as_bytes).map(<[u8]>::to_vec);
    (reader.int("v")? == SEAL_VERSION).then_some(())?;
    Some(SealedKey {
        license_id: reader.parsed("license_id")?,
        epoch: reader.text("epoch"),
        wrapped_key: bytes("wrapped_key")?,
        wrap_nonce: bytes("wrap_nonce")?,
        ciphertext: bytes("ct")?,
        nonce: bytes("nonce")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recovery::Derivation;

    fn sealed(n: u8) -> SealedKey {
        SealedKey {
            license_id: "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap(),
            epoch: "e1".to_owned(),
            wrapped_key: vec![n; 48],
            wrap_nonce: vec![n; 12],
            ciphertext: vec![n; 80],
            nonce: vec![n; 12],
        }
    }

    #[test]
    fn padding_comes_off_and_hides_the_length() {
        for secret in ["", "A", "4c2713a1-5b73-4ecb-b2e9-62bf0ff57165", &"x".repeat(200)] {
            let padded = pad(secret);
            assert_eq!(padded.len() % PAD_BLOCK, 0);
            assert_eq!(unpad(&padded).as_deref(), Some(secret));
        }
        assert_eq!(pad("short").len(), pad("a little longer").len());
        assert_eq!(unpad(&[0, 0, 0, 200, 1]), None);
        assert_eq!(unpad(&[]), None);
    }

    #[test]
    fn a_vault_opens_from_what_it_saved_without_the_keys_that_were_removed() {
        let (one, two) = (KeyId(uuid::Uuid::from_u128(1)), KeyId(uuid::Uuid::from_u128(2)));
        let mut vault = Vault::new([1; 16]).unwrap();
        vault.change(&[(one, sealed(1)), (two, sealed(2))], &[], DateTime::UNIX_EPOCH).unwrap();
        vault.change(&[], &[one], DateTime::UNIX_EPOCH).unwrap();
        let snapshot = vault.document().save();
        let key = ChunkKey::snapshot(&vault.document().heads_digest());
        let (opened, damages) = Vault::open([2; 16], &[(key, snapshot)]).unwrap();
        assert_eq!(damages, []);
        assert_eq!(opened.get(one), None);
        assert_eq!(opened.get(two), Some(sealed(2)));
    }

    #[test]
    fn a_recovery_travels_with_the_vault_and_only_the_last_one_is_there() {
        let wrapped = |n: u8| WrappedKey { wrapped_key: vec![n; 48], wrap_nonce: vec![n; 12] };
        let recovery = |n: u8| Recovery {
            made_at: DateTime::UNIX_EPOCH,
            derivation: Derivation::PASSPHRASE,
            salt: vec![n; 16],
            keys: [("e1".to_owned(), wrapped(n))].into(),
        };
        let (kind, at) = (RecoveryKind::Passphrase, DateTime::UNIX_EPOCH);
        let mut vault = Vault::new([1; 16]).unwrap();
        vault.set_recovery(kind, None, at).unwrap();
        assert_eq!(vault.document().unsaved(), Vault::new([2; 16]).unwrap().document().unsaved());
        vault.set_recovery(kind, Some(&recovery(1)), at).unwrap();
        vault.set_recovery(kind, Some(&recovery(2)), at).unwrap();
        vault.extend_recovery(kind, &[("e2".to_owned(), wrapped(7))].into(), at).unwrap();
        vault
            .extend_recovery(RecoveryKind::Code, &[("e2".to_owned(), wrapped(7))].into(), at)
            .unwrap();
        let key = ChunkKey::snapshot(&vault.document().heads_digest());
        let chunk = [(key, vault.document().save())];
        let (mut opened, _) = Vault::open([2; 16], &chunk).unwrap();
        let mut expected = recovery(2);
        expected.keys.insert("e2".to_owned(), wrapped(7));
        assert_eq!(opened.recovery(kind), Some(expected));
        assert_eq!(opened.recovery(RecoveryKind::Code), None);
        opened.set_recovery(kind, None, at).unwrap();
        assert_eq!(opened.recovery(kind), None);
    }

    #[test]
    fn what_was_put_in_after_a_moment_is_told_apart() {
        let id = |n| KeyId(uuid::Uuid::from_u128(n));
        let mut vault = Vault::new([1; 16]).unwrap();
        let put = [(id(1), sealed(1)), (id(2), sealed(2))];
        vault.change(&put, &[], DateTime::UNIX_EPOCH).unwrap();
        let then = vault.document().automerge().get_heads();
        vault
            .change(&[(id(2), sealed(7)), (id(3), sealed(3))], &[id(1)], DateTime::UNIX_EPOCH)
            .unwrap();
        assert_eq!(vault.entries_after(&then), [(id(2), sealed(7)), (id(3), sealed(3))]);
        assert_eq!(vault.entries().len(), 2);
    }

    #[test]
    fn keys_are_counted_by_the_workspace_key_that_wraps_them() {
        let id = |n| KeyId(uuid::Uuid::from_u128(n));
        let of = |epoch: &str| SealedKey { epoch: epoch.to_owned(), ..sealed(1) };
        let mut vault = Vault::new([1; 16]).unwrap();
        let put = [(id(1), of("e1")), (id(2), of("e2")), (id(3), of("e1"))];
        vault.change(&put, &[], DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(vault.epochs(), [("e1".to_owned(), 2), ("e2".to_owned(), 1)].into());
    }
}
