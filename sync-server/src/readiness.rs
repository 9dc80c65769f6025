//! Whether the relay does its work: its database gives a document back, its rooms are alive, and
//! what devices send can be stored.
//!
//! One look at a time, and each counts for a second, so that whoever asks often costs nothing.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::relay::now;
use crate::rooms::Rooms;
use crate::store::Store;

/// The database must answer within this.
const WITHIN: Duration = Duration::from_secs(1);
/// A look counts for so long.
const COUNTS_FOR: Duration = Duration::from_secs(1);
/// That changes could not be stored is said for so long, unless some could since.
const FAILED_WITHIN: Duration = Duration::from_secs(30);

/// Whether it works, or why it does not. Anybody may read that.
pub(crate) type Verdict = Result<(), &'static str>;

/// The last look.
#[derive(Debug, Default)]
pub(crate) struct Readiness(Mutex<Option<(Instant, Verdict)>>);

impl Readiness {
    pub(crate) async fn check(&self, store: &Store, rooms: &Rooms) -> Verdict {
        let mut last = self.0.lock().await;
        if let Some((at, verdict)) = *last
            && at.elapsed() < COUNTS_FOR
        {
            return verdict;
        }
        let verdict = look(store, rooms).await;
        if let Err(reason) = verdict {
            tracing::warn!(reason, "not ready");
        }
        *last = Some((Instant::now(), verdict));
        verdict
    }
}

async fn look(store: &Store, rooms: &Rooms) -> Verdict {
    match timeout(WITHIN, store.read_a_document()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer as it should");
            return Err("the database fails");
        }
        Err(_) => return Err("the database is slow"),
    }
    if rooms.counts().fails(FAILED_WITHIN, now()) {
        return Err("changes cannot be stored");
    }
    rooms.alive(Instant::now())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::limits::Limits;

    async fn relay(folder: &std::path::Path) -> (Store, Rooms) {
        let store = Store::sqlite(folder).await.unwrap();
        let limits = Arc::new(Limits::new(600));
        (store.clone(), Rooms::new(store, "relay-test".to_owned(), u64::MAX, limits))
    }

    #[tokio::test]
    async fn a_database_that_is_gone_is_noticed_and_a_look_counts_for_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let (store, rooms) = relay(folder.path()).await;
        let readiness = Readiness::default();
        assert_eq!(readiness.check(&store, &rooms).await, Ok(()));
        store.close().await;
        assert_eq!(readiness.check(&store, &rooms).await, Ok(()), "as a moment ago");
        let afresh = Readiness::default();
        assert_eq!(afresh.check(&store, &rooms).await, Err("the database fails"));
    }

    #[tokio::test]
    async fn a_room_whose_task_has_died_is_noticed_and_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (store, rooms) = relay(folder.path()).await;
        let workspace = domain::id::WorkspaceId(uuid::Uuid::from_u128(1));
        rooms.open_dead(workspace);
        let verdict = Readiness::default().check(&store, &rooms).await;
        assert_eq!(verdict, Err("a room has died"));
        rooms.reopen(workspace);
        assert_eq!(Readiness::default().check(&store, &rooms).await, Ok(()));
    }
}
