//! Files for other programs and other people. None holds a product key: they are in the vault, and
//! everything here is written from the inventory alone.

mod report;
mod workbook;

use domain::csv::Records;
use domain::row::LicenseRow;
use replica::export::{self, Columns, Export, Format};
use replica::protocol::{Answer, Failure};

use self::report::Report;
use super::session::Session;
use crate::platform::intl;
use crate::text;

/// Writes what is wanted.
pub(crate) fn write(session: &Session, wanted: &Export) -> Answer {
    let document = session.inventory.document();
    match wanted.format {
        Format::Csv => Answer::File(records(session, wanted).to_csv()),
        Format::Xlsx => match workbook::write(&records(session, wanted)) {
            Ok(bytes) => Answer::File(bytes),
            Err(_) => Answer::Failed(Failure::TooLong),
        },
        Format::Report => Answer::File(report(session, wanted)),
        Format::Json => match export::json(document) {
            Some(bytes) => Answer::File(bytes),
            None => Answer::Failed(Failure::Internal("the inventory did not encode".to_owned())),
        },
        Format::Automerge => Answer::File(document.save()),
    }
}

fn records(session: &Session, wanted: &Export) -> Records {
    let workspace = session.inventory.workspace();
    let (ids, today, days) = (&wanted.ids, wanted.today, workspace.settings.expiring_days);
    match &wanted.columns {
        Columns::All => Records::all(workspace, ids, today, days),
        Columns::Shown(codes) => Records::shown(workspace, ids, codes, today, days),
    }
}

fn report(session: &Session, wanted: &Export) -> Vec<u8> {
    let workspace = session.inventory.workspace();
    let n_all = workspace.present_licenses().count();
    let licenses = wanted.ids.iter().filter_map(|id| workspace.licenses.get(id));
    // Nothing that is summed up here depends on who uses it.
    let rows: Vec<LicenseRow> =
        licenses.map(|license| LicenseRow::of(license, workspace, 0)).collect();
    let report = Report {
        title: text::export::report_title(&workspace.settings.name),
        standing: text::export::report_standing(&intl::date(wanted.today), rows.len(), n_all),
        totals: text::export::report_totals(&rows, wanted.today),
        records: &records(session, wanted),
    };
    report.to_html(intl::date, intl::money).into_bytes()
}
