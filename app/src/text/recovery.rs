//! Words for the way back to product keys.

use domain::key_paste::{KeyPaste, MOST_KEYS};
use domain::passphrase::Strength;
use replica::protocol::{Answer, Failure};
use replica::recovery::{RecoveryKind, RecoveryTrouble};

use super::{answer, license};
use crate::platform::intl;

/// What it is called in a sentence.
pub fn kind(kind: RecoveryKind) -> &'static str {
    match kind {
        RecoveryKind::Passphrase => "passphrase",
        RecoveryKind::Code => "code",
    }
}

fn trouble(trouble: RecoveryTrouble, of: &str) -> String {
    match trouble {
        RecoveryTrouble::WrongPassphrase => format!("That passphrase does not fit this {of}."),
        RecoveryTrouble::WrongCode => {
            format!("That code does not fit this {of}. A newer one may have replaced it.")
        }
        RecoveryTrouble::MistypedCode => {
            "There is a typing mistake in that code. Compare it with the paper.".to_owned()
        }
        RecoveryTrouble::OnlyCode => {
            format!("This {of} has no recovery passphrase, only a code. Enter the code.")
        }
        RecoveryTrouble::OnlyPassphrase => {
            format!("This {of} has no recovery code, only a passphrase. Enter the passphrase.")
        }
        RecoveryTrouble::NothingSet => {
            format!("This {of} has neither a recovery passphrase nor a code.")
        }
        RecoveryTrouble::WouldLoseKeys => "Some product keys do not open on this device, and this \
                                           is what opens them. Unlock them first."
            .to_owned(),
    }
}

/// Why something was not done that a passphrase or a code was needed for; `of` is a "backup" or a
/// "workspace".
pub fn why_not(failed: &Answer, of: &str) -> String {
    if let Answer::Failed(Failure::Recovery(why)) = failed {
        format!("{} Nothing was changed.", trouble(*why, of))
    } else {
        answer::why_not(failed)
    }
}

/// How good a passphrase is that is being typed.
pub fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Empty => "",
        Strength::TooShort => "Too short: at least 12 characters.",
        Strength::Monotonous => "Easy to guess: too few different characters.",
        Strength::Fair => "Good enough. Longer is better.",
        Strength::Strong => "Long, and so hard to guess.",
    }
}

/// What a pasted text holds, and what of it is left out.
pub fn pasted(paste: &KeyPaste) -> String {
    let mut said = vec![format!("{}.", license::counted(paste.keys.len(), "key", "keys"))];
    if paste.n_repeated > 0 {
        let lines = license::counted(paste.n_repeated, "line repeats", "lines repeat");
        said.push(format!("{lines} another and will be left out."));
    }
    if paste.n_empty > 0 {
        let lines = license::counted(paste.n_empty, "empty line", "empty lines");
        said.push(format!("{lines} will be left out."));
    }
    said.join(" ")
}

/// Why pasted keys cannot be added.
pub fn not_pasted(paste: &KeyPaste) -> Option<String> {
    if let Some(line) = paste.too_long.first() {
        let line = intl::count(*line as u64);
        return Some(format!("Line {line} is too long to be a product key."));
    }
    if paste.keys.is_empty() {
        return Some("Enter at least one key.".to_owned());
    }
    let most = intl::count(MOST_KEYS as u64);
    (paste.keys.len() > MOST_KEYS).then(|| format!("At most {most} keys at once."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_passphrase_is_told_in_the_words_of_where_it_was_asked() {
        let wrong = Answer::Failed(Failure::Recovery(RecoveryTrouble::WrongPassphrase));
        for (of, expected) in [
            ("backup", "That passphrase does not fit this backup. Nothing was changed."),
            ("workspace", "That passphrase does not fit this workspace. Nothing was changed."),
        ] {
            assert_eq!(why_not(&wrong, of), expected);
        }
    }
}
