//! Reading a file the person chose.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The largest file we read, in bytes.
pub const LARGEST_FILE: u32 = 256 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileTrouble {
    /// Larger than [`LARGEST_FILE`].
    TooLarge,
    /// The browser could not read it: moved, deleted or locked.
    NotReadable,
}

/// What `file` is called.
pub fn name(file: &File) -> String {
    file.name()
}

/// The bytes of `file`.
pub async fn read(file: &File) -> Result<Vec<u8>, FileTrouble> {
    if file.size() > f64::from(LARGEST_FILE) {
        return Err(FileTrouble::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileTrouble::NotReadable)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
