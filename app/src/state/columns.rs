//! Which columns of the licenses list this device shows. The name always does.

use domain::filter::SortKey;
use domain::id::CustomFieldId;
use domain::row::FurtherColumn;
use leptos::prelude::*;

use super::preferences;

/// A column that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The word that the style sheet, the preferences and saved views know it by.
    pub code: &'static str,
    /// Its heading.
    pub label: &'static str,
}

/// All of them, in their order.
pub const COLUMNS: [Column; 10] = [
    Column { code: "vendor", label: "Vendor" },
    Column { code: "type", label: "Type" },
    Column { code: "status", label: "Status" },
    Column { code: "seats", label: "Seats" },
    Column { code: "used", label: "Used" },
    Column { code: "expires", label: "Expires" },
    Column { code: "cost", label: "Cost" },
    Column { code: "owner", label: "Owner" },
    Column { code: "purchased", label: "Purchased" },
    Column { code: "tags", label: "Tags" },
];

/// Left out until somebody wants them.
const HIDDEN_AT_FIRST: &str = "purchased tags";

/// A column that is shown beside the usual ones where somebody wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// One that every license has.
    Further(FurtherColumn),
    /// A field of the organisation's own.
    Own(CustomFieldId),
}

impl Beside {
    /// What sorts by it.
    pub fn sort_key(self) -> SortKey {
        match self {
            Self::Further(column) => SortKey::Further(column),
            Self::Own(id) => SortKey::Custom(id),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let key = SortKey::from_code(code)?;
        if let SortKey::Further(column) = key {
            return Some(Self::Further(column));
        }
        if let SortKey::Custom(id) = key { Some(Self::Own(id)) } else { None }
    }
}

/// What is left out, and what is shown beside.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    hidden: RwSignal<String>,
    beside: RwSignal<Vec<Beside>>,
}

impl Columns {
    /// The codes of those that are left out, with spaces between them.
    pub fn hidden(self) -> String {
        self.hidden.get()
    }

    /// What is shown beside the usual columns, in its order.
    pub fn beside(self) -> Vec<Beside> {
        self.beside.get()
    }

    /// Whether a column is shown.
    pub fn shows(self, code: &str) -> bool {
        self.hidden.read().split(' ').all(|hidden| hidden != code)
    }

    /// Shows a column or leaves it out, now and for next time.
    pub fn set(self, code: &'static str, is_shown: bool) {
        self.hidden.update(|hidden| {
            let mut codes: Vec<&str> = hidden.split_whitespace().filter(|c| *c != code).collect();
            if !is_shown {
                codes.push(code);
            }
            *hidden = codes.join(" ");
        });
        self.remember();
    }

    /// Shows a column beside the usual ones or leaves it out, now and for next time.
    pub fn set_beside(self, column: Beside, is_shown: bool) {
        self.beside.update(|all| {
            all.retain(|other| *other != column);
            if is_shown {
                all.push(column);
            }
        });
        self.remember();
    }

    /// The codes of all that are shown, as a saved view keeps them.
    pub fn shown(self) -> String {
        let fixed = COLUMNS.iter().map(|column| column.code.to_owned());
        let fixed = fixed.filter(|code| self.shows(code));
        let beside = self.beside.get().into_iter().map(|column| column.sort_key().code());
        fixed.chain(beside).collect::<Vec<_>>().join(" ")
    }

    /// Shows what a saved view does.
    pub fn follow(self, shown: &str) {
        let shown: Vec<&str> = shown.split_whitespace().collect();
        let hidden = COLUMNS.iter().map(|column| column.code).filter(|code| !shown.contains(code));
        self.hidden.set(hidden.collect::<Vec<_>>().join(" "));
        self.beside.set(beside_of(&shown));
        self.remember();
    }

    /// Back to how it was at first.
    pub fn reset(self) {
        self.hidden.set(HIDDEN_AT_FIRST.to_owned());
        self.beside.set(Vec::new());
        self.remember();
    }

    fn remember(self) {
        preferences::remember_hidden_columns(&self.hidden.read_untracked());
        let beside = self.beside.read_untracked();
        let codes: Vec<String> = beside.iter().map(|column| column.sort_key().code()).collect();
        preferences::remember_custom_columns(&codes.join(" "));
    }
}

fn beside_of(codes: &[&str]) -> Vec<Beside> {
    codes.iter().filter_map(|code| Beside::from_code(code)).collect()
}

/// Installs the columns as they were left.
pub fn provide_columns() {
    let hidden = preferences::hidden_columns().unwrap_or_else(|| HIDDEN_AT_FIRST.to_owned());
    let custom = preferences::custom_columns().unwrap_or_default();
    let beside = beside_of(&custom.split_whitespace().collect::<Vec<_>>());
    provide_context(Columns { hidden: RwSignal::new(hidden), beside: RwSignal::new(beside) });
}

/// The columns.
pub fn use_columns() -> Columns {
    expect_context()
}
