//! What the person asks of a long list, with the address of the page, so that it can be bookmarked,
//! sent and come back to.

use std::time::Duration;

use domain::listing::ListQuery;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;

use crate::components::SortOrder;

/// How long a pause ends the typing. Browsers refuse an address that changes with every key.
const PAUSE: Duration = Duration::from_millis(400);

const TEXT: &str = "q";
const SORT: &str = "sort";

/// What is asked, and the ways to ask something else.
#[derive(Debug, Clone, Copy)]
pub struct ListingQuery {
    /// It.
    pub asked: RwSignal<ListQuery>,
}

impl ListingQuery {
    /// Takes in typed words.
    pub fn type_text(self, text: String) {
        self.asked.update(|asked| asked.text = text);
    }

    /// What a filter asks for; empty for nothing.
    pub fn filter(self, filter: &str) -> String {
        self.asked.read().filters.get(filter).cloned().unwrap_or_default()
    }

    /// Asks for something by a filter.
    pub fn narrow(self, filter: &str, wanted: String) {
        self.asked.update(|asked| {
            if wanted.is_empty() {
                asked.filters.remove(filter);
            } else {
                asked.filters.insert(filter.to_owned(), wanted);
            }
        });
    }

    /// Shows everything again, in the same order.
    pub fn clear(self) {
        self.asked.update(|asked| {
            asked.text.clear();
            asked.filters.clear();
        });
    }

    /// Whether anything is left out.
    pub fn is_narrowed(self) -> bool {
        let asked = self.asked.read();
        !asked.text.is_empty() || !asked.filters.is_empty()
    }

    /// Sorts by a column; a second time, the other way round.
    pub fn sort_by(self, column: &str) {
        self.asked.update(|asked| {
            asked.descending = asked.sort == column && !asked.descending;
            column.clone_into(&mut asked.sort);
        });
    }

    /// The order of a column, if the list is sorted by it.
    pub fn order_of(self, column: &str) -> Option<SortOrder> {
        let asked = self.asked.read();
        let order = if asked.descending { SortOrder::Descending } else { SortOrder::Ascending };
        (asked.sort == column).then_some(order)
    }
}

/// What the address asks of a list with these filters, sorted by `usual` where it does not say.
pub fn use_listing_query(filters: &'static [&'static str], usual: &'static str) -> ListingQuery {
    let location = use_location();
    let (pathname, params) = (location.pathname, location.query);
    let here = pathname.get_untracked();
    let asked = RwSignal::new(read(&params.read_untracked(), filters, usual));
    // The person may follow a link to the same list.
    {
        let here = here.clone();
        Effect::watch(
            move || (pathname.get(), params.get()),
            move |(path, params), _, _| {
                let said = read(params, filters, usual);
                if *path == here && *asked.read_untracked() != said {
                    asked.set(said);
                }
            },
            false,
        );
    }
    let navigate = use_navigate();
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let round = StoredValue::new(0_u64);
    Effect::watch(
        move || asked.get(),
        move |asked: &ListQuery, _, _| {
            let (navigate, here, asked) = (navigate.clone(), here.clone(), asked.clone());
            round.update_value(|round| *round += 1);
            let mine = round.get_value();
            let go = move || {
                // A pause that could not be cut short does no harm.
                if round.try_get_value() != Some(mine) {
                    return;
                }
                if pathname.try_get_untracked().as_ref() != Some(&here) {
                    return;
                }
                // What the address says beside the list stays, such as which tab is shown.
                let mut said = params.try_get_untracked().unwrap_or_default();
                write(&asked, filters, usual, &mut said);
                let to = format!("{here}{}", said.to_query_string());
                let options =
                    NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate(&to, options);
            };
            let handle = set_timeout_with_handle(go, PAUSE).ok();
            let before = pause.try_update_value(|kept| std::mem::replace(kept, handle)).flatten();
            before.iter().for_each(TimeoutHandle::clear);
        },
        false,
    );
    on_cleanup(move || {
        pause.try_get_value().flatten().iter().for_each(TimeoutHandle::clear);
    });
    ListingQuery { asked }
}

fn read(params: &ParamsMap, filters: &[&str], usual: &str) -> ListQuery {
    read_words(|key| params.get(key), filters, usual)
}

fn read_words(word: impl Fn(&str) -> Option<String>, filters: &[&str], usual: &str) -> ListQuery {
    let said = |key: &str| word(key).filter(|word| !word.is_empty());
    let sort = said(SORT).unwrap_or_else(|| usual.to_owned());
    let (sort, descending) = match sort.strip_prefix('-') {
        Some(column) => (column.to_owned(), true),
        None => (sort, false),
    };
    let mut asked = ListQuery {
        text: said(TEXT).unwrap_or_default(),
        sort,
        descending,
        ..ListQuery::default()
    };
    let wanted = filters.iter().filter_map(|key| Some(((*key).to_owned(), said(key)?)));
    asked.filters.extend(wanted);
    asked
}

/// Says it in an address, and leaves the rest of that as it is.
fn write(asked: &ListQuery, filters: &[&str], usual: &str, params: &mut ParamsMap) {
    for key in filters.iter().chain(&[TEXT, SORT]) {
        params.remove(key);
    }
    for (key, word) in words(asked, usual) {
        params.replace(key, word);
    }
}

/// What an address says, each with its key; it says nothing of what is as it always is.
fn words(asked: &ListQuery, usual: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    if !asked.text.is_empty() {
        words.push((TEXT.to_owned(), asked.text.clone()));
    }
    words.extend(asked.filters.clone());
    let sort = format!("{}{}", if asked.descending { "-" } else { "" }, asked.sort);
    if sort != usual {
        words.push((SORT.to_owned(), sort));
    }
    words
}

// A map of parameters needs a browser: these look at the words that go into it.
#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(asked: &ListQuery) -> ListQuery {
        let words = words(asked, "name");
        let word = |key: &str| Some(words.iter().find(|(known, _)| known == key)?.1.clone());
        read_words(word, &["status", "department"], "name")
    }

    #[test]
    fn an_address_reads_back_as_written_and_a_plain_list_has_a_plain_one() {
        let mut asked = ListQuery { sort: "name".to_owned(), ..ListQuery::default() };
        assert_eq!(words(&asked, "name"), []);
        assert_eq!(read_back(&asked), asked);
        asked.text = "kim & co".to_owned();
        asked.filters.insert("department".to_owned(), "R&D".to_owned());
        asked.descending = true;
        assert_eq!(read_back(&asked), asked);
    }
}
