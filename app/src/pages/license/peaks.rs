//! The recorded peaks of a license that counts who uses it at the same time.

use std::sync::Arc;

use domain::command::Command;
use domain::date::parse_iso;
use domain::license::License;
use domain::particulars::Metric;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::LicenseDetail;

use crate::components::{DateField, Dialog, NumberField};
use crate::erased::{memo, part};
use crate::platform::intl;
use crate::state::calendar::use_today;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;

/// So many are listed, the latest first.
const LISTED: usize = 6;

#[component]
pub(super) fn PeaksCard(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let is_adding = RwSignal::new(false);
    let is_concurrent = memo(move || {
        let metric = |d: &Arc<LicenseDetail>| d.license.particulars.metric;
        detail.with(|d| d.as_ref().map(metric) == Some(Metric::Concurrent))
    });
    let lines = part(move || {
        detail.with(|detail| {
            let peaks = &detail.as_ref()?.license.particulars.peaks;
            if peaks.is_empty() {
                let said = "None is recorded, so nobody can tell whether there are enough.";
                return Some(view! { <p class="card__text">{said}</p> }.into_any());
            }
            let lines = peaks.iter().rev().take(LISTED).map(|(day, peak)| {
                view! { <div><dt>{intl::date(*day)}</dt><dd>{intl::count(u64::from(*peak))}</dd></div> }
            });
            Some(view! { <dl class="changes">{lines.collect_view()}</dl> }.into_any())
        })
    });
    let form = move || {
        detail.with_untracked(|detail| {
            let license = detail.as_ref()?.license.clone();
            Some(view! { <Form license open=is_adding/> })
        })
    };
    view! {
        <Show when=move || is_concurrent.get()>
            <section class="card" aria-label="Peak use">
                <div class="row" data-spread="">
                    <h2 class="card__title">"Peak use"</h2>
                    <button class="button" data-size="sm" type="button" on:click=move |_| is_adding.set(true)>
                        "Record peak"
                    </button>
                </div>
                {Arc::clone(&lines)}
            </section>
        </Show>
        <Dialog open=is_adding title="Record peak" close="Close">
            {part(form)}
        </Dialog>
    }
}

#[component]
fn Form(license: License, open: RwSignal<bool>) -> impl IntoView {
    let (dispatch, undo, today) = (use_dispatch(), use_undo(), use_today());
    let day = RwSignal::new(today.get_untracked().to_string());
    let peak = RwSignal::new(String::new());
    let day_problem = RwSignal::new(None::<String>);
    let peak_problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (on, n) = (parse_iso(&day.read_untracked()), peak.read_untracked().trim().parse());
        day_problem.set(on.is_none().then(|| "There is no such day.".to_owned()));
        peak_problem.set(n.is_err().then(|| "A whole number, 0 or more.".to_owned()));
        let (Some(on), Ok(n)) = (on, n) else { return };
        let mut after = license.clone();
        after.particulars.peaks.insert(on, n);
        let command = Command::edit(license.clone(), after);
        spawn_local(async move {
            if dispatch.run(command, None).await {
                open.try_set(false);
                undo.offer("Recorded the peak.");
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>"The most who used it at the same time. The highest peak counts as used."</p>
            <DateField name="peak-day" label="Day" value=day problem=day_problem/>
            <NumberField name="peak" label="Used at the same time" value=peak problem=peak_problem/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
