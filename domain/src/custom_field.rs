//! Fields an organisation adds to its licenses: defined once for the workspace, typed, and kept as
//! canonical text with each license.
//!
//! A value is text whatever its kind, so that nothing is lost when the kind changes: what does not
//! fit the new kind stands there as it is until somebody corrects it.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::date::parse_iso;
use crate::id::CustomFieldId;
use crate::particulars::is_web_link;
use crate::problem::{Field, Problem, ProblemKind, Problems};
use crate::vendor::fold_name;

/// The longest value, in characters.
pub const LONGEST_VALUE: usize = 1_000;
/// The longest name of a field or of a choice, in characters.
pub const LONGEST_LABEL: usize = 80;
/// The most choices one field offers.
pub const MOST_CHOICES: usize = 200;
/// The most fields a workspace defines.
pub const MOST_FIELDS: usize = 100;

/// Digits before the point of a number, at most.
const WHOLE_DIGITS: usize = 15;
/// Digits after it, at most.
const FRACTION_DIGITS: usize = 6;

/// A field of the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    /// Identity.
    pub id: CustomFieldId,
    /// What it is called.
    pub name: String,
    /// What may stand in it.
    pub kind: FieldKind,
    /// What may be chosen, in this order; only for [`FieldKind::Choice`].
    pub choices: Vec<String>,
    /// Whether it is out of use: not shown any more, its values kept.
    pub is_retired: bool,
}

/// What may stand in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// A decimal number.
    Number,
    /// A day.
    Date,
    /// One of a list.
    Choice,
    /// Yes or no.
    YesNo,
    /// An http or https address.
    Link,
    /// Written by a newer version of the app; its values are kept as they are.
    Unknown,
}

/// What stands for yes.
pub const YES: &str = "yes";
/// What stands for no.
pub const NO: &str = "no";

impl FieldKind {
    /// All that a person can choose.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Number, Self::Date, Self::Choice, Self::YesNo, Self::Link];

    /// The word that documents hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Choice => "choice",
            Self::YesNo => "yes_no",
            Self::Link => "link",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; anything else is [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.code() == code).unwrap_or(Self::Unknown)
    }
}

impl CustomField {
    /// The canonical text of what was typed, empty for nothing; or what is wrong with it.
    pub fn read(&self, typed: &str) -> Result<String, ProblemKind> {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Ok(text);
        }
        if text.chars().count() > LONGEST_VALUE {
            return Err(ProblemKind::TooLong(u32::try_from(LONGEST_VALUE).unwrap_or(u32::MAX)));
        }
        match self.kind {
            FieldKind::Text | FieldKind::Unknown => Ok(text),
            FieldKind::Number => number(&text).ok_or(ProblemKind::NotANumber),
            FieldKind::Date => {
                parse_iso(&text).map(|day| day.to_string()).ok_or(ProblemKind::NotADate)
            }
            FieldKind::Choice => {
                let wanted = fold_name(&text);
                let found = self.choices.iter().find(|choice| fold_name(choice) == wanted);
                found.cloned().ok_or(ProblemKind::NotAChoice)
            }
            FieldKind::YesNo => match text.to_lowercase().as_str() {
                "yes" | "y" | "true" | "1" => Ok(YES.to_owned()),
                "no" | "n" | "false" | "0" => Ok(NO.to_owned()),
                _ => Err(ProblemKind::NotYesOrNo),
            },
            FieldKind::Link if is_web_link(&text) => Ok(text),
            FieldKind::Link => Err(ProblemKind::NotALink),
        }
    }

    /// What is wrong with a definition, beside `others` that are there.
    pub fn problems(&self, others: &[Self]) -> Problems {
        let mut problems = Problems::new();
        let mut add = |field, kind| problems.push(Problem { field, kind });
        let longest = u32::try_from(LONGEST_LABEL).unwrap_or(u32::MAX);
        let is_namesake =
            |other: &Self| other.id != self.id && fold_name(&other.name) == fold_name(&self.name);
        if self.name.is_empty() {
            add(Field::CustomName, ProblemKind::Missing);
        } else if self.name.chars().count() > LONGEST_LABEL {
            add(Field::CustomName, ProblemKind::TooLong(longest));
        } else if others.iter().any(is_namesake) {
            add(Field::CustomName, ProblemKind::Taken);
        }
        if self.kind == FieldKind::Choice {
            if self.choices.is_empty() {
                add(Field::Choices, ProblemKind::Missing);
            } else if self.choices.len() > MOST_CHOICES {
                let most = u32::try_from(MOST_CHOICES).unwrap_or(u32::MAX);
                add(Field::Choices, ProblemKind::TooMany(most));
            } else if self.choices.iter().any(|choice| choice.chars().count() > LONGEST_LABEL) {
                add(Field::Choices, ProblemKind::TooLong(longest));
            }
        }
        problems
    }

    /// Which of two values comes first. Values that do not fit the kind come after those that do.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        let by_rank = |rank: &dyn Fn(&str) -> Option<i128>| match (rank(left), rank(right)) {
            (Some(left), Some(right)) => left.cmp(&right),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        let ranked = match self.kind {
            FieldKind::Number => by_rank(&millionths),
            FieldKind::Choice => by_rank(&|value| {
                self.choices.iter().position(|choice| choice == value).map(|at| at as i128)
            }),
            FieldKind::YesNo => by_rank(&|value| Some(i128::from(value != YES))),
            // ISO days are in order as they are written.
            FieldKind::Date | FieldKind::Text | FieldKind::Link | FieldKind::Unknown => {
                Ordering::Equal
            }
        };
        ranked.then_with(|| left.to_lowercase().cmp(&right.to_lowercase()))
    }
}

