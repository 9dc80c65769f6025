//! The words of our own lists, and how other programs spell them.

use crate::asset::AssetStatus;
use crate::user::UserStatus;

/// Letters and digits alone, in lower case.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a file of ours says.
pub(super) fn user_word(status: UserStatus) -> &'static str {
    match status {
        UserStatus::Onboarding => "Onboarding",
        UserStatus::Active => "Active",
        UserStatus::Leaving => "Leaving",
        UserStatus::Left => "Left",
        UserStatus::Unknown => "",
    }
}

pub(super) fn user_status(text: &str) -> Option<UserStatus> {
    let folded = fold(text);
    let own = UserStatus::ALL.into_iter().find(|status| fold(user_word(*status)) == folded);
    own.or(match folded.as_str() {
        "enabled" | "employed" | "working" => Some(UserStatus::Active),
        "new" | "starting" | "preboarding" => Some(UserStatus::Onboarding),
        "offboarding" => Some(UserStatus::Leaving),
        "inactive" | "disabled" | "suspended" | "terminated" | "former" | "deactivated" => {
            Some(UserStatus::Left)
        }
        _ => None,
    })
}

/// What a file of ours says.
pub(super) fn asset_word(status: AssetStatus) -> &'static str {
    match status {
        AssetStatus::Available => "Available",
        AssetStatus::Assigned => "Assigned",
        AssetStatus::Retired => "Retired",
        AssetStatus::Unknown => "",
    }
}

pub(super) fn asset_status(text: &str) -> Option<AssetStatus> {
    let folded = fold(text);
    let own = AssetStatus::ALL.into_iter().find(|status| fold(asset_word(*status)) == folded);
    own.or(match folded.as_str() {
        // Whether it can be given out right now is another question than whether it is there.
        "readytodeploy" | "deployable" | "ready" | "instock" | "spare" | "pending"
        | "outforrepair" | "outfordiagnostics" | "undeployable" => Some(AssetStatus::Available),
        "deployed" | "inuse" | "checkedout" | "active" | "inservice" => Some(AssetStatus::Assigned),
        "archived" | "disposed" | "loststolen" | "lost" | "stolen" | "brokennotfixable"
        | "decommissioned" | "outofservice" => Some(AssetStatus::Retired),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_our_files_read_back_and_those_of_others_are_known() {
        for status in UserStatus::ALL {
            assert_eq!(user_status(user_word(status)), Some(status));
        }
        for status in AssetStatus::ALL {
            assert_eq!(asset_status(asset_word(status)), Some(status));
        }
        assert_eq!(user_status("Suspended"), Some(UserStatus::Left));
        assert_eq!(asset_status("Ready to Deploy"), Some(AssetStatus::Available));
        assert_eq!(asset_status("Lost/Stolen"), Some(AssetStatus::Retired));
        assert_eq!((user_status("sabbatical"), asset_status("lent")), (None, None));
        assert_eq!((user_status(""), asset_status("")), (None, None));
    }
}
