//! What a review is called, how far it is, and what can be done with all of it.

use domain::review::ReviewProgress;
use leptos::prelude::*;

use super::Detail;
use super::acts::ReviewActs;
use super::export::use_export;
use crate::components::{Icon, IconName, Progress, StatusPill, Tone};
use crate::erased::{memo, part};
use crate::text;

#[component]
pub(super) fn Head(detail: Detail, acts: ReviewActs) -> impl IntoView {
    let export = use_export(detail);
    let name = memo(move || {
        detail.read().as_ref().map(|detail| detail.review.name.clone()).unwrap_or_default()
    });
    let about = memo(move || {
        let detail = detail.read();
        let review = detail.as_ref().map(|detail| &detail.review);
        review.map_or_else(String::new, |review| {
            format!("{}. {}.", review.scope, text::reviews::days(review))
        })
    });
    let progress = memo(move || {
        detail.read().as_ref().map_or(ReviewProgress::default(), |d| d.review.progress())
    });
    let is_closed = memo(move || detail.read().as_ref().is_some_and(|d| d.review.is_closed()));
    let state = part(move || {
        let (tone, words) =
            if is_closed.get() { (Tone::Mute, "Applied") } else { (Tone::Info, "Under way") };
        view! { <StatusPill tone=tone text=words.to_owned()/> }
    });
    let apply = part(move || {
        (!is_closed.get()).then(|| {
            view! {
                <button
                    class="button"
                    data-variant="primary"
                    type="button"
                    on:click=move |_| acts.is_applying.set(true)
                >
                    "Apply"
                </button>
            }
        })
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">{name}</h1>{state}</div>
                <p class="page-head__meta">{about}</p>
            </div>
            <div class="page-head__actions">
                <button class="button" type="button" on:click=move |_| export.run(())>
                    <Icon name=IconName::Download/>
                    "Export CSV"
                </button>
                {apply}
            </div>
        </header>
        <Progress
            label="Progress"
            value=Signal::derive(move || Some((progress.get().answered(), progress.get().total)))
            text=Signal::derive(move || text::reviews::progress(progress.get()))
        />
    }
}
