//! The connection to the relay, as the tab that leads keeps it: what comes over it, and what goes out.

use gloo_timers::callback::Timeout;
use replica::document_id::DocumentId;
use replica::protocol::{LineState, Other, Packed, RelayTrouble, SyncMore};
use replica::sync::link::Heard;
use replica::sync::presence;
use replica::team::api::close;

use super::documents::Shared;
use super::{Line, LineEvent, Team, aside, opening, vaults};
use crate::engine::mailbox::{Event, Mailbox};
use crate::engine::seldom::Papers;
use crate::engine::session::Session;
use crate::storage::memberships::Membership;
use crate::text;

/// What has come and needs no answer is stored, and the relay told so, within so many milliseconds: in
/// a busy room that is once for many frames.
const ANSWER_WITHIN: u32 = 100;
/// Sealing product keys anew is tried again after so long, in milliseconds; later each time.
const SEAL_AGAIN_AFTER: u32 = 30_000;
/// It is given up after so much silence, in milliseconds.
const SILENCE: f64 = 40_000.0;

/// What follows from something that happened.
pub(super) async fn happen(session: &mut Session, papers: &mut Papers, event: LineEvent) {
    let mailbox = papers.mailbox.clone();
    let team = &mut papers.team;
    match event {
        LineEvent::Begin => {
            if team.on_relay.is_none() {
                team.on_relay = aside::on_relay(session).await;
            }
            opening::begin(session, team, &mailbox);
        }
        LineEvent::Now => opening::connect_now(session, team, &mailbox),
        LineEvent::Retry(attempt) if attempt == team.attempt => {
            team.waiting = None;
            opening::begin(session, team, &mailbox);
        }
        LineEvent::Ticket(attempt, answer) if attempt == team.attempt => {
            opening::take_ticket(session, team, &mailbox, answer).await;
        }
        LineEvent::Opened(attempt) if attempt == team.attempt => {
            if let Some(line) = &team.line {
                line.socket.send(&line.link.greeting());
            }
        }
        LineEvent::Frame(attempt, frame) if attempt == team.attempt => {
            take_frame(session, team, &mailbox, &frame);
        }
        LineEvent::Closed(attempt, code) if attempt == team.attempt => {
            closed(team, &mailbox, code);
        }
        LineEvent::Tick(attempt) if attempt == team.attempt => tick(team, &mailbox),
        LineEvent::Settle => settle(session, team).await,
        LineEvent::Seal(attempt) if attempt == team.attempt => {
            seal(session, team, &mailbox).await;
        }
        // Of a try that is over.
        LineEvent::Ticket(..)
        | LineEvent::Opened(_)
        | LineEvent::Frame(..)
        | LineEvent::Closed(..)
        | LineEvent::Tick(_)
        | LineEvent::Seal(_)
        | LineEvent::Retry(_) => {}
    }
    tell(session, team);
    // Only then is all here that is to be sealed.
    let is_due = team.must_seal && team.sealing.is_none();
    let may_seal = session.share.as_ref().is_some_and(vaults::may_seal);
    if is_due && may_seal && team.state.line == LineState::Synced {
        seal_in(team, &mailbox, 0);
    }
}

fn take_frame(session: &mut Session, team: &mut Team, mailbox: &Mailbox, frame: &[u8]) {
    let Some(line) = &mut team.line else { return };
    line.heard_at = js_sys::Date::now();
    let mut shared = Shared { session, changes: replica::change_set::ChangeSet::default() };
    let heard = line.link.hear(frame, &mut shared);
    let Shared { session, changes } = shared;
    session.tell_page(&changes);
    match heard {
        Ok(Heard::Joined) => {
            say(session, team);
            mailbox.settle_soon();
        }
        Ok(Heard::Told(id)) => answer(session, team, mailbox, id),
        Ok(Heard::Withheld(id)) => {
            let may_see = session.share.as_ref().is_some_and(|share| share.sees_keys);
            if id == session.registration.vault && may_see {
                // It was replaced since the ticket was made.
                team.state.line = LineState::Down;
                opening::retry(team, mailbox);
            } else {
                mailbox.settle_soon();
            }
        }
        Ok(Heard::Said { by, data }) => {
            if let Some(other) = presence::read(&data) {
                let is_new = !team.others.iter().any(|(peer, _)| *peer == by);
                team.others.retain(|(peer, _)| *peer != by);
                team.others.push((by, other));
                // Whoever has just come knows of nobody yet.
                if is_new {
                    say(session, team);
                }
            }
        }
        Ok(Heard::Left(peer)) => team.others.retain(|(known, _)| *known != peer),
        Ok(Heard::Refused(_)) => {
            team.fail(RelayTrouble::Rejected);
        }
        Ok(Heard::Nothing) => {}
        Err(_) => opening::retry(team, mailbox),
    }
}

/// Seals product keys anew; if that fails, again after a while.
async fn seal(session: &mut Session, team: &mut Team, mailbox: &Mailbox) {
    if vaults::renew_if_due(session, &mut team.fresh_key).await.is_ok() {
        team.must_seal = false;
        team.n_unsealed = 0;
    } else {
        let wait = SEAL_AGAIN_AFTER << team.n_unsealed.min(7);
        team.n_unsealed += 1;
        seal_in(team, mailbox, wait);
    }
}

fn seal_in(team: &mut Team, mailbox: &Mailbox, millis: u32) {
    let (mailbox, attempt) = (mailbox.clone(), team.attempt);
    let again = move || mailbox.put(Event::Line(LineEvent::Seal(attempt)));
    team.sealing = Some(Timeout::new(millis, again));
}

