//! How the app looks on this device.

use leptos::prelude::*;

use super::section::Section;
use crate::components::{Choice, SegmentedField};
use crate::state::preferences::{Theme, use_preferences};

/// The theme; a choice counts at once.
#[component]
pub(super) fn Appearance() -> impl IntoView {
    let preferences = use_preferences();
    let value = RwSignal::new(preferences.theme.get_untracked().code().to_owned());
    Effect::watch(
        move || value.get(),
        move |code, _, _| preferences.set_theme(Theme::from_code(code)),
        false,
    );
    let choices = Theme::ALL.map(|theme| Choice::new(theme.code(), name(theme))).to_vec();
    view! {
        <Section title="Appearance" about="On this device only.">
            <SegmentedField name="theme" label="Theme" value choices/>
        </Section>
    }
}

fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "System",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}
