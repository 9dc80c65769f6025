//! Looks a sync message over before Automerge reads it.
//!
//! Automerge inflates what it is given and unrolls its run lengths without a bound: a message of a
//! megabyte can ask for gigabytes. Nothing here keeps what it inflates; it counts, column by column,
//! and gives up at the first number that no honest device sends.
//!
//! The layout is Automerge's storage format (automerge.org/automerge-binary-format-spec).

use std::io::Read as _;

use flate2::bufread::DeflateDecoder;

/// The first bytes of every chunk.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// More hashes than this are in no list of a message.
const MOST_HASHES: u64 = 10_000;
/// A device remembers one past meeting, not many.
const MOST_HAVES: u64 = 8;
/// Automerge asks seven times; each question costs time for each change there is.
const MOST_PROBES: u64 = 16;
/// Automerge spends ten bits on each change.
const MOST_BITS: u64 = 64;
/// A change has some twenty columns.
const MOST_COLUMNS: u64 = 64;

/// How much a message may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that everything in it may inflate to.
    pub inflated: u64,
    /// Rows that all columns may have together.
    pub rows: u64,
    /// Chunks it may bring.
    pub chunks: u64,
}

impl Limits {
    /// What a relay takes in one frame. A device cuts into pieces what is larger.
    pub const FRAME: Self = Self { inflated: 28 << 20, rows: 40_000_000, chunks: 200_000 };
}

/// What a message is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Chunks of changes it brings.
    pub chunks: u64,
    /// How the hash of each change begins that it brings; `None` where one chunk has many of them.
    pub changes: Option<Vec<[u8; 4]>>,
    /// Bytes they inflate to.
    pub inflated: u64,
}

/// Why a message must not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Harm {
    /// It is not laid out as a message.
    #[error("not a sync message")]
    Malformed,
    /// It names more than anybody would.
    #[error("a sync message of too many parts")]
    TooMany,
    /// What it brings inflates to too much.
    #[error("a sync message that inflates to too much")]
    TooLarge,
    /// It brings a chunk of a kind that is not taken.
    #[error("a chunk of kind {0} in a sync message")]
    Kind(u8),
}

/// Looks a message over.
///
/// # Errors
/// [`Harm`] if it must not be read.
pub fn examine(message: &[u8], limits: &Limits) -> Result<Contents, Harm> {
    let mut from = Bytes(message);
    if !matches!(from.byte()?, 0x42 | 0x43) {
        return Err(Harm::Malformed);
    }
    from.hashes()?;
    from.hashes()?;
    for _ in 0..from.count(MOST_HAVES)? {
        from.hashes()?;
        bloom(from.sized()?)?;
    }
    let mut budget = Budget::new(limits);
    for _ in 0..from.count(limits.chunks)? {
        let mut chunks = Bytes(from.sized()?);
        while !chunks.0.is_empty() {
            chunk(&mut chunks, &mut budget)?;
        }
    }
    Ok(budget.contents)
}

/// Looks over what is to be added to a document: chunks, one after the other.
///
/// # Errors
/// [`Harm`] if it must not be read.
pub fn examine_chunks(chunks: &[u8], limits: &Limits) -> Result<Contents, Harm> {
    let mut budget = Budget::new(limits);
    let mut from = Bytes(chunks);
    while !from.0.is_empty() {
        chunk(&mut from, &mut budget)?;
    }
    Ok(budget.contents)
}

fn bloom(bytes: &[u8]) -> Result<(), Harm> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut from = Bytes(bytes);
    let (entries, bits, probes) = (from.unsigned()?, from.unsigned()?, from.unsigned()?);
    let is_sane = (1..=u64::from(u32::MAX)).contains(&entries)
        && (1..=MOST_BITS).contains(&bits)
        && (1..=MOST_PROBES).contains(&probes);
    let n_bytes = entries.saturating_mul(bits).div_ceil(8);
    let has_all = u64::try_from(from.0.len()).is_ok_and(|n| n == n_bytes);
    if is_sane && has_all { Ok(()) } else { Err(Harm::TooMany) }
}

/// What may still be asked for.
struct Budget {
    left: Limits,
    contents: Contents,
}

impl Budget {
    fn new(limits: &Limits) -> Self {
        let contents = Contents { chunks: 0, changes: Some(Vec::new()), inflated: 0 };
        Self { left: *limits, contents }
    }

    fn inflates(&mut self, n: u64) -> Result<(), Harm> {
        self.left.inflated = self.left.inflated.checked_sub(n).ok_or(Harm::TooLarge)?;
        self.contents.inflated += n;
        Ok(())
    }

    fn brings(&mut self, change: [u8; 4]) {
        if let Some(changes) = &mut self.contents.changes {
            changes.push(change);
        }
    }

    fn rows(&mut self, n: u64) -> Result<(), Harm> {
        self.left.rows = self.left.rows.checked_sub(n).ok_or(Harm::TooLarge)?;
        Ok(())
    }

