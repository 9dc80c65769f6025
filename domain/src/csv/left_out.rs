//! Rows of other programs that are no licenses, and why.

use super::layout::{Layout, fold};
use super::meaning::Meaning;
use super::table::{Row, Table};
use crate::problem::{Field, NoLicense};

/// Where a row of Microsoft's statement counts for all countries.
const ALL_COUNTRIES: &str = "all countries";

/// The columns that tell it.
#[derive(Debug, Clone, Default)]
pub(crate) struct TellTales {
    /// When the program deleted the license.
    deleted: Option<usize>,
    /// Of which country a quantity is, where other rows are for all of them.
    pub(crate) country: Option<usize>,
    /// What is there of it.
    quantities: Vec<usize>,
}

impl TellTales {
    pub(crate) fn of(layout: Layout, headings: &[String], rows: &[Row]) -> Self {
        let column = |wanted: &str| headings.iter().position(|heading| fold(heading) == wanted);
        match layout {
            Layout::SnipeIt => Self { deleted: column("deleted at"), ..Self::default() },
            Layout::MicrosoftStatement => {
                let counts_all = |at: &usize| {
                    rows.iter().any(|row| row.cells.get(*at).is_some_and(is_all_countries))
                };
                let quantities = ["effective license quantity", "active sa quantity"];
                Self {
                    deleted: None,
                    country: column("country of usage").filter(counts_all),
                    quantities: quantities.into_iter().filter_map(column).collect(),
                }
            }
            Layout::Template
            | Layout::Glpi
            | Layout::Fluxera
            | Layout::Ralph
            | Layout::ITop
            | Layout::ServiceNow
            | Layout::Microsoft
            | Layout::Other => Self::default(),
        }
    }
}

impl Table {
    /// Why a row is no license, whatever else it says.
    pub(crate) fn why_no_license(&self, row: &Row) -> Option<NoLicense> {
        let TellTales { deleted, country, quantities } = &self.tell_tales;
        let text = |column: usize| self.text(row, column);
        // Whoever gives the column another meaning knows better.
        let is_read = |column: &usize| self.meanings.get(*column) == Some(&Meaning::Ignored);
        if deleted.filter(is_read).is_some_and(|at| text(at).contains(|c: char| c != '-')) {
            return Some(NoLicense::Deleted);
        }
        if self.layout != Layout::MicrosoftStatement {
            return None;
        }
        let is_total = |column| {
            let said = text(column).to_lowercase();
            said == "total" || said.ends_with(" total")
        };
        let named = [Field::Name, Field::Tags].map(|field| self.column(Meaning::Field(field)));
        let is_nothing = |at: &usize| text(*at).chars().all(|c| matches!(c, '0' | '-'));
        if named.into_iter().flatten().any(is_total) {
            Some(NoLicense::Total)
        } else if country.is_some_and(|at| !is_all_countries(text(at))) {
            Some(NoLicense::Counted)
        } else if !quantities.is_empty() && quantities.iter().all(is_nothing) {
            Some(NoLicense::Nothing)
        } else {
            None
        }
    }
}

fn is_all_countries(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case(ALL_COUNTRIES)
}
