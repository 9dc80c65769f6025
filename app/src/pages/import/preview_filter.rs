//! Which rows of a preview are shown.

use domain::csv::{Preview, Verdict};

/// A row of the preview's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// A license, by its place.
    License(usize),
    /// A row that can't be imported, by its place.
    Rejected(usize),
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Everything.
    All,
    /// What is created.
    New,
    /// What is changed.
    Changed,
    /// What is here and stays as it is.
    Here,
    /// What cannot be imported.
    Rejected,
}

impl Shown {
    const ALL: [Self; 5] = [Self::All, Self::New, Self::Changed, Self::Here, Self::Rejected];

    /// The value in a select.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Here => "here",
            Self::Rejected => "rejected",
        }
    }

    /// Reads [`Self::code`].
    pub(super) fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|shown| shown.code() == code).unwrap_or(Self::All)
    }

    /// How many there are, shown or not.
    pub(super) fn count(self, preview: &Preview) -> u32 {
        let here = preview.n_unchanged.saturating_add(preview.already_here);
        match self {
            Self::All => [preview.n_licenses, preview.n_changed, here, preview.n_rejected]
                .into_iter()
                .fold(0, u32::saturating_add),
            Self::New => preview.n_licenses,
            Self::Changed => preview.n_changed,
            Self::Here => here,
            Self::Rejected => preview.n_rejected,
        }
    }

    /// The rows there are, in the order of the file.
    pub(super) fn entries(self, preview: &Preview) -> Vec<Entry> {
        let shows = |verdict| match self {
            Self::All => true,
            Self::New => verdict == Verdict::New,
            Self::Changed => verdict == Verdict::Changed,
            Self::Here => matches!(verdict, Verdict::Unchanged | Verdict::AlreadyHere),
            Self::Rejected => false,
        };
        let rows = preview.rows.iter().enumerate().filter(|(_, row)| shows(row.verdict));
        let mut entries: Vec<(u32, Entry)> =
            rows.map(|(at, row)| (row.line, Entry::License(at))).collect();
        if matches!(self, Self::All | Self::Rejected) {
            let rejected = preview.rejected.iter().enumerate();
            entries.extend(rejected.map(|(at, row)| (row.line, Entry::Rejected(at))));
        }
        entries.sort_by_key(|(line, _)| *line);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }
}
