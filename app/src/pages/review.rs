//! One access review: its progress, the seats under review, and what becomes of them.

mod acts;
mod apply;
mod bulk;
mod export;
mod head;
mod line;
mod lines;

use std::sync::Arc;

use domain::id::ReviewId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use replica::protocol::{Answer, Packed, ReviewDetail, Task};

use self::acts::ReviewActs;
use self::apply::ApplyDialog;
use self::head::Head;
use self::lines::Lines;
use crate::components::{Banner, EmptyState, IconName, Skeleton, Tone};
use crate::erased::{memo, part};
use crate::platform::page;
use crate::state::told::use_told;
use crate::{routes, text};

/// All about the review; `None` until it is known.
type Detail = Memo<Option<Arc<ReviewDetail>>>;

/// The page.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| params.get_str("id")?.parse().ok()));
    let content = part(move || match id.get() {
        Some(id) => view! { <ReviewView id/> }.into_any(),
        None => missing(),
    });
    content.into_any()
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Asking,
    Shown,
    Missing,
    Failed(String),
}

#[component]
fn ReviewView(id: ReviewId) -> impl IntoView {
    let told = use_told(move || Task::Review(id), unpack);
    let detail: Detail = memo(move || {
        let told = told.read();
        let found = told.as_ref().and_then(|told| told.as_ref().ok());
        found.and_then(|found| found.0.clone())
    });
    let stage = memo(move || match &*told.read() {
        None => Stage::Asking,
        Some(Ok(_)) if detail.read().is_some() => Stage::Shown,
        Some(Ok(_)) => Stage::Missing,
        Some(Err(why)) => Stage::Failed(why.clone()),
    });
    Effect::new(move || {
        if let Some(detail) = detail.get() {
            page::set_title(&text::page::titled(&detail.review.name));
        }
    });
    let acts = ReviewActs::new(detail);
    let content = part(move || match stage.get() {
        Stage::Shown => view! {
            <Head detail acts/>
            <Lines detail acts/>
            <ApplyDialog detail acts/>
        }
        .into_any(),
        Stage::Asking => view! { <Skeleton rows=8 label="Loading the review"/> }.into_any(),
        Stage::Missing => missing(),
        Stage::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
    });
    view! { {content} }
}

/// The review, if there is one.
#[derive(Debug)]
struct Found(Option<Arc<ReviewDetail>>);

fn unpack(answer: &Answer) -> Option<Found> {
    let Answer::Review(packed) = answer else { return None };
    Some(Found(packed.as_ref().and_then(Packed::open).map(Arc::new)))
}

fn missing() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Search
            title="There is no such review"
            text="It may have been taken back, or it belongs to another workspace."
        >
            <a class="button" href=routes::REVIEWS>"Back to access reviews"</a>
        </EmptyState>
    }
    .into_any()
}
