//! A message above a page, with at most one thing to do about it.

use leptos::prelude::*;

use crate::erased::live;

use super::{Icon, IconName, Tone};

#[component]
pub fn Banner(
    #[prop(into)] tone: Signal<Tone>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] title: Option<Signal<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let icon = Signal::derive(move || match tone.get() {
        Tone::Ok => IconName::CircleCheck,
        Tone::Warn => IconName::TriangleAlert,
        Tone::Bad => IconName::CircleAlert,
        Tone::Mute | Tone::Info => IconName::Info,
    });
    let role = live(move || if tone.get() == Tone::Bad { "alert" } else { "status" });
    view! {
        <div class="banner" data-tone=live(move || tone.get().name()) role=role>
            <Icon name=icon/>
            <p class="banner__text">
                {title.map(|title| view! { <b>{title}</b> " " })}
                {text}
            </p>
            {children.map(|children| children())}
        </div>
    }
}
