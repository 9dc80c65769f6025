//! Rule: styles and markup know the same classes. A class that only one side knows is a leftover or
//! a typing mistake.
//!
//! It reads both by eye, not by grammar: classes are to be written out in full, never put together
//! from parts.

use std::collections::BTreeMap;

use super::source::{Source, Violation};

type Place<'a> = (&'a Source, usize);

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let sheets = sources.iter().filter(|s| s.path.starts_with("style/") && s.is("css"));
    let markup: Vec<&Source> = sources.iter().filter(|s| is_markup(s)).collect();

    let mut styled = BTreeMap::new();
    for sheet in sheets {
        collect(&mut styled, sheet, &styled_classes(&sheet.text));
    }
    let mut own = BTreeMap::new();
    let mut used = BTreeMap::new();
    for source in &markup {
        collect(&mut own, source, &own_classes(&source.text));
        collect(&mut used, source, &used_classes(&source.text));
    }

    let unused = styled.iter().chain(&own).filter(|(class, _)| {
        let mentions: usize = markup.iter().map(|source| mentions(source, class)).sum();
        mentions == 0
    });
    let unknown =
        used.iter().filter(|(class, _)| !styled.contains_key(*class) && !own.contains_key(*class));
    unused
        .map(|(class, place)| violation(*place, format!("nothing in app has the class `{class}`")))
        .chain(
            unknown.map(|(class, place)| {
                violation(*place, format!("no style knows the class `{class}`"))
            }),
        )
        .collect()
}

fn violation((source, line): Place<'_>, message: String) -> Violation {
    source.violation(line, message)
}

fn is_markup(source: &Source) -> bool {
    source.path == "app/index.html" || (source.path.starts_with("app/src/") && source.is("rs"))
}

