//! How to install the app by hand, in the words of the browser at hand.

use leptos::prelude::*;

use crate::components::Dialog;
use crate::erased::part;
use crate::platform::install::{Browser, InstallWay};
use crate::state::install_help::{Help, use_help};
use crate::text;

#[component]
pub fn InstallHelp() -> impl IntoView {
    let Help { install, open } = use_help();
    let browser = move || match install.way.get() {
        InstallWay::ByHand(browser) => browser,
        InstallWay::Offer | InstallWay::Done => Browser::Other,
    };
    view! {
        <Dialog open=open title="Install Seatwise" close="Close">
            {part(move || help(browser()))}
        </Dialog>
    }
}

fn help(browser: Browser) -> AnyView {
    let Some(steps) = text::install::steps(browser) else {
        return view! { <p>{text::install::NOT_HERE}</p> }.into_any();
    };
    let steps = steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view();
    view! {
        <div class="stack">
            <p class="dim">{text::install::WHY}</p>
            <ol class="steps">{steps}</ol>
        </div>
    }
    .into_any()
}
