//! Looking after the document: closing one that has grown old, and reading closed ones for the
//! history.

use domain::id::LicenseId;
use domain::license::License;
use replica::archive::Archive;
use replica::carry_forward::CarryForward;
use replica::document_id::DocumentId;
use replica::history::{ChangeId, HistoryPage, Moment, Page, Subject};
use replica::inventory::Inventory;
use replica::journal::ChunkKey;
use replica::protocol::Answer;

use super::mailbox::Mailbox;
use super::session::Session;
use super::time::give_way;
use crate::platform::random;

/// Closed documents that were read.
#[derive(Debug, Default)]
pub(crate) struct Archives(Vec<Read>);

#[derive(Debug)]
struct Read {
    id: DocumentId,
    archive: Archive,
    is_whole: bool,
}

impl Archives {
    /// Lets them go: they are large, and seldom wanted twice.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }

    /// A closed document; `None` if it cannot be read.
    async fn get(&mut self, session: &mut Session, id: DocumentId) -> Option<&Read> {
        let is_it = |read: &&Read| read.id == id;
        if !self.0.iter().any(|read| is_it(&read)) {
            let (archive, is_whole) = session.read_closed(id).await?;
            self.0.push(Read { id, archive, is_whole });
        }
        self.0.iter().find(is_it)
    }
}

/// What happened, the latest first: in the document that is open, and then in those before it.
pub(crate) async fn history(
    session: &mut Session,
    archives: &mut Archives,
    of: Subject,
    page: Page,
) -> HistoryPage {
    let mut told = session.inventory.history(of, page);
    let Ok(closed) = session.closed().await else {
        return HistoryPage { is_partial: true, ..told };
    };
    for id in closed {
        let n = u32::try_from(told.entries.len()).unwrap_or(u32::MAX);
        if n >= page.most || told.is_cut {
            told.has_earlier = true;
            break;
        }
        // One that does not read was damaged on this device; the rest is told all the same.
        let Some(Read { archive, is_whole, .. }) = archives.get(session, id).await else {
            told.is_partial = true;
            continue;
        };
        told.is_partial |= !is_whole;
        let (skip, most) = (page.skip.saturating_sub(told.total), page.most - n);
        let rest = Page { skip, most, ..page };
        let before = archive.history(session.inventory.workspace(), of, rest);
        told.total = told.total.saturating_add(before.total);
        told.entries.extend(before.entries);
        told.is_cut = before.is_cut;
    }
    told
}

/// A license as it was right after a change, or right before it.
pub(crate) async fn license_at(
    session: &mut Session,
    archives: &mut Archives,
    id: LicenseId,
    change: ChangeId,
    moment: Moment,
) -> Option<License> {
    if let Some(license) = session.inventory.license_at(id, change, moment) {
        return Some(license);
    }
    for closed in session.closed().await.ok()? {
        let Some(read) = archives.get(session, closed).await else { continue };
        if let Some(license) = read.archive.license_at(id, change, moment) {
            return Some(license);
        }
    }
    None
}

/// Gives back room that editing left behind, and carries a document forward that has grown old.
pub(crate) async fn tend(session: &mut Session, mailbox: &Mailbox) -> Answer {
    session.trim();
    if !session.is_due_for_carrying() {
        return Answer::Done;
    }
    match Box::pin(carry_forward(session, mailbox)).await {
        Ok(()) => Answer::Done,
        Err(Kept::ForNow) => Answer::Cancelled,
        Err(Kept::ForGood) => {
            session.has_failed_to_carry = true;
            Answer::Cancelled
        }
    }
}

/// Why the document that is open stays.
enum Kept {
    /// Another tab is open, or there is something else to do.
    ForNow,
    /// It cannot be read whole, or the new one cannot be made or stored. Each try takes seconds, and
    /// in this session they would all end so.
    ForGood,
}

/// Closes the document and goes on with a new one that begins with its state.
///
/// Nothing is lost whatever happens in between: all that is stored of the old one is in it before
/// it begins; the new one is on disk whole before it takes the place of the old one, which stays.
/// It is left for another time when there is something else to do or another tab is open, and for
/// good when the new one does not hold exactly what the old one does.
async fn carry_forward(session: &mut Session, mailbox: &Mailbox) -> Result<(), Kept> {
    let door = session.lock_up().await.ok_or(Kept::ForNow)?;
    session.catch_up().await.ok_or(Kept::ForGood)?;
    // From here on it is one chunk, as a backup wants it.
    session.fold_inventory().await.ok_or(Kept::ForGood)?;
    let old = session.registration;
    let mut carry = CarryForward::begin(session.inventory.document()).map_err(|_| Kept::ForGood)?;
    let name = carry.name_after(old.inventory);
    while carry.step().map_err(|_| Kept::ForGood)? {
        give_way().await;
        if mailbox.is_anything_waiting() {
            return Err(Kept::ForNow);
        }
    }
    let next = carry.finish().map_err(|_| Kept::ForGood)?;
    let next = Inventory::carried(next, &session.inventory, random::bytes16())
        .map_err(|_| Kept::ForGood)?;
    let snapshot = next.document().save();
    let key = ChunkKey::snapshot(&next.document().heads_digest());
    session.continue_with(next, name, key, snapshot).await.ok_or(Kept::ForGood)?;
    drop(door);
    Ok(())
}
