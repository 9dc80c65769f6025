//! The form of one period of support or maintenance, as typed and as meant.

use super::reader::Reader;
use crate::coverage::{Coverage, CoverageKind};
use crate::currency::Currency;
use crate::date::Date;
use crate::money::Money;
use crate::problem::{Field, ProblemKind, Problems};
use crate::term::Span;

/// The form of one period, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoverageDraft {
    /// Code of the [`CoverageKind`].
    pub kind: String,
    /// ISO date.
    pub start_date: String,
    /// ISO date.
    pub expiration_date: String,
    /// Amount, in the currency it had or else the workspace's.
    pub cost: String,
}

impl CoverageDraft {
    /// The form that shows `coverage`.
    pub fn of(coverage: &Coverage) -> Self {
        let date = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            kind: coverage.kind.code().to_owned(),
            start_date: date(coverage.span.start_on),
            expiration_date: date(coverage.span.last_day),
            cost: coverage.price.map(Money::to_plain).unwrap_or_default(),
        }
    }

    /// Reads the form: `before` as it was changed, or everything that is wrong.
    ///
    /// # Errors
    /// What is wrong with the fields; the last day is required, since it is what is to be watched.
    pub fn check(&self, before: &Coverage, currency: Currency) -> Result<Coverage, Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let start_on = reader.date(&self.start_date, Field::StartDate);
        let last_day = reader.date(&self.expiration_date, Field::ExpirationDate);
        if self.expiration_date.trim().is_empty() {
            reader.report(Field::ExpirationDate, ProblemKind::Missing);
        }
        reader.term(None, start_on, last_day, &self.expiration_date);
        let currency = before.price.map_or(currency, |price| price.currency);
        let coverage = Coverage {
            // What only a newer version knows is kept.
            kind: CoverageKind::ALL
                .into_iter()
                .find(|kind| kind.code() == self.kind)
                .unwrap_or(before.kind),
            span: Span { start_on, last_day },
            price: reader.money(&self.cost, Field::Cost, currency),
            ..*before
        };
        if reader.problems.is_empty() { Ok(coverage) } else { Err(reader.problems) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;
    use crate::id::CoverageId;

    const ID: CoverageId = CoverageId(Uuid::nil());

    fn year(of: &str) -> Coverage {
        let span = Span {
            start_on: parse_iso(&format!("{of}-01-01")),
            last_day: parse_iso(&format!("{of}-12-31")),
        };
        let price = Some(Money { minor: 120_000, currency: Currency::USD });
        Coverage { span, price, kind: CoverageKind::Assurance, ..Coverage::new(ID) }
    }

    #[test]
    fn a_form_that_is_left_alone_changes_nothing() {
        let before = year("2026");
        assert_eq!(CoverageDraft::of(&before).check(&before, Currency::EUR), Ok(before));
        let newer = Coverage { kind: CoverageKind::Unknown, ..before };
        assert_eq!(CoverageDraft::of(&newer).check(&newer, Currency::EUR), Ok(newer));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let draft = CoverageDraft {
            start_date: "2026-02-30".to_owned(),
            cost: "much".to_owned(),
            ..CoverageDraft::default()
        };
        let problems = draft.check(&Coverage::new(ID), Currency::EUR).unwrap_err();
        let fields: Vec<Field> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [Field::StartDate, Field::ExpirationDate, Field::Cost]);
        let turned = CoverageDraft {
            start_date: "2026-02-02".to_owned(),
            expiration_date: "2026-02-01".to_owned(),
            ..CoverageDraft::default()
        };
        let problems = turned.check(&Coverage::new(ID), Currency::EUR).unwrap_err();
        assert_eq!(problems[0].kind, ProblemKind::EndsBeforeStart);
    }
}
