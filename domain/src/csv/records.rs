//! A table of licenses on its way out, before it becomes a file of some kind.

use std::borrow::Cow;

use super::formula;
use super::words;
use crate::custom_field::{CustomField, FieldKind};
use crate::date::Date;
use crate::id::LicenseId;
use crate::money::Money;
use crate::purchase::Seats;
use crate::row::{FurtherColumn, LicenseRow};
use crate::usage;
use crate::workspace::Workspace;

/// What the cells of a column are, where they are what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Count,
    /// An amount in the currency that the column [`CURRENCY`] names.
    Amount,
    /// A number that may have decimals.
    Number,
    /// A day, as `YYYY-MM-DD`.
    Date,
}

/// The heading of the column that says which currency the amounts of a row are in.
pub const CURRENCY: &str = "Currency";

/// A table: headings, what is below each, and its rows. No cell of it is a product key, unless
/// [`Records::all_with_keys`] was asked for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    /// What stands at the top, with what the cells below it are.
    pub headings: Vec<(String, Kind)>,
    /// The rows; each has as many cells as there are headings.
    pub rows: Vec<Vec<String>>,
}

impl Records {
    /// The columns of the list, by their codes, and a row for each of the licenses `ids`. The name
    /// comes first always; codes that name no column are passed over.
    pub fn shown(
        workspace: &Workspace,
        ids: &[LicenseId],
        codes: &[String],
        today: Date,
        expiring_days: u16,
    ) -> Self {
        let columns: Vec<Column<'_>> =
            codes.iter().filter_map(|code| Column::of(code, workspace)).collect();
        let used = usage::of_all(workspace);
        let licenses = ids.iter().filter_map(|id| workspace.licenses.get(id));
        let cells = |row: LicenseRow| {
            let cells = columns.iter().flat_map(|column| column.cells(&row, today, expiring_days));
            std::iter::once(row.name.clone()).chain(cells).collect()
        };
        let rows = licenses.map(|license| {
            let used = used.get(&license.id).copied().unwrap_or_default();
            cells(LicenseRow::of(license, workspace, used))
        });
        let rows = rows.collect();
        let headings = columns.iter().flat_map(|column| column.headings());
        let headings = std::iter::once(("Name", Kind::Text)).chain(headings);
        let headings = headings.map(|(heading, kind)| (heading.to_owned(), kind)).collect();
        Self { headings, rows }
    }

    /// The table as a file that spreadsheets open safely.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut text = "\u{feff}".to_owned();
        push_record(&mut text, self.headings.iter().map(|(heading, _)| heading));
        for row in &self.rows {
            push_record(&mut text, row);
        }
        text.into_bytes()
    }
}

/// What a cell that is never a formula must hold for [`super::read_sheet`] to read `text`: it takes
/// the apostrophes away that guard the cells of other files.
pub fn kept_as_it_is(text: &str) -> Cow<'_, str> {
    if formula::unguard(text) == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("'{text}"))
    }
}

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column<'a> {
    Vendor,
    Type,
    Status,
    Seats,
    Used,
    Expires,
    Cost,
    Owner,
    Purchased,
    Tags,
    Further(FurtherColumn),
    Custom(&'a CustomField),
}

impl<'a> Column<'a> {
    fn of(code: &str, workspace: &'a Workspace) -> Option<Self> {
        if let Some(id) = code.strip_prefix("custom.") {
            return workspace.custom_fields.get(&id.parse().ok()?).map(Self::Custom);
        }
        Some(match code {
            "vendor" => Self::Vendor,
            "type" => Self::Type,
            "status" => Self::Status,
            "seats" => Self::Seats,
            "used" => Self::Used,
            "expires" => Self::Expires,
            "cost" => Self::Cost,
            "owner" => Self::Owner,
            "purchased" => Self::Purchased,
            "tags" => Self::Tags,
            other => return FurtherColumn::from_code(other).map(Self::Further),
        })
    }

    fn headings(self) -> Vec<(&'a str, Kind)> {
        match self {
            Self::Vendor => vec![("Vendor", Kind::Text)],
            Self::Type => vec![("Type", Kind::Text)],
            Self::Status => vec![("Status", Kind::Text)],
            Self::Seats => vec![("Seats", Kind::Count)],
            Self::Used => vec![("Used", Kind::Count)],
            Self::Expires => vec![("Expires", Kind::Date)],
            Self::Cost => vec![("Cost", Kind::Amount), (CURRENCY, Kind::Text)],
            Self::Owner => vec![("Owner", Kind::Text)],
            Self::Purchased => vec![("Purchased", Kind::Date)],
            Self::Tags => vec![("Tags", Kind::Text)],
            Self::Further(column) => {
                let kind = if column.is_day() { Kind::Date } else { Kind::Text };
                vec![(column.heading(), kind)]
            }
            Self::Custom(field) => vec![(&field.name, kind_of_field(field.kind))],
        }
    }

    fn cells(self, row: &LicenseRow, today: Date, expiring_days: u16) -> Vec<String> {
        let cost = row.cost(today);
        match self {
            Self::Vendor => vec![row.vendor.clone()],
            Self::Type => vec![words::type_word(row.license_type).to_owned()],
            Self::Status => {
                let status = row.status(today, expiring_days);
                vec![words::status_word(status, row.lifecycle).to_owned()]
            }
            Self::Seats => vec![seats_text(row.seats(today))],
            Self::Used => vec![row.used.to_string()],
            Self::Expires => {
                vec![row.expires_on(today).map(|day| day.to_string()).unwrap_or_default()]
            }
            Self::Cost => vec![
                cost.map(Money::to_plain).unwrap_or_default(),
                cost.map(|money| money.currency.to_string()).unwrap_or_default(),
            ],
            Self::Owner => vec![row.owner.clone()],
            Self::Purchased => {
                let day = row.current_term(today).and_then(|term| term.purchased_on);
                vec![day.map(|day| day.to_string()).unwrap_or_default()]
            }
            Self::Further(column) => vec![column.text(row, today)],
            Self::Custom(field) => vec![row.custom(field.id).unwrap_or_default().to_owned()],
            Self::Tags => vec![row.tags.join(", ")],
        }
    }
}

/// What stands in a field of the organisation's own.
pub(crate) fn kind_of_field(kind: FieldKind) -> Kind {
    match kind {
        FieldKind::Number => Kind::Number,
        FieldKind::Date => Kind::Date,
        FieldKind::Text
        | FieldKind::Choice
        | FieldKind::YesNo
        | FieldKind::Link
        | FieldKind::Unknown => Kind::Text,
    }
}

/// What stands below one of our own headings.
pub(crate) fn kind_of(heading: &str) -> Kind {
    match heading {
        "Purchase date" | "Start date" | "Expiration date" | "Support expiration"
        | "Termination date" => Kind::Date,
        "Seats" | "Minimum free" | "Renewal months" => Kind::Count,
        "Cost" | "Renewal cost" => Kind::Amount,
        _ => Kind::Text,
    }
}

pub(crate) fn seats_text(seats: Seats) -> String {
    match seats {
        Seats::Unstated => String::new(),
        Seats::Counted(n) => n.to_string(),
        Seats::Unlimited => words::UNLIMITED.to_owned(),
    }
}

/// One line of a file, with what a spreadsheet would run guarded.
pub(crate) fn push_record(text: &mut String, cells: impl IntoIterator<Item = impl AsRef<str>>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let cell = formula::guard(cell.as_ref());
        if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
