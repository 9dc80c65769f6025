//! What can be done to all ticked assets at once.

use domain::asset::{Asset, AssetStatus};
use domain::assignment::Holder;
use domain::command::{Change, RecordChange};
use domain::listing::assets::AssetLine;
use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{Choice, Icon, IconName};
use crate::pages::holder::bulk::{Bulk, BulkLine};
use crate::pages::holder::bulk_bar::BulkBar;
use crate::pages::holder::bulk_status::BulkStatus;
use crate::pages::holder::bulk_text::BulkText;
use crate::platform::clock;
use crate::text;

impl BulkLine for AssetLine {
    type Record = Asset;
    const NOUNS: (&'static str, &'static str) = ("asset", "assets");

    fn id(&self) -> Uuid {
        self.asset.id.0
    }

    fn record(&self) -> &Asset {
        &self.asset
    }

    fn seat_holder(&self) -> Option<Holder> {
        (self.licenses > 0).then_some(Holder::Asset(self.asset.id))
    }

    fn change(change: Change<Asset>) -> RecordChange {
        RecordChange::Asset(change)
    }
}

#[component]
pub(super) fn AssetBulk(bulk: Bulk<AssetLine>) -> impl IntoView {
    let setting_location = RwSignal::new(false);
    let setting_status = RwSignal::new(false);
    let delete = Callback::new(move |()| {
        let now = clock::now();
        bulk.delete(move |asset| asset.deleted_at = Some(now));
    });
    let choice =
        |status: AssetStatus| Choice::new(status.code(), text::people::asset_status(status));
    let statuses = AssetStatus::ALL.map(choice).to_vec();
    view! {
        <BulkBar bulk label="Selected assets" on_delete=delete>
            <button class="button" data-size="sm" type="button" on:click=move |_| setting_location.set(true)>
                <Icon name=IconName::Pencil/>
                "Set location…"
            </button>
            <button class="button" data-size="sm" type="button" on:click=move |_| setting_status.set(true)>
                "Set status…"
            </button>
        </BulkBar>
        <BulkText
            bulk
            open=setting_location
            title="Set location"
            label="Location"
            filter="location"
            set=|asset, location| asset.location = location
        />
        <BulkStatus
            bulk
            open=setting_status
            choices=statuses
            gone=AssetStatus::Retired.code()
            set=|asset, code| asset.status = AssetStatus::from_code(code)
        />
    }
    .into_any()
}
