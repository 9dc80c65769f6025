//! The page of an asset: what is recorded, the seats it holds, what happened.

mod acts;
mod body;
mod details;
mod header;

use std::sync::Arc;

use domain::assignment::Holder;
use domain::id::AssetId;
use domain::listing::seats::SeatLine;
use leptos::prelude::*;
use replica::protocol::{Answer, AssetDetail, Packed, Question};

use super::holder::assign::AssignLicense;
use super::holder::holding::Holding;
use super::holder::loaded::{Loaded, id_in_address, use_loaded};
use super::holder::missing::Missing;
use super::holder::move_seats::MoveSeats;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::{memo, part};
use crate::platform::page;
use crate::{routes, text};
use body::Body;
use header::Header;

/// The page.
#[component]
pub fn AssetPage() -> impl IntoView {
    let id = id_in_address::<AssetId>();
    let content = part(move || match id.get() {
        Some(id) => asset_view(id),
        None => missing(),
    });
    content.into_any()
}

/// All about an asset, as it changes.
pub(super) fn detail_of(id: AssetId) -> Memo<Loaded<AssetDetail>> {
    use_loaded(
        move |today| Question::Asset { id, today },
        |answer| {
            let Answer::Asset(found) = answer else { return None };
            Some(found.as_ref().and_then(Packed::open).into())
        },
    )
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Asking,
    Shown,
    Missing,
    Failed(String),
}

fn asset_view(id: AssetId) -> AnyView {
    let loaded = detail_of(id);
    let detail = memo(move || loaded.with(Loaded::found));
    let stage = memo(move || match loaded.get() {
        Loaded::Found(_) => Stage::Shown,
        Loaded::Asking => Stage::Asking,
        Loaded::Missing => Stage::Missing,
        Loaded::Failed(why) => Stage::Failed(why),
    });
    let name = Signal::derive(move || {
        let detail = detail.read();
        detail.as_ref().map(|detail| detail.asset.label()).unwrap_or_default()
    });
    Effect::new(move || {
        let name = name.get();
        if !name.is_empty() {
            page::set_title(&text::page::titled(&name));
        }
    });
    let holding =
        Holding::new(Holder::Asset(id), name, lines(detail, |d| &d.seats), Callback::new(|()| {}));
    part(move || match stage.get() {
        Stage::Shown => view! {
            <Header id detail name holding/>
            <Body id detail holding/>
            <AssignLicense holding/>
            <MoveSeats holding/>
        }
        .into_any(),
        Stage::Asking => view! { <Skeleton rows=8 label="Loading the asset"/> }.into_any(),
        Stage::Missing => missing(),
        Stage::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
    })
    .into_any()
}

/// Seats of the detail.
fn lines(
    detail: Memo<Option<Arc<AssetDetail>>>,
    of: fn(&AssetDetail) -> &Vec<SeatLine>,
) -> Signal<Vec<SeatLine>> {
    memo(move || detail.read().as_ref().map(|detail| of(detail).clone()).unwrap_or_default()).into()
}

fn missing() -> AnyView {
    view! { <Missing title="Asset not found" back=("Back to assets", routes::ASSETS)/> }.into_any()
}
