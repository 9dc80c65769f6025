//! Cells that a spreadsheet would run as formulas, guarded with an apostrophe and read back.

use std::borrow::Cow;

/// What a cell must not start with, be it after spaces or apostrophes.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches([' ', '\'']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The cell as it may stand in a file.
pub(crate) fn guard(cell: &str) -> Cow<'_, str> {
    if is_risky(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Takes [`guard`] back, and leaves every other apostrophe alone.
pub(crate) fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|bare| is_risky(bare)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_read_back_and_the_rest_is_left_alone() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("  =1", "'  =1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guard(cell), expected, "{cell:?}");
            assert_eq!(unguard(expected), cell, "{cell:?}");
        }
    }
}
