//! In which order rows stand: by one column, and by others where that one says the same.

use std::cmp::Ordering;

use super::Calendar;
use crate::custom_field::CustomField;
use crate::id::CustomFieldId;
use crate::purchase::Seats;
use crate::row::{FurtherColumn, LicenseRow};

/// Columns that count, at most.
pub const MOST_KEYS: usize = 3;

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// By name.
    #[default]
    Name,
    /// By vendor.
    Vendor,
    /// By type.
    Type,
    /// By status, the most urgent first.
    Status,
    /// By seats owned.
    Seats,
    /// By seats used.
    Used,
    /// By last valid day; those that never end come last.
    Expires,
    /// By cost, per currency.
    Cost,
    /// By owner.
    Owner,
    /// By day of purchase.
    Purchased,
    /// By a column beside the usual ones.
    Further(FurtherColumn),
    /// By a field of the organisation's own.
    Custom(CustomFieldId),
}

/// Column and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// The column.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

/// The columns that count, the first one most. Where all say the same, names decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order(Vec<Sort>);

impl Default for Order {
    fn default() -> Self {
        Self(vec![Sort::default()])
    }
}

impl Order {
    /// By one column.
    pub fn by(sort: Sort) -> Self {
        Self(vec![sort])
    }

    /// The columns, the one that counts most first.
    pub fn sorts(&self) -> &[Sort] {
        &self.0
    }

    /// Where a column stands, from 0, and its direction.
    pub fn place_of(&self, key: SortKey) -> Option<(usize, Sort)> {
        self.0.iter().copied().enumerate().find(|(_, sort)| sort.key == key)
    }

    /// By this column alone; the other way round if that is how it is already.
    #[must_use]
    pub fn turned_to(&self, key: SortKey) -> Self {
        let turned = self.0.first() == Some(&Sort { key, descending: false });
        Self::by(Sort { key, descending: turned })
    }

    /// With this column after those that count already; the other way round where it is one of them.
    #[must_use]
    pub fn with(&self, key: SortKey) -> Self {
        let mut sorts = self.0.clone();
        if let Some(sort) = sorts.iter_mut().find(|sort| sort.key == key) {
            sort.descending = !sort.descending;
        } else {
            sorts.truncate(MOST_KEYS - 1);
            sorts.push(Sort { key, descending: false });
        }
        Self(sorts)
    }

    /// The word that addresses hold, such as `vendor,-expires`.
    pub fn code(&self) -> String {
        self.0.iter().map(|sort| sort.code()).collect::<Vec<_>>().join(",")
    }

    /// Reads [`Self::code`]. Words that mean nothing are not heard; without any it is by name.
    pub fn from_code(code: &str) -> Self {
        let mut sorts: Vec<Sort> = Vec::new();
        for sort in code.split(',').filter_map(Sort::from_code) {
            if sorts.len() < MOST_KEYS && sorts.iter().all(|other| other.key != sort.key) {
                sorts.push(sort);
            }
        }
        if sorts.is_empty() { Self::default() } else { Self(sorts) }
    }
}

impl Sort {
    fn code(self) -> String {
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{}", self.key.code())
    }

    fn from_code(code: &str) -> Option<Self> {
        let (descending, key) = code.strip_prefix('-').map_or((false, code), |key| (true, key));
        Some(Self { key: SortKey::from_code(key)?, descending })
    }
}

/// What stands before the identity of a field of the organisation's own.
const CUSTOM: &str = "custom.";

