//! From a table to what an import records: rows become licenses, holders and vendors, each once.

mod planner;
mod tally;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::planner::Planner;
use super::matching;
use super::preview::Preview;
use super::style::DateOrder;
use super::table::{ReadAs, Table};
use crate::command::Import;
use crate::date::Date;
use crate::id::{KeyId, LicenseId};
use crate::money::DecimalMark;
use crate::purchase::PriceBasis;
use crate::workspace::Workspace;

/// What a person says about a file that the file does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The order of its dates; `None` to learn it from the file.
    pub date_order: Option<DateOrder>,
    /// Its decimal mark; `None` to learn it from the file.
    pub decimal: Option<DecimalMark>,
    /// What its costs are for.
    pub cost_basis: PriceBasis,
    /// Whether cells of unknown columns are kept with the license.
    pub keep_unknown: bool,
    /// What happens to licenses that are here; `None` for what suits the file.
    pub mode: Option<Mode>,
    /// How the file is read, where it is not read as it shows.
    pub read_as: ReadAs,
}

/// What an import does with licenses that the workspace has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// It leaves them as they are.
    AddOnly,
    /// It changes what the file says otherwise.
    Update,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            date_order: None,
            decimal: None,
            cost_basis: PriceBasis::Total,
            keep_unknown: true,
            mode: None,
            read_as: ReadAs::default(),
        }
    }
}

/// What an import does. Printing it shows no product key.
#[derive(Clone, PartialEq, Eq)]
pub struct Plan {
    /// What to record.
    pub import: Import,
    /// The product keys to seal; they are nowhere else.
    pub keys: Vec<(LicenseId, KeyId, String)>,
    /// What to show before.
    pub preview: Preview,
}

/// Plans the import of `table` into `workspace`, at the moment `at`.
pub fn plan(
    table: &Table,
    answers: Answers,
    workspace: &Workspace,
    at: DateTime<Utc>,
    today: Date,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Plan {
    let mut planner = Planner::new(table, answers, workspace, at, today, fresh);
    for row in matching::fullest_first(table) {
        planner.take(row);
    }
    planner.finish()
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("import", &self.import)
            .field("keys", &self.keys.len())
            .field("preview", &self.preview)
            .finish()
    }
}
