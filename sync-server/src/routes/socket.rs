//! A device's connection. Whose it is was settled before the upgrade: the page must be one that may
//! ask, and the ticket good, for this workspace, and shown for the first time.
//!
//! Browsers can name subprotocols when they open a WebSocket, and nothing else, so our app shows its
//! ticket as one of them. Programs may show it in the query; it is good only once, and no address is
//! written to the log.

use std::net::IpAddr;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use axum::extract::{FromRequest as _, Path, Query, Request, State, WebSocketUpgrade};
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::id::WorkspaceId;
use futures::stream::{SplitSink, SplitStream};
use futures::{SinkExt as _, StreamExt as _};
use replica::sync::LONGEST_MESSAGE;
use replica::team::api::{PROTOCOL, TICKET_PROTOCOL, close};
use serde::Deserialize;
use tokio::time::{Instant, interval_at, timeout};

use crate::limits::{Ask, Bucket};
use crate::origins::Asker;
use crate::relay::{Relay, now};
use crate::room::Guest;
use crate::rooms::{Door, Line, Lines, Out};
use crate::state::AppState;
use crate::store::{Credential, Who};

/// The longest frame before somebody has joined.
const LONGEST_GREETING: usize = 64 * 1024;
/// The longest frame: a message, and what is around it.
const LONGEST_FRAME: usize = LONGEST_MESSAGE + 64 * 1024;
/// A connection is asked so often whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(20);
/// It is given up when nothing has come for so long.
const SILENCE: Duration = Duration::from_secs(45);
/// Whoever reads nothing holds up the line for so long at most.
const SEND_WITHIN: Duration = Duration::from_secs(30);
/// One connection may send so many frames in a minute before it has to wait.
const FRAMES_A_MINUTE: u32 = 6_000;
/// And so many kibibytes.
const KIBIBYTES_A_MINUTE: u32 = 256 * 1024;

#[derive(Debug, Deserialize)]
pub(crate) struct Shown {
    ticket: Option<String>,
}

