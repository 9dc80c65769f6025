//! What the licenses list and its address both mean: which rows, in which order.

use std::cmp::Ordering;

use crate::date::Date;
use crate::license_type::LicenseType;
use crate::purchase::Seats;
use crate::row::LicenseRow;
use crate::status::Status;

/// Which rows to show. An empty filter shows all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LicenseFilter {
    /// Words that must all occur.
    pub text: String,
    /// Only this type.
    pub license_type: Option<LicenseType>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only this vendor, by name.
    pub vendor: Option<String>,
    /// Only this owner, by name.
    pub owner: Option<String>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those whose last valid day is in this window.
    pub expires: Option<ExpiresFilter>,
}

/// Windows of the last valid day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiresFilter {
    /// From today up to so many days ahead, both included.
    WithinDays(u16),
    /// Before today.
    Past,
    /// Never.
    Never,
}

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
}

/// Column and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// The column.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

/// What a day and a threshold mean for the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// Today in the workspace's zone.
    pub today: Date,
    /// The threshold of Expiring Soon, in days.
    pub expiring_days: u16,
}

impl LicenseFilter {
    /// Whether nothing is filtered out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The indices of the rows that pass, in the rows' own order.
    pub fn apply(&self, rows: &[LicenseRow], order: &[u32], calendar: Calendar) -> Vec<u32> {
        let words: Vec<String> = self.text.split_whitespace().map(str::to_lowercase).collect();
        let passes = |index: &u32| {
            rows.get(*index as usize).is_some_and(|row| self.passes(row, &words, calendar))
        };
        order.iter().copied().filter(passes).collect()
    }

    fn passes(&self, row: &LicenseRow, words: &[String], calendar: Calendar) -> bool {
        self.license_type.is_none_or(|t| row.license_type == t)
            && words.iter().all(|word| row.haystack.contains(word.as_str()))
            && self.vendor.as_ref().is_none_or(|vendor| row.vendor == *vendor)
            && self.owner.as_ref().is_none_or(|owner| row.owner == *owner)
            && self.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
            && self.status.is_none_or(|s| row.status(calendar.today, calendar.expiring_days) == s)
            && self.expires.is_none_or(|window| window.admits(row.days_left(calendar.today)))
    }
}

impl ExpiresFilter {
    fn admits(self, days_left: Option<i64>) -> bool {
        match (self, days_left) {
            (Self::Never, None) => true,
            (Self::Never, Some(_)) | (_, None) => false,
            (Self::Past, Some(days)) => days < 0,
            (Self::WithinDays(window), Some(days)) => (0..=i64::from(window)).contains(&days),
        }
    }
}

/// The indices of `rows` in the order `sort` asks for; equal rows are in order of name,
/// whatever its letter case.
pub fn sorted(rows: &[LicenseRow], sort: Sort, calendar: Calendar) -> Vec<u32> {
    // The haystack begins with the name in lower case, so it orders by name without a copy.
    let name = |i: u32| rows.get(i as usize).map_or("", |row| row.haystack.as_str());
    let mut order: Vec<u32> = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect();
    let is_by_name = sort.key == SortKey::Name;
    let keyed = if is_by_name { &[] } else { rows };
    let keys: Vec<Key> = keyed.iter().map(|row| Key::of(row, sort.key, calendar)).collect();
    order.sort_by(|a, b| {
        let (left, right) = (keys.get(*a as usize), keys.get(*b as usize));
        compare(left, right, sort.descending).then_with(|| name(*a).cmp(name(*b)))
    });
    if is_by_name && sort.descending {
        order.reverse();
    }
    order
}

/// Rows without a value come last in both directions.
fn compare(left: Option<&Key>, right: Option<&Key>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(Key::Nothing), Some(Key::Nothing)) => Ordering::Equal,
        (Some(Key::Nothing), _) => Ordering::Greater,
        (_, Some(Key::Nothing)) => Ordering::Less,
        (left, right) if descending => right.cmp(&left),
        (left, right) => left.cmp(&right),
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
            SortKey::Used => Self::Number(i64::from(row.used)),
            SortKey::Expires => row.days_left(today).map_or(Self::Nothing, Self::Number),
            SortKey::Seats => match row.seats(today) {
                Seats::Unstated => Self::Nothing,
                Seats::Counted(n) => Self::Number(i64::from(n)),
                Seats::Unlimited => Self::Number(i64::MAX),
            },
            SortKey::Cost => row.cost(today).map_or(Self::Nothing, |money| {
                Self::Amount(money.currency.code().to_owned(), money.minor)
            }),
        }
    }
}

impl SortKey {
    /// All columns, in the order of the list.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Vendor,
        Self::Type,
        Self::Status,
        Self::Seats,
        Self::Used,
        Self::Expires,
        Self::Cost,
        Self::Owner,
    ];

    /// The word that addresses hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Vendor => "vendor",
            Self::Type => "type",
            Self::Status => "status",
            Self::Seats => "seats",
            Self::Used => "used",
            Self::Expires => "expires",
            Self::Cost => "cost",
            Self::Owner => "owner",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.code() == code)
    }
}

impl Sort {
    /// The word that addresses hold: `expires`, or `-expires` for descending.
    pub fn code(self) -> String {
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{}", self.key.code())
    }

    /// Reads [`Self::code`]; anything else sorts by name.
    pub fn from_code(code: &str) -> Self {
        let (descending, key) = code.strip_prefix('-').map_or((false, code), |key| (true, key));
        SortKey::from_code(key).map_or_else(Self::default, |key| Self { key, descending })
    }
}

impl ExpiresFilter {
    /// The word that addresses hold: days, `past` or `never`.
    pub fn code(self) -> String {
        match self {
            Self::WithinDays(days) => days.to_string(),
            Self::Past => "past".to_owned(),
            Self::Never => "never".to_owned(),
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "past" => Some(Self::Past),
            "never" => Some(Self::Never),
            days => days.parse().ok().map(Self::WithinDays),
        }
    }
}
