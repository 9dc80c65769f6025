//! The ways to what happened and to what was deleted.

use leptos::prelude::*;

use super::section::Section;
use crate::components::{Icon, IconName};
use crate::routes;

#[component]
pub(super) fn HistorySection() -> impl IntoView {
    view! {
        <Section title="History" about="What happened, value by value.">
            <p>"Nothing is ever overwritten: every change can be looked at and set back, and deleted licenses can be restored."</p>
            <div class="row">
                <a class="button" href=routes::HISTORY><Icon name=IconName::History/> "History"</a>
                <a class="button" href=routes::BIN><Icon name=IconName::Trash2/> "Deleted licenses"</a>
            </div>
        </Section>
    }
}
