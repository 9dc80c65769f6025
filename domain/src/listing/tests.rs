//! Lists in windows.

use super::*;

struct Fruits(Vec<(&'static str, &'static str)>);

impl Source for Fruits {
    type Id = usize;
    type Line = &'static str;

    fn all(&self) -> Vec<(usize, String)> {
        self.0
            .iter()
            .enumerate()
            .map(|(at, (name, color))| (at, haystack(&[name, color])))
            .collect()
    }

    fn key(&self, id: usize, column: &str) -> SortKey {
        let (name, color) = self.0[id];
        SortKey::text(if column == "color" { color } else { name })
    }

    fn passes(&self, id: usize, filter: &str, wanted: &str) -> bool {
        filter != "color" || self.0[id].1 == wanted
    }

    fn line(&self, id: usize) -> Option<&'static str> {
        self.0.get(id).map(|(name, _)| *name)
    }

    fn offered(&self, id: usize) -> Vec<(&'static str, String)> {
        vec![("color", self.0[id].1.to_owned())]
    }
}

fn fruits() -> Fruits {
    Fruits(vec![("Pear", "green"), ("apple", "red"), ("Quince", ""), ("Lime", "green")])
}

fn ask(query: &ListQuery) -> Vec<&'static str> {
    Listing::default().window(&fruits(), 1, query, 0, 10).lines
}

#[test]
fn without_a_question_all_are_there_by_name() {
    assert_eq!(ask(&ListQuery::default()), ["apple", "Lime", "Pear", "Quince"]);
}

#[test]
fn every_word_must_be_found_and_every_filter_passed() {
    let text = |text: &str| ListQuery { text: text.to_owned(), ..ListQuery::default() };
    assert_eq!(ask(&text("e")), ["apple", "Lime", "Pear", "Quince"]);
    assert_eq!(ask(&text("GREEN pe")), ["Pear"]);
    assert_eq!(ask(&text("blue")), Vec::<&str>::new());
    let filters = BTreeMap::from([("color".to_owned(), "green".to_owned())]);
    assert_eq!(ask(&ListQuery { filters, ..ListQuery::default() }), ["Lime", "Pear"]);
}

#[test]
fn what_has_nothing_in_a_column_comes_last_both_ways() {
    let by =
        |descending| ListQuery { sort: "color".to_owned(), descending, ..ListQuery::default() };
    assert_eq!(ask(&by(false)), ["Lime", "Pear", "apple", "Quince"]);
    assert_eq!(ask(&by(true)), ["apple", "Pear", "Lime", "Quince"]);
}

#[test]
fn a_window_tells_how_many_there_are_and_the_first_one_what_filters_offer() {
    let mut listing = Listing::default();
    let query = ListQuery { text: "e".to_owned(), ..ListQuery::default() };
    let window = listing.window(&fruits(), 1, &query, 1, 2);
    assert_eq!((window.total, window.matched, window.from), (4, 4, 1));
    assert_eq!(window.lines, ["Lime", "Pear"]);
    assert!(window.choices.is_empty());
    let first = listing.window(&fruits(), 1, &query, 0, 1);
    assert_eq!(first.choices["color"], ["green", "red"]);
}

#[test]
fn it_reads_anew_when_the_records_have_changed_and_not_before() {
    let mut listing = Listing::default();
    let query = ListQuery::default();
    assert_eq!(listing.ids(&fruits(), 1, &query).len(), 4);
    let fewer = Fruits(fruits().0.into_iter().take(2).collect());
    assert_eq!(listing.ids(&fewer, 1, &query).len(), 4);
    assert_eq!(listing.ids(&fewer, 2, &query), [1, 0]);
}