/// Answers at once where something here is not at the relay, else after a while.
fn answer(session: &mut Session, team: &mut Team, mailbox: &Mailbox, told: DocumentId) {
    let shared = Shared { session, changes: replica::change_set::ChangeSet::default() };
    let is_level = |line: &Line| line.link.is_acknowledged(told, &shared);
    if !team.line.as_ref().is_some_and(is_level) {
        mailbox.settle_soon();
    } else if team.answering.is_none() {
        let mailbox = mailbox.clone();
        team.answering = Some(Timeout::new(ANSWER_WITHIN, move || mailbox.settle_soon()));
    }
}

/// Tells others who is here and what is on screen.
pub(super) fn say(session: &Session, team: &mut Team) {
    let (Some(share), Some(line)) = (&session.share, &mut team.line) else { return };
    let said = presence::write(&Other { name: share.name.clone(), sees: team.sees });
    if let Some(frame) = line.link.say(session.registration.inventory, said) {
        line.socket.send(&frame);
    }
}

fn closed(team: &mut Team, mailbox: &Mailbox, code: u16) {
    team.line = None;
    team.others.clear();
    match code {
        close::REPLACED => team.fail(RelayTrouble::Elsewhere),
        close::FULL => team.fail(RelayTrouble::Full),
        close::OVER_QUOTA => team.fail(RelayTrouble::OverQuota),
        close::BAD_DATA => team.fail(RelayTrouble::Rejected),
        _ => team.state.line = LineState::Down,
    }
    match code {
        // Two copies of one device would put each other out for ever: a person says which.
        close::REPLACED => {}
        close::CHANGED | close::REMOVED => opening::wait_for(team, mailbox, 0),
        _ => opening::retry(team, mailbox),
    }
}

/// Asks a relay that says nothing whether it is there, and gives it up when it does not answer.
fn tick(team: &mut Team, mailbox: &Mailbox) {
    let Some(line) = &team.line else { return };
    if js_sys::Date::now() - line.heard_at > SILENCE {
        team.state.line = LineState::Down;
        return opening::retry(team, mailbox);
    }
    line.socket.send(&line.link.ping());
}

/// Stores what has come, then remembers how far both are equal, then says what is new here.
async fn settle(session: &mut Session, team: &mut Team) {
    team.answering = None;
    if session.has_unstored() {
        session.store().await;
    }
    let Some(line) = &mut team.line else { return };
    let is_stored = session.is_stored();
    if is_stored && line.link.has_joined() {
        let shared = Shared { session, changes: replica::change_set::ChangeSet::default() };
        // The line knows only the vault that was in use when it was opened.
        let vault = shared.session.registration.vault;
        let has_vault = line.documents.contains(&vault) && line.link.is_level(vault, &shared);
        let Shared { session, .. } = shared;
        if has_vault && !std::mem::replace(&mut team.has_let_go, true) {
            vaults::let_go_of_old(session).await;
        }
        for id in line.documents {
            if let Some(bytes) = line.link.remembered(id) {
                session.keeper.remember_line(session.id(), id, &bytes).await;
            }
        }
    }
    let shared = Shared { session, changes: replica::change_set::ChangeSet::default() };
    for frame in line.link.speak(&shared) {
        line.socket.send(&frame);
    }
}

/// Tells the page and other tabs how things stand, if that has changed.
pub(super) fn tell(session: &mut Session, team: &mut Team) {
    // Only the tab that leads knows; the others are told by it.
    if !session.is_leading() {
        session.post_share();
        session.ask_tabs();
        return;
    }
    let shared = Shared { session, changes: replica::change_set::ChangeSet::default() };
    if let Some(line) = &team.line
        && line.link.has_joined()
    {
        let is_synced = line.documents.iter().all(|id| line.link.is_acknowledged(*id, &shared));
        if line.link.is_withheld(shared.session.registration.inventory) {
            team.fail(RelayTrouble::OtherInventory);
        } else {
            team.state.line = if is_synced { LineState::Synced } else { LineState::Busy };
        }
    }
    if let Some(line) = &team.line
        && let Some(heads) = line.link.shared(shared.session.registration.inventory)
        && line.link.has_joined()
    {
        // A line that has not heard anything yet knows less than the one before.
        if !heads.is_empty() {
            team.on_relay = Some(heads.to_vec());
        }
    }
    let Shared { session, .. } = shared;
    let state = &mut team.state;
    state.share = session.share.as_ref().map(Membership::share);
    let is_synced = state.line == LineState::Synced;
    let known = team.on_relay.as_deref().filter(|_| !is_synced && state.share.is_some());
    let n_after = known.map_or(0, |heads| session.inventory.document().n_changes_after(heads));
    state.waiting = text::team::waiting(n_after, is_synced);
    if is_synced {
        team.n_failed = 0;
    }
    if is_synced && team.told.as_ref().is_none_or(|told| told.line != LineState::Synced) {
        team.synced_at = Some(super::sharing::now().timestamp_millis());
    }
    let mut others: Vec<Other> = team.others.iter().map(|(_, other)| other.clone()).collect();
    others.sort_by(|a, b| a.name.cmp(&b.name));
    let names: Vec<&str> = others.iter().map(|other| other.name.as_str()).collect();
    state.here =
        if names.is_empty() { String::new() } else { format!("Here now: {}", names.join(", ")) };
    let trouble = team.trouble.filter(|_| state.line == LineState::Failed);
    let trouble = trouble.map(text::team::trouble);
    let notice = state.share.and_then(|share| text::team::notice(share, trouble));
    state.more = Packed::of(&SyncMore {
        notice,
        synced_at: team.synced_at,
        others,
        must_seal: team.must_seal,
    });
    if team.told.as_ref() != Some(state) {
        team.told = Some(state.clone());
        session.tell_sync(state);
    }
}
