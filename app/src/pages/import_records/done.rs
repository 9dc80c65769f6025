//! The last step: what was imported, and the ways on.

use domain::csv::roster::Kind;
use leptos::prelude::*;

use super::session::Session;
use crate::components::{Banner, Tone};
use crate::{routes, text};

/// A link back to the list that the records are in, and the next file.
#[component]
pub(super) fn Done(
    session: Session,
    /// The list that the page was opened from.
    from: Kind,
) -> impl IntoView {
    let preview = session.preview.get_untracked();
    let said = preview.as_ref().map(|preview| text::import_records::imported(preview));
    let kind = preview.map_or(from, |preview| preview.kind);
    let (back, label) = match (kind, from) {
        (Kind::Users, _) => (routes::USERS, "Back to users"),
        (Kind::Assets, _) | (_, Kind::Assets) => (routes::ASSETS, "Back to assets"),
        (Kind::Assignments | Kind::LastUsed, _) => (routes::USERS, "Back to users"),
    };
    view! {
        <Banner tone=Tone::Ok text=said.unwrap_or_default()/>
        <div class="row">
            <a class="button" data-variant="primary" href=back>{label}</a>
            <button class="button" type="button" on:click=move |_| session.choose_another()>
                "Import another file"
            </button>
        </div>
    }
}
