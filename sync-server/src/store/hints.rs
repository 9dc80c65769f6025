//! What relays on one Postgres database tell each other: which document grew, never by what.
//!
//! A hint may be lost. It only makes another relay look sooner than it would by itself.

use domain::id::WorkspaceId;
use replica::document_id::DocumentId;
use sqlx::postgres::PgListener;

use super::{Place, Store, StoreError};

const CHANNEL: &str = "seatwise";
/// Stands where the name of a document would.
const WORKSPACE: &str = "workspace";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The document has changes up to this number.
    Grew { document: DocumentId, seq: u64 },
    /// Who shares a workspace has changed, or its documents have.
    Changed { workspace: WorkspaceId },
    /// The connection was lost and is there again: hints may be missing, so look at everything.
    Reconnected,
}

pub struct Listener {
    url: String,
    connection: PgListener,
    lost: bool,
}

impl Store {
    /// Tells other relays that a document grew. To be called after the changes are stored, and not
    /// for every one of them: on the server, all who tell something wait for each other.
    pub async fn tell(&self, document: DocumentId, seq: u64) -> Result<(), StoreError> {
        self.notify(&format!("{document}:{seq}")).await
    }

    /// Tells other relays that somebody was let in or put out, or may do something else now.
    pub async fn tell_changed(&self, workspace: WorkspaceId) -> Result<(), StoreError> {
        self.notify(&format!("{WORKSPACE}:{workspace}")).await
    }

    async fn notify(&self, payload: &str) -> Result<(), StoreError> {
        if self.is_shared() {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(payload)
                .execute(&self.write)
                .await?;
        }
        Ok(())
    }

    /// What other relays tell, and this one too. A database file has no other relays.
    pub async fn listen(&self) -> Result<Option<Listener>, StoreError> {
        match self.place.as_ref() {
            Place::Folder { .. } => Ok(None),
            Place::Server { url } => {
                let connection = connect(url).await?;
                Ok(Some(Listener { url: url.clone(), connection, lost: false }))
            }
        }
    }
}

impl Listener {
    /// Waits for the next hint. After an error the next call connects again, so wait a moment
    /// before it.
    pub async fn next(&mut self) -> Result<Hint, StoreError> {
        if self.lost {
            self.connection = connect(&self.url).await?;
            self.lost = false;
            return Ok(Hint::Reconnected);
        }
        loop {
            let told = self.connection.try_recv().await.inspect_err(|_| self.lost = true)?;
            let Some(told) = told else { return Ok(Hint::Reconnected) };
            if let Some(hint) = parse(told.payload()) {
                return Ok(hint);
            }
            tracing::warn!("somebody else speaks on the channel {CHANNEL}");
        }
    }
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listener").field("lost", &self.lost).finish_non_exhaustive()
    }
}

async fn connect(url: &str) -> Result<PgListener, StoreError> {
    let mut connection = PgListener::connect(url).await?;
    connection.listen(CHANNEL).await?;
    Ok(connection)
}

fn parse(payload: &str) -> Option<Hint> {
    let (document, seq) = payload.split_once(':')?;
    if document == WORKSPACE {
        return Some(Hint::Changed { workspace: seq.parse().ok()? });
    }
    Some(Hint::Grew { document: document.parse().ok()?, seq: seq.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_names_a_document_and_a_number() {
        let document = DocumentId([7; 16]);
        assert_eq!(parse(&format!("{document}:12")), Some(Hint::Grew { document, seq: 12 }));
        let workspace = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap();
        let changed = parse(&format!("workspace:{workspace}"));
        assert_eq!(changed, Some(Hint::Changed { workspace }));
        for other in
            ["", "workspace:x", ":", "x:1", &format!("{document}:"), &format!("{document}:-1")]
        {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
