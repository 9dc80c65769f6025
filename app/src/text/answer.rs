//! Why the worker did not do what it was asked, and what the person can do.

use domain::command::Refusal;
use replica::protocol::{Answer, Failure, StorageTrouble};

/// Of a backup that is not whole.
pub const LACKS_HISTORY: &str = "This backup lacks a part of the history that could not be read.";

/// The reason in one or two sentences.
pub fn why_not(answer: &Answer) -> String {
    match answer {
        Answer::Refused(Refusal::NoSuchLicense) => {
            "This license is not there any more. Somebody may have deleted it.".to_owned()
        }
        Answer::Refused(Refusal::PartOfItself) => {
            "A license cannot be part of one that is part of it.".to_owned()
        }
        Answer::Refused(Refusal::Seat(why) | Refusal::Unconfirmed(why)) => {
            super::seats::objection(*why)
        }
        Answer::Refused(Refusal::IdTaken) => "This was saved already.".to_owned(),
        Answer::Failed(failure) => failed(failure),
        Answer::Unreadable(reason) => super::unreadable::sentence(reason),
        Answer::Cancelled => "Cancelled. Nothing was changed.".to_owned(),
        Answer::Opened { .. }
        | Answer::Done
        | Answer::License(_)
        | Answer::Key(_)
        | Answer::Preview(_)
        | Answer::History(_)
        | Answer::Bin(_)
        | Answer::Undone(_)
        | Answer::Changed(_)
        | Answer::File(_)
        | Answer::Backup { .. }
        | Answer::Damages(_)
        | Answer::BackupFound(_)
        | Answer::Restored(_)
        | Answer::Recovery(_)
        | Answer::Users(_)
        | Answer::Assets(_)
        | Answer::Seats(_)
        | Answer::Positions(_)
        | Answer::Products(_)
        | Answer::Ids(_)
        | Answer::User(_)
        | Answer::Asset(_)
        | Answer::Holders(_)
        | Answer::SeatPlan(_)
        | Answer::Past(_)
        | Answer::OverSince(_)
        | Answer::Kits(_)
        | Answer::KitPlan(_)
        | Answer::Reviews(_)
        | Answer::Review(_)
        | Answer::Requests(_)
        | Answer::ComplianceSummary(_)
        | Answer::SeatGroups(_)
        | Answer::RecordsPreview(_)
        | Answer::Team(_)
        | Answer::Relay(_)
        | Answer::Invite(_)
        | Answer::WereReadable(_) => "Something unexpected happened. Reload the page.".to_owned(),
    }
}

fn failed(failure: &Failure) -> String {
    match failure {
        Failure::NotOpen => "The workspace is still opening. Try again in a moment.".to_owned(),
        Failure::NoFile => "Choose the file again.".to_owned(),
        Failure::NotLoaded => {
            "This part of Seatwise could not be loaded. Check the connection and try again."
                .to_owned()
        }
        Failure::Busy => "An import is under way. Wait for it to finish.".to_owned(),
        Failure::NoSample => {
            "The sample data could not be loaded. Try again with a network.".to_owned()
        }
        Failure::StillOpen => {
            "Another tab has this workspace open. Close it there first. Nothing was changed."
                .to_owned()
        }
        Failure::KeyNotHere => {
            "This device does not hold the key that opens it. It can be revealed on the device \
             where it was saved."
                .to_owned()
        }
        Failure::NoKeyToSealWith => {
            "You may not see product keys here, and so not add any.".to_owned()
        }
        Failure::KeyDamaged => "The sealed key was changed and cannot be opened.".to_owned(),
        Failure::NoSuchKey => "There is no such product key any more.".to_owned(),
        Failure::NoCryptography => {
            "The browser seals keys only on a secure address (https or localhost). Nothing was \
             saved."
                .to_owned()
        }
        Failure::NotABackup => {
            "This file is not a Seatwise backup, or it is damaged. Nothing was changed.".to_owned()
        }
        Failure::TooNew => {
            "This workspace was written by a newer version of Seatwise. Update to edit it."
                .to_owned()
        }
        Failure::NotStored(trouble) => {
            format!("{} Nothing was changed.", storage_trouble(trouble).0)
        }
        Failure::TooLong => {
            "This is more rows than a workbook can hold. Export CSV instead.".to_owned()
        }
        Failure::Gone => {
            "What was stored here is gone. Restore a backup, or go on with an empty inventory first."
                .to_owned()
        }
        Failure::ReadOnly => {
            "You may look at this workspace, not change it.".to_owned()
        }
        // The words for each case come with the pages about sharing.
        Failure::Relay(_) => "The relay did not do it.".to_owned(),
        // The words for each case come with the pages that ask for a passphrase.
        Failure::Recovery(_) => "That opens nothing here.".to_owned(),
        Failure::Internal(_) => {
            "It could not be saved. Export a backup in Settings, then reload.".to_owned()
        }
    }
}

/// Why changes are not stored, as a heading and what to do.
pub fn storage_trouble(trouble: &StorageTrouble) -> (&'static str, &'static str) {
    match trouble {
        StorageTrouble::QuotaExceeded => (
            "This device is out of space.",
            "Your latest changes are only in this tab. Export a backup, free some space, then try again.",
        ),
        StorageTrouble::Blocked => (
            "Another tab holds an older version open.",
            "Changes are only in this tab. Close the other tabs, then try again.",
        ),
        StorageTrouble::Replaced => (
            "A newer version of Seatwise has taken over.",
            "Changes are only in this tab. If there are any, export a backup. Then reload to go on.",
        ),
        StorageTrouble::Unavailable => (
            "This browser keeps nothing here.",
            "As in a private window, everything ends with this tab. Export a backup before you close it.",
        ),
        StorageTrouble::Other(_) => (
            "Changes could not be stored.",
            "They are only in this tab. Export a backup, then try again.",
        ),
    }
}
