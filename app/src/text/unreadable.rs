//! Why a file cannot be imported at all, and what to do about it.

use domain::csv::Unreadable;

use crate::platform::intl::count;

/// The reason in one or two sentences.
pub fn sentence(reason: &Unreadable) -> String {
    match reason {
        Unreadable::Empty => "The file is empty.".to_owned(),
        Unreadable::TooLarge { bytes, most } => format!(
            "The file has {} MB; at most {} MB can be imported at once. Split it.",
            count(bytes / 1_048_576),
            count(most / 1_048_576)
        ),
        Unreadable::Workbook => {
            "This is not an .xlsx workbook. Files such as .xls, .xlsb and .ods are not read: save it as .xlsx or CSV there, then choose that.".to_owned()
        }
        Unreadable::Binary => "This is neither a text file nor a workbook. Choose a CSV or .xlsx file.".to_owned(),
        Unreadable::NotATable { line, text } => format!(
            "Line {line} should list the columns, but it says “{text}”. Choose a file with headings."
        ),
        Unreadable::NoRows => "The file has headings, but no rows below them.".to_owned(),
        Unreadable::TooManyRows { line, most } => format!(
            "More than {} rows: line {line} is the first too many. Split the file.",
            count(u64::from(*most))
        ),
        Unreadable::TooManyColumns { line, found, most } => format!(
            "Line {line} has {} columns; at most {most} can be imported.",
            count(u64::from(*found))
        ),
        Unreadable::CellTooLong { line, column, found, most } => format!(
            "The cell in line {line}, column “{column}” has {} characters; at most {} fit in a cell.",
            count(u64::from(*found)),
            count(u64::from(*most))
        ),
        Unreadable::UnclosedQuote { line } => format!(
            "A quotation mark opened in the row of line {line} is never closed. Correct it and choose the file again."
        ),
        Unreadable::EncryptedWorkbook => {
            "A password protects this workbook. Save it without one, then choose it again."
                .to_owned()
        }
        Unreadable::DamagedWorkbook => {
            "This workbook is damaged and cannot be read to its end. Open it in a spreadsheet program, save it again, then choose it.".to_owned()
        }
        Unreadable::TooLargeInside { most } => format!(
            "This workbook unpacks to more than {} MB, which is more than can be imported at once. Split it.",
            count(most / 1_048_576)
        ),
    }
}
