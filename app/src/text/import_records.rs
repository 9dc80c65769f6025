//! Lists of users, assets, assignments and last uses: what importing them does, in words.

use domain::csv::roster::{Column, Kind, Preview, Reason, Verdict, Why};
use domain::problem::ProblemKind;

use super::import::Figure;
use super::license::counted;
use super::{import, problem, seats};
use crate::components::Tone;
use crate::platform::intl::count;

/// What to do about a file whose headings do not say what it lists.
pub const NOT_RECOGNIZED: &str = "Its headings do not say that it is a list of users, assets, assignments or last used dates. Choose below what it is, and what its columns are. A list of licenses is imported under Licenses.";

/// What a file is a list of.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Users => "Users",
        Kind::Assets => "Assets",
        Kind::Assignments => "Assignments",
        Kind::LastUsed => "Last used dates",
    }
}

/// What a column says.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Id => "ID",
        Column::Name => "Name",
        Column::FirstName => "First name",
        Column::LastName => "Last name",
        Column::Email => "Email",
        Column::Username => "Username",
        Column::EmployeeNumber => "Employee number",
        Column::Department => "Department",
        Column::Location => "Location",
        Column::Manager => "Manager",
        Column::ManagerFirstName => "Manager: first name",
        Column::ManagerLastName => "Manager: last name",
        Column::Company => "Company",
        Column::Status => "Status",
        Column::Enabled => "Account enabled",
        Column::StartDate => "Start date",
        Column::EndDate => "End date",
        Column::Notes => "Notes",
        Column::Tag | Column::Asset => "Asset tag",
        Column::Serial => "Serial number",
        Column::Category => "Category",
        Column::Model => "Model",
        Column::HolderName => "Assigned to",
        Column::HolderEmail => "Assigned to: email",
        Column::HolderUsername => "Assigned to: username",
        Column::Cores => "Cores",
        Column::Processors => "Processors",
        Column::RetiredOn => "Retired on",
        Column::License => "License",
        Column::Quantity => "Quantity",
        Column::From => "From",
        Column::Until => "Until",
        Column::LastUsed => "Last used",
        Column::Ignored => "Leave out",
    }
}

/// What was recognized: `List of users, 50 rows, UTF-8, commas`.
pub fn recognized(preview: &Preview) -> String {
    let list = match (preview.is_recognized, preview.kind) {
        (false, _) => "Not recognized",
        (true, Kind::Users) => "List of users",
        (true, Kind::Assets) => "List of assets",
        (true, Kind::Assignments) => "List of assignments",
        (true, Kind::LastUsed) => "List of last used dates",
    };
    let rows = counted(preview.n_rows as usize, "row", "rows");
    match &preview.sheet {
        Some(sheet) => format!("{list}, {rows}, sheet “{}”", sheet.name),
        None => format!(
            "{list}, {rows}, {}, {}",
            import::encoding(preview.encoding),
            import::delimiter(preview.delimiter)
        ),
    }
}

