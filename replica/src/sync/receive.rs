//! Takes in a sync message as `automerge::sync` does, without a walk through the whole history.
//!
//! Automerge 0.12 looks at every change a document has for each message, to find out which of those
//! it has sent have arrived. What is not among the heads that the other end names, nor what they
//! build on, is known from the clocks it keeps: at 8,000 changes that is the difference between
//! 0.6 ms and 0.02 ms (`cargo run --release -p sync-server --example checking`). Each step here does
//! what the same step of Automerge does, and a test holds them together.

use std::collections::HashSet;

use automerge::sync::{Capability, Message, MessageFlags, State};
use automerge::{Automerge, AutomergeError, ChangeHash, PatchLog};

/// Takes in a message.
///
/// # Errors
/// What the document refuses.
pub fn receive(
    doc: &mut Automerge,
    state: &mut State,
    message: Message,
    log: &mut PatchLog,
) -> Result<(), AutomergeError> {
    state.in_flight = false;
    let before = doc.get_heads();
    let Message { heads, changes, need, have, flags, .. } = message;
    if let Some(flags) = flags {
        note_flags(state, flags);
    }
    if !changes.is_empty() && !state.read_only {
        let chunks: Vec<&[u8]> = changes.iter().collect();
        doc.load_incremental_log_patches(&chunks.concat(), log)?;
        state.shared_heads = advanced(&before, &doc.get_heads(), &state.shared_heads);
    }
    let is_known = |head: &ChangeHash| doc.get_change_meta_by_hash(head).is_some();
    let known: Vec<ChangeHash> = heads.iter().copied().filter(is_known).collect();
    forget_arrived(doc, state, &known);
    if changes.is_empty() && heads == before {
        state.last_sent_heads.clone_from(&heads);
    }
    if known.len() == heads.len() {
        state.shared_heads.clone_from(&heads);
        // The other end has lost all it had.
        if heads.is_empty() {
            state.last_sent_heads.clear();
            state.sent_hashes.clear();
        }
    } else {
        state.shared_heads.extend(known);
        state.shared_heads.sort_unstable();
        state.shared_heads.dedup();
    }
    state.their_have = Some(have);
    state.their_heads = Some(heads);
    state.their_need = Some(need);
    Ok(())
}

fn note_flags(state: &mut State, flags: MessageFlags) {
    // Whoever sends flags reads the second version.
    let mut capabilities = vec![Capability::MessageV2];
    if flags.contains(MessageFlags::SUPPORTS_SYNC_RESET) {
        capabilities.push(Capability::SyncReset);
    }
    state.their_capabilities = Some(capabilities);
    if flags.contains(MessageFlags::SYNC_RESET) {
        state.sent_hashes.clear();
    }
    state.peer_read_only = flags.contains(MessageFlags::READ_ONLY);
}

/// Shared heads after changes have come: the new heads, and those shared before that still are heads.
fn advanced(before: &[ChangeHash], after: &[ChangeHash], shared: &[ChangeHash]) -> Vec<ChangeHash> {
    let is_shared = |head: &&ChangeHash| !before.contains(head) || shared.contains(head);
    after.iter().filter(is_shared).copied().collect()
}

/// Of what was sent, keeps what is neither among `known` heads nor what they build on.
fn forget_arrived(doc: &Automerge, state: &mut State, known: &[ChangeHash]) {
    if state.sent_hashes.is_empty() || known.is_empty() {
        return;
    }
    let after: HashSet<ChangeHash> =
        doc.get_changes_meta(known).into_iter().map(|change| change.hash).collect();
    state.sent_hashes.retain(|hash| after.contains(hash));
}

#[cfg(test)]
mod tests;
