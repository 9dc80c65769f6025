//! The list of periods.

use domain::coverage::Coverage;
use domain::date::Date;
use domain::renewal::Seam;
use leptos::prelude::*;

use super::CoverageActs;
use crate::components::{Icon, IconName};
use crate::erased::part;
use crate::platform::intl;
use crate::state::calendar::use_today;
use crate::text;

/// A period, and what lies between it and the one before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PeriodLine {
    pub(super) period: Coverage,
    pub(super) seam: Option<Seam>,
}

#[component]
pub(super) fn Periods(lines: Memo<Vec<PeriodLine>>, acts: CoverageActs) -> impl IntoView {
    let today = use_today();
    let list = part(move || {
        let (lines, today) = (lines.get(), today.get());
        (!lines.is_empty()).then(|| {
            let rows = lines.into_iter().map(|line| row(line, today, acts)).collect_view();
            view! { <ul class="key-list" aria-label="Support and maintenance">{rows}</ul> }
        })
    });
    view! { {list} }
}

fn row(line: PeriodLine, today: Date, acts: CoverageActs) -> impl IntoView {
    let PeriodLine { period, seam } = line;
    let days = text::history::period(period.span);
    let kind = text::license::coverage_kind(period.kind);
    let head = match period.price {
        Some(price) => format!("{kind}, {}", intl::money(price)),
        None => kind.to_owned(),
    };
    let (edit_name, remove_name) = (format!("Edit {days}"), format!("Remove {days}"));
    let seam = seam.map(|seam| {
        let (label, value) = text::license::seam(seam, "period");
        view! { <span class="key-row__label">{format!("{label}: {value}")}</span> }
    });
    let buttons = move || {
        acts.may_edit.get().then(|| {
            view! {
                <button
                    class="button"
                    data-variant="quiet"
                    data-size="sm"
                    data-icon-only=""
                    type="button"
                    aria-label=edit_name.clone()
                    on:click=move |_| acts.open(period)
                >
                    <Icon name=IconName::Pencil/>
                </button>
                <button
                    class="button"
                    data-variant="quiet"
                    data-size="sm"
                    data-icon-only=""
                    type="button"
                    aria-label=remove_name.clone()
                    on:click=move |_| acts.remove(period.id)
                >
                    <Icon name=IconName::Trash2/>
                </button>
            }
        })
    };
    view! {
        <li class="key-row">
            <span class="key-row__text">
                <span>{days}</span>
                <span class="key-row__label">{head}</span>
                <span class="key-row__label">{text::license::coverage_state(period.span, today)}</span>
                {seam}
            </span>
            {part(buttons)}
        </li>
    }
}
