//! A term that began by itself waits for somebody's word.

use std::sync::Arc;

use domain::command::Command;
use domain::renewal::confirmed;
use domain::term::{Term, TermState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::LicenseDetail;

use crate::components::{Banner, Tone};
use crate::erased::{memo, part};
use crate::platform::intl;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;

#[component]
pub(super) fn AssumedNotice(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let until = memo(move || {
        let detail = detail.read();
        let terms = detail.as_ref()?.license.terms.values();
        let is_assumed = |term: &&Term| term.state == TermState::Assumed;
        terms.filter(is_assumed).filter_map(|term| term.span.last_day).max()
    });
    let confirm = move |_| {
        let Some(before) = detail.get_untracked().map(|detail| detail.license.clone()) else {
            return;
        };
        let after = confirmed(&before);
        spawn_local(async move {
            if dispatch.run(Command::edit(before, after), None).await {
                undo.offer("Confirmed.");
            }
        });
    };
    part(move || {
        until.get().map(|day| {
            let words = format!(
                "It renewed by itself, as far as the dates say, until {}. Check seats and cost, then confirm.",
                intl::date(day)
            );
            view! {
                <Banner tone=Tone::Warn text=words>
                    <button class="button" type="button" on:click=confirm>"Confirm"</button>
                </Banner>
            }
        })
    })
}
