//! Access reviews: who holds what, and whether they still need it.

mod review_line;
mod scope;
mod scope_fields;
mod start;

use leptos::prelude::*;
use replica::protocol::{Answer, ReviewSummary, Task};

use self::review_line::ReviewItem;
use self::start::StartReview;
use crate::components::{Banner, DataTable, EmptyState, Icon, IconName, Skeleton, Tone};
use crate::erased::part;
use crate::state::told::use_told;

/// The page.
#[component]
pub fn ReviewsPage() -> impl IntoView {
    let is_starting = RwSignal::new(false);
    let told = use_told(|| Task::Reviews, unpack);
    let content = part(move || match told.get() {
        None => view! { <Skeleton rows=4 label="Loading reviews"/> }.into_any(),
        Some(Err(why)) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
        Some(Ok(reviews)) if reviews.is_empty() => none_yet(),
        Some(Ok(reviews)) => table(&reviews),
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Access reviews"</h1></div>
                <p class="page-head__meta">"Who holds what, whether they still need it, and what was answered."</p>
            </div>
            <div class="page-head__actions">
                <button class="button" data-variant="primary" type="button" on:click=move |_| is_starting.set(true)>
                    <Icon name=IconName::Plus/>
                    "Start review"
                </button>
            </div>
        </header>
        {content}
        <StartReview open=is_starting/>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Vec<ReviewSummary>> {
    if let Answer::Reviews(packed) = answer { packed.open() } else { None }
}

fn table(reviews: &[ReviewSummary]) -> AnyView {
    let lines = reviews.iter().map(|review| view! { <ReviewItem review=review.clone()/> });
    let lines = lines.collect_view();
    view! {
        <DataTable label="Access reviews" layout="auto" cards=true>
            <thead>
                <tr>
                    <th scope="col">"Name"</th>
                    <th scope="col" data-priority="2">"Scope"</th>
                    <th scope="col">"Progress"</th>
                    <th scope="col" data-priority="1">"Due"</th>
                    <th scope="col">"State"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </DataTable>
    }
    .into_any()
}

fn none_yet() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::CircleCheck
            title="No reviews yet"
            text="Start one to ask of each seat whether it is still needed. What was answered stays as evidence."
        />
    }
    .into_any()
}
