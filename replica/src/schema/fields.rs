//! Small readers and writers that all records share.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::assignment::Holder;
use domain::date::Date;
use domain::money::Money;
use domain::quantity::Quantity;

use crate::tree::{Fields, Tree};

/// A map of these entries.
///
/// One at a time: `collect` sorts first, and a sort is several kilobytes of code for each type.
pub(crate) fn map_of<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// A number of seats. A share of one is text, so that one entry holds either and two edits cannot be
/// mixed.
pub(crate) fn quantity(quantity: Quantity) -> Tree {
    let hundredths = quantity.hundredths();
    if hundredths.is_multiple_of(100) {
        Tree::Int(i64::try_from(hundredths / 100).unwrap_or(i64::MAX))
    } else {
        Tree::Text(quantity.to_string())
    }
}

/// Reads [`quantity`].
pub(crate) fn quantity_of(tree: Option<&Tree>) -> Option<Quantity> {
    let tree = tree?;
    let whole = tree.as_int().and_then(|n| u32::try_from(n).ok()).map(Quantity::whole);
    whole.or_else(|| Quantity::parse(tree.as_text()?).ok())
}

/// Writes fields of a record. What is absent is not written: absence is its value.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Fields);

impl Writer {
    pub(crate) fn text(mut self, key: &str, text: &str) -> Self {
        if !text.is_empty() {
            self.0.insert(key.to_owned(), Tree::Text(text.to_owned()));
        }
        self
    }

    pub(crate) fn code(self, key: &str, code: &'static str, unknown: bool) -> Self {
        // An unknown value was not read, so it must not be written either.
        if unknown { self } else { self.text(key, code) }
    }

    pub(crate) fn id(self, key: &str, id: Option<impl ToString>) -> Self {
        match id {
            Some(id) => self.text(key, &id.to_string()),
            None => self,
        }
    }

    pub(crate) fn date(self, key: &str, date: Option<Date>) -> Self {
        self.id(key, date)
    }

    pub(crate) fn instant(self, key: &str, at: Option<DateTime<Utc>>) -> Self {
        self.int(key, at.map(|at| at.timestamp_millis()))
    }

    pub(crate) fn int(mut self, key: &str, number: Option<i64>) -> Self {
        if let Some(number) = number {
            self.0.insert(key.to_owned(), Tree::Int(number));
        }
        self
    }

    pub(crate) fn bool(mut self, key: &str, truth: bool) -> Self {
        self.0.insert(key.to_owned(), Tree::Bool(truth));
        self
    }

    /// A truth that is written only where it is not the usual one.
    pub(crate) fn flag(self, key: &str, truth: bool, usual: bool) -> Self {
        if truth == usual { self } else { self.bool(key, truth) }
    }

    /// All of these as well.
    pub(crate) fn all(mut self, fields: Fields) -> Self {
        self.0.extend(fields);
        self
    }

    pub(crate) fn map(mut self, key: &str, fields: Fields) -> Self {
        self.0.insert(key.to_owned(), Tree::Map(fields));
        self
    }

    pub(crate) fn tree(mut self, key: &str, tree: Tree) -> Self {
        self.0.insert(key.to_owned(), tree);
        self
    }

    /// Who or what holds a seat, or shall.
    pub(crate) fn holder(self, holder: &Holder) -> Self {
        match holder {
            Holder::User(id) => self.id("user_id", Some(*id)),
            Holder::Asset(id) => self.id("asset_id", Some(*id)),
            Holder::Department(name) => self.text("department", name),
            Holder::Location(name) => self.text("location", name),
            Holder::Other(name) => self.text("other", name),
        }
    }

    /// Minor units and currency are one value, such as `4170 USD`: two edits at once must not pair
    /// the amount of one with the currency of the other.
    pub(crate) fn money(self, key: &str, money: Option<Money>) -> Self {
        self.id(key, money.map(|money| format!("{} {}", money.minor, money.currency)))
    }
}

/// Reads fields of a record; what is missing or of another kind reads as absent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a>(pub(crate) &'a Fields);

impl<'a> Reader<'a> {
    pub(crate) fn str(self, key: &str) -> &'a str {
        self.0.get(key).and_then(Tree::as_text).unwrap_or("")
    }

    pub(crate) fn text(self, key: &str) -> String {
        self.str(key).to_owned()
    }

    /// Entries whose keys begin so, with the rest of each key.
    pub(crate) fn keys_after(self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a Tree)> {
        let entries = self.0.range(start.to_owned()..);
        entries.map_while(move |(key, tree)| Some((key.strip_prefix(start)?, tree)))
    }

    pub(crate) fn parsed<T: std::str::FromStr>(self, key: &str) -> Option<T> {
        self.0.get(key).and_then(Tree::as_text).and_then(|text| text.parse().ok())
    }

    pub(crate) fn int(self, key: &str) -> Option<i64> {
        self.0.get(key).and_then(Tree::as_int)
    }

    pub(crate) fn bool(self, key: &str) -> Option<bool> {
        self.0.get(key).and_then(Tree::as_bool)
    }

    pub(crate) fn instant(self, key: &str) -> Option<DateTime<Utc>> {
        self.int(key).and_then(DateTime::from_timestamp_millis)
    }

    pub(crate) fn date(self, key: &str) -> Option<Date> {
        domain::date::parse_iso(self.str(key))
    }

    pub(crate) fn money(self, key: &str) -> Option<Money> {
        let (minor, currency) = self.str(key).split_once(' ')?;
        Some(Money { minor: minor.parse().ok()?, currency: currency.parse().ok()? })
    }

    /// Who or what holds a seat, or shall.
    pub(crate) fn holder(self) -> Option<Holder> {
        let named = |key| Some(self.text(key)).filter(|name| !name.is_empty());
        self.parsed("user_id")
            .map(Holder::User)
            .or_else(|| self.parsed("asset_id").map(Holder::Asset))
            .or_else(|| named("department").map(Holder::Department))
            .or_else(|| named("location").map(Holder::Location))
            .or_else(|| named("other").map(Holder::Other))
    }

    /// The entries of a map that are maps themselves, with their keys as identities.
    pub(crate) fn records<K: std::str::FromStr>(
        self,
        key: &str,
    ) -> impl Iterator<Item = (K, Reader<'a>)> {
        let entries = self.0.get(key).and_then(Tree::as_map);
        entries
            .into_iter()
            .flatten()
            .filter_map(|(key, tree)| Some((key.parse().ok()?, Reader(tree.as_map()?))))
    }
}
