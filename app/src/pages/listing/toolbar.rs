//! Search, filters, and how much of a list they leave.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Choice, FilterBar, FilterChip, SearchBox, Tone};
use crate::erased::{memo, part};
use crate::state::listing::Listing;
use crate::state::picked::Picked;
use crate::state::toasts::use_toasts;
use crate::text;

/// A filter of a list.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Filter {
    /// The word of it in addresses.
    pub(in crate::pages) code: &'static str,
    /// What it is called.
    pub(in crate::pages) label: &'static str,
    /// What can be asked for.
    pub(in crate::pages) offer: Offer,
}

/// What a filter offers.
#[derive(Debug, Clone)]
pub(in crate::pages) enum Offer {
    /// Always these.
    Fixed(Vec<Choice>),
    /// What there is in the list.
    Found,
}

#[component]
pub(in crate::pages) fn ListingToolbar<L: Clone + Send + Sync + 'static>(
    listing: Listing<L>,
    /// What the search field is called.
    search: &'static str,
    filters: Vec<Filter>,
    /// What is ticked, where lines can be.
    #[prop(optional)]
    picked: Option<Picked>,
    /// What stands at the right, such as a choice of columns.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let query = listing.query;
    let typed = Signal::derive(move || query.asked.read().text.clone());
    let n_set = memo(move || query.asked.read().filters.len());
    let count = memo(move || match listing.total.get() {
        None => String::new(),
        Some(total) => text::licenses::showing(listing.matched.get(), total),
    });
    let chips = filters.into_iter().map(|filter| chip(listing, filter)).collect_view();
    let clear = part(move || {
        query.is_narrowed().then(|| {
            view! {
                <button class="button" data-variant="quiet" type="button" on:click=move |_| query.clear()>
                    "Clear filters"
                </button>
            }
        })
    });
    let select_all = picked.map(|picked| view! { <SelectAll listing picked/> });
    view! {
        <div class="toolbar">
            <SearchBox label=search value=typed on_input=move |text| query.type_text(text)/>
            <div class="toolbar__filters"><FilterBar label="Filter" active=n_set>{chips}</FilterBar></div>
            {clear}
        </div>
        <div class="list-bar">
            {select_all}
            <div class="list-bar__acts">{children.map(|children| children())}</div>
            <p class="count" role="status">{count}</p>
        </div>
    }
}

#[component]
fn SelectAll<L: Clone + Send + Sync + 'static>(
    listing: Listing<L>,
    picked: Picked,
) -> impl IntoView {
    let toasts = use_toasts();
    let has_all = move || {
        let n = listing.matched.get();
        n > 0 && picked.n() >= n
    };
    let choose = move |is_chosen: bool| {
        if !is_chosen {
            return picked.clear();
        }
        spawn_local(async move {
            match listing.ids().await {
                Ok(ids) => picked.set_all(ids),
                Err(why) => toasts.say(Tone::Bad, why),
            }
        });
    };
    view! {
        <label class="select-all">
            <input
                class="check__input"
                type="checkbox"
                prop:checked=has_all
                on:change=move |event| choose(event_target_checked(&event))
            />
            "Select all"
        </label>
    }
}

fn chip<L: Clone + Send + Sync + 'static>(listing: Listing<L>, filter: Filter) -> AnyView {
    let Filter { code, label, offer } = filter;
    let query = listing.query;
    let value = Signal::derive(move || query.filter(code));
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice::new("", "Any")];
        match &offer {
            Offer::Fixed(known) => choices.extend(known.iter().cloned()),
            Offer::Found => {
                let found = listing.choices.read();
                let words = found.get(code).into_iter().flatten();
                choices.extend(words.map(|word| Choice::new(word.clone(), word.clone())));
            }
        }
        // What an address asks for is shown, whether there is any or not.
        let wanted = value.get();
        if choices.iter().all(|choice| choice.value != wanted) {
            choices.push(Choice::new(wanted.clone(), wanted));
        }
        choices
    });
    let change = move |wanted: String| query.narrow(code, wanted);
    view! { <FilterChip name=code label=label value=value on_change=change choices=choices/> }
        .into_any()
}
