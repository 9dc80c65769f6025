//! Whether the rooms are alive. A task that has died, or that never comes to the end of a turn,
//! leaves its port open and its devices waiting: somebody has to notice.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::WorkspaceId;
use tokio::time::Instant;

/// No turn takes so long. The largest document is read and folded in less, and a database that does
/// not answer is given up sooner.
const LONGEST_TURN: Duration = Duration::from_mins(2);

/// The rooms that are at work, and since when.
#[derive(Debug, Default)]
pub(super) struct Pulse(Mutex<HashMap<WorkspaceId, Instant>>);

/// A turn of a room, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    pulse: &'a Pulse,
    workspace: WorkspaceId,
}

impl Pulse {
    pub(super) fn begin(&self, workspace: WorkspaceId) -> Turn<'_> {
        self.turns().insert(workspace, Instant::now());
        Turn { pulse: self, workspace }
    }

    /// Whether a room does not come to the end of its turn.
    pub(super) fn is_stuck(&self, now: Instant) -> bool {
        self.turns().values().any(|since| now.duration_since(*since) > LONGEST_TURN)
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<WorkspaceId, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.pulse.turns().remove(&self.workspace);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_without_an_end_is_noticed() {
        let pulse = Pulse::default();
        let turn = pulse.begin(WorkspaceId(uuid::Uuid::from_u128(1)));
        let now = Instant::now();
        assert!(!pulse.is_stuck(now));
        assert!(pulse.is_stuck(now + LONGEST_TURN + Duration::from_secs(1)));
        drop(turn);
        assert!(!pulse.is_stuck(now + LONGEST_TURN * 2));
    }
}
