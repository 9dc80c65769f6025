//! The form itself: what it is, how it stands, whose it is.

use domain::asset::{Asset, AssetStatus};
use domain::assignment::Holder;
use domain::command::{Change, RecordChange};
use domain::draft::asset::AssetDraft;
use domain::id::UserId;
use domain::listing::seats::SeatLine;
use domain::problem::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::fields::Fields;
use crate::components::ErrorSummary;
use crate::erased::live;
use crate::pages::holder::checked::{Checked, draft_signals};
use crate::pages::holder::form_head::FormHead;
use crate::pages::holder::gone::GoneDialog;
use crate::pages::holder::holding::Holding;
use crate::pages::holder::move_seats::MoveSeats;
use crate::pages::holder::pick_dialog::PickDialog;
use crate::pages::holder::pick_field::Picking;
use crate::pages::holder::saving::Saving;
use crate::{routes, text};

draft_signals! {
    AssetSignals of AssetDraft;
    tag: String,
    name: String,
    serial: String,
    category: String,
    status: String,
    holder_id: Option<UserId>,
    location: String,
    cores: String,
    processors: String,
    retired_on: String,
    notes: String,
}

#[component]
pub(super) fn AssetForm(
    /// The asset as the form opens.
    asset: Asset,
    is_new: bool,
    /// Whose it is, or empty.
    holder: String,
    /// The seats it holds.
    seats: Signal<Vec<SeatLine>>,
) -> impl IntoView {
    let id = asset.id;
    let draft = AssetSignals::new(AssetDraft::of(&asset));
    let picking = Picking::new(Field::AssignedTo, draft.holder_id, &holder);
    let checked = {
        let asset = asset.clone();
        Checked::new(move || draft.read().check(&asset).err().unwrap_or_default())
    };
    let saving = Saving::new(routes::asset(id));
    let name = Signal::stored(asset.label());
    let holding = Holding::new(Holder::Asset(id), name, seats, saving.go);
    let is_gone = RwSignal::new(false);
    let title = if is_new { "Create asset" } else { "Edit asset" };
    let back = if is_new { routes::ASSETS.to_owned() } else { routes::asset(id) };
    let crumb = (!is_new).then(|| (asset.label(), back.clone()));
    let status = asset.status;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let after = match untrack(|| draft.read()).check(&asset) {
            Ok(after) => after,
            Err(problems) => return checked.attempt.set(problems),
        };
        checked.attempt.set(Vec::new());
        let is_retired = after.status == AssetStatus::Retired;
        let said = text::people::saved(is_new, &after.label());
        let is_as_before = !is_new && after == asset;
        let change = if is_new { Change::make(after) } else { Change::edit(asset.clone(), after) };
        let change = RecordChange::Asset(change);
        if is_retired && untrack(|| holding.has_seats()) {
            holding.also(change);
            is_gone.set(true);
        } else if is_as_before {
            saving.go.run(());
        } else {
            saving.save(change, said);
        }
    };
    let keep = Callback::new(move |()| {
        for change in holding.pending() {
            saving.save(change, text::people::saved(false, &name.get_untracked()));
        }
    });
    let navigate = use_navigate();
    let cancel = move |_| navigate(&back, NavigateOptions::default());
    view! {
        <FormHead title list=("Assets", routes::ASSETS) crumb/>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary title=text::people::NOT_SAVED_YET problems=checked.summary()/>
            <Fields draft checked picking status/>
            <div class="form__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    aria-disabled=live(move || saving.is_saving.get().then_some("true"))
                >
                    "Save"
                </button>
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
            </div>
        </form>
        <PickDialog picking except=None/>
        <GoneDialog holding open=is_gone keep/>
        <MoveSeats holding/>
    }
    .into_any()
}
