//! Which tab does what only one may do. A Web Lock decides; when that tab dies, the browser gives
//! the lock to the next one.

use std::cell::RefCell;
use std::rc::Rc;

use domain::id::WorkspaceId;
use wasm_bindgen_futures::spawn_local;

use super::locks::{self, Held, Wish};
use super::mailbox::{Event, Mailbox};
use super::team::LineEvent;

/// How far a tab has come in the election.
#[derive(Debug)]
enum Standing {
    Waiting,
    Leading(#[expect(dead_code, reason = "held as long as it leads")] Held),
    Resigned,
}

/// Whether this tab leads.
#[derive(Debug, Clone)]
pub(crate) struct Leader {
    workspace: WorkspaceId,
    standing: Rc<RefCell<Standing>>,
}

impl Leader {
    /// Stands for election among the tabs of a workspace. Without locks in the browser nobody
    /// leads, and what only one may do waits.
    pub(crate) fn stand(workspace: WorkspaceId, mailbox: &Mailbox) -> Self {
        let leader = Self { workspace, standing: Rc::new(RefCell::new(Standing::Waiting)) };
        let elected = Rc::clone(&leader.standing);
        let mailbox = mailbox.clone();
        // Asked for before this returns: from then on nobody takes the workspace for closed.
        let election = locks::request(&lock_of(workspace), Wish::Alone);
        spawn_local(async move {
            let Some(held) = election.await else { return };
            let mut standing = elected.borrow_mut();
            // Elected too late, it does not want to lead any more: the lock goes back.
            if matches!(*standing, Standing::Waiting) {
                *standing = Standing::Leading(held);
                // There is something to do now that only this tab may.
                mailbox.put(Event::Line(LineEvent::Begin));
            }
        });
        leader
    }

    /// Whether this tab leads.
    pub(crate) fn is_leading(&self) -> bool {
        matches!(*self.standing.borrow(), Standing::Leading(_))
    }

    /// Lets another tab lead.
    pub(crate) fn resign(&self) {
        self.standing.replace(Standing::Resigned);
    }

    /// Leads, and keeps every other tab out for as long as this is held. `None` if there is
    /// another tab, or one is just coming in: all that are in stand for election.
    pub(crate) async fn lock_up(&self) -> Option<Held> {
        let door = locks::request(&door_of(self.workspace), Wish::AloneNow).await?;
        let is_alone = self.is_leading() && !locks::is_waited_for(&lock_of(self.workspace)).await;
        is_alone.then_some(door)
    }
}

/// Comes in to a workspace: to be held from before it is looked up under which names its documents
/// are stored until the tab stands for election. Waits while a tab has [locked up](Leader::lock_up).
pub(crate) async fn come_in(workspace: WorkspaceId) -> Option<Held> {
    locks::request(&door_of(workspace), Wish::Shared).await
}

/// Has a workspace to itself, which no tab has open, and keeps all out for as long as this is held:
/// who comes in waits at the door, and who is in stands for election. `None` if a tab has it open.
/// Where the browser has no locks nobody can tell, and it counts as open.
pub(crate) async fn take_alone(workspace: WorkspaceId) -> Option<(Held, Held)> {
    let door = locks::request(&door_of(workspace), Wish::AloneNow).await?;
    let lead = locks::request(&lock_of(workspace), Wish::AloneNow).await?;
    Some((door, lead))
}

fn lock_of(workspace: WorkspaceId) -> String {
    format!("seatwise-leader-{workspace}")
}

fn door_of(workspace: WorkspaceId) -> String {
    format!("seatwise-door-{workspace}")
}
