//! What a person says about a file that it does not say itself, as the controls hold it.

use domain::csv::{Answers, DateOrder, Mode, ReadAs};
use domain::money::DecimalMark;
use domain::purchase::PriceBasis;
use leptos::prelude::*;

use crate::components::Choice;
use crate::text;

const UPDATE: &str = "update";
const ADD_ONLY: &str = "add-only";
const PER_SEAT: &str = "per-seat";
const TOTAL: &str = "total";
const DAY_FIRST: &str = "day-first";
const MONTH_FIRST: &str = "month-first";
const POINT: &str = "point";
const COMMA: &str = "comma";

/// The answers; an empty one leaves it to the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Questions {
    pub(super) cost: RwSignal<String>,
    pub(super) dates: RwSignal<String>,
    pub(super) decimal: RwSignal<String>,
    pub(super) keep_unknown: RwSignal<bool>,
    /// What happens to licenses that are here; a plan says what suits the file.
    pub(super) mode: RwSignal<String>,
    /// How the file was read. Another answer does not make a plan: it is read again.
    pub(super) read_as: StoredValue<ReadAs>,
}

impl Questions {
    pub(super) fn new() -> Self {
        Self {
            cost: RwSignal::new(TOTAL.to_owned()),
            dates: RwSignal::new(String::new()),
            decimal: RwSignal::new(String::new()),
            keep_unknown: RwSignal::new(true),
            mode: RwSignal::new(String::new()),
            read_as: StoredValue::new(ReadAs::default()),
        }
    }

    /// Another file is another matter.
    pub(super) fn forget(self) {
        self.cost.set(TOTAL.to_owned());
        self.dates.set(String::new());
        self.decimal.set(String::new());
        self.keep_unknown.set(true);
        self.mode.set(String::new());
        self.read_as.set_value(ReadAs::default());
    }

    /// Takes over what suits the file, until somebody says otherwise.
    pub(super) fn note_mode(self, mode: Mode) {
        if self.mode.try_with_untracked(String::is_empty) == Some(true) {
            self.mode.try_set(mode_code(mode).to_owned());
        }
    }

    /// The answers so far.
    pub(super) fn answers(self) -> Answers {
        Answers {
            date_order: self.dates.with(|code| match code.as_str() {
                DAY_FIRST => Some(DateOrder::DayFirst),
                MONTH_FIRST => Some(DateOrder::MonthFirst),
                _ => None,
            }),
            decimal: self.decimal.with(|code| match code.as_str() {
                POINT => Some(DecimalMark::Point),
                COMMA => Some(DecimalMark::Comma),
                _ => None,
            }),
            cost_basis: self.cost.with(|code| match code.as_str() {
                PER_SEAT => PriceBasis::PerSeat,
                _ => PriceBasis::Total,
            }),
            keep_unknown: self.keep_unknown.get(),
            mode: self.mode.with(|code| {
                [Mode::Update, Mode::AddOnly].into_iter().find(|mode| mode_code(*mode) == code)
            }),
            read_as: self.read_as.get_value(),
        }
    }

    /// The answers so far, for once.
    pub(super) fn answers_untracked(self) -> Answers {
        untrack(|| self.answers())
    }
}

fn mode_code(mode: Mode) -> &'static str {
    match mode {
        Mode::Update => UPDATE,
        Mode::AddOnly => ADD_ONLY,
    }
}

/// What may happen to licenses that are here.
pub(super) fn mode_choices() -> Vec<Choice> {
    let choice = |mode| Choice::new(mode_code(mode), text::import::mode(mode));
    vec![choice(Mode::Update), choice(Mode::AddOnly)]
}

/// What costs may be for.
pub(super) fn cost_choices() -> Vec<Choice> {
    let choice = |code, basis| Choice::new(code, text::license::price_basis(basis));
    vec![choice(TOTAL, PriceBasis::Total), choice(PER_SEAT, PriceBasis::PerSeat)]
}

/// How dates may be written.
pub(super) fn date_choices() -> Vec<Choice> {
    let choice = |code, order| Choice::new(code, text::import::date_order(order));
    vec![
        Choice::new("", text::import::AS_THE_FILE_SHOWS),
        choice(DAY_FIRST, DateOrder::DayFirst),
        choice(MONTH_FIRST, DateOrder::MonthFirst),
    ]
}

/// How amounts may be written.
pub(super) fn decimal_choices() -> Vec<Choice> {
    let choice = |code, mark| Choice::new(code, text::import::decimal_mark(mark));
    vec![
        Choice::new("", text::import::AS_THE_FILE_SHOWS),
        choice(POINT, DecimalMark::Point),
        choice(COMMA, DecimalMark::Comma),
    ]
}