/// Remembers where each class was seen first.
fn collect<'a>(
    places: &mut BTreeMap<String, Place<'a>>,
    source: &'a Source,
    found: &[(usize, String)],
) {
    for (offset, class) in found {
        let before = source.text.get(..*offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        places.entry(class.clone()).or_insert((source, line));
    }
}

fn in_class(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// The classes in the selectors of a sheet, with their offsets. Whatever stands before a `{` and is
/// no at-rule is a selector, nested or not.
fn styled_classes(css: &str) -> Vec<(usize, String)> {
    let css = without_comments(css);
    let mut classes = Vec::new();
    let mut start = 0;
    for (at, mark) in css.match_indices(['{', '}', ';']) {
        let part = css.get(start..at).unwrap_or_default();
        if mark == "{" && !part.trim_start().starts_with('@') {
            classes.extend(dotted_names(part).map(|(offset, name)| (start + offset, name)));
        }
        start = at + 1;
    }
    classes
}

/// Comments become blanks, so that offsets stay true.
fn without_comments(css: &str) -> String {
    let mut text = css.to_owned();
    while let Some(start) = text.find("/*") {
        let end = text
            .get(start..)
            .and_then(|rest| rest.find("*/"))
            .map_or(text.len(), |n| start + n + 2);
        let blank: String = text
            .get(start..end)
            .unwrap_or_default()
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        text.replace_range(start..end, &blank);
    }
    text
}

fn dotted_names(selector: &str) -> impl Iterator<Item = (usize, String)> {
    selector.match_indices('.').filter_map(|(at, _)| {
        let name: String = selector.get(at + 1..)?.chars().take_while(|c| in_class(*c)).collect();
        name.starts_with(|c: char| !c.is_ascii_digit()).then_some((at, name))
    })
}

/// The classes that the page styles by itself, in its `<style>` elements.
fn own_classes(html: &str) -> Vec<(usize, String)> {
    styles(html)
        .flat_map(|(start, css)| {
            styled_classes(css).into_iter().map(move |(offset, class)| (start + offset, class))
        })
        .collect()
}

fn styles(html: &str) -> impl Iterator<Item = (usize, &str)> {
    html.match_indices("<style>").filter_map(|(at, mark)| {
        let start = at + mark.len();
        let (css, _) = html.get(start..)?.split_once("</style>")?;
        Some((start, css))
    })
}

/// The classes in `class="…"` and `class:name=`, with their offsets.
fn used_classes(markup: &str) -> Vec<(usize, String)> {
    let after = |mark: &'static str| {
        markup.match_indices(mark).filter_map(move |(at, _)| {
            let is_attribute =
                markup.get(..at)?.chars().next_back().is_none_or(char::is_whitespace);
            is_attribute.then_some((at, markup.get(at + mark.len()..)?))
        })
    };
    let listed = after("class=\"").flat_map(|(at, rest)| {
        let value = rest.split('"').next().unwrap_or_default();
        value.split_whitespace().map(move |class| (at, class.to_owned()))
    });
    let switched = after("class:").filter_map(|(at, rest)| {
        let (name, _) = rest.split_once('=')?;
        name.chars().all(in_class).then(|| (at, name.to_owned()))
    });
    listed.chain(switched).collect()
}

/// How often the word stands in the source, outside its `<style>` elements.
fn mentions(source: &Source, class: &str) -> usize {
    let mut text = source.text.clone();
    while let Some(start) = text.find("<style>") {
        let end = text
            .get(start..)
            .and_then(|rest| rest.find("</style>"))
            .map_or(text.len(), |n| start + n);
        text.replace_range(start..end, "");
    }
    text.match_indices(class)
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|text| text.chars().next_back());
            let after = text.get(at + class.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(in_class) && !after.is_some_and(in_class)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::source::{shown, source};
    use super::*;

    fn names(found: &[(usize, String)]) -> Vec<&str> {
        found.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn selectors_are_read_and_values_are_not() {
        let css = "
            @import url(base.css);
            /* .ghost { } */
            @layer components.card {
              .card > .card-title:not(.is-quiet), a.link { margin: .5rem 1.5em; background: url(x.svg) }
              .menu { &.open { top: 0 } }
            }
            @media (min-width: 40.5rem) { .wide { top: 0 } }";
        let expected = ["card", "card-title", "is-quiet", "link", "menu", "open", "wide"];
        assert_eq!(names(&styled_classes(css)), expected);
    }

    #[test]
    fn classes_in_markup_are_read_whole_and_switched() {
        let markup = r#"<div class="card wide" data-class="no" class:is-open=open class=tone>"#;
        assert_eq!(names(&used_classes(markup)), ["card", "wide", "is-open"]);
    }

    #[test]
    fn a_class_known_to_one_side_only_is_found_with_its_line() {
        let found = check(&[
            source("style/card.css", ".card { top: 0 }\n.old { top: 0 }\n"),
            source("app/src/card.rs", "view! {\n  <div class=\"card crad\"/>\n}\n"),
        ]);
        assert_eq!(
            shown(&found),
            [
                "style/card.css:2: nothing in app has the class `old`",
                "app/src/card.rs:2: no style knows the class `crad`",
            ]
        );
    }

    #[test]
    fn a_class_named_in_code_is_used_but_a_part_of_a_name_is_not() {
        let sheet = ".badge-good { top: 0 }\n.badge { top: 0 }\n";
        let code = "match tone { Good => \"badge-good\" }\n";
        let found = check(&[source("style/a.css", sheet), source("app/src/a.rs", code)]);
        assert_eq!(shown(&found), ["style/a.css:2: nothing in app has the class `badge`"]);
    }

    #[test]
    fn the_page_may_style_itself() {
        let page = "<style>.shell { top: 0 } .gone { top: 0 }</style><div class=\"shell\"></div>";
        let found = check(&[source("app/index.html", page)]);
        assert_eq!(shown(&found), ["app/index.html:1: nothing in app has the class `gone`"]);
    }
}
