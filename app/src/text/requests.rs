//! Requests for licenses, in words.

use domain::assigning::{Objection, Weight};
use domain::request::RequestState;
use replica::protocol::RequestLine;

use super::seats;
use crate::components::Tone;
use crate::platform::intl;

/// Where a request stands.
pub fn state(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "Open",
        RequestState::Waiting => "Waiting",
        RequestState::Approved => "Approved",
        RequestState::Declined => "Declined",
        RequestState::Unknown => "Unknown",
    }
}

/// How that looks.
pub fn tone(state: RequestState) -> Tone {
    match state {
        RequestState::Open => Tone::Info,
        RequestState::Waiting => Tone::Warn,
        RequestState::Approved => Tone::Ok,
        RequestState::Declined | RequestState::Unknown => Tone::Mute,
    }
}

/// What a license is called, also one that is gone.
pub fn license(name: &str) -> &str {
    if name.is_empty() { "A license that is not there any more" } else { name }
}

/// What is asked for and for whom.
pub fn what(line: &RequestLine) -> String {
    let license = license(&line.license);
    let holder = if line.holder.is_empty() { "somebody who is gone" } else { &line.holder };
    if line.request.quantity == domain::quantity::Quantity::ONE {
        format!("{license} for {holder}")
    } else {
        format!("{license} for {holder}, {} seats", intl::quantity(line.request.quantity))
    }
}

/// Who asked, and when.
pub fn asked(line: &RequestLine) -> String {
    let by = line.request.asked_by.as_str();
    match (by, line.request.asked_on) {
        ("", Some(day)) => format!("Asked on {}", intl::date(day)),
        ("", None) => String::new(),
        (by, Some(day)) => format!("Asked by {by} on {}", intl::date(day)),
        (by, None) => format!("Asked by {by}"),
    }
}

/// What became of it, by whom and when.
pub fn decided(line: &RequestLine) -> String {
    let request = &line.request;
    let by = Some(&request.decided_by).filter(|by| !by.is_empty());
    let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
    let on = request.decided_on.map(|day| format!(" on {}", intl::date(day))).unwrap_or_default();
    let note = Some(&request.note).filter(|note| !note.is_empty());
    let note = note.map(|note| format!(": {note}")).unwrap_or_default();
    format!("{}{by}{on}{note}", state(request.state))
}

/// Its place among those who wait for the same license.
pub fn place(place: u32) -> String {
    format!("Place {}", intl::count(u64::from(place)))
}

/// What stands against approving, the heaviest first; what is only worth a note is left out.
pub fn against(against: &[(Objection, Weight)]) -> Vec<String> {
    let mut told: Vec<_> = against.iter().filter(|(_, weight)| *weight > Weight::Notes).collect();
    told.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    told.into_iter().map(|(why, _)| seats::objection(*why)).collect()
}
