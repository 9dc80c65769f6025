//! The frames between a device and the relay: automerge-repo's network protocol, version 1, so that
//! its programs can join as well. Each frame is one map in CBOR.
//!
//! What comes in is read once, without copying what is skipped and without recursion; everything in
//! it has a bound. A frame of a kind that is not known is no error: newer programs may send it.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// The version of the protocol.
pub const PROTOCOL: &str = "1";
/// The longest name of a peer, in bytes.
pub const LONGEST_PEER: usize = 128;
/// The longest name of a document, a session or a kind of frame, in bytes.
const LONGEST_NAME: usize = 128;
/// The longest message of an error, in bytes.
const LONGEST_ERROR: usize = 1024;
/// More entries than this are in no frame.
const MOST_ENTRIES: u64 = 32;
/// More versions than this are offered by nobody.
const MOST_VERSIONS: u64 = 16;

/// One message between two peers. Who sent it is only what it says: the connection knows better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// The first word of whoever connects.
    Join {
        /// Who it is.
        sender: String,
        /// The versions it speaks; none means the first.
        versions: Vec<String>,
    },
    /// The answer to that.
    Peer {
        /// Who answers.
        sender: String,
        /// Whom.
        target: String,
        /// The version that both speak.
        version: String,
    },
    /// A message about one document.
    Sync {
        /// Who sent it.
        sender: String,
        /// To whom.
        target: String,
        /// The name of the document, as it was sent.
        document: String,
        /// A message of `automerge::sync`.
        data: Vec<u8>,
        /// Whether the sender has nothing of the document yet.
        is_request: bool,
    },
    /// There is no such document, or none for this peer.
    Unavailable {
        /// Who says so.
        sender: String,
        /// To whom.
        target: String,
        /// The name of the document, as it was asked for.
        document: String,
    },
    /// Something to pass on and to forget.
    Ephemeral {
        /// Who says it.
        sender: String,
        /// To whom.
        target: String,
        /// About which document.
        document: String,
        /// Names one run of the sender's program.
        session: String,
        /// Numbers what is said in it.
        count: u64,
        /// What is said, in CBOR.
        data: Vec<u8>,
    },
    /// Why the connection ends.
    Error {
        /// Who says so.
        sender: String,
        /// To whom.
        target: String,
        /// In words.
        message: String,
    },
    /// The sender goes.
    Leave {
        /// Who.
        sender: String,
    },
    /// Asks whether the other end is there; ours alone, and only a device sends it.
    Ping {
        /// Who asks.
        sender: String,
    },
    /// The answer to that.
    Pong {
        /// Who answers.
        sender: String,
    },
    /// Anything else.
    Unknown,
}

/// Why bytes are not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFrame {
    /// Not one whole map in CBOR.
    #[error("not one map in CBOR")]
    Malformed,
    /// A value that it needs is missing or of another type.
    #[error("the value of {0:?} is missing or wrong")]
    Field(&'static str),
    /// A value occurs twice.
    #[error("the value of {0:?} occurs twice")]
    Twice(&'static str),
    /// A value is longer than allowed.
    #[error("the value of {0:?} is too long")]
    TooLong(&'static str),
}

impl From<minicbor::decode::Error> for BadFrame {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Malformed
    }
}

/// What was found in a frame, by key.
#[derive(Debug, Default)]
struct Found<'a> {
    kind: Option<&'a str>,
    sender: Option<&'a str>,
    target: Option<&'a str>,
    document: Option<&'a str>,
    session: Option<&'a str>,
    version: Option<&'a str>,
    message: Option<&'a str>,
    data: Option<&'a [u8]>,
    count: Option<u64>,
    versions: Option<Vec<String>>,
}

