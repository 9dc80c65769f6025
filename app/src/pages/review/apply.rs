//! The dialog that says what applying a review does, and does it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Detail;
use super::acts::ReviewActs;
use crate::components::Dialog;
use crate::erased::live;
use crate::text;

#[component]
pub(super) fn ApplyDialog(detail: Detail, acts: ReviewActs) -> impl IntoView {
    view! {
        <Dialog open=acts.is_applying title="Apply review" close="Close">
            <Form detail acts/>
        </Dialog>
    }
}

#[component]
fn Form(detail: Detail, acts: ReviewActs) -> impl IntoView {
    let n = move || detail.read().as_ref().map_or(0, |detail| detail.releases.len());
    let about = live(move || {
        let detail = detail.read();
        let progress = detail.as_ref().map(|detail| detail.review.progress());
        text::reviews::applying(n(), progress.unwrap_or_default())
    });
    let label = live(move || match n() {
        0 => "Close review".to_owned(),
        n => format!("Release {}", text::license::counted(n, "seat", "seats")),
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        acts.apply();
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>{about}</p>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">{label}</button>
                <button class="button" type="button" on:click=move |_| acts.is_applying.set(false)>
                    "Cancel"
                </button>
            </div>
        </form>
    }
}
