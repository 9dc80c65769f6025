//! Which columns of the licenses list this device shows. The name always does.

use leptos::prelude::*;

use super::preferences;

/// A column that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The word that the style sheet and the preferences know it by.
    pub code: &'static str,
    /// Its heading.
    pub label: &'static str,
}

/// All of them, in their order.
pub const COLUMNS: [Column; 9] = [
    Column { code: "vendor", label: "Vendor" },
    Column { code: "type", label: "Type" },
    Column { code: "status", label: "Status" },
    Column { code: "seats", label: "Seats" },
    Column { code: "used", label: "Used" },
    Column { code: "expires", label: "Expires" },
    Column { code: "cost", label: "Cost" },
    Column { code: "owner", label: "Owner" },
    Column { code: "tags", label: "Tags" },
];

/// Left out until somebody wants them.
const HIDDEN_AT_FIRST: &str = "tags";

/// The columns that are left out.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    hidden: RwSignal<String>,
}

impl Columns {
    /// Their codes, with spaces between them.
    pub fn hidden(self) -> String {
        self.hidden.get()
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
        preferences::remember_hidden_columns(&self.hidden.read_untracked());
    }

    /// Back to how it was at first.
    pub fn reset(self) {
        self.hidden.set(HIDDEN_AT_FIRST.to_owned());
        preferences::remember_hidden_columns(HIDDEN_AT_FIRST);
    }
}

/// Installs the columns as they were left.
pub fn provide_columns() {
    let hidden = preferences::hidden_columns().unwrap_or_else(|| HIDDEN_AT_FIRST.to_owned());
    provide_context(Columns { hidden: RwSignal::new(hidden) });
}

/// The columns.
pub fn use_columns() -> Columns {
    expect_context()
}
