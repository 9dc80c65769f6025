//! What the person asks of the list. The address holds it, so that a list can be bookmarked, sent
//! and come back to; only words that are still being typed are ahead of it.

use std::time::Duration;

use domain::filter::{LicenseFilter, Order, SortKey};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::list_address::ListAddress;
use crate::components::SortOrder;
use crate::erased::memo;

/// How long a pause ends the typing. Browsers refuse an address that changes with every key.
const PAUSE: Duration = Duration::from_millis(400);

/// What is asked, and the ways to ask something else.
#[derive(Debug, Clone, Copy)]
pub struct ListQuery {
    /// Which licenses.
    pub filter: Memo<LicenseFilter>,
    /// In which order.
    pub order: Memo<Order>,
    address: Memo<ListAddress>,
    typed: RwSignal<Option<Typed>>,
    pause: StoredValue<Option<TimeoutHandle>>,
    go: Callback<ListAddress>,
    follow: Callback<String>,
}

/// Words that are not in the address yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    text: String,
    /// The words of the address they were typed over: when the address moves on, they are past.
    over: String,
}

impl ListQuery {
    /// What the address asks, here and as it changes.
    fn new() -> Self {
        let location = use_location();
        let (pathname, query, hash) = (location.pathname, location.query, location.hash);
        let here = pathname.get_untracked();
        let address = {
            let here = here.clone();
            Memo::new(move |before: Option<&ListAddress>| match before {
                // The person leaves for another page: the list stays as it is while it goes.
                Some(before) if *pathname.read() != here => before.clone(),
                Some(_) | None => ListAddress::read(&query.read()),
            })
        };
        let typed = RwSignal::new(None::<Typed>);
        let filter = memo(move || {
            let address = address.read();
            let mut filter = address.filter.clone();
            if let Some(typed) = &*typed.read()
                && typed.over == filter.text
            {
                filter.text.clone_from(&typed.text);
            }
            filter
        });
        let navigate = use_navigate();
        let follow = {
            let (navigate, here) = (navigate.clone(), here.clone());
            Callback::new(move |query: String| {
                let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
                navigate(&format!("{here}{query}"), options);
            })
        };
        let go = Callback::new(move |address: ListAddress| {
            if pathname.get_untracked() != here {
                return;
            }
            let mut params = query.get_untracked();
            address.write(&mut params);
            let to = format!("{here}{}{}", params.to_query_string(), hash.get_untracked());
            let options =
                NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&to, options);
        });
        let pause = StoredValue::new(None::<TimeoutHandle>);
        on_cleanup(move || {
            if let Some(pause) = pause.try_get_value().flatten() {
                pause.clear();
            }
        });
        let order = memo(move || address.read().order.clone());
        Self { filter, order, address, typed, pause, go, follow }
    }

    /// Takes in typed words at once; the address follows when the typing ends.
    pub fn type_text(self, text: String) {
        let over = self.address.read_untracked().filter.text.clone();
        self.typed.set(Some(Typed { text, over }));
        let pause = set_timeout_with_handle(move || self.settle(), PAUSE).ok();
        if let Some(before) =
            self.pause.try_update_value(|kept| std::mem::replace(kept, pause)).flatten()
        {
            before.clear();
        }
    }

    /// Ends the typing: the address catches up.
    pub fn settle(self) {
        self.ask(|_| {});
    }

    /// Narrows the list differently.
    pub fn narrow(self, change: impl FnOnce(&mut LicenseFilter)) {
        self.ask(|address| change(&mut address.filter));
    }

    /// Shows everything again, in the same order.
    pub fn clear(self) {
        self.narrow(|filter| *filter = LicenseFilter::default());
    }

    /// Sorts by a column, or by that one as well; a second time, the other way round.
    pub fn sort_by(self, key: SortKey, as_well: bool) {
        let order = self.order.get_untracked();
        let order = if as_well { order.with(key) } else { order.turned_to(key) };
        self.ask(|address| address.order = order);
    }

    /// The order of a column and how much it counts, from 1, if the list is sorted by it.
    pub fn order_of(self, key: SortKey) -> Option<(SortOrder, usize)> {
        let (place, sort) = self.order.read().place_of(key)?;
        let order = if sort.descending { SortOrder::Descending } else { SortOrder::Ascending };
        Some((order, place + 1))
    }

    /// The list's own part of the address, as a saved view keeps it.
    pub fn words(self) -> String {
        self.address.read().query()
    }

    /// Shows the list as a saved view has it.
    pub fn follow(self, words: &str) {
        let words = words.trim_start_matches('?');
        let query = if words.is_empty() { String::new() } else { format!("?{words}") };
        self.typed.set(None);
        self.follow.run(query);
    }

    fn ask(self, change: impl FnOnce(&mut ListAddress)) {
        // The pause may end when the page is gone already.
        let Some(filter) = self.filter.try_get_untracked() else { return };
        let mut asked = ListAddress { filter, order: self.order.get_untracked() };
        change(&mut asked);
        let is_news = *self.address.read_untracked() != asked;
        if is_news {
            self.go.run(asked);
        }
        // The address says it now; kept words would come back when it returns to what they were
        // typed over.
        if self.typed.read_untracked().is_some() {
            self.typed.set(None);
        }
    }
}

/// Installs what the address asks.
pub fn provide_list_query() -> ListQuery {
    let query = ListQuery::new();
    provide_context(query);
    query
}

/// What is asked of the list.
pub fn use_list_query() -> ListQuery {
    expect_context()
}
