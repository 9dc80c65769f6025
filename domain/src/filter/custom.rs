//! What a field of the organisation's own must say.

use std::cmp::Ordering;

use crate::custom_field::CustomField;

/// A test of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomTest {
    /// Anything stands there.
    Filled,
    /// Nothing stands there.
    Empty,
    /// Just this, whatever its letter case.
    Is(String),
    /// These letters occur, whatever their case.
    Has(String),
    /// Between these two in the order of the field's kind, both included; an empty one is open.
    Between(String, String),
}

impl CustomTest {
    /// Whether a value passes. Without its field, two values compare as text.
    pub(super) fn admits(&self, value: Option<&str>, field: Option<&CustomField>) -> bool {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return *self == Self::Empty;
        };
        let is_in_order = |left: &str, right: &str| {
            left.is_empty()
                || right.is_empty()
                || field.map_or_else(|| left.cmp(right), |field| field.compare(left, right))
                    != Ordering::Greater
        };
        match self {
            Self::Filled => true,
            Self::Empty => false,
            Self::Is(wanted) => value.to_lowercase() == wanted.to_lowercase(),
            Self::Has(part) => value.to_lowercase().contains(&part.to_lowercase()),
            Self::Between(from, to) => is_in_order(from, value) && is_in_order(value, to),
        }
    }

    /// The word that addresses hold.
    pub fn code(&self) -> String {
        match self {
            Self::Filled => "any".to_owned(),
            Self::Empty => "none".to_owned(),
            Self::Is(text) => format!("={text}"),
            Self::Has(text) => format!("~{text}"),
            Self::Between(from, to) => format!("{from}..{to}"),
        }
    }

    /// Reads [`Self::code`]; `None` for anything else.
    pub fn from_code(code: &str) -> Option<Self> {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match code {
            "any" => return Some(Self::Filled),
            "none" => return Some(Self::Empty),
            _ => {}
        }
        if let Some(text) = code.strip_prefix('=') {
            return said(text).map(Self::Is);
        }
        if let Some(text) = code.strip_prefix('~') {
            return said(text).map(Self::Has);
        }
        let (from, to) = code.split_once("..")?;
        let is_open = from.is_empty() && to.is_empty();
        (!is_open).then(|| Self::Between(from.to_owned(), to.to_owned()))
    }
}