pub(crate) async fn open(
    State(state): State<AppState>,
    Path(workspace): Path<WorkspaceId>,
    Query(shown): Query<Shown>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let from = super::api::address(request.extensions(), &headers, state.trusts_proxy);
    let who = match admit(&state.relay, workspace, shown, &headers, from).await {
        Ok(who) => who,
        Err(status) => return status.into_response(),
    };
    let upgrade = match WebSocketUpgrade::from_request(request, &state).await {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    upgrade
        .protocols([PROTOCOL])
        .max_message_size(LONGEST_FRAME)
        .max_frame_size(LONGEST_FRAME)
        .max_write_buffer_size(LONGEST_FRAME * 8)
        .on_upgrade(move |socket| serve(state.relay, who, socket))
}

/// Whether a connection may be opened, and whose it is. All that speaks against it looks the same
/// from outside.
async fn admit(
    relay: &Relay,
    workspace: WorkspaceId,
    shown: Shown,
    headers: &HeaderMap,
    from: IpAddr,
) -> Result<Who, StatusCode> {
    let asker = relay.origins.asker(headers);
    if asker == Asker::Stranger {
        return Err(StatusCode::FORBIDDEN);
    }
    let now = now();
    if !relay.limits.allow(Ask::Request(from), now) {
        return Err(StatusCode::TOO_MANY_REQUESTS);
    }
    let ticket = offered(headers).or(shown.ticket).ok_or(StatusCode::FORBIDDEN)?;
    let admission = relay.tickets.check(&ticket, &asker, now).ok_or(StatusCode::FORBIDDEN)?;
    if admission.workspace != workspace {
        return Err(StatusCode::FORBIDDEN);
    }
    if relay.limits.is_spent(Ask::Refusal(admission.device), now) {
        return Err(StatusCode::TOO_MANY_REQUESTS);
    }
    let failed = |error| {
        tracing::error!(%error, "a connection could not be checked");
        StatusCode::INTERNAL_SERVER_ERROR
    };
    let is_first = relay.store.use_ticket(&admission.number, admission.until, now).await;
    if !is_first.map_err(failed)? {
        return Err(StatusCode::FORBIDDEN);
    }
    // What the device may do is asked now and not when the ticket was made.
    match relay.store.device(admission.device).await.map_err(failed)? {
        Credential::Known(who) if who.workspace == workspace => {
            relay.store.touch_device(who.device, now).await.map_err(failed)?;
            Ok(who)
        }
        Credential::Known(_) | Credential::Removed { .. } | Credential::Unknown => {
            Err(StatusCode::FORBIDDEN)
        }
    }
}

fn offered(headers: &HeaderMap) -> Option<String> {
    let offered = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let mut words =
        offered.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    words.find_map(|word| word.trim().strip_prefix(TICKET_PROTOCOL)).map(str::to_owned)
}

/// Serves a connection until either end is done with it.
async fn serve(relay: Relay, who: Who, socket: WebSocket) {
    let (sink, stream) = socket.split();
    let (line, lines) = Line::new();
    let guest = Guest { peer: who.device.to_string(), role: who.role, sees_keys: who.sees_keys };
    let counts = relay.rooms.counts();
    counts.connections.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let door = relay.rooms.enter(who.workspace, who.device, guest, line).await;
    // Between the look at what it may do and its coming in, somebody may have put it out.
    let is_still = matches!(
        relay.store.device(who.device).await,
        Ok(Credential::Known(now)) if now == who
    );
    if !is_still {
        door.leave().await;
        counts.connections.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
        return;
    }
    let (writer, reader) = (write(sink, lines), read(stream, &door));
    // The writer ends when the room has let go of the line, and says why; the reader when nothing
    // comes any more.
    tokio::select! {
        () = writer => {}
        () = reader => {}
    }
    door.leave().await;
    counts.connections.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
}

async fn read(mut stream: SplitStream<WebSocket>, door: &Door) {
    let mut has_joined = false;
    let mut frames = Bucket::full(FRAMES_A_MINUTE, now());
    let mut kibibytes = Bucket::full(KIBIBYTES_A_MINUTE, now());
    loop {
        let Ok(Some(Ok(message))) = timeout(SILENCE, stream.next()).await else { return };
        let bytes = match message {
            Message::Binary(bytes) => bytes,
            // The library answers pings by itself; any of these shows that somebody is there.
            Message::Ping(_) | Message::Pong(_) => continue,
            Message::Text(_) | Message::Close(_) => return,
        };
        if bytes.is_empty() || (!has_joined && bytes.len() > LONGEST_GREETING) {
            return;
        }
        has_joined = true;
        let size = u32::try_from(bytes.len().div_ceil(1024)).unwrap_or(u32::MAX);
        while !frames.take(1, FRAMES_A_MINUTE, now())
            || !kibibytes.take(size.min(KIBIBYTES_A_MINUTE), KIBIBYTES_A_MINUTE, now())
        {
            // What is not read waits at the device.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        if !door.put(bytes.into()).await {
            return;
        }
    }
}

async fn write(mut sink: SplitSink<WebSocket, Message>, mut lines: Lines) {
    let mut pings = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
    loop {
        let message = tokio::select! {
            out = lines.next() => match out {
                Some(Out::Frame(frame)) => Message::Binary(frame.into()),
                Some(Out::Close(code, why)) => farewell(code, &why),
                None => farewell(close::AGAIN, "the room has ended"),
            },
            _ = pings.tick() => Message::Ping(Vec::new().into()),
        };
        let is_last = matches!(message, Message::Close(_));
        let sent = timeout(SEND_WITHIN, sink.send(message)).await;
        if is_last || !matches!(sent, Ok(Ok(()))) {
            return;
        }
    }
}

fn farewell(code: u16, why: &str) -> Message {
    // A reason may have 123 bytes.
    let reason: String = why.chars().filter(char::is_ascii).take(120).collect();
    Message::Close(Some(CloseFrame { code, reason: reason.into() }))
}
