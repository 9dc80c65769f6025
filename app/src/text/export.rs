//! Words around exports, and those in a report.

use std::collections::BTreeMap;

use domain::currency::Currency;
use domain::date::Date;
use domain::money::Money;
use domain::purchase::Seats;
use domain::row::LicenseRow;
use replica::export::Format;

use super::license::counted;
use crate::platform::intl;

/// What an export is called.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Csv => "CSV",
        Format::Xlsx => "XLSX",
        Format::Report => "Report",
        Format::Json => "JSON",
        Format::Automerge => "Automerge",
    }
}

/// What it is for.
pub fn purpose(format: Format) -> &'static str {
    match format {
        Format::Csv => "A table for any program. With all columns it can be imported here again.",
        Format::Xlsx => {
            "A workbook with real dates and amounts. With all columns it can be imported here again."
        }
        Format::Report => {
            "A page to print, or to send to people without Seatwise. Any browser opens it."
        }
        Format::Json => {
            "Every record of this workspace for other programs, deleted licenses included."
        }
        Format::Automerge => {
            "The inventory with its whole history, for programs that read Automerge. To restore it here, export a backup in Settings instead."
        }
    }
}

/// The licenses of the list as it is.
pub fn the_shown(n: usize) -> String {
    format!("The {} shown", intl::count(n as u64))
}

/// All licenses.
pub fn all(n: usize) -> String {
    format!("All {}", intl::count(n as u64))
}

/// What the button does.
pub fn submit(format: Format, n: usize) -> String {
    if is_whole(format) {
        "Export workspace".to_owned()
    } else {
        format!("Export {}", intl::count(n as u64))
    }
}

/// What was done.
pub fn done(format: Format, n: usize) -> String {
    if is_whole(format) {
        "Workspace exported.".to_owned()
    } else {
        format!("{} exported.", counted(n, "license", "licenses"))
    }
}

/// Whether it is the whole workspace, whatever the list shows.
pub fn is_whole(format: Format) -> bool {
    match format {
        Format::Json | Format::Automerge => true,
        Format::Csv | Format::Xlsx | Format::Report => false,
    }
}

/// What a report is about.
pub fn report_title(workspace: &str) -> String {
    if workspace.is_empty() {
        "Software licenses".to_owned()
    } else {
        format!("{workspace}: software licenses")
    }
}

/// As of when a report is, and how much of the whole.
pub fn report_standing(day: &str, n: usize, n_all: usize) -> String {
    let licenses = counted(n_all, "license", "licenses");
    if n == n_all {
        format!("As of {day} · {licenses}")
    } else {
        format!("As of {day} · {} of {licenses}", intl::count(n as u64))
    }
}

/// What all licenses of a report come to: seats and costs of their current terms.
pub fn report_totals(rows: &[LicenseRow], today: Date) -> Vec<(&'static str, String)> {
    let mut totals = vec![("Licenses", intl::count(rows.len() as u64))];
    let seats = rows.iter().map(|row| match row.seats(today) {
        Seats::Counted(n) => u64::from(n),
        Seats::Unstated | Seats::Unlimited => 0,
    });
    totals.push(("Seats", intl::count(seats.sum())));
    let unlimited = rows.iter().filter(|row| row.seats(today) == Seats::Unlimited).count();
    if unlimited > 0 {
        totals.push(("Without a limit", intl::count(unlimited as u64)));
    }
    let costs = sums(rows.iter().filter_map(|row| row.cost(today)));
    if !costs.is_empty() {
        let costs: Vec<String> = costs.into_iter().map(intl::money).collect();
        totals.push(("Cost of current terms", costs.join(" + ")));
    }
    totals
}

/// One sum for each currency. What is too large to add up is left out of the sum.
fn sums(amounts: impl Iterator<Item = Money>) -> Vec<Money> {
    let mut sums: BTreeMap<Currency, Money> = BTreeMap::new();
    for amount in amounts {
        let sum = sums.entry(amount.currency).or_insert(Money { minor: 0, ..amount });
        *sum = sum.checked_add(amount).unwrap_or(*sum);
    }
    sums.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_summed_up_by_currency() {
        let money = |minor, currency| Money { minor, currency };
        let all = [money(100, Currency::USD), money(5, Currency::EUR), money(-30, Currency::USD)];
        let expected = [money(5, Currency::EUR), money(70, Currency::USD)];
        assert_eq!(sums(all.into_iter()), expected);
        assert_eq!(sums(std::iter::empty()), []);
    }

    #[test]
    fn a_report_is_named_after_its_workspace() {
        assert_eq!(report_title("Example Ltd"), "Example Ltd: software licenses");
        assert_eq!(report_title(""), "Software licenses");
    }
}
