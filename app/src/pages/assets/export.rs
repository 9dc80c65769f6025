//! What the list shows as a CSV file, with all columns.

use domain::csv::write_table;
use domain::listing::assets::AssetLine;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Tone;
use crate::platform::download;
use crate::state::calendar::use_today;
use crate::state::listing::Listing;
use crate::state::toasts::use_toasts;
use crate::text;

const HEADINGS: [&str; 12] = [
    "Asset tag",
    "Name",
    "Serial number",
    "Category",
    "Status",
    "Assigned to",
    "Location",
    "Cores",
    "Processors",
    "Retired on",
    "Licenses",
    "Notes",
];

/// Writes the lines that are asked for into a file.
pub(super) fn use_export(listing: Listing<AssetLine>) -> Callback<()> {
    let (today, toasts) = (use_today(), use_toasts());
    Callback::new(move |()| {
        let (today, query) = (today.get_untracked(), listing.query.asked.get_untracked());
        spawn_local(async move {
            match listing.all(query).await {
                Ok(lines) => {
                    let file = write_table(&HEADINGS, lines.into_iter().map(line));
                    if !download::save(
                        &file,
                        &format!("assets-{today}.csv"),
                        "text/csv;charset=utf-8",
                    ) {
                        toasts.say(Tone::Bad, text::licenses::NOT_SAVED);
                    }
                }
                Err(why) => toasts.say(Tone::Bad, why),
            }
        });
    })
}

fn line(line: AssetLine) -> [String; 12] {
    let AssetLine { asset, holder, licenses } = line;
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    [
        asset.tag,
        asset.name,
        asset.serial,
        asset.category,
        text::people::asset_status(asset.status).to_owned(),
        holder,
        asset.location,
        number(asset.cores),
        number(asset.processors),
        asset.retired_on.map(|day| day.to_string()).unwrap_or_default(),
        licenses.to_string(),
        asset.notes,
    ]
}
