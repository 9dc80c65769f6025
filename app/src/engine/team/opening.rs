//! How the connection to the relay is opened: a ticket, then the socket; and again when it breaks, later
//! each time and never all at once with others.

use gloo_timers::callback::{Interval, Timeout};
use replica::protocol::{Ended, LineState, RelayTrouble};
use replica::sync::link::Link;
use replica::team::api::{PROTOCOL, Refused, TICKET_PROTOCOL, Ticket};
use wasm_bindgen_futures::spawn_local;

use super::http::{self, Question};
use super::socket::Socket;
use super::{Line, LineEvent, Team, aside};
use crate::engine::mailbox::{Event, Mailbox};
use crate::engine::session::Session;
use crate::platform::random;
use crate::storage::memberships::Membership;

/// The first try after a failure comes so much later, in milliseconds; each further one twice that.
const FIRST_WAIT: u32 = 1_000;
/// No try comes later than that.
const LONGEST_WAIT: u32 = 60_000;
/// While the relay says nothing it is asked this often whether it is there, in milliseconds.
const ASK_EVERY: u32 = 15_000;

/// Connects now rather than later.
pub(super) fn connect_now(session: &Session, team: &mut Team, mailbox: &Mailbox) {
    if team.line.is_none() {
        team.waiting = None;
        team.n_failed = 0;
        begin(session, team, mailbox);
    }
}

/// Asks for a ticket, unless there is a line or a try under way.
pub(super) fn begin(session: &Session, team: &mut Team, mailbox: &Mailbox) {
    let Some(membership) = session.share.as_ref().filter(|share| share.is_live()) else { return };
    if !session.is_leading() || team.line.is_some() || team.waiting.is_some() {
        return;
    }
    team.attempt = team.attempt.wrapping_add(1);
    // Until it is answered this stands for the try that is under way.
    team.waiting = Some(Timeout::new(LONGEST_WAIT, || {}));
    let (attempt, mailbox) = (team.attempt, mailbox.clone());
    let Membership { address, workspace, credential, .. } = membership.clone();
    spawn_local(async move {
        let question = Question {
            address: &address,
            method: "POST",
            path: &format!("/workspaces/{workspace}/ticket"),
            credential: Some(&credential),
        };
        let answer = http::raw(question, Some("null")).await;
        mailbox.put(Event::Line(LineEvent::Ticket(attempt, answer)));
    });
}

/// Tries again: later each time, and not together with everybody else who was cut off.
pub(super) fn retry(team: &mut Team, mailbox: &Mailbox) {
    team.line = None;
    team.others.clear();
    if team.state.line != LineState::Failed {
        team.state.line = LineState::Down;
    }
    let doubled = FIRST_WAIT.saturating_mul(1 << team.n_failed.min(6)).min(LONGEST_WAIT);
    team.n_failed = team.n_failed.saturating_add(1);
    let [a, b, ..] = random::bytes16();
    let share = u32::from(u16::from_be_bytes([a, b]));
    let wait = doubled / 2 + doubled / 2 * share / u32::from(u16::MAX);
    wait_for(team, mailbox, wait);
}

pub(super) fn wait_for(team: &mut Team, mailbox: &Mailbox, millis: u32) {
    let mailbox = mailbox.clone();
    // What is left of this try means nothing from here on.
    team.attempt = team.attempt.wrapping_add(1);
    let attempt = team.attempt;
    let again = move || mailbox.put(Event::Line(LineEvent::Retry(attempt)));
    team.waiting = Some(Timeout::new(millis, again));
}

pub(super) async fn take_ticket(
    session: &mut Session,
    team: &mut Team,
    mailbox: &Mailbox,
    answer: Option<(u16, String)>,
) {
    team.waiting = None;
    team.sealing = None;
    team.has_let_go = false;
    let Some((status, text)) = answer else {
        team.state.line = LineState::Down;
        return retry(team, mailbox);
    };
    let ticket: Ticket = match http::read(status, &text) {
        Ok(ticket) => ticket,
        Err(RelayTrouble::Refused(Refused::Removed)) => {
            team.state.line = LineState::Down;
            session.read_share().await;
            if session.is_shared() && !aside::end(session, team, Ended::Removed).await {
                retry(team, mailbox);
            }
            return;
        }
        // It may have been set up anew, or the workspace was taken off it. That is no reason to let
        // go of anything here.
        Err(RelayTrouble::Refused(Refused::Unknown | Refused::NotFound)) => {
            team.fail(RelayTrouble::Forgotten);
            return retry(team, mailbox);
        }
        Err(trouble @ RelayTrouble::Refused(_)) => {
            team.fail(trouble);
            return retry(team, mailbox);
        }
        // Somebody else answers in its place, as a network does that wants a sign-in first.
        Err(_) => {
            team.state.line = LineState::Down;
            return retry(team, mailbox);
        }
    };
    if ticket.membership.inventory != session.registration.inventory {
        team.fail(RelayTrouble::OtherInventory);
        return retry(team, mailbox);
    }
    if !aside::take_membership(session, team, &ticket.membership).await {
        return retry(team, mailbox);
    }
    open(session, team, mailbox, &ticket).await;
}

async fn open(session: &Session, team: &mut Team, mailbox: &Mailbox, ticket: &Ticket) {
    let Some(membership) = &session.share else { return };
    let documents = [session.registration.inventory, session.registration.vault];
    let mut remembered = Vec::new();
    for id in documents {
        if id == session.registration.vault && !membership.sees_keys {
            continue;
        }
        remembered.push((id, session.keeper.remembered_line(session.id(), id).await));
    }
    let url =
        format!("{}/ws/{}", membership.address.replacen("http", "ws", 1), membership.workspace);
    let protocols = [PROTOCOL.to_owned(), format!("{TICKET_PROTOCOL}{}", ticket.ticket)];
    let attempt = team.attempt;
    let Ok(socket) = Socket::open(&url, &protocols, attempt, mailbox) else {
        return retry(team, mailbox);
    };
    let ticking = mailbox.clone();
    team.line = Some(Line {
        link: Link::new(ticket.peer.clone(), random::uuid().to_string(), remembered),
        socket,
        documents,
        heard_at: js_sys::Date::now(),
        _tick: Interval::new(ASK_EVERY, move || {
            ticking.put(Event::Line(LineEvent::Tick(attempt)));
        }),
    });
}
