//! Tickets for connections. A browser cannot show a credential when it opens a WebSocket, so a
//! device gets a ticket for it first: good once, for half a minute, for one workspace, and for the
//! page that asked. Any relay on the same database can check it.

use std::sync::Arc;

use domain::id::{DeviceId, WorkspaceId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::origins::Asker;
use crate::store::{Store, StoreError};

/// How long a ticket is good, in milliseconds.
const GOOD_FOR: i64 = 30_000;
const KEY: &str = "ticket_key";
/// Device, workspace, moment, number.
const BODY: usize = 16 + 16 + 8 + 16;

/// Makes and checks tickets.
#[derive(Clone)]
pub(crate) struct Tickets {
    key: Arc<[u8]>,
}

impl std::fmt::Debug for Tickets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tickets")
    }
}

/// What a ticket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Admission {
    pub(crate) device: DeviceId,
    pub(crate) workspace: WorkspaceId,
    /// Until when it could be shown, in milliseconds since 1970.
    pub(crate) until: i64,
    /// Its number, which counts once.
    pub(crate) number: [u8; 16],
}

impl Tickets {
    pub(crate) async fn open(store: &Store) -> Result<Self, StoreError> {
        let key = store.put_meta_if_absent(KEY, &crate::relay::random::<32>()).await?;
        Ok(Self { key: key.into() })
    }

    /// A ticket that begins to count now.
    pub(crate) fn issue(
        &self,
        device: DeviceId,
        workspace: WorkspaceId,
        asker: &Asker,
        now: i64,
        number: [u8; 16],
    ) -> String {
        let until = now.saturating_add(GOOD_FOR);
        let mut ticket = Vec::with_capacity(BODY + 32);
        ticket.extend_from_slice(device.0.as_bytes());
        ticket.extend_from_slice(workspace.0.as_bytes());
        ticket.extend_from_slice(&until.to_be_bytes());
        ticket.extend_from_slice(&number);
        let Some(mac) = self.mac(&ticket, asker) else { return String::new() };
        ticket.extend_from_slice(&mac.finalize().into_bytes());
        hex::encode(ticket)
    }

    /// What a ticket is for; `None` if it is not one of ours, is too old, or was made for somebody
    /// else. Whether its number was shown before is for the store to say.
    pub(crate) fn check(&self, ticket: &str, asker: &Asker, now: i64) -> Option<Admission> {
        let bytes = hex::decode(ticket).ok()?;
        let (body, tag) = bytes.split_at_checked(BODY)?;
        self.mac(body, asker)?.verify_slice(tag).ok()?;
        let (device, rest) = body.split_first_chunk::<16>()?;
        let (workspace, rest) = rest.split_first_chunk::<16>()?;
        let (until, number) = rest.split_first_chunk::<8>()?;
        let until = i64::from_be_bytes(*until);
        (now <= until).then_some(())?;
        Some(Admission {
            device: DeviceId(uuid::Uuid::from_bytes(*device)),
            workspace: WorkspaceId(uuid::Uuid::from_bytes(*workspace)),
            until,
            number: number.try_into().ok()?,
        })
    }

    /// For whom it was made is part of what is signed, and not of the ticket.
    fn mac(&self, body: &[u8], asker: &Asker) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        mac.update(body);
        match asker {
            Asker::Page(origin) => mac.update(origin.as_bytes()),
            Asker::Program => mac.update(b"a program"),
            Asker::Stranger => return None,
        }
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_ticket_is_good_for_a_moment_and_for_whom_it_was_made() {
        let tickets = Tickets { key: Arc::new([7; 32]) };
        let (device, workspace) = (DeviceId(Uuid::from_u128(1)), WorkspaceId(Uuid::from_u128(2)));
        let page = Asker::Page("https://seats.example".to_owned());
        let ticket = tickets.issue(device, workspace, &page, 1_000, [9; 16]);
        let admission = tickets.check(&ticket, &page, 31_000).unwrap();
        assert_eq!((admission.device, admission.workspace), (device, workspace));
        assert_eq!(admission.number, [9; 16]);
        assert_eq!(tickets.check(&ticket, &page, 31_001), None, "too late");
        for other in [Asker::Program, Asker::Stranger, Asker::Page("https://evil.example".into())] {
            assert_eq!(tickets.check(&ticket, &other, 2_000), None, "{other:?}");
        }
        let elsewhere = Tickets { key: Arc::new([8; 32]) };
        assert_eq!(elsewhere.check(&ticket, &page, 2_000), None);
        let mut forged = hex::decode(&ticket).unwrap();
        forged[20] ^= 1;
        assert_eq!(
            tickets.check(&hex::encode(forged), &page, 2_000),
            None,
            "for another workspace"
        );
        for no_ticket in ["", "00", "zz", &ticket[2..]] {
            assert_eq!(tickets.check(no_ticket, &page, 2_000), None);
        }
    }
}
