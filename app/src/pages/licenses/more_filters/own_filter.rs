//! The filter of one of the organisation's own fields, with the controls of its kind.

use domain::custom_field::{CustomField, FieldKind, NO, YES};
use domain::filter::CustomTest;
use leptos::prelude::*;

use crate::components::{Choice, DateField, SelectField, TextField};

/// What stands for a value that is any, or none.
const FILLED: &str = "\u{1}any";
const EMPTY: &str = "\u{1}none";

/// A test as typed: one of a list, or up to two texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnTest {
    kind: FieldKind,
    first: RwSignal<String>,
    second: RwSignal<String>,
}

impl OwnTest {
    pub(super) fn of(kind: FieldKind, test: Option<&CustomTest>) -> Self {
        let (first, second) = match test {
            Some(CustomTest::Filled) => (FILLED.to_owned(), String::new()),
            Some(CustomTest::Empty) => (EMPTY.to_owned(), String::new()),
            Some(CustomTest::Is(text) | CustomTest::Has(text)) => (text.clone(), String::new()),
            Some(CustomTest::Between(from, to)) => (from.clone(), to.clone()),
            None => (String::new(), String::new()),
        };
        Self { kind, first: RwSignal::new(first), second: RwSignal::new(second) }
    }

    /// As meant; `None` when anything passes.
    pub(super) fn read(self) -> Option<CustomTest> {
        let (first, second) =
            (self.first.get_untracked().trim().to_owned(), self.second.get_untracked());
        let second = second.trim().to_owned();
        match self.kind {
            FieldKind::Choice | FieldKind::YesNo => match first.as_str() {
                "" => None,
                FILLED => Some(CustomTest::Filled),
                EMPTY => Some(CustomTest::Empty),
                _ => Some(CustomTest::Is(first)),
            },
            FieldKind::Number | FieldKind::Date => {
                let is_open = first.is_empty() && second.is_empty();
                (!is_open).then_some(CustomTest::Between(first, second))
            }
            FieldKind::Text | FieldKind::Link | FieldKind::Unknown => {
                (!first.is_empty()).then_some(CustomTest::Has(first))
            }
        }
    }
}

#[component]
pub(super) fn OwnFilter(field: CustomField, test: OwnTest) -> impl IntoView {
    let CustomField { id, name, choices, .. } = field;
    let (first, second) = (test.first, test.second);
    let control = |end: &str| format!("filter-{id}-{end}");
    match test.kind {
        FieldKind::Choice | FieldKind::YesNo => {
            let mut known = vec![
                Choice::new("", "Any"),
                Choice::new(FILLED, "Set"),
                Choice::new(EMPTY, "Not set"),
            ];
            if test.kind == FieldKind::YesNo {
                known.extend([Choice::new(YES, "Yes"), Choice::new(NO, "No")]);
            } else {
                known.extend(choices.iter().map(|choice| Choice::new(choice, choice)));
            }
            view! { <SelectField name=control("is") label=name value=first choices=known/> }
                .into_any()
        }
        FieldKind::Date => view! {
            <DateField name=control("from") label=format!("{name} from") value=first/>
            <DateField name=control("to") label=format!("{name} until") value=second/>
        }
        .into_any(),
        FieldKind::Number => view! {
            <TextField name=control("from") label=format!("{name} from") value=first/>
            <TextField name=control("to") label=format!("{name} to") value=second/>
        }
        .into_any(),
        FieldKind::Text | FieldKind::Link | FieldKind::Unknown => {
            view! { <TextField name=control("has") label=format!("{name} contains") value=first/> }
                .into_any()
        }
    }
}
