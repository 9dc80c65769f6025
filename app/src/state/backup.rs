//! Everything on this device as one file the person keeps.

use leptos::prelude::*;
use replica::protocol::{Answer, Failure, FileTask};

use super::engine::Engine;
use super::preferences;
use super::toasts::ToastList;
use super::workspace::WorkspaceState;
use crate::components::Tone;
use crate::platform::{clock, download};
use crate::text;
use crate::text::answer::LACKS_HISTORY;

/// How backups end, without the dot.
const ENDING: &str = "seatwise";
/// Their media type: bytes of our own.
const MIME: &str = "application/octet-stream";

/// Offers a backup of the open workspace as a download, and tells whether it is whole, or why there
/// is none.
async fn export_backup(engine: Engine, workspace: WorkspaceState) -> Result<bool, Answer> {
    let answer = engine.ask(FileTask::Backup { at: clock::now() }).await;
    let Answer::Backup { bytes, is_whole } = answer else { return Err(answer) };
    // The device's own day: it is the name of a file on this device.
    let name = format!("seatwise-backup-{}.{ENDING}", clock::today(""));
    if download::save(&bytes, &name, MIME) {
        if let Some(id) = workspace.id.get_untracked() {
            preferences::remember_backup(id, clock::now().timestamp_millis());
        }
        Ok(is_whole)
    } else {
        let reason = "the browser refused the download".to_owned();
        Err(Answer::Failed(Failure::Internal(reason)))
    }
}

/// Offers a backup and says how that went.
pub async fn export_and_tell(engine: Engine, workspace: WorkspaceState, toasts: ToastList) {
    match export_backup(engine, workspace).await {
        Ok(true) => toasts.say(Tone::Ok, "Backup exported."),
        // It stays on screen until it is read.
        Ok(false) => toasts.say(Tone::Bad, format!("Backup exported. {LACKS_HISTORY}")),
        Err(answer) => toasts.say(Tone::Bad, text::answer::why_not(&answer)),
    }
}
