//! Coming to a new page: the tab says its name, and the focus goes to its heading, so that a person
//! who cannot see the page change hears it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::platform::page;
use crate::text;

/// Announces every page the person comes to. The first one announces itself: its focus is the
/// browser's.
pub(super) fn announce_pages() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        page::set_title(&text::page::title(&path.read()));
        if before.is_some() {
            // The router shows the page before the next frame.
            request_animation_frame(page::focus_heading);
        }
    });
}
