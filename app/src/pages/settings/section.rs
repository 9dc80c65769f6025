//! The frame of a group of settings.

use leptos::prelude::*;

/// A heading with what it is about, and beside it the controls.
#[component]
pub(in crate::pages) fn Section(
    #[prop(into)] title: String,
    #[prop(into)] about: String,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="settings-section">
            <div class="settings-section__about">
                <h2>{title}</h2>
                <p>{about}</p>
            </div>
            <div class="settings-section__body">{children()}</div>
        </section>
    }
}
