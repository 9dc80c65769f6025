//! The filters of the list.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::filter::{ExpiresFilter, LicenseFilter};
use domain::license_type::LicenseType;
use domain::row::LicenseRow;
use domain::status::Status;
use leptos::prelude::*;

use super::more_filters::MoreFilters;
use crate::components::{Choice, FilterBar, FilterChip};
use crate::erased::memo;
use crate::state::list_address::license_type;
use crate::state::list_query::{ListQuery, use_list_query};
use crate::state::workspace::use_workspace;
use crate::text;
use crate::text::names::in_order;

const WINDOWS: [ExpiresFilter; 7] = [
    ExpiresFilter::WithinDays(30),
    ExpiresFilter::WithinDays(60),
    ExpiresFilter::WithinDays(90),
    ExpiresFilter::WithinDays(180),
    ExpiresFilter::WithinDays(365),
    ExpiresFilter::Past,
    ExpiresFilter::Never,
];

/// Rows that have not changed for so long are looked through for names: an import changes them many
/// times, and each time it would take longer than the list itself.
const RESTED_AFTER: Duration = Duration::from_millis(100);

/// Goes up when the rows have rested after a change.
fn use_rested_rows() -> RwSignal<u32> {
    let rows = use_workspace().rows;
    let rested = RwSignal::new(0_u32);
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let rest = move || {
        rested.try_update(|n| *n = n.wrapping_add(1));
    };
    Effect::watch(
        move || rows.track(),
        move |(), _, _| {
            let handle = set_timeout_with_handle(rest, RESTED_AFTER).ok();
            let before = pause.try_update_value(|kept| std::mem::replace(kept, handle)).flatten();
            before.iter().for_each(TimeoutHandle::clear);
        },
        false,
    );
    on_cleanup(move || {
        let kept = pause.try_get_value().flatten();
        kept.iter().for_each(TimeoutHandle::clear);
    });
    rested
}

#[component]
pub(in crate::pages) fn Filters() -> impl IntoView {
    let query = use_list_query();
    let n_set = memo(move || {
        let filter = query.filter.read();
        let set = [
            filter.license_type.is_some(),
            filter.status.is_some(),
            filter.vendor.is_some(),
            filter.owner.is_some(),
            filter.tag.is_some(),
            filter.expires.is_some(),
            filter.purchased.is_some(),
            filter.missing.is_some(),
        ];
        set.into_iter().filter(|set| *set).count() + filter.custom.len()
    });
    let rested = use_rested_rows();
    view! {
        <FilterBar label="Filter" active=n_set>
            <TypeFilter query=query/>
            <StatusFilter query=query/>
            <NameFilter query=query names=VENDOR rested always=true/>
            <ExpiresFilterChip query=query/>
            <NameFilter query=query names=OWNER rested/>
            <NameFilter query=query names=TAG rested/>
            <MoreFilters/>
        </FilterBar>
    }
}

#[component]
fn TypeFilter(query: ListQuery) -> impl IntoView {
    let known =
        LicenseType::ALL.map(|kind| Choice::new(kind.code(), text::license::license_type(kind)));
    let value = memo(move || {
        query.filter.read().license_type.map(LicenseType::code).unwrap_or_default().to_owned()
    });
    let change =
        move |code: String| query.narrow(|filter| filter.license_type = license_type(&code));
    view! {
        <FilterChip name="type" label="Type" value=value on_change=change choices=with_any("Any", known)/>
    }
}

#[component]
fn StatusFilter(query: ListQuery) -> impl IntoView {
    let known = Status::ALL.map(|status| Choice::new(status.code(), text::license::status(status)));
    let value =
        memo(move || query.filter.read().status.map(Status::code).unwrap_or_default().to_owned());
    let change =
        move |code: String| query.narrow(|filter| filter.status = Status::from_code(&code));
    view! {
        <FilterChip
            name="status"
            label="Status"
            value=value
            on_change=change
            choices=with_any("Any", known)
        />
    }
}

/// A filter by a name that rows bear, with the names there are to choose from.
#[derive(Debug, Clone, Copy)]
struct Names {
    name: &'static str,
    label: &'static str,
    of: fn(&LicenseRow) -> Vec<&str>,
    read: fn(&LicenseFilter) -> Option<&String>,
    write: fn(&mut LicenseFilter, Option<String>),
}

const VENDOR: Names = Names {
    name: "vendor",
    label: "Vendor",
    of: |row| vec![&row.vendor, &row.supplier],
    read: |filter| filter.vendor.as_ref(),
    write: |filter, name| filter.vendor = name,
};
const OWNER: Names = Names {
    name: "owner",
    label: "Owner",
    of: |row| vec![&row.owner],
    read: |filter| filter.owner.as_ref(),
    write: |filter, name| filter.owner = name,
};
const TAG: Names = Names {
    name: "tag",
    label: "Tag",
    of: |row| row.tags.iter().map(String::as_str).collect(),
    read: |filter| filter.tag.as_ref(),
    write: |filter, name| filter.tag = name,
};

#[component]
fn NameFilter(
    query: ListQuery,
    names: Names,
    /// Names are gathered anew whenever it changes.
    rested: RwSignal<u32>,
    #[prop(optional)] always: bool,
) -> impl IntoView {
    let rows = use_workspace().rows;
    let known = memo(move || {
        rested.track();
        let rows = rows.read_untracked();
        let mut known = BTreeSet::new();
        for row in rows.as_slice() {
            known.extend((names.of)(row));
        }
        in_order(known.into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect())
    });
    let has_any = memo(move || {
        rested.track();
        let rows = rows.read_untracked();
        rows.as_slice().iter().any(|row| (names.of)(row).iter().any(|name| !name.is_empty()))
    });
    let value = memo(move || (names.read)(&query.filter.read()).cloned().unwrap_or_default());
    let choices = memo(move || {
        let known = known.read();
        let known = known.iter().map(|name| Choice::new(name.as_str(), name.as_str()));
        with_current(with_any("Any", known), &value.read(), str::to_owned)
    });
    let change = move |name: String| {
        query.narrow(|filter| (names.write)(filter, (!name.is_empty()).then_some(name)));
    };
    // A choice between nothing and nothing is not offered.
    let is_useful = memo(move || always || has_any.get() || !value.read().is_empty());
    view! {
        <Show when=move || is_useful.get()>
            <FilterChip name=names.name label=names.label value=value on_change=change choices=choices/>
        </Show>
    }
}

#[component]
fn ExpiresFilterChip(query: ListQuery) -> impl IntoView {
    let value =
        memo(move || query.filter.read().expires.map(ExpiresFilter::code).unwrap_or_default());
    let words = |window: ExpiresFilter| Choice::new(window.code(), text::licenses::expires(window));
    let choices = memo(move || {
        with_current(with_any("Any time", WINDOWS.map(words)), &value.read(), |code| {
            ExpiresFilter::from_code(code).map(text::licenses::expires).unwrap_or_default()
        })
    });
    let change =
        move |code: String| query.narrow(|filter| filter.expires = ExpiresFilter::from_code(&code));
    view! { <FilterChip name="expires" label="Expires" value=value on_change=change choices=choices/> }
}

/// The choices, after the one that filters nothing.
fn with_any(words: &str, known: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", words)).chain(known).collect()
}

/// An address may ask for something that is none of the choices; it must still be seen.
fn with_current(
    mut choices: Vec<Choice>,
    current: &str,
    words: impl FnOnce(&str) -> String,
) -> Vec<Choice> {
    if choices.iter().all(|choice| choice.value != current) {
        choices.push(Choice::new(current, words(current)));
    }
    choices
}
