//! Rule: which words may stand in which folder of `app/src`.
//!
//! The browser is called from few places, documents are the engine's, and the design system knows no
//! page. Comments may name what they like.

use super::source::{Source, Violation};

struct Layer {
    words: &'static [&'static str],
    place: Place,
    reason: &'static str,
}

enum Place {
    OnlyIn(&'static [&'static str]),
    NotIn(&'static [&'static str]),
}

const LAYERS: &[Layer] = &[
    Layer {
        words: &["web_sys::", "js_sys::", "wasm_bindgen", "wasm_bindgen_futures"],
        place: Place::OnlyIn(&["platform", "storage", "engine", "sync", "components", "bin"]),
        reason: "calls into the browser belong in platform, storage, engine, sync or components",
    },
    Layer {
        words: &["crate::pages"],
        place: Place::NotIn(&["components"]),
        reason: "a component knows no page",
    },
    Layer {
        words: &["expect_context", "use_context"],
        place: Place::OnlyIn(&["state", "components"]),
        reason: "a context is read by its own use_… function, in state or components",
    },
    Layer {
        words: &["automerge::", "use automerge"],
        place: Place::OnlyIn(&["engine"]),
        reason: "only the engine touches documents",
    },
    Layer {
        words: &["inner_html", "outer_html", "insert_adjacent_html", "set_inner_html"],
        place: Place::OnlyIn(&[]),
        reason: "text from people never becomes markup",
    },
];

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.iter().filter(|source| source.is("rs")) {
        let Some(below) = source.path.strip_prefix("app/src/") else { continue };
        for layer in LAYERS.iter().filter(|layer| !layer.place.admits(below)) {
            violations.extend(found(layer, source));
        }
    }
    violations
}

impl Place {
    fn admits(&self, below: &str) -> bool {
        match self {
            Self::OnlyIn(folders) => folders.iter().any(|folder| lies_in(below, folder)),
            Self::NotIn(folders) => !folders.iter().any(|folder| lies_in(below, folder)),
        }
    }
}

/// `state.rs` is the door of `state/` and counts as part of it.
fn lies_in(below: &str, folder: &str) -> bool {
    below.strip_prefix(folder).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

fn found(layer: &Layer, source: &Source) -> Vec<Violation> {
    let violation = |(number, line): (usize, &str)| {
        let word = layer.words.iter().find(|word| has_word(line, word))?;
        Some(source.violation(number, format!("`{word}`: {}", layer.reason)))
    };
    source.code().filter_map(violation).collect()
}

/// Is `word` in the line, not as a part of a longer name?
fn has_word(line: &str, word: &str) -> bool {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let open_end = word.ends_with(':');
        !before.is_some_and(in_name) && (open_end || !after.is_some_and(in_name))
    })
}

#[cfg(test)]
mod tests {
    use super::super::source::{shown, source};
    use super::*;

    #[track_caller]
    fn allowed(path: &str, line: &str) {
        assert_eq!(check(&[source(path, line)]), []);
    }

    #[track_caller]
    fn refused(path: &str, line: &str, word: &str) {
        let found = shown(&check(&[source(path, line)]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found.concat().starts_with(&format!("{path}:1: `{word}`")), "{found:?}");
    }

    #[test]
    fn the_browser_is_called_from_its_folders_only() {
        allowed("app/src/platform/clock.rs", "let now = js_sys::Date::now();");
        allowed("app/src/platform.rs", "use web_sys::window;");
        allowed("app/src/bin/engine.rs", "use wasm_bindgen::prelude::*;");
        refused("app/src/pages/licenses.rs", "use web_sys::window;", "web_sys::");
        refused(
            "app/src/state.rs",
            "use wasm_bindgen_futures::spawn_local;",
            "wasm_bindgen_futures",
        );
        refused("app/src/platforms.rs", "js_sys::Date::now()", "js_sys::");
    }

    #[test]
    fn components_know_no_page() {
        allowed("app/src/app.rs", "use crate::pages::licenses;");
        refused("app/src/components/card.rs", "use crate::pages::licenses;", "crate::pages");
    }

    #[test]
    fn contexts_are_read_in_state_and_components() {
        allowed("app/src/state/session.rs", "expect_context::<Session>()");
        allowed("app/src/pages/licenses.rs", "use_context_menu()");
        refused("app/src/pages/licenses.rs", "use_context::<Session>()", "use_context");
    }

    #[test]
    fn documents_belong_to_the_engine() {
        allowed("app/src/engine/store.rs", "use automerge::ChangeHash;");
        allowed("app/src/storage.rs", "const NAME: &str = \"automerge\";");
        refused("app/src/storage.rs", "use automerge::ChangeHash;", "automerge::");
    }

    #[test]
    fn markup_from_text_is_refused_everywhere() {
        refused("app/src/components/card.rs", "view! { <p inner_html=text /> }", "inner_html");
    }

    #[test]
    fn comments_and_other_crates_may_name_anything() {
        allowed("app/src/pages.rs", "//! Nothing here calls web_sys::window.");
        allowed("sync-server/src/main.rs", "use_context();");
    }
}
