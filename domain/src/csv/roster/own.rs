//! Lists of our own: users and assets as files that [`super::read`] knows again.

use super::super::records::{Kind as Cell, Records, push_record};
use super::column::{Column, Kind};
use super::words::{asset_word, user_word};
use crate::asset::Asset;
use crate::date::Date;
use crate::id::{AssetId, UserId};
use crate::user::User;
use crate::workspace::Workspace;

/// The headings of a list of users, and what stands below them.
pub(super) const USER_COLUMNS: [(&str, Column); 13] = [
    ("Name", Column::Name),
    ("Email", Column::Email),
    ("Username", Column::Username),
    ("Employee number", Column::EmployeeNumber),
    ("Department", Column::Department),
    ("Location", Column::Location),
    ("Manager", Column::Manager),
    ("Company", Column::Company),
    ("Status", Column::Status),
    ("Start date", Column::StartDate),
    ("End date", Column::EndDate),
    ("Notes", Column::Notes),
    ("ID", Column::Id),
];

/// The headings of a list of assets, and what stands below them.
pub(super) const ASSET_COLUMNS: [(&str, Column); 12] = [
    ("Asset tag", Column::Tag),
    ("Name", Column::Name),
    ("Serial number", Column::Serial),
    ("Category", Column::Category),
    ("Status", Column::Status),
    ("Assigned to", Column::HolderName),
    ("Location", Column::Location),
    ("Cores", Column::Cores),
    ("Processors", Column::Processors),
    ("Retired on", Column::RetiredOn),
    ("Notes", Column::Notes),
    ("ID", Column::Id),
];

const ASSIGNMENT_HEADINGS: [&str; 8] =
    ["License", "Assigned to", "Email", "Asset tag", "Quantity", "From", "Until", "Notes"];

const LAST_USED_HEADINGS: [&str; 4] = ["Email", "Asset tag", "License", "Last used"];

/// An empty file of this kind to fill in: the headings alone.
pub fn template(kind: Kind) -> String {
    let mut text = String::new();
    match kind {
        Kind::Users => push_record(&mut text, USER_COLUMNS.map(|(heading, _)| heading)),
        Kind::Assets => push_record(&mut text, ASSET_COLUMNS.map(|(heading, _)| heading)),
        Kind::Assignments => push_record(&mut text, ASSIGNMENT_HEADINGS),
        Kind::LastUsed => push_record(&mut text, LAST_USED_HEADINGS),
    }
    text
}

/// All there is to say about the users `ids`, one row each.
pub fn users(workspace: &Workspace, ids: &[UserId]) -> Records {
    let users = ids.iter().filter_map(|id| workspace.users.get(id));
    let rows = users.map(|user| {
        let manager = user.manager_id.and_then(|id| workspace.users.get(&id));
        let manager = manager.map_or("", told_apart);
        USER_COLUMNS.map(|(_, column)| user_cell(user, column, manager)).to_vec()
    });
    Records { headings: headings(&USER_COLUMNS), rows: rows.collect() }
}

/// All there is to say about the assets `ids`, one row each.
pub fn assets(workspace: &Workspace, ids: &[AssetId]) -> Records {
    let assets = ids.iter().filter_map(|id| workspace.assets.get(id));
    let rows = assets.map(|asset| {
        let holder = asset.holder_id.and_then(|id| workspace.users.get(&id));
        let holder = holder.map_or("", told_apart);
        ASSET_COLUMNS.map(|(_, column)| asset_cell(asset, column, holder)).to_vec()
    });
    Records { headings: headings(&ASSET_COLUMNS), rows: rows.collect() }
}

fn headings(columns: &[(&str, Column)]) -> Vec<(String, Cell)> {
    let kind = |column| {
        if matches!(column, Column::StartDate | Column::EndDate | Column::RetiredOn) {
            Cell::Date
        } else if matches!(column, Column::Cores | Column::Processors) {
            Cell::Count
        } else {
            Cell::Text
        }
    };
    columns.iter().map(|(heading, column)| ((*heading).to_owned(), kind(*column))).collect()
}

/// What tells somebody from others of their name.
fn told_apart(user: &User) -> &str {
    let known = [&user.email, &user.username, &user.employee_number, &user.name];
    known.into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
}

/// What stands in a column for somebody whose manager is called so.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other columns are of other lists")]
pub(super) fn user_cell(user: &User, column: Column, manager: &str) -> String {
    match column {
        Column::Id => user.id.to_string(),
        Column::Name => user.name.clone(),
        Column::Email => user.email.clone(),
        Column::Username => user.username.clone(),
        Column::EmployeeNumber => user.employee_number.clone(),
        Column::Department => user.department.clone(),
        Column::Location => user.location.clone(),
        Column::Manager => manager.to_owned(),
        Column::Company => user.company.clone(),
        Column::Status => user_word(user.status).to_owned(),
        Column::StartDate => day(user.start_on),
        Column::EndDate => day(user.end_on),
        Column::Notes => user.notes.clone(),
        _ => String::new(),
    }
}

/// What stands in a column for a machine whose holder is called so.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other columns are of other lists")]
pub(super) fn asset_cell(asset: &Asset, column: Column, holder: &str) -> String {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    match column {
        Column::Id => asset.id.to_string(),
        Column::Tag => asset.tag.clone(),
        Column::Name => asset.name.clone(),
        Column::Serial => asset.serial.clone(),
        Column::Category => asset.category.clone(),
        Column::Status => asset_word(asset.status).to_owned(),
        Column::HolderName => holder.to_owned(),
        Column::Location => asset.location.clone(),
        Column::Cores => number(asset.cores),
        Column::Processors => number(asset.processors),
        Column::RetiredOn => day(asset.retired_on),
        Column::Notes => asset.notes.clone(),
        _ => String::new(),
    }
}

pub(super) fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
