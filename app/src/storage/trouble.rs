//! What the browser's storage complains of, as the person needs to know it.

use indexed_db_futures::error::{DomException, Error, OpenDbError};
use replica::protocol::StorageTrouble;

/// What an error of a transaction means.
pub(crate) fn of_error(error: &Error) -> StorageTrouble {
    match error {
        Error::DomException(exception) => of_exception(exception),
        Error::Serialisation(_) | Error::MissingData(_) | Error::Unknown(_) => {
            StorageTrouble::Other(error.to_string())
        }
    }
}

/// What an error of opening means.
pub(crate) fn of_open_error(error: &OpenDbError) -> StorageTrouble {
    match error {
        OpenDbError::Base(error) => of_error(error),
        // Ours is never zero: that is what the wrapper makes of an `open` that throws at once.
        OpenDbError::VersionZero
        | OpenDbError::UnsupportedEnvironment
        | OpenDbError::NullFactory => StorageTrouble::Unavailable,
    }
}

fn of_exception(exception: &DomException) -> StorageTrouble {
    let sys: &web_sys::DomException = wasm_bindgen::JsCast::unchecked_ref(exception.as_ref());
    match sys.name().as_str() {
        "QuotaExceededError" => StorageTrouble::QuotaExceeded,
        "SecurityError" | "InvalidStateError" | "UnknownError" | "NotAllowedError" => {
            StorageTrouble::Unavailable
        }
        // It was opened at a higher version than this one knows.
        "VersionError" => StorageTrouble::Replaced,
        name => StorageTrouble::Other(format!("{name}: {}", sys.message())),
    }
}
