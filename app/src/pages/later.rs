//! Pages whose program follows the list's.
//!
//! The list is what a start is for, and nothing else may make it wait. A release build is split in
//! two (`cargo xtask dist`, decision 7), and the second half is fetched as soon as the inventory is
//! open, so it is nearly always here before anybody asks for it. Any other build is one piece.

use leptos::prelude::*;

use super::bin::BinPage;
use super::history::HistoryPage;
use super::import::ImportPage;
use super::license::LicensePage;
use super::license_form::{EditLicensePage, NewLicensePage};
use super::licenses::bulk_bar::BulkBar;
use super::licenses::column_chooser::ColumnChooser;
use super::licenses::export::ExportDialog;
use super::licenses::filters::Filters;
use super::licenses::no_licenses::NoLicenses;
use super::licenses::row_keys::RowKeys;
use super::licenses::views::Views;
use super::settings::SettingsPage;
use super::vendors::VendorsPage;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::part;
use crate::shell::later::{AutoRenewals, InstallHelp, LaterNotices, UndoKeys};
use crate::state::later::{Arrival, Later, LaterPages, use_later_pages};

const NOT_HERE: &str = "Nothing is lost. Check the connection and try again.";

/// Everything the second half holds.
pub fn page(page: Later) -> AnyView {
    match page {
        Later::Import => view! { <ImportPage/> }.into_any(),
        Later::License => view! { <LicensePage/> }.into_any(),
        Later::NewLicense => view! { <NewLicensePage/> }.into_any(),
        Later::EditLicense => view! { <EditLicensePage/> }.into_any(),
        Later::History => view! { <HistoryPage/> }.into_any(),
        Later::Bin => view! { <BinPage/> }.into_any(),
        Later::BulkBar => view! { <BulkBar/> }.into_any(),
        Later::ColumnChooser => view! { <ColumnChooser/> }.into_any(),
        Later::Filters => view! { <Filters/> }.into_any(),
        Later::Views => view! { <Views/> }.into_any(),
        Later::RowKeys => view! { <RowKeys/> }.into_any(),
        Later::Vendors => view! { <VendorsPage/> }.into_any(),
        Later::Export => view! { <ExportDialog/> }.into_any(),
        Later::NoLicenses => view! { <NoLicenses/> }.into_any(),
        Later::Notices => view! { <LaterNotices/> }.into_any(),
        Later::AutoRenewals => view! { <AutoRenewals/> }.into_any(),
        Later::UndoKeys => view! { <UndoKeys/> }.into_any(),
        Later::InstallHelp => view! { <InstallHelp/> }.into_any(),
        Later::Settings => view! { <SettingsPage/> }.into_any(),
    }
}

/// Shows a page of the second half, or what stands for it until it is here.
pub fn show(page: Later) -> AnyView {
    let pages = use_later_pages();
    pages.fetch();
    let content = part(move || match pages.arrival.get() {
        Arrival::Here => pages.page(page).unwrap_or_else(|| not_here(pages)),
        Arrival::Unasked | Arrival::Awaited => {
            view! { <Skeleton rows=8 label="Loading the page"/> }.into_any()
        }
        Arrival::Missing => not_here(pages),
    });
    content.into_any()
}

fn not_here(pages: LaterPages) -> AnyView {
    let title = Signal::stored("This page could not be loaded.".to_owned());
    view! {
        <Banner tone=Tone::Bad title=title text=NOT_HERE>
            <button class="button" type="button" on:click=move |_| pages.fetch()>"Try again"</button>
        </Banner>
    }
    .into_any()
}
