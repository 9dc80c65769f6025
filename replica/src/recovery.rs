//! Copies of the workspace key that a passphrase or a printed code opens.
//!
//! They lie in the vault's `meta` map and so travel in every backup. Nothing here sees the
//! workspace key, the passphrase or a key made of it: the engine wraps and unwraps with the
//! browser's cryptography. Only the printed code is written and read here.

pub mod code;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::WorkspaceId;
use serde::{Deserialize, Serialize};

use crate::schema::fields::{Reader, Writer};
use crate::tree::{Fields, Tree};

/// The format of a record.
const VERSION: i64 = 1;

/// What opens a copy of the workspace key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecoveryKind {
    /// A passphrase that somebody remembers.
    Passphrase,
    /// A code that somebody has printed.
    Code,
}

impl RecoveryKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Passphrase, Self::Code];

    /// The key of its record in the vault's `meta` map.
    pub fn key(self) -> &'static str {
        match self {
            Self::Passphrase => "recovery_passphrase",
            Self::Code => "recovery_code",
        }
    }
}

/// How the key that wraps is made of what a person types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// Argon2id, for what a person could make up.
    Argon2id {
        /// Memory in KiB.
        memory: u32,
        /// Passes over it.
        passes: u32,
        /// Lanes.
        lanes: u32,
    },
    /// HKDF with SHA-256, for what is random already.
    Hkdf,
}

impl Derivation {
    /// What a passphrase takes: the least that OWASP recommends.
    pub const PASSPHRASE: Self = Self::Argon2id { memory: 19 * 1024, passes: 2, lanes: 1 };

    const ARGON2ID: &'static str = "argon2id";
    const HKDF: &'static str = "hkdf-sha256";

    /// What a device can be asked for: a file must not be able to stop it.
    fn is_bearable(self) -> bool {
        match self {
            Self::Argon2id { memory, passes, lanes } => {
                (8..=128 * 1024).contains(&memory)
                    && (1..=8).contains(&passes)
                    && (1..=4).contains(&lanes)
                    && memory >= 8 * lanes
            }
            Self::Hkdf => true,
        }
    }
}

/// A workspace key as the derived key wraps it (AES-256-GCM).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The ciphertext.
    pub wrapped_key: Vec<u8>,
    /// Its nonce, 12 bytes.
    pub wrap_nonce: Vec<u8>,
}

/// All that is needed to open the workspace's keys, but for what the person knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// When it was set.
    pub made_at: DateTime<Utc>,
    /// How the key that wraps is made.
    pub derivation: Derivation,
    /// Random, of this record alone.
    pub salt: Vec<u8>,
    /// The wrapped workspace keys, by the epoch that names each.
    pub keys: BTreeMap<String, WrappedKey>,
}

impl Recovery {
    pub(crate) fn write(&self) -> Fields {
        let writer =
            Writer::default().int("v", Some(VERSION)).instant("made_at", Some(self.made_at));
        let writer = match self.derivation {
            Derivation::Argon2id { memory, passes, lanes } => writer
                .text("kdf", Derivation::ARGON2ID)
                .int("m_kib", Some(memory.into()))
                .int("t", Some(passes.into()))
                .int("p", Some(lanes.into())),
            Derivation::Hkdf => writer.text("kdf", Derivation::HKDF),
        };
        let mut keys = Fields::new();
        for (epoch, key) in &self.keys {
            keys.insert(epoch.clone(), Tree::Map(key.write()));
        }
        let mut fields = writer.map("keys", keys).0;
        fields.insert("salt".to_owned(), Tree::Bytes(self.salt.clone()));
        fields
    }

    /// `None` for a record of a newer version, or one that asks too much of a device.
    pub(crate) fn read(fields: &Fields) -> Option<Self> {
        let reader = Reader(fields);
        let number = |key| u32::try_from(reader.int(key)?).ok();
        (reader.int("v")? == VERSION).then_some(())?;
        let derivation = match reader.str("kdf") {
            Derivation::ARGON2ID => Derivation::Argon2id {
                memory: number("m_kib")?,
                passes: number("t")?,
                lanes: number("p")?,
            },
            Derivation::HKDF => Derivation::Hkdf,
            _ => return None,
        };
        let mut keys = BTreeMap::new();
        for (epoch, key) in fields.get("keys").and_then(Tree::as_map)? {
            keys.insert(epoch.clone(), WrappedKey::read(key.as_map()?)?);
        }
        let salt = fields.get("salt").and_then(Tree::as_bytes)?.to_vec();
        let made_at = reader.instant("made_at")?;
        derivation.is_bearable().then_some(Self { made_at, derivation, salt, keys })
    }
}

impl WrappedKey {
    pub(crate) fn write(&self) -> Fields {
        let mut fields = Fields::new();
        fields.insert("wrapped_key".to_owned(), Tree::Bytes(self.wrapped_key.clone()));
        fields.insert("wrap_nonce".to_owned(), Tree::Bytes(self.wrap_nonce.clone()));
        fields
    }

    fn read(fields: &Fields) -> Option<Self> {
        let bytes = |key: &str| fields.get(key).and_then(Tree::as_bytes).map(<[u8]>::to_vec);
        Some(Self { wrapped_key: bytes("wrapped_key")?, wrap_nonce: bytes("wrap_nonce")? })
    }
}

/// What a wrapped workspace key is bound to: additional data of its encryption.
pub fn binding(kind: RecoveryKind, workspace: WorkspaceId, epoch: &str) -> String {
    format!("seatwise {} {VERSION}|{workspace}|{epoch}", kind.key())
}