impl Frame {
    /// Reads a frame.
    ///
    /// # Errors
    /// [`BadFrame`] for anything that no peer sends.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadFrame> {
        let found = Found::read(bytes)?;
        let owned = |value: Option<&str>, key| value.map(str::to_owned).ok_or(BadFrame::Field(key));
        let sender = || owned(found.sender, "senderId");
        let target = || owned(found.target, "targetId");
        let document = || owned(found.document, "documentId");
        let data = || found.data.map(<[u8]>::to_vec).ok_or(BadFrame::Field("data"));
        Ok(match found.kind.ok_or(BadFrame::Field("type"))? {
            "join" => {
                Self::Join { sender: sender()?, versions: found.versions.unwrap_or_default() }
            }
            "peer" => Self::Peer {
                sender: sender()?,
                target: target()?,
                version: owned(found.version, "selectedProtocolVersion")?,
            },
            kind @ ("sync" | "request") => Self::Sync {
                sender: sender()?,
                target: target()?,
                document: document()?,
                data: data()?,
                is_request: kind == "request",
            },
            "doc-unavailable" => {
                Self::Unavailable { sender: sender()?, target: target()?, document: document()? }
            }
            "ephemeral" => Self::Ephemeral {
                sender: sender()?,
                target: target()?,
                document: document()?,
                session: owned(found.session, "sessionId")?,
                count: found.count.ok_or(BadFrame::Field("count"))?,
                data: data()?,
            },
            "error" => Self::Error {
                sender: sender()?,
                target: found.target.unwrap_or_default().to_owned(),
                message: found.message.unwrap_or_default().to_owned(),
            },
            "leave" => Self::Leave { sender: sender()? },
            "seatwise-ping" => Self::Ping { sender: sender()? },
            "seatwise-pong" => Self::Pong { sender: sender()? },
            _ => Self::Unknown,
        })
    }

    /// Writes a frame. Of one that is not known nothing but that is written.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Out::default();
        match self {
            Self::Join { sender, versions } => {
                out.begin(4, "join").text("senderId", sender);
                out.metadata().texts("supportedProtocolVersions", versions);
            }
            Self::Peer { sender, target, version } => {
                out.begin(5, "peer").text("senderId", sender).text("targetId", target);
                out.metadata().text("selectedProtocolVersion", version);
            }
            Self::Sync { sender, target, document, data, is_request } => {
                let kind = if *is_request { "request" } else { "sync" };
                out.begin(5, kind).text("senderId", sender).text("targetId", target);
                out.text("documentId", document).bytes("data", data);
            }
            Self::Unavailable { sender, target, document } => {
                out.begin(4, "doc-unavailable").text("senderId", sender).text("targetId", target);
                out.text("documentId", document);
            }
            Self::Ephemeral { sender, target, document, session, count, data } => {
                out.begin(7, "ephemeral").text("senderId", sender).text("targetId", target);
                out.text("documentId", document).text("sessionId", session).number("count", *count);
                out.bytes("data", data);
            }
            Self::Error { sender, target, message } => {
                out.begin(4, "error").text("senderId", sender).text("targetId", target);
                out.text("message", message);
            }
            Self::Leave { sender } => {
                out.begin(2, "leave").text("senderId", sender);
            }
            Self::Ping { sender } => {
                out.begin(2, "seatwise-ping").text("senderId", sender);
            }
            Self::Pong { sender } => {
                out.begin(2, "seatwise-pong").text("senderId", sender);
            }
            Self::Unknown => {
                out.begin(1, "unknown");
            }
        }
        out.into_bytes()
    }
}

