//! What all positions come to: how many of each verdict, what that costs, and who left with a seat.

use domain::compliance::{Summary, Totals, Verdict};
use domain::money::Money;
use leptos::prelude::*;
use replica::protocol::{Answer, Question};

use super::asked::use_asked;
use super::shown::Shown;
use crate::components::Tone;
use crate::erased::{live, part};
use crate::platform::intl;
use crate::state::calendar::use_today;
use crate::state::listing_query::ListingQuery;
use crate::text;

/// A verdict is a button that filters the list by it, and shows all again.
#[component]
pub(super) fn ComplianceSummary(
    query: ListingQuery,
    /// Those of the list below.
    of: fn(&Summary) -> &Totals,
) -> impl IntoView {
    let today = use_today();
    let asked = use_asked(move || Question::ComplianceSummary { today: today.get() }, unpack);
    // The buttons stay while their figures change, and with them the focus.
    let verdicts = Verdict::ALL.map(|verdict| {
        let n = move || asked.said.read().as_ref().map(|summary| of(summary).n_of(verdict));
        let is_set = move || query.filter("verdict") == verdict.code();
        let toggle = move |_| {
            let wanted = if is_set() { "" } else { verdict.code() };
            query.narrow("verdict", wanted.to_owned());
        };
        let tone = move || n().filter(|n| *n > 0).and_then(|_| loud(verdict));
        // Nothing known is not none.
        let figure = move || n().map_or_else(|| "–".to_owned(), |n| intl::count(u64::from(n)));
        view! {
            <button
                class="summary__item tally"
                type="button"
                aria-pressed=live(move || is_set().to_string())
                data-tone=live(tone)
                on:click=toggle
            >
                <span class="summary__figure">{live(figure)}</span>
                " "
                {text::compliance::verdict(verdict)}
            </button>
        }
    });
    let costs = part(move || {
        asked.said.read().as_ref().map(|summary| {
            let totals = of(summary);
            let gone = (!summary.stranded.is_zero()).then(|| {
                let href = Shown::Seats.address(&[("state", "left".to_owned())]);
                let words = text::compliance::held_by_gone(summary.stranded);
                view! {
                    <p class="summary__item">
                        <a class="link" href=href>{words}</a>
                        <span class="dim">"retired assets included"</span>
                    </p>
                }
            });
            view! {
                {cost("True-up", &totals.true_up, totals.true_up_unpriced, text::compliance::without_a_price)}
                {cost("Waste a year", &totals.waste, totals.waste_unpriced, text::compliance::without_a_yearly_price)}
                {gone}
            }
        })
    });
    view! {
        <section class="summary" aria-label="Summary">
            <div class="tallies" role="group" aria-label="Verdicts">{verdicts.into_iter().collect_view()}</div>
            {costs}
        </section>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Summary> {
    let Answer::ComplianceSummary(summary) = answer else { return None };
    summary.open()
}

/// What is healthy is quiet.
fn loud(verdict: Verdict) -> Option<&'static str> {
    let tone = text::compliance::tone(verdict);
    matches!(tone, Tone::Bad | Tone::Warn).then_some(tone.name())
}

fn cost(
    label: &'static str,
    sums: &[Money],
    n_unpriced: u32,
    words: fn(u32) -> String,
) -> impl IntoView + use<> {
    let figure = if sums.is_empty() { "None".to_owned() } else { text::compliance::amounts(sums) };
    // Nothing known is not nothing.
    let figure = (!sums.is_empty() || n_unpriced == 0)
        .then(|| view! { <span class="summary__figure">{figure}</span> });
    let unpriced = (n_unpriced > 0).then(|| view! { <span class="dim">{words(n_unpriced)}</span> });
    view! { <p class="summary__item">{label}" " {figure} {unpriced}</p> }
}
