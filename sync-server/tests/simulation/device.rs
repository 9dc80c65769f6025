//! A device: its documents, its own disk, and its line to the relay.

use std::collections::{BTreeMap, BTreeSet};

use automerge::sync::{Message, State};
use chrono::{DateTime, Duration, Utc};
use domain::command::{Command, Edit, Named};
use domain::id::{KeyId, LicenseId};
use domain::license::License;
use domain::license_type::LicenseType;
use replica::document::{Document, DocumentError};
use replica::document_id::DocumentId;
use replica::inventory::Inventory;
use replica::journal::ChunkKey;
use replica::sync::link::{Documents, Link};
use replica::vault::{SealedKey, Vault};
use sync_server::room::{ConnId, Guest};

use crate::dice::Dice;
use crate::world::{INVENTORY, VAULT};

pub(crate) struct Device {
    pub(crate) guest: Guest,
    pub(crate) replicas: Replicas,
    pub(crate) line: Option<(ConnId, Link)>,
    chunks: Vec<(DocumentId, ChunkKey, Vec<u8>)>,
    remembered: BTreeMap<DocumentId, Vec<u8>>,
    /// Its clock is so far off.
    skew: Duration,
    /// Changes made here that are on a disk, here or at the relay.
    pub(crate) kept: BTreeSet<(DocumentId, [u8; 32])>,
}

pub(crate) struct Replicas {
    pub(crate) inventory: Inventory,
    pub(crate) vault: Vault,
}

impl Documents for Replicas {
    fn document(&self, id: DocumentId) -> Option<&Document> {
        if id == INVENTORY {
            Some(self.inventory.document())
        } else {
            (id == VAULT).then(|| self.vault.document())
        }
    }

    fn receive(
        &mut self,
        id: DocumentId,
        state: &mut State,
        message: Message,
    ) -> Result<(), DocumentError> {
        if id == INVENTORY {
            self.inventory.receive(state, message).map(drop)
        } else {
            self.vault.receive(state, message)
        }
    }
}

impl Device {
    pub(crate) fn new(guest: Guest, dice: &mut Dice) -> Self {
        let replicas = Replicas {
            inventory: Inventory::new(dice.bytes()).unwrap(),
            vault: Vault::new(dice.bytes()).unwrap(),
        };
        let skew = Duration::days(i64::try_from(dice.below(1_400)).unwrap() - 700);
        Self {
            guest,
            replicas,
            line: None,
            chunks: Vec::new(),
            remembered: BTreeMap::new(),
            skew,
            kept: BTreeSet::new(),
        }
    }

    /// One act of a person.
    pub(crate) fn edit(&mut self, dice: &mut Dice, now: DateTime<Utc>) {
        let at = now + self.skew;
        if dice.percent(15) && self.guest.sees_keys {
            let sealed = SealedKey {
                license_id: LicenseId(dice.uuid()),
                epoch: "e1".to_owned(),
                wrapped_key: dice.bytes().to_vec(),
                wrap_nonce: dice.bytes().to_vec(),
                ciphertext: dice.bytes().to_vec(),
                nonce: dice.bytes().to_vec(),
            };
            self.replicas.vault.change(&[(KeyId(dice.uuid()), sealed)], &[], at).unwrap();
            return;
        }
        let present: Vec<License> =
            self.replicas.inventory.workspace().present_licenses().cloned().collect();
        let command = if present.is_empty() || dice.percent(40) {
            let mut license = License::new(LicenseId(dice.uuid()), LicenseType::Perpetual, at);
            license.name = format!("License {}", dice.below(1_000));
            Command::CreateLicense { license: Box::new(license), named: Named::default() }
        } else {
            let before = present[dice.below(present.len())].clone();
            let mut after = before.clone();
            match dice.below(4) {
                0 => after.name = format!("Renamed {}", dice.below(1_000)),
                1 => after.notes = format!("Note {}", dice.below(1_000)),
                2 => after.particulars.department = format!("Department {}", dice.below(5)),
                _ => after.deleted_at = Some(at),
            }
            if after.deleted_at.is_some() {
                Command::DeleteLicenses { ids: vec![before.id], at }
            } else {
                Command::EditLicenses {
                    edits: vec![Edit { before, after }],
                    named: Named::default(),
                }
            }
        };
        self.replicas.inventory.apply(&command, at).unwrap();
    }

    /// Stores what is not stored yet, then what is remembered of the line.
    pub(crate) fn store(&mut self) {
        let Replicas { inventory, vault } = &mut self.replicas;
        for (id, document) in [(INVENTORY, inventory.document_mut()), (VAULT, vault.document_mut())]
        {
            if let Some(bytes) = document.unsaved() {
                self.chunks.push((id, ChunkKey::incremental(&bytes), bytes));
                document.mark_stored();
            }
        }
        if let Some((_, link)) = &self.line {
            for id in [INVENTORY, VAULT] {
                self.remembered.extend(link.remembered(id).map(|bytes| (id, bytes)));
            }
        }
        if self.guest.role.may_write() {
            self.kept.extend(self.all_changes());
        }
    }

    /// Stops without a word and starts again with what is on its disk.
    pub(crate) fn restart(&mut self, dice: &mut Dice) {
        self.line = None;
        let chunks = |wanted: DocumentId| -> Vec<(ChunkKey, Vec<u8>)> {
            let of = self.chunks.iter().filter(|(id, ..)| *id == wanted);
            of.map(|(_, key, bytes)| (key.clone(), bytes.clone())).collect()
        };
        let (inventory, damages) = Inventory::open(dice.bytes(), &chunks(INVENTORY)).unwrap();
        let (vault, vault_damages) = Vault::open(dice.bytes(), &chunks(VAULT)).unwrap();
        assert!(damages.is_empty() && vault_damages.is_empty());
        self.replicas = Replicas { inventory, vault };
    }

    /// Begins a line; what to send first.
    pub(crate) fn connect(&mut self, conn: ConnId) -> Vec<u8> {
        let with = |id| (id, self.remembered.get(&id).cloned());
        let link = Link::new(
            self.guest.peer.clone(),
            format!("session {conn}"),
            [INVENTORY, VAULT].map(with),
        );
        let greeting = link.greeting();
        self.line = Some((conn, link));
        greeting
    }

    /// Takes in a frame; `false` if it makes no sense and the connection is to be closed.
    pub(crate) fn hear(&mut self, frame: &[u8]) -> bool {
        let Some((_, link)) = &mut self.line else { return true };
        link.hear(frame, &mut self.replicas).is_ok()
    }

    pub(crate) fn speak(&mut self) -> Vec<Vec<u8>> {
        self.line.as_mut().map(|(_, link)| link.speak(&self.replicas)).unwrap_or_default()
    }

    /// Whether it is told that the relay has everything of a document.
    pub(crate) fn is_acknowledged(&self, id: DocumentId) -> bool {
        let is_withheld = id == VAULT && !self.guest.sees_keys;
        self.line.as_ref().is_some_and(|(_, link)| link.is_acknowledged(id, &self.replicas))
            && !is_withheld
    }

    pub(crate) fn changes(&self, id: DocumentId) -> Vec<[u8; 32]> {
        let document = self.replicas.document(id).unwrap();
        document.automerge().get_changes_meta(&[]).iter().map(|change| change.hash.0).collect()
    }

    fn all_changes(&self) -> Vec<(DocumentId, [u8; 32])> {
        let mut documents = vec![INVENTORY];
        documents.extend(self.guest.sees_keys.then_some(VAULT));
        let of = |id| self.changes(id).into_iter().map(move |hash| (id, hash));
        documents.into_iter().flat_map(of).collect()
    }
}
