//! Frames as automerge-repo writes them, and frames as nobody should.

use super::*;

fn text(text: &str) -> String {
    text.to_owned()
}

fn frames() -> Vec<Frame> {
    let (sender, target, document) = (text("device"), text("relay"), text("doc"));
    vec![
        Frame::Join { sender: sender.clone(), versions: vec![text("1")] },
        Frame::Peer { sender: target.clone(), target: sender.clone(), version: text("1") },
        Frame::Sync {
            sender: sender.clone(),
            target: target.clone(),
            document: document.clone(),
            data: vec![0x42; 300],
            is_request: true,
        },
        Frame::Unavailable {
            sender: target.clone(),
            target: sender.clone(),
            document: document.clone(),
        },
        Frame::Ephemeral {
            sender: sender.clone(),
            target: target.clone(),
            document,
            session: text("s1"),
            count: u64::MAX,
            data: vec![],
        },
        Frame::Error { sender: target, target: sender.clone(), message: text("no") },
        Frame::Ping { sender: sender.clone() },
        Frame::Pong { sender: sender.clone() },
        Frame::Leave { sender },
    ]
}

#[test]
fn a_frame_survives_the_trip() {
    for frame in frames() {
        assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }
}

#[test]
fn a_frame_that_is_cut_short_or_goes_on_is_refused() {
    for frame in frames() {
        let bytes = frame.encode();
        for end in 0..bytes.len() {
            Frame::decode(bytes.get(..end).unwrap()).unwrap_err();
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Frame::decode(&longer), Err(BadFrame::Malformed));
    }
}

#[test]
fn a_join_as_automerge_repo_writes_it_is_read() {
    // Maps and texts with sixteen bits of length, an undefined value, a key this version ignores.
    let mut bytes = vec![0xb9, 0x00, 0x05];
    let mut put = |text: &str| {
        bytes.push(0x78);
        bytes.push(u8::try_from(text.len()).unwrap());
        bytes.extend_from_slice(text.as_bytes());
    };
    for word in ["type", "join", "senderId", "peer-1", "peerMetadata"] {
        put(word);
    }
    bytes.extend([0xb9, 0x00, 0x01, 0x69]);
    bytes.extend(b"storageId");
    bytes.push(0xf7);
    bytes.extend([0x78, 25]);
    bytes.extend(b"supportedProtocolVersions");
    bytes.extend([0x81, 0x61, b'1', 0x65]);
    bytes.extend(b"later");
    bytes.extend([0x82, 0x01, 0xa0]);
    let join = Frame::Join { sender: text("peer-1"), versions: vec![text("1")] };
    assert_eq!(Frame::decode(&bytes), Ok(join));
}

#[test]
fn what_no_peer_sends_is_refused_at_once() {
    let deep = [vec![0xa1, 0x61, b'x'], vec![0x81; 10_000], vec![0x00]].concat();
    let named: [(&str, Vec<u8>); 8] = [
        ("nothing", vec![]),
        ("a map of 2^32 entries", vec![0xba, 0xff, 0xff, 0xff, 0xff]),
        ("a map without an end", vec![0xbf, 0x64, b't', b'y', b'p', b'e', 0x61, b'x', 0xff]),
        ("text of 2^63 bytes", vec![0xa1, 0x7b, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("a key that is a number", vec![0xa1, 0x01, 0x01]),
        ("a text as data", [&[0xa1, 0x64][..], b"data", &[0x61, b'x']].concat()),
        ("ten thousand lists in one another, and no type", deep),
        ("half a text", vec![0xa1, 0x64, b't', b'y', b'p', b'e', 0x65, b'x']),
    ];
    for (what, bytes) in named {
        assert!(Frame::decode(&bytes).is_err(), "{what}");
    }
    let twice = [&[0xa2, 0x64][..], b"type", &[0x61, b'x', 0x64], b"type", &[0x61, b'y']].concat();
    assert_eq!(Frame::decode(&twice), Err(BadFrame::Twice("type")));
    let long = Frame::Leave { sender: "x".repeat(LONGEST_PEER + 1) };
    assert_eq!(Frame::decode(&long.encode()), Err(BadFrame::TooLong("senderId")));
}

#[test]
fn a_kind_that_is_not_known_is_let_pass() {
    let bytes = [&[0xa1, 0x64][..], b"type", &[0x6d], b"remote-heads-", &[]].concat();
    assert_eq!(Frame::decode(&bytes), Ok(Frame::Unknown));
}
