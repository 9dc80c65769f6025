//! What is wrong with something typed, and what to do about it.

use domain::problem::{AmountProblem, Field, NoLicense, ProblemKind, Problems};
use leptos::prelude::*;

/// What is wrong with a field, among all that is.
pub fn of_field(problems: RwSignal<Problems>, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || {
        let problems = problems.read();
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| sentence(problem.kind))
    })
}

/// One sentence under a field or a cell.
pub fn sentence(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Missing => "Fill this in.".to_owned(),
        ProblemKind::MissingForType => {
            "A subscription or trial needs an expiration date.".to_owned()
        }
        ProblemKind::TooLong(most) => format!("At most {most} characters."),
        ProblemKind::NotADate => "There is no such day between 1900 and 2199.".to_owned(),
        ProblemKind::AmbiguousDate => {
            "Day first or month first? Choose above how dates are written.".to_owned()
        }
        ProblemKind::NotACount => "A whole number, 0 or more.".to_owned(),
        ProblemKind::NotAnAmount(AmountProblem::NotANumber) => {
            "Not an amount. Write it like 1,234.50.".to_owned()
        }
        ProblemKind::NotAnAmount(AmountProblem::TooFine) => {
            "More decimals than this currency has.".to_owned()
        }
        ProblemKind::NotAnAmount(AmountProblem::TooLarge) => "The amount is too large.".to_owned(),
        ProblemKind::NotAnAmount(AmountProblem::Ambiguous) => {
            "A thousand, or one and a bit? Write the decimals too, like 1,234.00.".to_owned()
        }
        ProblemKind::NotACurrency => "Three letters, such as EUR.".to_owned(),
        ProblemKind::NotYesOrNo => "Neither yes nor no; taken as yes.".to_owned(),
        ProblemKind::NotAChoice => "Not one of the choices.".to_owned(),
        ProblemKind::EndsBeforeStart => "It ends before it starts.".to_owned(),
        ProblemKind::NotATimeZone => "No zone of this name, such as Europe/Berlin.".to_owned(),
        ProblemKind::NotInRange(least, most) => format!("From {least} to {most}."),
        ProblemKind::DiffersFromFirstRow => {
            "An earlier row of the same license says something else; that one counts.".to_owned()
        }
        ProblemKind::MoreCellsThanHeadings => {
            "More cells than headings: a comma inside a cell needs quotation marks around it."
                .to_owned()
        }
        ProblemKind::NotANotice => "Days or months, such as 30 days or 3 months.".to_owned(),
        ProblemKind::NotALink => "An address that starts with https:// or http://.".to_owned(),
        ProblemKind::TooMany(most) => format!("At most {most}."),
        ProblemKind::NotANumber => "A number such as 12 or 12.5.".to_owned(),
        ProblemKind::Taken => "There is one of this name already.".to_owned(),
        ProblemKind::UnclearLicense => {
            "It could be one of several licenses here. Add its ID, as an export has it.".to_owned()
        }
        ProblemKind::SeveralPurchases => {
            "This license has several purchases. Change it on its page.".to_owned()
        }
        ProblemKind::NoSuchLicense => "There is no license of this name.".to_owned(),
        ProblemKind::SeveralLicenses => {
            "Several licenses have this name. Give one of them another name first.".to_owned()
        }
        ProblemKind::PartOfItself => "A license cannot be part of itself.".to_owned(),
        ProblemKind::NoLicense(NoLicense::Deleted) => {
            "It is deleted in the program that wrote the file.".to_owned()
        }
        ProblemKind::NoLicense(NoLicense::Total) => "It sums up other rows.".to_owned(),
        ProblemKind::NoLicense(NoLicense::Counted) => {
            "The row for all countries counts it.".to_owned()
        }
        ProblemKind::NoLicense(NoLicense::Nothing) => "It counts no licenses.".to_owned(),
        ProblemKind::KeyEndsAlike => {
            "A key that ends like this is here. If this is another one, add it on the license's page."
                .to_owned()
        }
        ProblemKind::KeyShowsNothing => {
            "Too short to be told from a key that is here, so it is not added. If it is another one, \
             add it on the license's page."
                .to_owned()
        }
        ProblemKind::HeldByPerson => {
            "The row names a person too, who gets the seat instead.".to_owned()
        }
        ProblemKind::NoSeatsLeft => {
            "This license refuses further seats, and none is left. This seat is left out.".to_owned()
        }
        ProblemKind::Gone => "It is not there any more.".to_owned(),
        ProblemKind::NotAnEmail => "Not an e-mail address. Write it like kim@example.org.".to_owned(),
        ProblemKind::NotWithin(least, most) => {
            format!("A whole number from {least} to {most}.")
        }
        ProblemKind::MissingName => "Fill in at least one thing to tell it by.".to_owned(),
    }
}
