//! `/metrics`: what the relay counts, as Prometheus reads it. Only with the token; without one
//! configured there is no such address.

use std::fmt::Write as _;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::response::{IntoResponse as _, Response};

use crate::limits::Ask;
use crate::relay::{now, sha256};
use crate::rooms::Counts;
use crate::state::AppState;

const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(crate) async fn show(State(state): State<AppState>, request: Request) -> Response {
    let Some(token) = state.metrics_token else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|shown| shown.strip_prefix("Bearer "));
    // Hashes are compared, so how long it takes says nothing about the token.
    if shown.map(|shown| sha256(shown.as_bytes())) != Some(token) {
        let from = super::api::address(request.extensions(), request.headers(), state.trusts_proxy);
        let may_guess = state.relay.limits.allow(Ask::Guess(from), now());
        let status =
            if may_guess { StatusCode::UNAUTHORIZED } else { StatusCode::TOO_MANY_REQUESTS };
        return (status, [(WWW_AUTHENTICATE, "Bearer"), (CACHE_CONTROL, "no-store")])
            .into_response();
    }
    let rooms = &state.relay.rooms;
    let text = exposition(rooms.counts(), rooms.n_open(), state.started_at.elapsed());
    ([(CONTENT_TYPE, TEXT_FORMAT), (CACHE_CONTROL, "no-store")], text).into_response()
}

fn exposition(counts: &Counts, rooms: usize, uptime: Duration) -> String {
    let mut text = String::new();
    let mut add = |name: &str, kind: &str, help: &str, lines: &[(&str, String)]| {
        let mut lines_of =
            format!("# HELP seatwise_{name} {help}\n# TYPE seatwise_{name} {kind}\n");
        for (rest, value) in lines {
            writeln!(lines_of, "seatwise_{name}{rest} {value}").unwrap_or_default();
        }
        text.push_str(&lines_of);
    };
    let version = concat!("{version=\"", env!("CARGO_PKG_VERSION"), "\"}");
    add("build_info", "gauge", "The version that runs.", &[(version, "1".to_owned())]);
    let seconds = format!("{:.3}", uptime.as_secs_f64());
    add("uptime_seconds", "gauge", "Since it was started.", &[("", seconds)]);
    let connections = counts.connections.load(Relaxed).to_string();
    add("connections", "gauge", "Devices that are connected.", &[("", connections)]);
    add("rooms_open", "gauge", "Workspaces that are in memory.", &[("", rooms.to_string())]);
    for (name, help, count) in [
        ("frames_received_total", "Frames that devices sent.", &counts.frames_in),
        ("frames_sent_total", "Frames that were sent to devices.", &counts.frames_out),
        ("changes_stored_total", "Changes that were stored.", &counts.changes),
        ("refusals_total", "Frames that were refused.", &counts.refusals),
        ("recoveries_total", "Rooms that were read anew after a bad frame.", &counts.recoveries),
        ("failed_appends_total", "Times that changes could not be stored.", &counts.failed_appends),
        ("compactions_total", "Documents that were folded into one.", &counts.compactions),
    ] {
        add(name, "counter", help, &[("", count.load(Relaxed).to_string())]);
    }
    let (all, took) = counts.appends.total();
    let classes: Vec<(String, String)> = counts
        .appends
        .classes()
        .map(|(end, n)| (format!("_bucket{{le=\"{end}\"}}"), n.to_string()))
        .collect();
    let mut lines: Vec<(&str, String)> =
        classes.iter().map(|(rest, n)| (rest.as_str(), n.clone())).collect();
    lines.push(("_bucket{le=\"+Inf\"}", all.to_string()));
    lines.push(("_sum", format!("{:.6}", took.as_secs_f64())));
    lines.push(("_count", all.to_string()));
    add("append_seconds", "histogram", "How long it took to store changes.", &lines);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let text = exposition(&Counts::default(), 3, Duration::from_millis(1500));
        for line in [
            "# TYPE seatwise_rooms_open gauge",
            "seatwise_rooms_open 3",
            "seatwise_uptime_seconds 1.500",
            "seatwise_failed_appends_total 0",
            "seatwise_append_seconds_bucket{le=\"0.0025\"} 0",
            "seatwise_append_seconds_bucket{le=\"+Inf\"} 0",
            "seatwise_append_seconds_sum 0.000000",
            concat!("seatwise_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"),
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        assert!(text.ends_with('\n'));
        let is_known = |line: &str| line.starts_with("# ") || line.starts_with("seatwise_");
        assert!(text.lines().all(is_known), "{text}");
    }
}
