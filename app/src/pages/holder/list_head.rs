//! The heading of a list of users or assets, and what can be done with the whole of it.

use leptos::prelude::*;

use crate::components::{Icon, IconName};

#[component]
pub(in crate::pages) fn ListHead(
    title: &'static str,
    meta: &'static str,
    /// The way to the form of a new one: what it is called, and where it is.
    create: (&'static str, &'static str),
    /// The way to the import.
    import: &'static str,
    on_export: Callback<()>,
    /// Whether the deleted ones are shown instead.
    deleted: RwSignal<bool>,
) -> impl IntoView {
    let (label, href) = create;
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">{title}</h1></div>
                <p class="page-head__meta">{meta}</p>
            </div>
            <div class="page-head__actions">
                <button class="button" data-variant="quiet" type="button" on:click=move |_| deleted.set(true)>
                    <Icon name=IconName::Trash2/>
                    "Deleted"
                </button>
                <a class="button writes" href=import>
                    <Icon name=IconName::Upload/>
                    "Import"
                </a>
                <button class="button" type="button" on:click=move |_| on_export.run(())>
                    <Icon name=IconName::Download/>
                    "Export"
                </button>
                <a class="button writes" data-variant="primary" href=href>
                    <Icon name=IconName::Plus/>
                    {label}
                </a>
            </div>
        </header>
    }
    .into_any()
}
