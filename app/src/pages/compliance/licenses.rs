//! The position of every license.

use domain::listing::Window;
use domain::listing::positions::PositionLine;
use leptos::prelude::*;
use replica::protocol::{Answer, ListKind};

use super::export::{amounts, export_button, seats};
use super::position_cells::{
    Costs, FREE, GAP, OWNED, TRUE_UP, USED, VENDOR, VERDICT, WASTE, cells, filters, first,
};
use super::shown::seats_of;
use super::summary::ComplianceSummary;
use super::wanted_chip::WantedChip;
use crate::components::{EmptyState, IconName};
use crate::pages::listing::cells::text_or;
use crate::pages::listing::{Column, ListingTable, ListingToolbar, Row};
use crate::routes;
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::text;

const FILTERS: &[&str] = &["verdict", "vendor", "state", "product"];

const COLUMNS: &[Column] =
    &[first("name", "License"), VENDOR, VERDICT, OWNED, USED, FREE, GAP, TRUE_UP, WASTE];

#[component]
pub(super) fn Licenses() -> impl IntoView {
    let query = use_listing_query(FILTERS, "verdict");
    let listing = use_listing(ListKind::Positions, query, unpack);
    let export = export_button(listing, (ListKind::Positions, unpack), "compliance", file);
    let product = Signal::derive(move || query.filter("product"));
    view! {
        <ComplianceSummary query of=|summary| &summary.licenses/>
        <ListingToolbar listing search="Search licenses" filters=filters()>
            <WantedChip query filter="product" what="Product" name=product/>
            {export}
        </ListingToolbar>
        <ListingTable listing label="Licenses" columns=COLUMNS row empty/>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Window<PositionLine>> {
    let Answer::Positions(window) = answer else { return None };
    window.open()
}

fn row(line: PositionLine) -> Row {
    let PositionLine { id, name, vendor, position } = line;
    let why = text::compliance::why_license(&position);
    let costs = Costs { true_up: position.true_up.as_slice(), waste: position.waste.as_slice() };
    let label = format!("Seats of {name}");
    let beside = view! { <a class="link over-card" href=seats_of(id) aria-label=label>"Seats"</a> };
    let figures = cells(&position.position, why, costs, Some(beside.into_any()));
    let cells = view! {
        <td data-priority="4" data-col="vendor">{text_or(&vendor, "No vendor")}</td>
        {figures}
    };
    let shown = name.clone();
    let title = view! { <a class="data-table__title" href=routes::license(id)>{shown}</a> };
    Row { id: id.0, name, title: title.into_any(), cells: cells.into_any() }
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::ShieldCheck
            title="No licenses yet"
            text="Add a license, and how it stands is here."
        >
            <a class="button" data-variant="primary" href=routes::NEW_LICENSE>"Create license"</a>
        </EmptyState>
    }
    .into_any()
}

const HEADINGS: [&str; 11] = [
    "License", "Vendor", "Verdict", "Reason", "Owned", "Used", "Free", "Gap", "True-up", "Waste",
    "Currency",
];

fn file(lines: &[PositionLine]) -> Vec<u8> {
    let rows = lines.iter().map(|PositionLine { name, vendor, position, .. }| {
        let figures = &position.position;
        let [true_up, waste, currency] =
            amounts(position.true_up.as_slice(), position.waste.as_slice());
        [
            name.clone(),
            vendor.clone(),
            text::compliance::verdict(figures.verdict).to_owned(),
            text::compliance::why_license(position),
            seats(figures.owned),
            figures.used.to_string(),
            figures.free().to_string(),
            figures.gap().to_string(),
            true_up,
            waste,
            currency,
        ]
    });
    domain::csv::write_table(&HEADINGS, rows)
}
