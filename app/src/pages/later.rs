//! Pages whose program follows the list's.
//!
//! The list is what a start is for, and nothing else may make it wait. A release build is split in
//! four (`cargo xtask dist`, decision 7), and the other parts are fetched as soon as the inventory
//! is open, so they are nearly always here before anybody asks for them. Any other build is one piece.

use leptos::prelude::*;

use super::asset::AssetPage;
use super::assets::{AssetsPage, EditAssetPage, NewAssetPage};
use super::bin::BinPage;
use super::compliance::CompliancePage;
use super::history::HistoryPage;
use super::import::ImportPage;
use super::import_records::ImportRecordsPage;
use super::join::JoinPage;
use super::kits::KitsPage;
use super::license::LicensePage;
use super::license::assignments::Assignments;
use super::license_form::{EditLicensePage, NewLicensePage};
use super::licenses::bulk_bar::BulkBar;
use super::licenses::column_chooser::ColumnChooser;
use super::licenses::export::ExportDialog;
use super::licenses::filters::Filters;
use super::licenses::no_licenses::NoLicenses;
use super::licenses::row_keys::RowKeys;
use super::licenses::views::Views;
use super::requests::RequestsPage;
use super::review::ReviewPage;
use super::reviews::ReviewsPage;
use super::settings::SettingsPage;
use super::team::TeamPage;
use super::user::UserPage;
use super::users::{EditUserPage, NewUserPage, UsersPage};
use super::vendors::VendorsPage;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::part;
use crate::shell::later::{AutoRenewals, InstallHelp, LaterNotices, UndoKeys};
use crate::state::later::{Arrival, Far, Later, LaterPages, Near, People, use_later_pages};

const NOT_HERE: &str = "Nothing is lost. Check the connection and try again.";

/// Everything the second part holds.
pub fn near(page: Near) -> AnyView {
    match page {
        Near::License => view! { <LicensePage/> }.into_any(),
        Near::NewLicense => view! { <NewLicensePage/> }.into_any(),
        Near::EditLicense => view! { <EditLicensePage/> }.into_any(),
        Near::NoLicenses => view! { <NoLicenses/> }.into_any(),
        Near::BulkBar => view! { <BulkBar/> }.into_any(),
        Near::ColumnChooser => view! { <ColumnChooser/> }.into_any(),
        Near::Filters => view! { <Filters/> }.into_any(),
        Near::Views => view! { <Views/> }.into_any(),
        Near::RowKeys => view! { <RowKeys/> }.into_any(),
        Near::Export => view! { <ExportDialog/> }.into_any(),
        Near::Notices => view! { <LaterNotices/> }.into_any(),
        Near::UndoKeys => view! { <UndoKeys/> }.into_any(),
        Near::AutoRenewals => view! { <AutoRenewals/> }.into_any(),
        Near::InstallHelp => view! { <InstallHelp/> }.into_any(),
    }
}

/// Everything the third part holds.
pub fn people(page: People) -> AnyView {
    match page {
        People::Assignments => view! { <Assignments/> }.into_any(),
        People::Users => view! { <UsersPage/> }.into_any(),
        People::User => view! { <UserPage/> }.into_any(),
        People::NewUser => view! { <NewUserPage/> }.into_any(),
        People::EditUser => view! { <EditUserPage/> }.into_any(),
        People::Assets => view! { <AssetsPage/> }.into_any(),
        People::Asset => view! { <AssetPage/> }.into_any(),
        People::NewAsset => view! { <NewAssetPage/> }.into_any(),
        People::EditAsset => view! { <EditAssetPage/> }.into_any(),
        People::Compliance => view! { <CompliancePage/> }.into_any(),
        People::Kits => view! { <KitsPage/> }.into_any(),
        People::Reviews => view! { <ReviewsPage/> }.into_any(),
        People::Review => view! { <ReviewPage/> }.into_any(),
        People::Requests => view! { <RequestsPage/> }.into_any(),
    }
}

/// Everything the fourth part holds.
pub fn far(page: Far) -> AnyView {
    match page {
        Far::Import => view! { <ImportPage/> }.into_any(),
        Far::History => view! { <HistoryPage/> }.into_any(),
        Far::Bin => view! { <BinPage/> }.into_any(),
        Far::Vendors => view! { <VendorsPage/> }.into_any(),
        Far::Settings => view! { <SettingsPage/> }.into_any(),
        Far::ImportRecords => view! { <ImportRecordsPage/> }.into_any(),
        Far::Team => view! { <TeamPage/> }.into_any(),
        Far::Join => view! { <JoinPage/> }.into_any(),
    }
}

/// Shows a page of another part, or what stands for it until that is here.
pub fn show(page: impl Into<Later>) -> AnyView {
    let (pages, page) = (use_later_pages(), page.into());
    pages.fetch(page);
    let content = part(move || match pages.arrival(page).get() {
        Arrival::Here => pages.page(page).unwrap_or_else(|| not_here(pages, page)),
        Arrival::Unasked | Arrival::Awaited => {
            view! { <Skeleton rows=8 label="Loading the page"/> }.into_any()
        }
        Arrival::Missing => not_here(pages, page),
    });
    content.into_any()
}

fn not_here(pages: LaterPages, page: Later) -> AnyView {
    let title = Signal::stored("This page could not be loaded.".to_owned());
    view! {
        <Banner tone=Tone::Bad title=title text=NOT_HERE>
            <button class="button" type="button" on:click=move |_| pages.fetch(page)>"Try again"</button>
        </Banner>
    }
    .into_any()
}
