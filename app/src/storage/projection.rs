//! The cached projection.

use domain::id::WorkspaceId;
use replica::snapshot::Snapshot;

/// The cached projection of a workspace, if there is a whole one.
pub async fn load(_workspace: WorkspaceId) -> Option<Snapshot> {
    None
}
