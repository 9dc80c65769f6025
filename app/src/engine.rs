//! The worker: holds the documents, the database and the keys, and answers the page.
//!
//! One queue, one reader: requests, other tabs' changes and the moments of rest are handled one
//! after the other, so nothing here ever meets itself half-done. The page never waits for a
//! document; a panic or an exhausted memory here does not take the screen down.
//!
//! * [`mailbox`]: what arrives, in order,
//! * `desk`: one handler per request,
//! * `session`: an open workspace: documents, storage, other tabs,
//! * [`seldom`]: the handlers of all tasks, the second part of the program,
//! * [`files`]: the handlers of tasks with files, the third,
//! * `keeper`: what is stored and what is not,
//! * `seal`: product keys, by the browser's cryptography,
//! * `recovery`: the workspace key, for a passphrase or a printed code,
//! * `archives`: closing a document that has grown old, and reading closed ones,
//! * [`team`]: sharing a workspace, and the line to the relay; the fourth,
//! * `tabs`: news to and from other tabs,
//! * `lists`: users, assets, seats and positions, a window at a time,
//! * `reviews`: kits, reviews and requests,
//! * `leader`: which of them does what only one may, by `locks`.

mod archives;
mod backups;
mod desk;
mod exports;
pub mod files;
mod imports;
mod keeper;
mod leader;
mod lists;
mod locks;
pub mod mailbox;
mod recovery;
mod reviews;
mod rosters;
mod seal;
pub mod seldom;
pub mod session;
mod tabs;
pub mod team;
mod time;
mod webcrypto;
mod workbooks;

use futures::StreamExt;
use replica::protocol::{FileTask, FromEngine, Task, VERSION};

use mailbox::{Event, Mailbox};
use seldom::Half;
use team::TeamPart;

/// Runs the worker until its page is gone.
pub async fn run(second: Half<Task>, files: Half<FileTask>, team: TeamPart) {
    let (mailbox, mut events) = Mailbox::open();
    let mut desk = desk::Desk::new(mailbox.clone(), second, files, team);
    mailbox.post(&FromEngine::Ready { version: VERSION });
    // The page reads its cache first; meanwhile the documents are loaded.
    if let Some(workspace) = mailbox.workspace() {
        Box::pin(desk.open_ahead(workspace)).await;
    }
    while let Some(event) = events.next().await {
        mailbox.note_taken();
        match event {
            Event::Request(message) => desk.handle(message).await,
            Event::Tab(message) => desk.hear_tab(message).await,
            Event::Line(event) => desk.line(event).await,
            Event::Rest => {
                mailbox.note_rest();
                desk.rest().await;
            }
        }
    }
}
