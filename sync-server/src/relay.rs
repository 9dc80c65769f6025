//! What the routes of the relay share: the store, the open rooms, who may bring workspaces, which
//! pages may ask, and how often. Clock and randomness are read here and nowhere deeper.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use replica::team::api::SignUp;
use sha2::{Digest as _, Sha256};

use crate::config::ServeOptions;
use crate::limits::Limits;
use crate::origins::Origins;
use crate::rooms::Rooms;
use crate::store::{Store, StoreError};
use crate::tickets::Tickets;

/// Where the store keeps which workspace claimed the relay.
const CLAIMED_BY: &str = "claimed_by";
/// Where it keeps what the relay goes by.
const PEER: &str = "peer";

/// The relay behind its routes.
#[derive(Clone, Debug)]
pub struct Relay {
    pub(crate) store: Store,
    pub(crate) rooms: Rooms,
    pub(crate) tickets: Tickets,
    pub(crate) origins: Arc<Origins>,
    pub(crate) limits: Arc<Limits>,
    sign_up: SignUp,
    sign_up_code: Option<[u8; 32]>,
}

impl Relay {
    /// Makes ready what is stored.
    pub async fn open(options: &ServeOptions, store: Store) -> Result<Self, StoreError> {
        let fresh = format!("relay-{}", hex::encode(random::<8>()));
        let peer = store.put_meta_if_absent(PEER, fresh.as_bytes()).await?;
        let peer = String::from_utf8_lossy(&peer).into_owned();
        let tickets = Tickets::open(&store).await?;
        let quota = options.workspace_mebibytes.saturating_mul(1024 * 1024);
        let limits = Arc::new(Limits::new(options.requests_per_minute));
        let rooms = Rooms::new(store.clone(), peer, quota, Arc::clone(&limits));
        if let Some(listener) = store.listen().await? {
            tokio::spawn(rooms.clone().listen(listener));
        }
        let code = options.sign_up_code.as_ref();
        let code = code.map(|code| sha256(code.expose().trim().as_bytes()));
        Ok(Self {
            store,
            rooms,
            tickets,
            origins: Arc::new(Origins::new(
                options.public_origin.clone(),
                &options.allowed_origins,
            )),
            limits,
            sign_up: options.sign_up,
            sign_up_code: code,
        })
    }

    /// A fresh set-up code, if nobody has claimed the relay yet. Of several relays on one database
    /// each has one of its own, and each of those is good until somebody uses one.
    pub async fn fresh_setup_code(&self) -> Result<Option<String>, StoreError> {
        if self.is_claimed().await? {
            return Ok(None);
        }
        let code = setup_code(&random::<10>());
        self.store.put_meta(&setup_key(&sha256(code.as_bytes())), &[]).await?;
        Ok(Some(code))
    }

    pub(crate) async fn is_claimed(&self) -> Result<bool, StoreError> {
        Ok(self.store.meta(CLAIMED_BY).await?.is_some())
    }

    pub(crate) fn sign_up(&self) -> SignUp {
        self.sign_up
    }

    /// Whether a code lets a new workspace in.
    pub(crate) async fn opens(&self, code: Option<&str>) -> Result<bool, StoreError> {
        let hash = code.map(|code| sha256(code.trim().as_bytes()));
        if !self.is_claimed().await? {
            let Some(hash) = hash else { return Ok(false) };
            return Ok(self.store.meta(&setup_key(&hash)).await?.is_some());
        }
        Ok(match self.sign_up {
            SignUp::Closed => false,
            SignUp::Code => hash.is_some() && hash == self.sign_up_code,
            SignUp::Open => true,
        })
    }

    /// Notes that a workspace has claimed the relay; `false` if another one was faster.
    pub(crate) async fn claim(&self, workspace: &str) -> Result<bool, StoreError> {
        let by = self.store.put_meta_if_absent(CLAIMED_BY, workspace.as_bytes()).await?;
        Ok(by == workspace.as_bytes())
    }
}

/// Where the store notes that a set-up code was given out, by its hash.
fn setup_key(hash: &[u8; 32]) -> String {
    format!("setup_code/{}", hex::encode(hash))
}

/// Letters that are not taken for one another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Random bytes as four groups of four letters.
fn setup_code(bytes: &[u8; 10]) -> String {
    let bits = bytes.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let mut code = String::new();
    for n in 0..16_usize {
        if n > 0 && n % 4 == 0 {
            code.push('-');
        }
        let at = usize::try_from(bits >> (5 * n) & 31).unwrap_or(0);
        code.extend(LETTERS.get(at).map(|letter| char::from(*letter)));
    }
    code
}

/// Milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the one place where the relay looks at the clock")]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Bytes that nobody can guess.
#[expect(clippy::expect_used, reason = "without the system's randomness nothing here is safe")]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system's randomness");
    bytes
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setup_code_is_easy_to_type_and_as_random_as_its_bytes() {
        assert_eq!(setup_code(&[0; 10]), "AAAA-AAAA-AAAA-AAAA");
        assert_eq!(setup_code(&[255; 10]), "9999-9999-9999-9999");
        assert_ne!(setup_code(&random()), setup_code(&random()));
    }
}
