//! A search for a license to give a seat of: what is used of it, and how it stands.

use domain::date::Date;
use domain::id::LicenseId;
use domain::purchase::Seats;
use domain::row::LicenseRow;
use leptos::prelude::*;

use crate::components::SearchBox;
use crate::erased::{memo, part};
use crate::platform::intl;
use crate::state::calendar::use_calendar;
use crate::state::workspace::use_workspace;
use crate::text;

/// So many matches are shown.
const SHOWN: usize = 30;

/// The license that is ticked, and what it is called.
pub(super) type ChosenLicense = RwSignal<Option<(LicenseId, String)>>;

#[component]
pub(super) fn LicensePicker(chosen: ChosenLicense) -> impl IntoView {
    let (rows, calendar) = (use_workspace().rows, use_calendar());
    let words = RwSignal::new(String::new());
    let found = memo(move || {
        let typed = words.read().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let rows = rows.read();
        let is_found = |row: &&LicenseRow| words.iter().all(|word| row.haystack.contains(word));
        let mut found: Vec<&LicenseRow> = rows.as_slice().iter().filter(is_found).collect();
        // What is searched begins with the name, in lower case.
        let order = |a: &&LicenseRow, b: &&LicenseRow| a.haystack.cmp(&b.haystack);
        if found.len() > SHOWN {
            found.select_nth_unstable_by(SHOWN, order);
            found.truncate(SHOWN);
        }
        found.sort_unstable_by(order);
        found.into_iter().cloned().collect::<Vec<_>>()
    });
    let options = part(move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="dim">"No license is found."</p> }.into_any();
        }
        let calendar = calendar.get();
        let about = |row: &LicenseRow| {
            let status = text::license::status(row.status(calendar.today, calendar.expiring_days));
            format!("{} · {status}", used(row, calendar.today))
        };
        let options = found.into_iter().map(|row| option(about(&row), row, chosen));
        options.collect_view().into_any()
    });
    view! {
        <div class="picker">
            <SearchBox label="Search licenses" value=words on_input=move |typed| words.set(typed)/>
            <div class="picker__list" role="radiogroup" aria-label="Licenses to choose from">{options}</div>
        </div>
    }
}

fn option(about: String, row: LicenseRow, chosen: ChosenLicense) -> AnyView {
    let LicenseRow { id, name, .. } = row;
    let is_chosen = move || chosen.read().as_ref().is_some_and(|(chosen, _)| *chosen == id);
    let shown = name.clone();
    view! {
        <label class="picker__option">
            <input
                class="check__input"
                type="radio"
                name="assigned-license"
                prop:checked=is_chosen
                on:change=move |_| chosen.set(Some((id, name.clone())))
            />
            <span class="picker__name">{shown}</span>
            <span class="picker__about dim">{about}</span>
        </label>
    }
    .into_any()
}

fn used(row: &LicenseRow, today: Date) -> String {
    let used = intl::quantity(row.used);
    match row.seats(today) {
        Seats::Counted(owned) => format!("{used} of {} used", intl::count(u64::from(owned))),
        Seats::Unlimited | Seats::Unstated => format!("{used} used"),
    }
}
