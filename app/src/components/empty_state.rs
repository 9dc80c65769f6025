//! What stands where nothing is yet: what belongs here, and the way to get it.

use leptos::prelude::*;

use super::{Icon, IconName};

#[component]
pub fn EmptyState(
    icon: IconName,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty-state">
            <Icon name=icon/>
            <h2 class="empty-state__title">{title}</h2>
            <p class="empty-state__text">{text}</p>
            {children.map(|children| view! { <div class="empty-state__actions">{children()}</div> })}
        </section>
    }
}
