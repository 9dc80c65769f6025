//! Files for other programs and other people. None holds a product key unless a person asked for
//! them: everything else here is written from the inventory alone.

mod report;
mod workbook;

use std::collections::BTreeMap;

use domain::csv::Records;
use domain::id::LicenseId;
use domain::quantity::Quantity;
use domain::row::LicenseRow;
use replica::export::{self, Columns, Export, Format};
use replica::protocol::{Answer, Failure, PlainKey};

use self::report::Report;
use super::session::Session;
use crate::platform::intl;
use crate::text;

/// Writes what is wanted.
pub(crate) async fn write(session: &mut Session, wanted: &Export) -> Answer {
    let keys = match keys(session, wanted).await {
        Ok(keys) => keys,
        Err(failure) => return Answer::Failed(failure),
    };
    let document = session.inventory.document();
    match wanted.format {
        Format::Csv => Answer::File(records(session, wanted, &keys).to_csv()),
        Format::Xlsx => match workbook::write(&records(session, wanted, &keys)) {
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

/// The product keys that were asked for, several of one license on lines of their own. The history
/// notes it before anything is handed out, and a key that does not open here ends it: a file that
/// silently lacks some would be taken for all.
async fn keys(session: &mut Session, wanted: &Export) -> Result<Keys, Failure> {
    let mut keys = Keys::new();
    let Some(at) = wanted.keys_at.filter(|_| wanted.columns == Columns::All) else {
        return Ok(keys);
    };
    let found = session.keys_for_file(&wanted.ids, at).await?;
    if found.n_locked > 0 {
        return Err(Failure::KeyNotHere);
    }
    for PlainKey { license, secret, .. } in found.keys {
        let cell = keys.entry(license).or_default();
        if !cell.is_empty() {
            cell.push('\n');
        }
        cell.push_str(&secret.0);
    }
    Ok(keys)
}

type Keys = BTreeMap<LicenseId, String>;

fn records(session: &Session, wanted: &Export, keys: &Keys) -> Records {
    let workspace = session.inventory.workspace();
    let (ids, today, days) = (&wanted.ids, wanted.today, workspace.settings.expiring_days);
    match &wanted.columns {
        Columns::All => Records::all_with_keys(workspace, ids, today, days, keys),
        Columns::Shown(codes) => Records::shown(workspace, ids, codes, today, days),
    }
}

fn report(session: &Session, wanted: &Export) -> Vec<u8> {
    let workspace = session.inventory.workspace();
    let n_all = workspace.present_licenses().count();
    let licenses = wanted.ids.iter().filter_map(|id| workspace.licenses.get(id));
    // Nothing that is summed up here depends on who uses it.
    let rows: Vec<LicenseRow> =
        licenses.map(|license| LicenseRow::of(license, workspace, Quantity::ZERO)).collect();
    let report = Report {
        title: text::export::report_title(&workspace.settings.name),
        standing: text::export::report_standing(&intl::date(wanted.today), rows.len(), n_all),
        totals: text::export::report_totals(&rows, wanted.today),
        records: &records(session, wanted, &Keys::new()),
    };
    report.to_html(intl::date, intl::money).into_bytes()
}
