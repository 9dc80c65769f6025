//! Requests to a relay over plain HTTP, and its answers.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Whether each request is to come from another address, for a relay that believes its proxy.
pub(crate) static FROM_EVERYWHERE: AtomicBool = AtomicBool::new(false);
static N_ASKED: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.body))
    }

    /// The word of a refusal.
    #[track_caller]
    pub(crate) fn error(&self) -> String {
        let refusal: serde_json::Value = self.json();
        refusal["error"].as_str().unwrap().to_owned()
    }
}

/// Asks the API.
pub(crate) async fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    origin: Option<&str>,
    credential: Option<&[u8; 32]>,
    body: &impl Serialize,
) -> Answer {
    let bearer = credential.map(hex::encode);
    raw(address, method, &format!("/api{path}"), origin, bearer.as_deref(), body).await
}

/// Asks for any address, with whatever stands behind `Bearer`.
pub(crate) async fn raw(
    address: SocketAddr,
    method: &str,
    path: &str,
    origin: Option<&str>,
    bearer: Option<&str>,
    body: &impl Serialize,
) -> Answer {
    let body = serde_json::to_string(body).unwrap();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n",
        address,
        body.len()
    );
    if let Some(origin) = origin {
        write!(request, "origin: {origin}\r\n").unwrap();
    }
    if FROM_EVERYWHERE.load(Ordering::Relaxed) {
        let [_, b, c, d] = N_ASKED.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        write!(request, "x-forwarded-for: 10.{b}.{c}.{d}\r\n").unwrap();
    }
    if let Some(bearer) = bearer {
        write!(request, "authorization: Bearer {bearer}\r\n").unwrap();
    }
    request += "\r\n";
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, body: body.to_owned() }
}
