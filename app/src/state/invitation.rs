//! The secret of an invitation: taken out of the address before anything else happens, so that it is
//! in no history, no bookmark and no screenshot.

use leptos::prelude::*;

use crate::platform::page;
use crate::routes;

#[derive(Debug, Clone, Copy)]
struct Invitation(StoredValue<Option<String>>);

/// Takes it out of the address, if the page was opened by the link of an invitation.
pub fn provide_invitation() {
    let secret = page::take_fragment(routes::JOIN);
    provide_context(Invitation(StoredValue::new(secret)));
}

/// The secret, once.
pub fn use_invitation() -> Option<String> {
    expect_context::<Invitation>().0.get_value()
}
