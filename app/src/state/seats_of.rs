//! The license whose seats a tab shows: the tab is in another part of the program than its page.

use std::sync::Arc;

use domain::id::LicenseId;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;

/// A license and all about it, as it changes.
#[derive(Debug, Clone, Copy)]
pub struct SeatsOf {
    /// Which.
    pub id: LicenseId,
    /// All about it, once it is known.
    pub detail: Memo<Option<Arc<LicenseDetail>>>,
}

/// Says whose seats the tab shows.
pub fn provide_seats_of(id: LicenseId, detail: Memo<Option<Arc<LicenseDetail>>>) {
    provide_context(SeatsOf { id, detail });
}

/// Whose seats the tab shows.
pub fn use_seats_of() -> SeatsOf {
    expect_context()
}
