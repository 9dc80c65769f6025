//! What is wrong with a form, from the first attempt to save it.

use domain::problem::{Field, Problem, Problems};
use leptos::prelude::*;

use crate::erased::memo;
use crate::text;

/// Declares a form as typed, one signal a field, and both ways between it and the draft, so that no
/// field is forgotten.
macro_rules! draft_signals {
    ($signals:ident of $draft:ident; $($field:ident: $kind:ty),* $(,)?) => {
        /// What stands in the fields.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct $signals {
            $(pub(super) $field: RwSignal<$kind>,)*
        }

        impl $signals {
            /// A form that shows `draft`.
            pub(super) fn new(draft: $draft) -> Self {
                let $draft { $($field),* } = draft;
                Self { $($field: RwSignal::new($field)),* }
            }

            /// What is typed by now.
            pub(super) fn read(self) -> $draft {
                $draft { $($field: self.$field.get()),* }
            }
        }
    };
}
pub(in crate::pages) use draft_signals;

/// What is wrong with a form.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Checked {
    /// What was wrong at the last attempt to save.
    pub(in crate::pages) attempt: RwSignal<Problems>,
    /// What is wrong now; nothing before the first attempt, since nobody likes to be interrupted.
    live: Memo<Problems>,
}

impl Checked {
    /// `check` tells what is wrong with what is typed.
    pub(in crate::pages) fn new(check: impl Fn() -> Problems + Send + Sync + 'static) -> Self {
        let attempt = RwSignal::new(Problems::new());
        let live = memo(move || if attempt.read().is_empty() { Problems::new() } else { check() });
        Self { attempt, live }
    }

    /// What is wrong with a field, in words.
    pub(in crate::pages) fn problem(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let live = self.live.read();
            let found = live.iter().find(|problem| problem.field == field);
            found.map(|problem| text::problem::sentence(problem.kind))
        })
    }

    /// The list of the last attempt: the name of each control and a sentence.
    pub(in crate::pages) fn summary(self) -> Signal<Vec<(String, String)>> {
        let line = |problem: &Problem| {
            let (field, sentence) = (problem.field, text::problem::sentence(problem.kind));
            let label = text::field::label(field);
            (text::field::control(field).to_owned(), format!("{label}: {sentence}"))
        };
        Signal::derive(move || self.attempt.read().iter().map(line).collect())
    }
}
