//! The pages of the form: of a new asset, and of one that is there.

use std::sync::Arc;

use domain::asset::Asset;
use domain::id::AssetId;
use domain::listing::seats::SeatLine;
use leptos::prelude::*;
use replica::protocol::AssetDetail;

use super::form::AssetForm;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::{memo, part};
use crate::pages::asset::detail_of;
use crate::pages::holder::loaded::{Loaded, id_in_address};
use crate::pages::holder::missing::Missing;
use crate::platform::random;
use crate::routes;

/// The form of a new asset.
#[component]
pub fn NewAssetPage() -> impl IntoView {
    let asset = Asset::new(AssetId(random::uuid()), "");
    view! { <AssetForm asset is_new=true holder=String::new() seats=Signal::stored(Vec::new())/> }
        .into_any()
}

/// The form of an asset.
#[component]
pub fn EditAssetPage() -> impl IntoView {
    let id = id_in_address::<AssetId>();
    let content = part(move || match id.get() {
        Some(id) => edit(id),
        None => missing(),
    });
    content.into_any()
}

/// The asset as it was when the form opened: what arrives later must not touch typed text.
fn edit(id: AssetId) -> AnyView {
    let loaded = detail_of(id);
    let opened = Memo::new(move |opened: Option<&Loaded<AssetDetail>>| match opened {
        Some(Loaded::Found(detail)) => Loaded::Found(Arc::clone(detail)),
        Some(Loaded::Asking | Loaded::Missing | Loaded::Failed(_)) | None => loaded.get(),
    });
    let seats = memo(move || -> Vec<SeatLine> {
        loaded.with(|loaded| loaded.found().map(|found| found.seats.clone()).unwrap_or_default())
    });
    part(move || match opened.get() {
        Loaded::Found(detail) => {
            let AssetDetail { asset, holder, .. } = (*detail).clone();
            view! { <AssetForm asset is_new=false holder seats=seats.into()/> }.into_any()
        }
        Loaded::Asking => view! { <Skeleton rows=8 label="Loading the form"/> }.into_any(),
        Loaded::Missing => missing(),
        Loaded::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
    })
    .into_any()
}

fn missing() -> AnyView {
    view! { <Missing title="Asset not found" back=("Back to assets", routes::ASSETS)/> }.into_any()
}