/// What is to be known about the sheet that was taken; `None` when there is nothing.
pub fn about_sheet(preview: &Preview) -> Option<String> {
    let sheet = preview.sheet.as_ref()?;
    let mut sentences = Vec::new();
    if sheet.n_sheets > 1 {
        let sheets = counted(sheet.n_sheets as usize, "sheet", "sheets");
        sentences
            .push(format!("The workbook has {sheets}; this is the first that is such a list."));
    }
    if sheet.n_errors > 0 {
        let errors = counted(sheet.n_errors as usize, "error", "errors");
        sentences.push(format!("{errors} of the spreadsheet in its cells: these count as empty."));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What the import does, in figures. Those that need no attention when they are 0 are left out.
pub fn summary(preview: &Preview) -> Vec<Figure> {
    let created = if preview.n_new > 0 { Tone::Ok } else { Tone::Mute };
    let to_create = match preview.kind {
        Kind::Users => ["user to create", "users to create"],
        Kind::Assets => ["asset to create", "assets to create"],
        Kind::Assignments => ["seat to assign", "seats to assign"],
        Kind::LastUsed => ["new", "new"],
    };
    let to_change = match preview.kind {
        Kind::Users => ["user to change", "users to change"],
        Kind::Assets => ["asset to change", "assets to change"],
        Kind::Assignments => ["seat to change", "seats to change"],
        Kind::LastUsed => ["date to set", "dates to set"],
    };
    let is_dates = preview.kind == Kind::LastUsed;
    let all: [(Tone, u32, [&'static str; 2], bool); 6] = [
        (created, preview.n_new, to_create, !is_dates),
        (Tone::Info, preview.n_changed, to_change, is_dates),
        (
            Tone::Mute,
            preview.n_people,
            ["user to create with it", "users to create with it"],
            false,
        ),
        (Tone::Mute, preview.n_unchanged, ["unchanged", "unchanged"], false),
        (Tone::Bad, preview.n_rejected, ["row left out", "rows left out"], false),
        (Tone::Warn, preview.n_problems, ["thing to look at", "things to look at"], false),
    ];
    all.into_iter()
        .filter(|(_, number, _, always)| *always || *number > 0)
        .map(|(tone, number, [one, many], _)| Figure {
            tone,
            number: count(number.into()),
            words: if number == 1 { one } else { many },
        })
        .collect()
}

/// What becomes of a row.
pub fn verdict(verdict: Verdict) -> (Tone, &'static str) {
    match verdict {
        Verdict::New => (Tone::Ok, "New"),
        Verdict::Changed => (Tone::Info, "Changed"),
        Verdict::Unchanged => (Tone::Mute, "Unchanged"),
        Verdict::Rejected => (Tone::Bad, "Rejected"),
    }
}

/// Why there is nothing to import.
pub fn nothing_to_import(preview: &Preview) -> &'static str {
    if !preview.is_enough {
        "Say what the columns are."
    } else if preview.n_unchanged == 0 {
        "No row of this file can be imported."
    } else {
        "What can be read of this file is here already."
    }
}

/// What was imported.
pub fn imported(preview: &Preview) -> String {
    let (new, changed) = (preview.n_new as usize, preview.n_changed as usize);
    let [one, many] = match preview.kind {
        Kind::Users => ["user", "users"],
        Kind::Assets => ["asset", "assets"],
        Kind::Assignments => ["assignment", "assignments"],
        Kind::LastUsed => ["last used date", "last used dates"],
    };
    match (new, changed) {
        (0, changed) => format!("Changed {}.", counted(changed, one, many)),
        (new, 0) => format!("Imported {}.", counted(new, one, many)),
        (new, changed) => {
            format!("Imported {}, changed {}.", counted(new, one, many), count(changed as u64))
        }
    }
}

/// What is to be said about a row, with the cell it is about: `Email “kim”: Not an address.`
pub fn reason(reason: &Reason) -> String {
    let said = why(reason.why);
    match (reason.heading.as_str(), reason.text.as_str()) {
        ("", _) => said,
        (heading, "") => format!("{heading}: {said}"),
        (heading, text) => format!("{heading} “{text}”: {said}"),
    }
}

fn why(why: Why) -> String {
    match why {
        Why::Problem(ProblemKind::Taken) => "Another one has this already.".to_owned(),
        Why::Problem(ProblemKind::NotYesOrNo) => "Neither yes nor no.".to_owned(),
        Why::Problem(kind) => problem::sentence(kind),
        Why::Quantity(why) => seats::bad_quantity(why).to_owned(),
        Why::Objection(objection) => seats::objection(objection),
        Why::NotAnAddress => "Not an e-mail address.".to_owned(),
        Why::NothingToTellBy => "Nothing says whom or what this row is about.".to_owned(),
        Why::Repeated(line) => {
            format!("The row in line {line} is about the same; that one counts.")
        }
        Why::NoSuchPerson => "No user is called this.".to_owned(),
        Why::SeveralPeople => "Several users are called this. Add an e-mail address.".to_owned(),
        Why::NoSuchAsset => "No asset is called this.".to_owned(),
        Why::SeveralAssets => "Several assets are called this. Add an asset tag.".to_owned(),
        Why::OwnManager => "Nobody is their own manager.".to_owned(),
        Why::HoldsNoSeat => "They hold no seat of it.".to_owned(),
        Why::HoldsSeveral => {
            "They hold several seats. Say which license, or change it there.".to_owned()
        }
        Why::NotYet => "This day has not come yet.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_the_cell_it_is_about() {
        let of = |heading: &str, text: &str| Reason {
            heading: heading.to_owned(),
            text: text.to_owned(),
            why: Why::NotAnAddress,
        };
        assert_eq!(reason(&of("Email", "kim")), "Email “kim”: Not an e-mail address.");
        assert_eq!(reason(&of("", "")), "Not an e-mail address.");
    }
}
