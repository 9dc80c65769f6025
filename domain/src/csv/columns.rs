//! The columns of a file as a person sees them: what each is used for, what it may be, what stands in it.

use serde::{Deserialize, Serialize};

use super::meaning::Meaning;
use super::suggest::suggest;
use super::table::Table;
use super::{cells, product_keys};
use crate::problem::Field;

/// So many cells of a column are shown.
const SAMPLES: usize = 3;
/// How much of each, in characters.
const SHOWN: usize = 40;

/// What one column is used for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Its heading, numbered when it is there twice.
    pub heading: String,
    /// The field it says something of; `None` when it is kept as it is, or only tells rows apart.
    pub field: Option<Field>,
    /// What its cells become.
    pub meaning: Meaning,
    /// What they may become, where nobody knows the heading.
    pub suggested: Meaning,
    /// Whether it reads like product keys, so that it can't be kept as it is.
    pub is_secret: bool,
    /// What its heading says by itself.
    pub recognized: Meaning,
    /// The start of its first few different cells; of a product key the last characters at most.
    pub samples: Vec<String>,
}

impl ColumnUse {
    /// Whether a person may use it so. Product keys are sealed or left out, and end up in plain text
    /// only under a heading that says by itself that they are something else.
    pub fn allows(&self, wanted: Meaning) -> bool {
        !self.is_secret || may_hold_keys(wanted, self.recognized)
    }
}

/// Whether a column that reads like product keys may be used so.
fn may_hold_keys(wanted: Meaning, recognized: Meaning) -> bool {
    match wanted {
        Meaning::Field(Field::LicenseKey) | Meaning::Ignored => true,
        Meaning::Unknown | Meaning::NewField => false,
        Meaning::Field(_) | Meaning::Id | Meaning::FirstName | Meaning::LastName => {
            wanted == recognized
        }
    }
}

impl Table {
    /// The columns, from left to right.
    pub(crate) fn columns(&self) -> Vec<ColumnUse> {
        let suggested = suggest(&self.headings, &self.recognized);
        let columns = self.headings.iter().zip(&self.meanings).zip(suggested).enumerate();
        columns
            .map(|(at, ((heading, meaning), suggested))| ColumnUse {
                heading: heading.clone(),
                field: meaning.field(),
                meaning: if self.is_new(*meaning) { Meaning::NewField } else { *meaning },
                suggested: self.safe(at, suggested),
                is_secret: self.is_secret(at),
                recognized: self.recognized(at),
                samples: self.samples(at, *meaning),
            })
            .collect()
    }

    /// Whether a column must not be kept in plain text.
    pub(crate) fn is_secret(&self, column: usize) -> bool {
        self.secret.contains(&column)
    }

    /// What the heading of a column says by itself.
    fn recognized(&self, column: usize) -> Meaning {
        self.recognized.get(column).copied().unwrap_or(Meaning::Unknown)
    }

    /// `wanted`, unless that would keep product keys in plain text.
    fn safe(&self, column: usize, wanted: Meaning) -> Meaning {
        let is_leak = self.is_secret(column) && !may_hold_keys(wanted, self.recognized(column));
        if is_leak { Meaning::Field(Field::LicenseKey) } else { wanted }
    }

    /// Uses the columns as a person says, from left to right. Of two that mean the same the first
    /// counts; product keys are product keys, or left out, whatever is said.
    pub fn use_columns(&mut self, meanings: &[Meaning]) {
        for column in 0..self.meanings.len() {
            let wanted = meanings.get(column).copied().unwrap_or(Meaning::Unknown);
            let before = self.meanings.get(..column).unwrap_or_default();
            let is_taken = !wanted.may_repeat() && before.contains(&wanted);
            let said = if is_taken { Meaning::Unknown } else { wanted };
            let meant = self.safe(column, said);
            if let Some(meaning) = self.meanings.get_mut(column) {
                *meaning = meant;
            }
        }
    }

    fn samples(&self, column: usize, meaning: Meaning) -> Vec<String> {
        let is_key = self.is_secret(column) || meaning == Meaning::Field(Field::LicenseKey);
        let mut samples: Vec<String> = Vec::new();
        for row in &self.rows {
            if samples.len() == SAMPLES {
                break;
            }
            let text = self.text(row, column);
            if text.is_empty() {
                continue;
            }
            let sample = if is_key || product_keys::looks_like_a_key(text) {
                cells::mask_key(text)
            } else {
                cells::line(text).chars().take(SHOWN).collect()
            };
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
        samples
    }
}
