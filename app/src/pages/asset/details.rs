//! The Details tab: everything that is recorded.

use std::sync::Arc;

use domain::problem::Field;
use leptos::prelude::*;
use replica::protocol::AssetDetail;

use crate::erased::part;
use crate::pages::holder::definitions::{Definitions, of_day, of_links, of_notes, of_text};
use crate::platform::intl;
use crate::routes;
use crate::text::field::label;

#[component]
pub(super) fn Details(detail: Memo<Option<Arc<AssetDetail>>>) -> impl IntoView {
    let content = part(move || {
        let detail = detail.get()?;
        let asset = &detail.asset;
        let holder = asset.holder_id.filter(|_| !detail.holder.is_empty());
        let holder = holder.map(|id| (routes::user(id), detail.holder.clone()));
        let number = |n: Option<u32>| n.map(|n| intl::count(u64::from(n))).unwrap_or_default();
        let of = vec![
            of_text(label(Field::AssetTag), &asset.tag),
            of_text(label(Field::Name), &asset.name),
            of_text(label(Field::Serial), &asset.serial),
            of_text(label(Field::Category), &asset.category),
            of_links(label(Field::AssignedTo), holder.into_iter().collect()),
            of_text(label(Field::Location), &asset.location),
            of_text(label(Field::Cores), &number(asset.cores)),
            of_text(label(Field::Processors), &number(asset.processors)),
            of_day(label(Field::RetiredOn), asset.retired_on),
            of_notes(label(Field::Notes), &asset.notes),
        ];
        Some(view! { <Definitions of/> })
    });
    view! { <div class="stack">{content}</div> }.into_any()
}
