//! Requests for licenses: asked for by a member, decided by an editor.

mod decide;
mod form;
mod request_line;

use domain::request::RequestState;
use leptos::prelude::*;
use replica::protocol::{Answer, RequestLine, Task};

use self::decide::{Decision, DecisionDialog};
use self::form::RequestForm;
use self::request_line::RequestItem;
use crate::components::{Banner, EmptyState, Icon, IconName, Skeleton, Tone};
use crate::erased::part;
use crate::state::calendar::use_today;
use crate::state::told::use_told;

/// So many decided ones are shown; the latest first.
const DECIDED: usize = 200;

/// What can be done to a request, with the dialog it opens.
#[derive(Debug, Clone, Copy)]
struct Acts {
    decided: RwSignal<Option<(RequestLine, Decision)>>,
    is_deciding: RwSignal<bool>,
}

impl Acts {
    fn decide(self, line: RequestLine, decision: Decision) {
        self.decided.set(Some((line, decision)));
        self.is_deciding.set(true);
    }
}

/// The page.
#[component]
pub fn RequestsPage() -> impl IntoView {
    let today = use_today();
    let acts = Acts { decided: RwSignal::new(None), is_deciding: RwSignal::new(false) };
    let is_asking = RwSignal::new(false);
    let told = use_told(move || Task::Requests { today: today.get() }, unpack);
    let content = part(move || match told.get() {
        None => view! { <Skeleton rows=6 label="Loading requests"/> }.into_any(),
        Some(Err(why)) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
        Some(Ok(lines)) if lines.is_empty() => none_yet(),
        Some(Ok(lines)) => sections(&lines, acts),
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Requests"</h1></div>
                <p class="page-head__meta">"Who asked for which license, and what became of it."</p>
            </div>
            <div class="page-head__actions">
                <button class="button writes" data-variant="primary" type="button" on:click=move |_| is_asking.set(true)>
                    <Icon name=IconName::Plus/>
                    "Request license"
                </button>
            </div>
        </header>
        {content}
        <RequestForm open=is_asking/>
        <DecisionDialog acts/>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Vec<RequestLine>> {
    if let Answer::Requests(packed) = answer { packed.open() } else { None }
}

/// Open ones as they were asked, those who wait by license in their order, decided ones last first.
fn sections(lines: &[RequestLine], acts: Acts) -> AnyView {
    let of = |state: RequestState| lines.iter().filter(move |line| line.request.state == state);
    let open: Vec<&RequestLine> = of(RequestState::Open).collect();
    let mut waiting: Vec<&RequestLine> = of(RequestState::Waiting).collect();
    waiting.sort_by_cached_key(|line| {
        (line.license.to_lowercase(), line.request.license_id, line.place)
    });
    let mut decided: Vec<&RequestLine> =
        lines.iter().filter(|line| !line.request.state.is_undecided()).collect();
    decided.sort_by_key(|line| std::cmp::Reverse((line.request.decided_on, line.request.asked_on)));
    decided.truncate(DECIDED);
    let section = |title: &'static str, lines: Vec<&RequestLine>, none: &'static str| {
        let items = if lines.is_empty() {
            view! { <p class="dim">{none}</p> }.into_any()
        } else {
            let items =
                lines.into_iter().map(|line| view! { <RequestItem line=line.clone() acts/> });
            let items = items.collect_view();
            view! { <ul class="item-list" data-roomy="" aria-label=title>{items}</ul> }.into_any()
        };
        view! { <section class="stack" aria-label=title><h2>{title}</h2>{items}</section> }
    };
    view! {
        <div class="stack">
            {section("Open", open, "Nothing waits for a decision.")}
            {section("Waiting", waiting, "Nobody waits for a seat.")}
            {section("Decided", decided, "Nothing was decided yet.")}
        </div>
    }
    .into_any()
}

fn none_yet() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::UserPlus
            title="No requests yet"
            text="Whoever needs a license asks for it here, for themselves or for somebody else."
        />
    }
    .into_any()
}
