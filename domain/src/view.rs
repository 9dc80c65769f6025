//! Saved views: a filter, an order and the columns, under a name that everybody shares.

use serde::{Deserialize, Serialize};

use crate::id::ViewId;
use crate::problem::{Field, Problem, ProblemKind};
use crate::vendor::fold_name;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 80;
/// The most views a workspace keeps.
pub const MOST_VIEWS: usize = 200;

/// A way to look at the licenses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Identity.
    pub id: ViewId,
    /// What it is called.
    pub name: String,
    /// What the list's address says of it: filters and order, without the question mark.
    pub query: String,
    /// The columns that are shown, with spaces between their codes.
    pub columns: String,
}

impl SavedView {
    /// What is wrong with its name, beside `others` that are there.
    pub fn problem(&self, others: &[Self]) -> Option<Problem> {
        let is_namesake =
            |other: &Self| other.id != self.id && fold_name(&other.name) == fold_name(&self.name);
        let kind = if self.name.is_empty() {
            ProblemKind::Missing
        } else if self.name.chars().count() > LONGEST_NAME {
            ProblemKind::TooLong(u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX))
        } else if others.iter().any(is_namesake) {
            ProblemKind::Taken
        } else {
            return None;
        };
        Some(Problem { field: Field::ViewName, kind })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_view_needs_a_name_of_its_own() {
        let view = |n: u128, name: &str| SavedView {
            id: ViewId(Uuid::from_u128(n)),
            name: name.to_owned(),
            query: String::new(),
            columns: String::new(),
        };
        let others = [view(1, "Renewals")];
        let kind = |view: &SavedView| view.problem(&others).map(|problem| problem.kind);
        assert_eq!(kind(&view(2, "")), Some(ProblemKind::Missing));
        assert_eq!(kind(&view(2, "renewals ")), Some(ProblemKind::Taken));
        assert_eq!(kind(&view(1, "Renewals")), None);
        assert_eq!(kind(&view(2, &"x".repeat(81))), Some(ProblemKind::TooLong(80)));
    }
}
