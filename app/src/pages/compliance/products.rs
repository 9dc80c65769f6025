//! The position of every product.

use domain::listing::Window;
use domain::listing::positions::ProductLine;
use leptos::prelude::*;
use replica::protocol::{Answer, ListKind};
use uuid::Uuid;

use super::export::{amounts, export_button, seats};
use super::position_cells::{
    Costs, FREE, GAP, OWNED, TRUE_UP, USED, VENDOR, VERDICT, WASTE, cells, filters, first,
};
use super::shown::{Shown, seats_of};
use super::summary::ComplianceSummary;
use crate::components::{EmptyState, IconName};
use crate::pages::listing::cells::text_or;
use crate::pages::listing::{Column, ListingTable, ListingToolbar, Row};
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::text;

const FILTERS: &[&str] = &["verdict", "vendor", "state"];

const COLUMNS: &[Column] =
    &[first("name", "Product"), VENDOR, VERDICT, OWNED, USED, FREE, GAP, TRUE_UP, WASTE];

#[component]
pub(super) fn Products() -> impl IntoView {
    let query = use_listing_query(FILTERS, "verdict");
    let listing = use_listing(ListKind::Products, query, unpack);
    let export = export_button(listing, (ListKind::Products, unpack), "products", file);
    view! {
        <ComplianceSummary query of=|summary| &summary.products/>
        <ListingToolbar listing search="Search products" filters=filters()>{export}</ListingToolbar>
        <ListingTable listing label="Products" columns=COLUMNS row empty/>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Window<ProductLine>> {
    let Answer::Products(window) = answer else { return None };
    window.open()
}

fn row(line: ProductLine) -> Row {
    let ProductLine { product, vendors, .. } = line;
    let href = match product.licenses.as_slice() {
        [license] => seats_of(*license),
        _ => Shown::Licenses.address(&[("product", product.name.clone())]),
    };
    let costs = Costs { true_up: &product.true_up, waste: &product.waste };
    let figures = cells(&product.position, text::compliance::why_product(&product), costs, None);
    let cells = view! {
        <td data-priority="4" data-col="vendor">{text_or(&vendors.join(", "), "No vendor")}</td>
        {figures}
    };
    let name = product.name.clone();
    let title = view! { <a class="data-table__title" href=href>{product.name}</a> };
    Row { id: Uuid::nil(), name, title: title.into_any(), cells: cells.into_any() }
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::ShieldCheck
            title="No products yet"
            text="Every license gives a right to a product. Add a license, and its product is here."
        />
    }
    .into_any()
}

const HEADINGS: [&str; 11] = [
    "Product", "Vendor", "Verdict", "Reason", "Owned", "Used", "Free", "Gap", "True-up", "Waste",
    "Currency",
];

fn file(lines: &[ProductLine]) -> Vec<u8> {
    let rows = lines.iter().map(|ProductLine { product, vendors, .. }| {
        let position = &product.position;
        let [true_up, waste, currency] = amounts(&product.true_up, &product.waste);
        [
            product.name.clone(),
            vendors.join("; "),
            text::compliance::verdict(position.verdict).to_owned(),
            text::compliance::why_product(product),
            seats(position.owned),
            position.used.to_string(),
            position.free().to_string(),
            position.gap().to_string(),
            true_up,
            waste,
            currency,
        ]
    });
    domain::csv::write_table(&HEADINGS, rows)
}
