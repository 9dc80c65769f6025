//! The columns of the list of assets, and what stands in them.

use domain::listing::assets::AssetLine;
use leptos::prelude::*;

use crate::components::StatusPill;
use crate::pages::listing::cells::{cell, day_or, nothing, text_or};
use crate::pages::listing::{Column, Row};
use crate::platform::intl;
use crate::{routes, text};

const fn column(
    code: &'static str,
    label: &'static str,
    width: &'static str,
    priority: Option<u8>,
) -> Column {
    Column { code, label, width: Some(width), priority, numeric: false }
}

const fn numbers(code: &'static str, label: &'static str, priority: u8) -> Column {
    Column { numeric: true, ..column(code, label, "s", Some(priority)) }
}

/// All of them, in their order.
pub(super) const COLUMNS: [Column; 11] = [
    Column { code: "tag", label: "Asset tag", width: None, priority: None, numeric: false },
    column("name", "Name", "xl", Some(2)),
    column("serial", "Serial number", "l", Some(4)),
    column("category", "Category", "m", Some(3)),
    column("status", "Status", "s", None),
    column("holder", "Assigned to", "l", Some(2)),
    column("location", "Location", "m", Some(3)),
    numbers("cores", "Cores", 4),
    numbers("processors", "Processors", 4),
    column("retired", "Retired on", "date", Some(4)),
    numbers("licenses", "Licenses", 1),
];

/// Left out until somebody wants them.
pub(super) const HIDDEN_AT_FIRST: &str = "serial cores processors retired";

/// The cells of a line.
pub(super) fn row(line: AssetLine) -> Row {
    let AssetLine { asset, holder, licenses } = line;
    let name = asset.label();
    // The name has a column of its own, which small screens show below the tag.
    let shown = if asset.tag.is_empty() { name.clone() } else { asset.tag.clone() };
    let href = routes::asset(asset.id);
    let title = view! { <a class="data-table__title" href=href>{shown}</a> }.into_any();
    let td = |code, card, content| cell(&COLUMNS, code, card, content);
    let number = |n: Option<u32>, words| match n {
        Some(n) => intl::count(u64::from(n)).into_any(),
        None => nothing(words),
    };
    let status = {
        let (tone, word) = (text::people::asset_tone(asset.status), asset.status);
        view! { <StatusPill tone text=text::people::asset_status(word).to_owned()/> }.into_any()
    };
    let holder = match asset.holder_id.filter(|_| !holder.is_empty()) {
        Some(id) => view! { <a class="link" href=routes::user(id)>{holder}</a> }.into_any(),
        None => nothing("Nobody"),
    };
    let cells = vec![
        td("name", Some("sub"), text_or(&asset.name, "No name")),
        td("serial", None, text_or(&asset.serial, "No serial number")),
        td("category", None, text_or(&asset.category, "No category")),
        td("status", Some("end"), status),
        td("holder", None, holder),
        td("location", None, text_or(&asset.location, "No location")),
        td("cores", None, number(asset.cores, "Cores not known")),
        td("processors", None, number(asset.processors, "Processors not known")),
        td("retired", None, day_or(asset.retired_on, "Not retired")),
        td("licenses", None, intl::count(u64::from(licenses)).into_any()),
    ];
    Row { id: asset.id.0, name, title, cells: cells.collect_view().into_any() }
}
