//! All assets as one table, and their form.

mod bulk;
mod cells;
mod deleted;
mod edit;
mod export;
mod fields;
mod form;
mod list;

use leptos::prelude::*;

pub use self::edit::{EditAssetPage, NewAssetPage};
use crate::erased::part;
use deleted::DeletedAssets;
use domain::listing::Window;
use domain::listing::assets::AssetLine;
use list::AssetList;
use replica::protocol::Answer;

/// The list, or that of the deleted ones.
#[component]
pub fn AssetsPage() -> impl IntoView {
    let deleted = RwSignal::new(false);
    let content = part(move || {
        if deleted.get() {
            view! { <DeletedAssets deleted/> }.into_any()
        } else {
            view! { <AssetList deleted/> }.into_any()
        }
    });
    content.into_any()
}

/// Reads a part of the list.
fn unpack(answer: &Answer) -> Option<Window<AssetLine>> {
    if let Answer::Assets(packed) = answer { packed.open() } else { None }
}