    /// Inflates, within what is left.
    fn inflate(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Harm> {
        let most = self.left.inflated;
        let mut inflated = Vec::new();
        let reading = DeflateDecoder::new(bytes).take(most + 1).read_to_end(&mut inflated);
        reading.map_err(|_| Harm::Malformed)?;
        self.inflates(u64::try_from(inflated.len()).unwrap_or(u64::MAX))?;
        Ok(inflated)
    }
}

fn chunk(from: &mut Bytes<'_>, budget: &mut Budget) -> Result<(), Harm> {
    budget.left.chunks = budget.left.chunks.checked_sub(1).ok_or(Harm::TooMany)?;
    budget.contents.chunks += 1;
    if from.take(4)? != MAGIC {
        return Err(Harm::Malformed);
    }
    // Of what is in the chunk, deflated or not: so begins the hash of a change.
    let checksum = from.array()?;
    let kind = from.byte()?;
    let body = from.sized()?;
    budget.inflates(u64::try_from(body.len()).unwrap_or(u64::MAX))?;
    match kind {
        0 => {
            budget.contents.changes = None;
            document(body, budget)
        }
        1 => {
            budget.brings(checksum);
            change(body, budget)
        }
        2 => {
            budget.brings(checksum);
            let body = budget.inflate(body)?;
            change(&body, budget)
        }
        // Bundles: nobody sends them yet, and what they hold is not looked over here.
        kind => Err(Harm::Kind(kind)),
    }
}

fn document(body: &[u8], budget: &mut Budget) -> Result<(), Harm> {
    let mut from = Bytes(body);
    for _ in 0..from.unsigned()? {
        from.sized()?;
    }
    for _ in 0..from.unsigned()? {
        from.take(32)?;
    }
    let (of_changes, of_ops) = (from.columns()?, from.columns()?);
    for (spec, length) in of_changes.into_iter().chain(of_ops) {
        column(spec, from.take_u64(length)?, budget)?;
    }
    Ok(())
}

fn change(body: &[u8], budget: &mut Budget) -> Result<(), Harm> {
    let mut from = Bytes(body);
    for _ in 0..from.unsigned()? {
        from.take(32)?;
    }
    from.sized()?;
    for _ in 0..3 {
        from.skip_number()?;
    }
    from.sized()?;
    for _ in 0..from.unsigned()? {
        from.sized()?;
    }
    for (spec, length) in from.columns()? {
        column(spec, from.take_u64(length)?, budget)?;
    }
    Ok(())
}

/// Counts the rows of a column without unrolling it.
fn column(spec: u64, bytes: &[u8], budget: &mut Budget) -> Result<(), Harm> {
    const DEFLATED: u64 = 0b1000;
    let inflated;
    let bytes = if spec & DEFLATED == 0 {
        bytes
    } else {
        inflated = budget.inflate(bytes)?;
        &inflated
    };
    let mut from = Bytes(bytes);
    match spec & 0b111 {
        // Booleans: lengths of runs.
        4 => {
            while !from.0.is_empty() {
                budget.rows(from.unsigned()?)?;
            }
        }
        // The bytes of values, which the column before it counts.
        7 => {}
        kind => {
            while !from.0.is_empty() {
                run(&mut from, kind == 5, budget)?;
            }
        }
    }
    Ok(())
}

/// One run: many of one value, some values one after the other, or many without a value.
fn run(from: &mut Bytes<'_>, is_text: bool, budget: &mut Budget) -> Result<(), Harm> {
    let value = |from: &mut Bytes<'_>| {
        if is_text { from.sized().map(drop) } else { from.skip_number() }
    };
    let length = from.signed()?;
    match length {
        0 => budget.rows(from.unsigned()?),
        1.. => {
            budget.rows(length.unsigned_abs())?;
            value(from)
        }
        _ => {
            budget.rows(length.unsigned_abs())?;
            (0..length.unsigned_abs()).try_for_each(|_| value(from))
        }
    }
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Harm> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(Harm::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Harm> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Harm::Malformed)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn take_u64(&mut self, n: u64) -> Result<&'a [u8], Harm> {
        self.take(usize::try_from(n).map_err(|_| Harm::Malformed)?)
    }

    fn byte(&mut self) -> Result<u8, Harm> {
        let (byte, rest) = self.0.split_first().ok_or(Harm::Malformed)?;
        self.0 = rest;
        Ok(*byte)
    }

    /// A number in LEB128.
    fn unsigned(&mut self) -> Result<u64, Harm> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                break;
            }
            number |= part << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Harm::Malformed)
    }

    /// A number in signed LEB128.
    fn signed(&mut self) -> Result<i64, Harm> {
        let mut number = 0_i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= i64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let end = shift + 7;
                let is_negative = byte & 0x40 != 0 && end < 64;
                return Ok(if is_negative { number | (-1 << end) } else { number });
            }
        }
        Err(Harm::Malformed)
    }

    fn skip_number(&mut self) -> Result<(), Harm> {
        for _ in 0..10 {
            if self.byte()? < 0x80 {
                return Ok(());
            }
        }
        Err(Harm::Malformed)
    }

    fn count(&mut self, most: u64) -> Result<u64, Harm> {
        let n = self.unsigned()?;
        if n <= most { Ok(n) } else { Err(Harm::TooMany) }
    }

    fn hashes(&mut self) -> Result<(), Harm> {
        let n = self.count(MOST_HASHES)?;
        self.take_u64(n * 32).map(drop)
    }

    fn sized(&mut self) -> Result<&'a [u8], Harm> {
        let n = self.unsigned()?;
        self.take_u64(n)
    }

    /// What columns there are: of which kind, and how long.
    fn columns(&mut self) -> Result<Vec<(u64, u64)>, Harm> {
        let n = self.count(MOST_COLUMNS)?;
        (0..n).map(|_| Ok((self.unsigned()?, self.unsigned()?))).collect()
    }
}

#[cfg(test)]
mod tests;
