//! What a room sends to one connection: a line of frames with a bound. Whoever reads too slowly for
//! it is put out, and asks for what it missed when it comes again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::mpsc;

/// So many frames may wait for one connection.
const MOST_FRAMES: usize = 1024;
/// So many bytes may wait in frames that are not longer than that.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// So many frames that are longer may wait beside them: a device that is new gets each of its
/// documents in one, and over a slow line others go on editing meanwhile.
const MOST_LONG: usize = 2;

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
    waiting: Arc<Waiting>,
}

/// The end of the line at the socket.
#[derive(Debug)]
pub(crate) struct Lines {
    frames: mpsc::Receiver<Out>,
    waiting: Arc<Waiting>,
}

/// What waits.
#[derive(Debug, Default)]
struct Waiting {
    bytes: AtomicUsize,
    long: AtomicUsize,
}

impl Waiting {
    /// Counts a frame in, unless too much waits already. There is one room to a line, so nobody else
    /// counts in at the same time.
    fn admit(&self, length: usize) -> bool {
        let (count, n, most) = self.count_for(length);
        let fits = count.load(Ordering::Relaxed) + n <= most;
        if fits {
            count.fetch_add(n, Ordering::Relaxed);
        }
        fits
    }

    fn release(&self, length: usize) {
        let (count, n, _) = self.count_for(length);
        count.fetch_sub(n, Ordering::Relaxed);
    }

    fn count_for(&self, length: usize) -> (&AtomicUsize, usize, usize) {
        if length > MOST_BYTES {
            (&self.long, 1, MOST_LONG)
        } else {
            (&self.bytes, length, MOST_BYTES)
        }
    }
}

impl Line {
    pub(crate) fn new() -> (Self, Lines) {
        let (sender, receiver) = mpsc::channel(MOST_FRAMES);
        let waiting = Arc::new(Waiting::default());
        let lines = Lines { frames: receiver, waiting: Arc::clone(&waiting) };
        (Self { frames: sender, waiting }, lines)
    }

    /// Puts a frame in line; `false` if the other end is too slow, or gone.
    pub(super) fn put(&self, frame: Vec<u8>) -> bool {
        self.waiting.admit(frame.len()) && self.frames.try_send(Out::Frame(frame)).is_ok()
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
            self.waiting.release(frame.len());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_device_gets_its_documents_while_others_edit() {
        let (line, mut lines) = Line::new();
        let long = vec![0; 2 * MOST_BYTES];
        assert!(line.put(vec![0]), "the small document");
        assert!(line.put(long.clone()), "the large one behind it");
        assert!(line.put(vec![0; 1000]), "and an edit behind that");
        assert!(line.put(long.clone()));
        assert!(!line.put(long.clone()), "there are no more documents than two");
        for length in [1, long.len(), 1000] {
            assert_eq!(lines.next().await, Some(Out::Frame(vec![0; length])));
        }
        assert!(line.put(long));
    }

    #[tokio::test]
    async fn whoever_reads_too_slowly_is_told_so() {
        let (line, mut lines) = Line::new();
        assert!(line.put(vec![0; MOST_BYTES]));
        assert!(!line.put(vec![0]));
        assert_eq!(lines.next().await, Some(Out::Frame(vec![0; MOST_BYTES])));
        for _ in 0..MOST_FRAMES {
            assert!(line.put(vec![0]));
        }
        assert!(!line.put(vec![]));
    }
}