impl SortKey {
    const FIXED: [(Self, &'static str); 10] = [
        (Self::Name, "name"),
        (Self::Vendor, "vendor"),
        (Self::Type, "type"),
        (Self::Status, "status"),
        (Self::Seats, "seats"),
        (Self::Used, "used"),
        (Self::Expires, "expires"),
        (Self::Cost, "cost"),
        (Self::Owner, "owner"),
        (Self::Purchased, "purchased"),
    ];

    /// The word that addresses hold.
    pub fn code(self) -> String {
        if let Self::Custom(id) = self {
            return format!("{CUSTOM}{id}");
        }
        if let Self::Further(column) = self {
            return column.code().to_owned();
        }
        let found = Self::FIXED.into_iter().find(|(key, _)| *key == self);
        found.map_or("", |(_, code)| code).to_owned()
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(id) = code.strip_prefix(CUSTOM) {
            return id.parse().ok().map(Self::Custom);
        }
        let fixed = Self::FIXED.into_iter().find(|(_, known)| *known == code).map(|(key, _)| key);
        fixed.or_else(|| FurtherColumn::from_code(code).map(Self::Further))
    }
}

/// The indices of `rows` in the order `order` asks for; equal rows are in order of name, whatever
/// its letter case. `own` are the organisation's fields, which say how their values compare.
pub fn sorted(
    rows: &[LicenseRow],
    order: &Order,
    calendar: Calendar,
    own: &[CustomField],
) -> Vec<u32> {
    // The haystack begins with the name in lower case, so it orders by name without a copy.
    let name = |i: u32| rows.get(i as usize).map_or("", |row| row.haystack.as_str());
    let mut indices: Vec<u32> = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect();
    let columns: Vec<Column<'_>> =
        order.0.iter().map(|sort| Column::of(rows, *sort, calendar, own)).collect();
    indices.sort_by(|a, b| {
        for column in &columns {
            let ordering = match column {
                Column::Names(false) => name(*a).cmp(name(*b)),
                Column::Names(true) => name(*b).cmp(name(*a)),
                Column::Keys(keys, descending) => {
                    let key = |i: u32| keys.get(i as usize).filter(|key| **key != Key::Nothing);
                    compare(key(*a), key(*b), *descending, Ord::cmp)
                }
                Column::Custom(field, values, descending) => {
                    let value = |i: u32| values.get(i as usize).copied().flatten();
                    compare(value(*a), value(*b), *descending, |left, right| match field {
                        Some(field) => field.compare(left, right),
                        None => left.cmp(right),
                    })
                }
            };
            if ordering != Ordering::Equal {
                return ordering;
            }
        }
        name(*a).cmp(name(*b))
    });
    indices
}

enum Column<'a> {
    Names(bool),
    Keys(Vec<Key>, bool),
    Custom(Option<&'a CustomField>, Vec<Option<&'a str>>, bool),
}

impl<'a> Column<'a> {
    fn of(rows: &'a [LicenseRow], sort: Sort, calendar: Calendar, own: &'a [CustomField]) -> Self {
        let Sort { key, descending } = sort;
        if key == SortKey::Name {
            return Self::Names(descending);
        }
        if let SortKey::Custom(id) = key {
            let field = own.iter().find(|field| field.id == id);
            let values = rows.iter().map(|row| row.custom(id)).collect();
            return Self::Custom(field, values, descending);
        }
        let keys = rows.iter().map(|row| Key::of(row, key, calendar)).collect();
        Self::Keys(keys, descending)
    }
}

/// Rows without a value come last in both directions.
fn compare<T: ?Sized>(
    left: Option<&T>,
    right: Option<&T>,
    descending: bool,
    by: impl Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (left, right) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(left), Some(right)) if descending => by(right, left),
        (Some(left), Some(right)) => by(left, right),
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Number(i64),
    Amount(String, i64),
    Nothing,
}

impl Key {
    fn of(row: &LicenseRow, key: SortKey, calendar: Calendar) -> Self {
        let text = |text: &str| {
            if text.is_empty() { Self::Nothing } else { Self::Text(text.to_lowercase()) }
        };
        let today = calendar.today;
        match key {
            SortKey::Name => text(&row.name),
            SortKey::Vendor => text(&row.vendor),
            SortKey::Owner => text(&row.owner),
            SortKey::Type => Self::Number(row.license_type as i64),
            SortKey::Status => Self::Number(row.status(today, calendar.expiring_days) as i64),
            SortKey::Used => Self::Number(i64::try_from(row.used.hundredths()).unwrap_or(i64::MAX)),
            SortKey::Expires => row.days_left(today).map_or(Self::Nothing, Self::Number),
            SortKey::Seats => match row.seats(today) {
                Seats::Unstated => Self::Nothing,
                Seats::Counted(n) => Self::Number(i64::from(n)),
                Seats::Unlimited => Self::Number(i64::MAX),
            },
            SortKey::Cost => row.cost(today).map_or(Self::Nothing, |money| {
                Self::Amount(money.currency.code().to_owned(), money.minor)
            }),
            SortKey::Purchased => row
                .current_term(today)
                .and_then(|term| term.purchased_on)
                .map_or(Self::Nothing, |day| Self::Text(day.to_string())),
            SortKey::Further(column) => text(&column.text(row, today)),
            SortKey::Custom(id) => text(row.custom(id).unwrap_or_default()),
        }
    }
}
