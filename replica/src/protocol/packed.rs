//! Parts of answers that are read where they were asked for.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{decode, encode};

/// Part of an answer that only the page that asked knows how to read, so that no other page brings
/// the code for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed<T> {
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// Packs it.
    pub fn of(content: &T) -> Self {
        Self { bytes: encode(content).unwrap_or_default(), of: PhantomData }
    }

    /// Unpacks it; `None` only for what [`Self::of`] has not packed.
    pub fn open(&self) -> Option<T> {
        decode(&self.bytes)
    }
}

/// It may hold product keys, so only its length shows.
impl<T> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Packed({} bytes)", self.bytes.len())
    }
}
