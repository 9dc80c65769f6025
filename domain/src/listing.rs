//! Long lists that are asked for by words, filters and order, and answered a window at a time.
//!
//! Fifty thousand users never travel to a screen that shows thirty. Whoever holds the records keeps
//! one [`Listing`] for each list: the order is worked out once, words and filters pass over what is
//! ordered already, and a window of the result is read at last.

pub mod assets;
pub mod groups;
pub mod positions;
pub mod seats;
pub mod users;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::quantity::Quantity;

/// What is asked of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListQuery {
    /// Every one of these words must be found.
    pub text: String,
    /// What each filter asks for, by the filter's word.
    pub filters: BTreeMap<String, String>,
    /// The word of the column that it is ordered by; empty for the usual order.
    pub sort: String,
    /// Whether the last comes first.
    pub descending: bool,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window<L> {
    /// How many there are.
    pub total: u32,
    /// How many of them were asked for.
    pub matched: u32,
    /// The place of the first line, from 0.
    pub from: u32,
    /// The lines.
    pub lines: Vec<L>,
    /// What each filter offers.
    pub choices: BTreeMap<String, Vec<String>>,
}

impl<L> Default for Window<L> {
    fn default() -> Self {
        Self { total: 0, matched: 0, from: 0, lines: Vec::new(), choices: BTreeMap::new() }
    }
}

/// What a line is ordered by; nothing comes last, whichever way round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortKey {
    /// By letters, whatever their case.
    Text(String),
    /// By number, days included.
    Number(i64),
    /// Nothing.
    Nothing,
}

impl SortKey {
    /// By letters; an empty text is nothing.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_lowercase()) }
    }

    /// By day.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Nothing, |day| Self::Number(i64::from(day.to_epoch_days())))
    }

    /// By a count.
    pub fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// By a number of seats.
    pub fn quantity(quantity: Quantity) -> Self {
        Self::Number(i64::try_from(quantity.hundredths()).unwrap_or(i64::MAX))
    }
}

/// Where a list comes from.
pub trait Source {
    /// What tells its lines apart.
    type Id: Copy + Ord;
    /// What is shown of each.
    type Line;

    /// All there are, each with what is searched in it, in lower case.
    fn all(&self) -> Vec<(Self::Id, String)>;
    /// What a line is ordered by in a column.
    fn key(&self, id: Self::Id, column: &str) -> SortKey;
    /// Whether a line is what the filter of this word asks for.
    fn passes(&self, id: Self::Id, filter: &str, wanted: &str) -> bool;
    /// The line itself.
    fn line(&self, id: Self::Id) -> Option<Self::Line>;
    /// The filters that offer what there is, each with its value for a line.
    fn offered(&self, id: Self::Id) -> Vec<(&'static str, String)>;
}

/// The most that a filter offers.
const MOST_CHOICES: usize = 500;

/// A list in its order, and what was asked of it last.
#[derive(Debug, Clone)]
pub struct Listing<I> {
    stamp: Option<u64>,
    order: (String, bool),
    entries: Vec<(I, String)>,
    choices: BTreeMap<String, Vec<String>>,
    asked: Option<ListQuery>,
    matched: Vec<I>,
}

impl<I> Default for Listing<I> {
    fn default() -> Self {
        Self {
            stamp: None,
            order: Default::default(),
            entries: Vec::new(),
            choices: BTreeMap::new(),
            asked: None,
            matched: Vec::new(),
        }
    }
}

impl<I: Copy + Ord> Listing<I> {
    /// A window of up to `most` lines of what `query` asks for. `stamp` is another one whenever the
    /// records have changed.
    pub fn window<S: Source<Id = I>>(
        &mut self,
        source: &S,
        stamp: u64,
        query: &ListQuery,
        from: u32,
        most: u32,
    ) -> Window<S::Line> {
        self.prepare(source, stamp, query);
        let ids = self.matched.iter().skip(from as usize).take(most as usize);
        Window {
            total: count(self.entries.len()),
            matched: count(self.matched.len()),
            from,
            lines: ids.filter_map(|id| source.line(*id)).collect(),
            choices: if from == 0 { self.choices.clone() } else { BTreeMap::new() },
        }
    }

    /// All that `query` asks for, in its order.
    pub fn ids<S: Source<Id = I>>(&mut self, source: &S, stamp: u64, query: &ListQuery) -> &[I] {
        self.prepare(source, stamp, query);
        &self.matched
    }

    fn prepare<S: Source<Id = I>>(&mut self, source: &S, stamp: u64, query: &ListQuery) {
        if self.stamp != Some(stamp) {
            self.entries = source.all();
            self.choices = choices(source, &self.entries);
            self.stamp = Some(stamp);
            self.order = Default::default();
            self.sort(source, "", false);
            self.asked = None;
        }
        if self.order != (query.sort.clone(), query.descending) {
            self.sort(source, &query.sort, query.descending);
            self.asked = None;
        }
        if self.asked.as_ref() != Some(query) {
            self.matched = matching(source, &self.entries, query);
            self.asked = Some(query.clone());
        }
    }

    fn sort<S: Source<Id = I>>(&mut self, source: &S, column: &str, descending: bool) {
        self.entries.sort_by_cached_key(|(id, _)| (source.key(*id, ""), *id));
        if !column.is_empty() {
            self.entries.sort_by_cached_key(|(id, _)| source.key(*id, column));
        }
        if descending {
            let is_nothing = |id: &I| source.key(*id, column) == SortKey::Nothing;
            let end = self.entries.iter().rposition(|(id, _)| !is_nothing(id));
            if let Some(some) = self.entries.get_mut(..end.map_or(0, |end| end + 1)) {
                some.reverse();
            }
        }
        self.order = (column.to_owned(), descending);
    }
}

fn matching<S: Source>(source: &S, entries: &[(S::Id, String)], query: &ListQuery) -> Vec<S::Id> {
    let text = query.text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let filters: Vec<(&String, &String)> =
        query.filters.iter().filter(|(_, wanted)| !wanted.is_empty()).collect();
    let is_found = |(id, haystack): &&(S::Id, String)| {
        words.iter().all(|word| haystack.contains(word))
            && filters.iter().all(|(filter, wanted)| source.passes(*id, filter, wanted))
    };
    entries.iter().filter(is_found).map(|(id, _)| *id).collect()
}

fn choices<S: Source>(source: &S, entries: &[(S::Id, String)]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    for (id, _) in entries {
        for (filter, value) in source.offered(*id) {
            let values = found.entry(filter).or_default();
            if !value.is_empty() && values.len() < MOST_CHOICES {
                values.insert(value);
            }
        }
    }
    let mut offered = BTreeMap::new();
    offered.extend(found.into_iter().map(|(filter, values)| {
        let mut values: Vec<String> = values.into_iter().collect();
        values.sort_by_cached_key(|value| value.to_lowercase());
        (filter.to_owned(), values)
    }));
    offered
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What is searched in a line.
pub(crate) fn haystack(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
    words.join("\n").to_lowercase()
}

#[cfg(test)]
mod tests;