impl<'a> Found<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, BadFrame> {
        let mut from = Decoder::new(bytes);
        let n = from.map()?.filter(|n| *n <= MOST_ENTRIES).ok_or(BadFrame::Malformed)?;
        let mut found = Self::default();
        for _ in 0..n {
            match from.str()? {
                "type" => text(&mut from, &mut found.kind, "type", LONGEST_NAME)?,
                "senderId" => text(&mut from, &mut found.sender, "senderId", LONGEST_PEER)?,
                "targetId" => text(&mut from, &mut found.target, "targetId", LONGEST_PEER)?,
                "documentId" => text(&mut from, &mut found.document, "documentId", LONGEST_NAME)?,
                "sessionId" => text(&mut from, &mut found.session, "sessionId", LONGEST_NAME)?,
                "message" => text(&mut from, &mut found.message, "message", LONGEST_ERROR)?,
                "selectedProtocolVersion" => {
                    let key = "selectedProtocolVersion";
                    text(&mut from, &mut found.version, key, LONGEST_NAME)?;
                }
                "data" => {
                    let data = from.bytes().map_err(|_| BadFrame::Field("data"))?;
                    once(&mut found.data, data, "data")?;
                }
                "count" => {
                    let count = from.u64().map_err(|_| BadFrame::Field("count"))?;
                    once(&mut found.count, count, "count")?;
                }
                "supportedProtocolVersions" => {
                    let versions = versions(&mut from)?;
                    once(&mut found.versions, versions, "supportedProtocolVersions")?;
                }
                _ => from.skip()?,
            }
        }
        if from.position() == bytes.len() { Ok(found) } else { Err(BadFrame::Malformed) }
    }
}

fn once<T>(place: &mut Option<T>, value: T, key: &'static str) -> Result<(), BadFrame> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(BadFrame::Twice(key)),
    }
}

fn text<'a>(
    from: &mut Decoder<'a>,
    place: &mut Option<&'a str>,
    key: &'static str,
    longest: usize,
) -> Result<(), BadFrame> {
    let value = from.str().map_err(|_| BadFrame::Field(key))?;
    if value.len() > longest {
        return Err(BadFrame::TooLong(key));
    }
    once(place, value, key)
}

fn versions(from: &mut Decoder<'_>) -> Result<Vec<String>, BadFrame> {
    let bad = BadFrame::Field("supportedProtocolVersions");
    if matches!(from.datatype()?, Type::Null | Type::Undefined) {
        from.skip()?;
        return Ok(Vec::new());
    }
    let n = from.array().map_err(|_| bad)?.filter(|n| *n <= MOST_VERSIONS).ok_or(bad)?;
    let mut versions = Vec::new();
    for _ in 0..n {
        let version = from.str().map_err(|_| bad)?;
        if version.len() > LONGEST_NAME {
            return Err(BadFrame::TooLong("supportedProtocolVersions"));
        }
        versions.push(version.to_owned());
    }
    Ok(versions)
}

/// A frame being written. Writing into memory cannot fail, so what comes of it is let go.
#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn write<'s>(
        &'s mut self,
        write: impl FnOnce(
            &mut Encoder<&'s mut Vec<u8>>,
        ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
    ) {
        write(&mut Encoder::new(&mut self.0)).unwrap_or_default();
    }

    fn begin(&mut self, n: u64, kind: &str) -> &mut Self {
        self.write(|to| to.map(n).map(drop));
        self.text("type", kind)
    }

    fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.write(|to| to.str(key)?.str(value).map(drop));
        self
    }

    fn texts(&mut self, key: &str, values: &[String]) -> &mut Self {
        let n = u64::try_from(values.len()).unwrap_or(u64::MAX);
        self.write(|to| to.str(key)?.array(n).map(drop));
        for value in values {
            self.write(|to| to.str(value).map(drop));
        }
        self
    }

    fn bytes(&mut self, key: &str, value: &[u8]) -> &mut Self {
        self.write(|to| to.str(key)?.bytes(value).map(drop));
        self
    }

    fn number(&mut self, key: &str, value: u64) -> &mut Self {
        self.write(|to| to.str(key)?.u64(value).map(drop));
        self
    }

    /// Neither end names its storage: what was shared before is remembered by both on their own.
    fn metadata(&mut self) -> &mut Self {
        self.write(|to| to.str("peerMetadata")?.map(1)?.str("isEphemeral")?.bool(false).map(drop));
        self
    }

    fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests;
