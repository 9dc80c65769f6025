//! What can be taken away for other programs, and the inventory as JSON.

use automerge::AutoSerde;
use chrono::{DateTime, Utc};
use domain::date::Date;
use domain::id::LicenseId;
use serde::{Deserialize, Serialize};

use crate::document::Document;

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// As what.
    pub format: Format,
    /// Which columns, where it is a table.
    pub columns: Columns,
    /// Which licenses, in this order, where it is not the whole workspace.
    pub ids: Vec<LicenseId>,
    /// Today in the workspace's zone.
    #[serde(with = "domain::date::day")]
    pub today: Date,
    /// Product keys in plain text as well, with the moment that the history notes; only where all
    /// columns are wanted.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub keys_at: Option<DateTime<Utc>>,
}

/// What an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A table, as CSV.
    Csv,
    /// A table, as a workbook.
    Xlsx,
    /// A table, as a page to read and to print.
    Report,
    /// The inventory, as JSON.
    Json,
    /// The inventory, as Automerge saves it.
    Automerge,
}

/// Which columns a table has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Columns {
    /// All there are, so that the file can be imported again.
    All,
    /// The name and these columns of the list, by their codes.
    Shown(Vec<String>),
}

/// Every record of an inventory, laid out as in the document (`docs/data-model.md`). `None` only
/// for what no JSON can hold, which no document has.
pub fn json(inventory: &Document) -> Option<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(&AutoSerde::from(inventory.automerge())).ok()?;
    text.push(b'\n');
    Some(text)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::command::Command;
    use domain::csv::{Answers, plan, read};
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::inventory::Inventory;

    #[test]
    fn the_json_holds_every_record_as_the_data_model_lays_it_out() {
        let file = "Name,Vendor,License key,Purchase date,Expiration date,Seats,Cost,Currency,Assigned to name\n\
            Figma,\"Quill \"\"&\"\" <Lantern>\",PLANTED-KEY-4F2A,2026-03-01,2027-03-01,25,41.70,USD,Ada\n";
        let mut inventory = Inventory::new([1; 16]).unwrap();
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            Uuid::from_u128(next)
        };
        let (at, today) = (DateTime::UNIX_EPOCH, Date::from_ymd_opt(2026, 11, 24).unwrap());
        let table = read(file.as_bytes()).unwrap();
        let planned =
            plan(&table, Answers::default(), inventory.workspace(), at, today, &mut fresh);
        inventory.apply(&Command::ImportLicenses(Box::new(planned.import)), at).unwrap();

        let text = json(inventory.document()).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains("PLANTED"));
        let root: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(root["schema"], 1);
        let only = |map: &Value| map.as_object().unwrap().values().next().unwrap().clone();
        let license = only(&root["licenses"]);
        assert_eq!((&license["name"], &license["type"]), (&json!("Figma"), &json!("subscription")));
        let purchase = only(&license["purchases"]);
        assert_eq!(purchase["amount"], "4170 USD");
        assert_eq!(purchase["seats"], 25);
        assert_eq!(only(&license["terms"])["last_day"], "2027-03-01");
        assert_eq!(only(&license["keys"])["last4"], "4F2A");
        assert_eq!(only(&root["vendors"])["name"], "Quill \"&\" <Lantern>");
        assert_eq!(only(&root["users"])["name"], "Ada");
        assert_eq!(only(&root["assignments"])["quantity"], 1);
    }
}
