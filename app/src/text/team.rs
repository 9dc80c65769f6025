//! Words for sharing a workspace.

use replica::protocol::{Answer, Ended, Failure, RelayTrouble, Share, SyncNotice, Weight};
use replica::team::Role;
use replica::team::api::Refused;

/// What a role is called.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Viewer",
        Role::Editor => "Editor",
        Role::Admin => "Admin",
        Role::Owner => "Owner",
    }
}

/// What a role may do.
pub fn about_role(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Looks at everything, changes nothing.",
        Role::Editor => "Adds and changes licenses, users, assets and seats.",
        Role::Admin => "Also invites and removes members.",
        Role::Owner => "Also hands the workspace on, or stops sharing it.",
    }
}

/// Who else has a license on screen.
pub fn looking(names: &[String]) -> String {
    match names {
        [one] => format!("{one} is looking at this, too."),
        names => format!("{} are looking at this, too.", names.join(", ")),
    }
}

/// Why it was not done.
pub fn why_not(answer: &Answer) -> String {
    if let Answer::Failed(Failure::Relay(trouble)) = answer {
        self::trouble(*trouble).to_owned()
    } else {
        super::answer::why_not(answer)
    }
}

/// Why the relay did not do it, and what helps.
pub fn trouble(trouble: RelayTrouble) -> &'static str {
    match trouble {
        RelayTrouble::Unreachable => {
            "The relay cannot be reached. Check the connection and the address, then try again."
        }
        RelayTrouble::NotARelay => {
            "Something else answers in the relay's place. Some networks want you to sign in first; \
             otherwise check the address."
        }
        RelayTrouble::OtherVersion => {
            "The relay is of another version than this app. Reload the page, or ask whoever runs it."
        }
        RelayTrouble::Refused(refused) => self::refused(refused),
        RelayTrouble::BadLink => {
            "This link is not complete. Ask for a new one, or copy the whole of it."
        }
        RelayTrouble::Full => {
            "The relay's disk is full. Your changes are kept on this device and will be sent when \
             there is room again."
        }
        RelayTrouble::OverQuota => {
            "The workspace has reached its limit on the relay. Your changes are kept on this device. \
             Ask whoever runs the relay for more."
        }
        RelayTrouble::Rejected => {
            "The relay does not take what this device sends. Your changes are kept here; export a \
             backup to be safe."
        }
        RelayTrouble::Elsewhere => {
            "This device is connected from somewhere else, such as a copy of this browser's profile."
        }
        RelayTrouble::Forgotten => {
            "The relay does not know this workspace. It was taken off it, or the relay was set up anew. \
             Everything is still on this device; leave the workspace in Settings, Team, to stop asking."
        }
        RelayTrouble::OtherInventory => {
            "The relay keeps another inventory under the name of this workspace. Everything is still \
             on this device; export a backup to be safe, and ask whoever runs the relay."
        }
        RelayTrouble::UnsentFirst => {
            "Some of your work was not sent when it should have been. Download it or delete it first."
        }
        RelayTrouble::SharedAlready => "This workspace is on this device already.",
    }
}

fn refused(refused: Refused) -> &'static str {
    match refused {
        Refused::BadRequest => "The relay does not understand that. Reload the page and try again.",
        Refused::Unknown => {
            "The relay does not know this link. It may have been copied only in part."
        }
        Refused::Removed => "You were removed from this workspace.",
        Refused::NotAllowed => "Your role does not allow that.",
        Refused::NoSignUp => {
            "This relay takes new workspaces only with its code. Whoever runs it has one: it prints a \
             set-up code when it starts."
        }
        Refused::NotFound => "That is not there any more.",
        Refused::Conflict => "Somebody was faster. Look again.",
        Refused::Expired => "This invitation has expired. Ask for a new one.",
        Refused::Used => "This invitation was used already. Each is good once; ask for a new one.",
        Refused::Revoked => "This invitation was taken back. Ask for a new one.",
        Refused::TooMany => "Too many tries in a short time. Wait a minute and try again.",
        Refused::OverQuota => "There is no room for more. Remove some first.",
        Refused::Full => "The relay's disk is full. Nothing was changed.",
        Refused::Internal => "The relay has a problem of its own. Try again in a while.",
    }
}

/// What a person must know of a workspace that is shared like this; `trouble` says what is wrong with
/// the connection.
pub fn notice(share: Share, trouble: Option<&str>) -> Option<SyncNotice> {
    let (weight, title, text) = if let Some(ended) = share.ended {
        (Weight::Warn, self::ended(ended), AFTER_THE_END)
    } else if let Some(trouble) = trouble {
        (Weight::Bad, "Not synced with your team", trouble)
    } else if share.has_unsent {
        let text = "It is kept in a backup on this device. See Settings, Team.";
        (Weight::Warn, "Some of your work was not sent", text)
    } else if !share.role.may_write() {
        let text = "An admin of this workspace can give you another role.";
        (Weight::Info, "You are looking at a shared workspace", text)
    } else {
        return None;
    };
    let may_retry = weight == Weight::Bad;
    Some(SyncNotice { weight, title: title.to_owned(), text: text.to_owned(), may_retry })
}

/// What a shared workspace waits for, with so many changes that may not be on the relay yet.
pub fn waiting(n_pending: usize, is_synced: bool) -> String {
    match n_pending {
        _ if is_synced => "Saved here and on the relay".to_owned(),
        0 => "Saved on this device".to_owned(),
        n => format!("{} to send", super::license::counted(n, "change", "changes")),
    }
}

/// What is left then.
pub const AFTER_THE_END: &str = "What this device has of it can be looked at and exported, not \
     changed. To come back you need a new invitation.";

/// Why a workspace is not shared any more from here.
pub fn ended(ended: Ended) -> &'static str {
    match ended {
        Ended::Removed => "This device does not share this workspace any more.",
        Ended::Left => "You have left this workspace.",
        Ended::Unreadable => "How this workspace is shared can\u{2019}t be read.",
    }
}
