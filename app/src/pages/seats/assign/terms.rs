//! What is said of each seat: how many, which key, from when, until when, and a note.

use domain::assignment::Assignment;
use domain::date::{Date, parse_iso};
use domain::id::KeyId;
use domain::license::License;
use domain::quantity::Quantity;
use leptos::prelude::*;

use crate::components::{Choice, DateField, NumberField, SelectField, TextField};
use crate::erased::part;
use crate::text;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 1_000;

/// As typed.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct SeatTerms {
    pub(in crate::pages) quantity: RwSignal<String>,
    key: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    note: RwSignal<String>,
    quantity_problem: RwSignal<Option<String>>,
    until_problem: RwSignal<Option<String>>,
    /// What is wrong with the whole.
    pub(in crate::pages) problem: RwSignal<Option<String>>,
}

/// As meant.
#[derive(Debug, Clone)]
pub(in crate::pages) struct ReadTerms {
    pub(in crate::pages) quantity: Quantity,
    key: KeyChoice,
    from_on: Option<Date>,
    until_on: Option<Date>,
    note: String,
}

/// Which product key goes with a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyChoice {
    /// None.
    None,
    /// This one.
    Given(KeyId),
    /// The next one that nobody has.
    Free,
}

/// The word for [`KeyChoice::Free`].
const FREE: &str = "free";

impl ReadTerms {
    /// A seat on these terms; `free` are the keys that nobody has yet.
    pub(in crate::pages) fn on(
        &self,
        seat: Assignment,
        free: &mut impl Iterator<Item = KeyId>,
    ) -> Assignment {
        Assignment {
            quantity: self.quantity,
            key_id: match self.key {
                KeyChoice::None => None,
                KeyChoice::Given(id) => Some(id),
                KeyChoice::Free => free.next(),
            },
            from_on: self.from_on,
            until_on: self.until_on,
            note: self.note.clone(),
            ..seat
        }
    }
}

impl SeatTerms {
    /// One seat from `today` on, with a free product key if there `has_free` ones.
    pub(in crate::pages) fn new(today: Date, has_free: bool) -> Self {
        let key = if has_free { FREE } else { "" };
        let (from, until) = (today.to_string(), String::new());
        Self::typed("1".to_owned(), key.to_owned(), from, until, String::new())
    }

    /// Those of a seat.
    pub(in crate::pages) fn of(seat: &Assignment) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let key = seat.key_id.map(|id| id.to_string()).unwrap_or_default();
        let (from, until) = (day(seat.from_on), day(seat.until_on));
        Self::typed(seat.quantity.to_string(), key, from, until, seat.note.clone())
    }

    fn typed(quantity: String, key: String, from: String, until: String, note: String) -> Self {
        Self {
            quantity: RwSignal::new(quantity),
            key: RwSignal::new(key),
            from: RwSignal::new(from),
            until: RwSignal::new(until),
            note: RwSignal::new(note),
            quantity_problem: RwSignal::new(None),
            until_problem: RwSignal::new(None),
            problem: RwSignal::new(None),
        }
    }

    /// Reads them; `None` where something is wrong, which is said beside it.
    pub(in crate::pages) fn read(self) -> Option<ReadTerms> {
        self.problem.set(None);
        let quantity = Quantity::parse(&self.quantity.read_untracked());
        let why = quantity.as_ref().err().map(|why| text::seats::bad_quantity(*why).to_owned());
        self.quantity_problem.set(why);
        let day = |typed: RwSignal<String>| {
            let typed = typed.read_untracked();
            (parse_iso(&typed), typed.trim().is_empty())
        };
        let ((from_on, no_from), (until_on, no_until)) = (day(self.from), day(self.until));
        let is_day = |day: Option<Date>, is_empty: bool| day.is_some() || is_empty;
        if !is_day(from_on, no_from) {
            self.problem.set(Some("There is no such first day.".to_owned()));
            return None;
        }
        let ends_early = from_on.zip(until_on).is_some_and(|(from, until)| until < from);
        self.until_problem.set(if !is_day(until_on, no_until) {
            Some("There is no such day.".to_owned())
        } else if ends_early {
            Some("It would end before it begins.".to_owned())
        } else {
            None
        });
        if ends_early || !is_day(until_on, no_until) {
            return None;
        }
        let note: String = self.note.read_untracked().trim().chars().take(LONGEST_NOTE).collect();
        let key = match self.key.read_untracked().as_str() {
            FREE => KeyChoice::Free,
            id => id.parse().map_or(KeyChoice::None, KeyChoice::Given),
        };
        Some(ReadTerms { quantity: quantity.ok()?, key, from_on, until_on, note })
    }
}

#[component]
pub(in crate::pages) fn SeatTermsFields(
    terms: SeatTerms,
    license: Signal<Option<License>>,
    /// How many product keys nobody has, where one can be chosen for each seat.
    #[prop(optional)]
    n_free: usize,
) -> impl IntoView {
    // Without product keys there is nothing to choose.
    let keys = part(move || {
        let keys = license.read().as_ref().map(|license| license.keys.clone()).unwrap_or_default();
        (!keys.is_empty()).then(|| {
            let mut keys: Vec<_> = keys.into_iter().collect();
            keys.sort_by_cached_key(|(_, label)| label.place());
            let known = keys
                .iter()
                .map(|(id, label)| Choice::new(id.to_string(), text::license::key_name(label)));
            let free =
                (n_free > 0).then(|| Choice::new(FREE, format!("The next free one ({n_free})")));
            let none = std::iter::once(Choice::new("", "None"));
            let choices: Vec<Choice> = none.chain(free).chain(known).collect();
            view! { <SelectField name="seat-key" label="Product key" value=terms.key choices/> }
        })
    });
    view! {
        <div class="form-row">
            <NumberField
                name="quantity"
                label="Quantity"
                value=terms.quantity
                problem=terms.quantity_problem
                decimal=true
            />
            <DateField name="from" label="From" value=terms.from/>
            <DateField name="until" label="Until" value=terms.until problem=terms.until_problem/>
        </div>
        {keys}
        <TextField name="seat-note" label="Note" value=terms.note/>
        <p class="field__problem" role="alert">{move || terms.problem.get()}</p>
    }
}