/// Choices as typed, one a line; repetitions and empty lines are left out.
pub fn parse_choices(typed: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    for line in typed.lines() {
        let choice = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_new = choices.iter().all(|other| fold_name(other) != fold_name(&choice));
        if !choice.is_empty() && is_new {
            choices.push(choice);
        }
    }
    choices
}

/// A number in canonical form: no sign but a minus, no leading or trailing zeros, a point.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.len() > WHOLE_DIGITS || fraction.len() > FRACTION_DIGITS {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match fraction {
        "" if whole == "0" => "0".to_owned(),
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

/// Whether a value is a canonical number.
pub fn is_number(value: &str) -> bool {
    number(value).is_some_and(|canonical| canonical == value)
}

/// A canonical number in millionths, to compare with.
pub(crate) fn millionths(text: &str) -> Option<i128> {
    let text = number(text)?;
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    format!("{whole}{fraction:0<FRACTION_DIGITS$}").parse::<i128>().ok().map(|n| sign * n)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn field(kind: FieldKind) -> CustomField {
        CustomField {
            id: CustomFieldId(Uuid::nil()),
            name: "Field".to_owned(),
            kind,
            choices: vec!["High".to_owned(), "Low".to_owned()],
            is_retired: false,
        }
    }

    #[test]
    fn what_is_typed_is_read_by_its_kind() {
        use FieldKind as Kind;
        let good = [
            (Kind::Text, "  two   words ", "two words"),
            (Kind::Number, "007.50", "7.5"),
            (Kind::Number, "-0.0", "0"),
            (Kind::Number, "-12", "-12"),
            (Kind::Number, ".5", "0.5"),
            (Kind::Date, "2026-02-28", "2026-02-28"),
            (Kind::Choice, "high", "High"),
            (Kind::YesNo, "TRUE", "yes"),
            (Kind::YesNo, "n", "no"),
            (Kind::Link, "https://a.b/c", "https://a.b/c"),
            (Kind::Number, "   ", ""),
        ];
        for (kind, typed, meant) in good {
            assert_eq!(field(kind).read(typed), Ok(meant.to_owned()), "{kind:?} {typed}");
        }
        let bad = [
            (Kind::Number, "12,5", ProblemKind::NotANumber),
            (Kind::Number, "1e9", ProblemKind::NotANumber),
            (Kind::Number, "1.2345678", ProblemKind::NotANumber),
            (Kind::Number, "-", ProblemKind::NotANumber),
            (Kind::Date, "2026-02-30", ProblemKind::NotADate),
            (Kind::Choice, "Medium", ProblemKind::NotAChoice),
            (Kind::YesNo, "perhaps", ProblemKind::NotYesOrNo),
            (Kind::Link, "javascript:alert(1)", ProblemKind::NotALink),
        ];
        for (kind, typed, problem) in bad {
            assert_eq!(field(kind).read(typed), Err(problem), "{kind:?} {typed}");
        }
        assert_eq!(
            field(Kind::Text).read(&"x".repeat(LONGEST_VALUE + 1)),
            Err(ProblemKind::TooLong(1_000))
        );
    }

    #[test]
    fn values_are_in_the_order_of_their_kind() {
        let ordered = |kind, values: &[&str]| {
            values.windows(2).all(|pair| field(kind).compare(pair[0], pair[1]) == Ordering::Less)
        };
        assert!(ordered(FieldKind::Number, &["-3", "0.25", "9", "10", "many"]));
        assert!(ordered(FieldKind::Choice, &["High", "Low", "Other"]));
        assert!(ordered(FieldKind::Date, &["2025-12-31", "2026-01-01"]));
        assert!(ordered(FieldKind::YesNo, &["yes", "no"]));
        assert!(ordered(FieldKind::Text, &["apple", "Banana"]));
    }

    #[test]
    fn a_definition_needs_a_name_of_its_own_and_something_to_choose_from() {
        let other = CustomField { id: CustomFieldId(Uuid::from_u128(1)), ..field(FieldKind::Text) };
        let kinds = |field: &CustomField| {
            let problems = field.problems(std::slice::from_ref(&other));
            problems.iter().map(|p| (p.field, p.kind)).collect::<Vec<_>>()
        };
        let named = |name: &str| CustomField { name: name.to_owned(), ..field(FieldKind::Text) };
        assert_eq!(kinds(&named("")), [(Field::CustomName, ProblemKind::Missing)]);
        assert_eq!(kinds(&named(" FIELD ")), [(Field::CustomName, ProblemKind::Taken)]);
        assert_eq!(kinds(&named("Asset class")), []);
        let empty =
            CustomField { choices: Vec::new(), kind: FieldKind::Choice, ..named("Asset class") };
        assert_eq!(kinds(&empty), [(Field::Choices, ProblemKind::Missing)]);
        assert_eq!(parse_choices("High\n low \n\nhigh\nLow"), ["High", "low"]);
    }

    #[test]
    fn codes_read_back_and_strange_ones_stay_unknown() {
        for kind in FieldKind::ALL {
            assert_eq!(FieldKind::from_code(kind.code()), kind);
        }
        assert_eq!(FieldKind::from_code("colour"), FieldKind::Unknown);
    }
}