/// How the recovery of the open workspace stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecoveryState {
    /// When the passphrase was set, if there is one.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub passphrase: Option<DateTime<Utc>>,
    /// When the code was made, if there is one.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub code: Option<DateTime<Utc>>,
    /// Product keys of the workspace.
    pub n_keys: u32,
    /// Those that do not open on this device.
    pub n_locked: u32,
    /// Those that the passphrase would not bring back, and those the code would not.
    pub n_uncovered: (u32, u32),
}

impl RecoveryState {
    /// Whether there is a passphrase or a code.
    pub fn is_set(&self) -> bool {
        self.passphrase.is_some() || self.code.is_some()
    }

    /// When this kind was set.
    pub fn since(&self, kind: RecoveryKind) -> Option<DateTime<Utc>> {
        match kind {
            RecoveryKind::Passphrase => self.passphrase,
            RecoveryKind::Code => self.code,
        }
    }

    /// Product keys that this kind would not bring back.
    pub fn uncovered(&self, kind: RecoveryKind) -> u32 {
        match kind {
            RecoveryKind::Passphrase => self.n_uncovered.0,
            RecoveryKind::Code => self.n_uncovered.1,
        }
    }
}

/// Why what was typed opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecoveryTrouble {
    /// It is not the passphrase.
    WrongPassphrase,
    /// It reads like a code, but not the one that was made last.
    WrongCode,
    /// It looks like a code with a typing mistake in it.
    MistypedCode,
    /// There is a code, but no passphrase.
    OnlyCode,
    /// There is a passphrase, but no code.
    OnlyPassphrase,
    /// There is neither.
    NothingSet,
    /// Replacing it would lose product keys that only it can open: this device does not.
    WouldLoseKeys,
}

impl RecoveryTrouble {
    /// Why what was typed fits neither, of those that are set.
    pub fn of(typed: &str, has_passphrase: bool, has_code: bool) -> Self {
        match (code::read(typed), has_passphrase, has_code) {
            (_, false, false) => Self::NothingSet,
            (Ok(_), _, true) => Self::WrongCode,
            (Ok(_), true, false) => Self::OnlyPassphrase,
            (Err(code::NotACode::Mistyped), _, true) => Self::MistypedCode,
            (_, true, _) => Self::WrongPassphrase,
            (_, false, true) => Self::OnlyCode,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recovery(derivation: Derivation) -> Recovery {
        let key = |n| WrappedKey { wrapped_key: vec![n; 48], wrap_nonce: vec![n; 12] };
        Recovery {
            made_at: DateTime::from_timestamp_millis(1_700_000_000_123).unwrap(),
            derivation,
            salt: vec![9; 16],
            keys: [("e1".to_owned(), key(1)), ("e2".to_owned(), key(2))].into(),
        }
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        for derivation in [Derivation::PASSPHRASE, Derivation::Hkdf] {
            let recovery = recovery(derivation);
            assert_eq!(Recovery::read(&recovery.write()), Some(recovery));
        }
    }

    #[test]
    fn a_record_that_asks_too_much_or_is_newer_is_not_read() {
        let argon2 = |memory, passes, lanes| Derivation::Argon2id { memory, passes, lanes };
        for (derivation, is_fine) in [
            (argon2(19 * 1024, 2, 1), true),
            (argon2(128 * 1024, 8, 4), true),
            (argon2(4 * 1024 * 1024, 1, 1), false),
            (argon2(19 * 1024, 1_000, 1), false),
            (argon2(8, 1, 4), false),
            (argon2(19 * 1024, 0, 1), false),
        ] {
            let read = Recovery::read(&recovery(derivation).write());
            assert_eq!(read.is_some(), is_fine, "{derivation:?}");
        }
        let mut newer = recovery(Derivation::Hkdf).write();
        newer.insert("v".to_owned(), Tree::Int(VERSION + 1));
        assert_eq!(Recovery::read(&newer), None);
    }

    #[test]
    fn a_wrapped_key_is_bound_to_its_kind_its_workspace_and_its_epoch() {
        let (one, two) =
            (WorkspaceId(uuid::Uuid::from_u128(1)), WorkspaceId(uuid::Uuid::from_u128(2)));
        let all = [
            binding(RecoveryKind::Passphrase, one, "e1"),
            binding(RecoveryKind::Code, one, "e1"),
            binding(RecoveryKind::Passphrase, two, "e1"),
            binding(RecoveryKind::Passphrase, one, "e2"),
        ];
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn what_did_not_fit_is_called_what_it_looks_like() {
        use RecoveryTrouble as Trouble;
        let code = code::write(&[3; code::RANDOM_BYTES]);
        let mistyped = code.replacen(&code[..1], "Z", 1);
        assert_ne!(code, mistyped);
        let cases = [
            ("a wrong passphrase", true, true, Trouble::WrongPassphrase),
            ("a wrong passphrase", false, true, Trouble::OnlyCode),
            (&code, true, true, Trouble::WrongCode),
            (&code, true, false, Trouble::OnlyPassphrase),
            (&mistyped, true, true, Trouble::MistypedCode),
            (&mistyped, true, false, Trouble::WrongPassphrase),
            (&code, false, false, Trouble::NothingSet),
        ];
        for (typed, has_passphrase, has_code, expected) in cases {
            assert_eq!(Trouble::of(typed, has_passphrase, has_code), expected, "{typed}");
        }
    }
}
