//! What a room sends to one connection: a line of frames with a bound. Whoever reads too slowly for
//! it is put out, and asks for what it missed when it comes again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::mpsc;

/// So many frames may wait for one connection.
const MOST_FRAMES: usize = 1024;
/// So many bytes may wait, or one frame that is longer.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What a connection is to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Out {
    /// A frame.
    Frame(Vec<u8>),
    /// The end, and why.
    Close(u16, String),
}

/// The end of the line at the room.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    frames: mpsc::Sender<Out>,
    waiting: Arc<AtomicUsize>,
}

/// The end of the line at the socket.
#[derive(Debug)]
pub(crate) struct Lines {
    frames: mpsc::Receiver<Out>,
    waiting: Arc<AtomicUsize>,
}

impl Line {
    pub(crate) fn new() -> (Self, Lines) {
        let (sender, receiver) = mpsc::channel(MOST_FRAMES);
        let waiting = Arc::new(AtomicUsize::new(0));
        let lines = Lines { frames: receiver, waiting: Arc::clone(&waiting) };
        (Self { frames: sender, waiting }, lines)
    }

    /// Puts a frame in line; `false` if the other end is too slow, or gone.
    pub(super) fn put(&self, frame: Vec<u8>) -> bool {
        let waiting = self.waiting.load(Ordering::Relaxed);
        if waiting > 0 && waiting + frame.len() > MOST_BYTES {
            return false;
        }
        self.waiting.fetch_add(frame.len(), Ordering::Relaxed);
        self.frames.try_send(Out::Frame(frame)).is_ok()
    }

    /// Ends it. Where the line is full, the socket ends when this end of it is dropped.
    pub(super) fn close(&self, code: u16, why: &str) {
        self.frames.try_send(Out::Close(code, why.to_owned())).unwrap_or_default();
    }
}

impl Lines {
    /// What is to be sent next; `None` when the room has let go of the line.
    pub(crate) async fn next(&mut self) -> Option<Out> {
        let out = self.frames.recv().await;
        if let Some(Out::Frame(frame)) = &out {
            self.waiting.fetch_sub(frame.len(), Ordering::Relaxed);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_reader_is_told_apart_from_a_long_frame() {
        let (line, mut lines) = Line::new();
        assert!(line.put(vec![0; 2 * MOST_BYTES]), "one long frame");
        assert!(!line.put(vec![0]), "and nothing behind it");
        assert_eq!(lines.next().await, Some(Out::Frame(vec![0; 2 * MOST_BYTES])));
        assert!(line.put(vec![0]), "until it is gone");
        for _ in 1..MOST_FRAMES {
            assert!(line.put(vec![]));
        }
        assert!(!line.put(vec![]));
    }
}
