//! The dialog that gives seats of a license: to users, to assets, to anything with a name, or to many
//! at once. It shows beforehand who gets one, who does not and why.

mod plan;
mod preview;
pub(in crate::pages) mod terms;
mod who;

use domain::id::{KeyId, LicenseId};
use domain::license::License;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::plan::Planned;
use self::preview::Preview;
use self::terms::{SeatTerms, SeatTermsFields};
use self::who::{Targets, WhoFields};
use super::acts::use_seat_acts;
use crate::components::Dialog;
use crate::erased::live;
use crate::text;

/// To whom seats are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Aim {
    /// To users.
    Users,
    /// To assets.
    Assets,
    /// To a department, a location or anything else.
    Others,
    /// To many: a pasted list, or a department.
    Bulk,
}

impl Aim {
    fn title(self) -> &'static str {
        match self {
            Self::Users => "Assign to user",
            Self::Assets => "Assign to asset",
            Self::Others => "Assign to other",
            Self::Bulk => "Bulk assign",
        }
    }
}

#[component]
pub(in crate::pages) fn AssignDialog(
    id: LicenseId,
    license: Signal<Option<License>>,
    /// Product keys that go with no seat yet.
    free_keys: Signal<Vec<KeyId>>,
    aim: RwSignal<Option<Aim>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(aim.read().is_some()));
    Effect::new(move |_| {
        if !open.get() && aim.read_untracked().is_some() {
            aim.set(None);
        }
    });
    let title = Signal::derive(move || aim.get().map_or("", Aim::title).to_owned());
    view! {
        <Dialog open=open title close="Close" wide=true>
            {aim.get_untracked().map(|aim| view! { <Form id license free_keys=free_keys.get_untracked() aim open/> })}
        </Dialog>
    }
}

#[component]
fn Form(
    id: LicenseId,
    license: Signal<Option<License>>,
    free_keys: Vec<KeyId>,
    aim: Aim,
    open: RwSignal<bool>,
) -> impl IntoView {
    let acts = use_seat_acts();
    let targets = Targets::new(aim);
    let terms = SeatTerms::new(acts.today(), !free_keys.is_empty());
    let n_free = free_keys.len();
    let planned = Planned::of(id, targets, terms);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(read) = terms.read() else { return };
        let (records, seats) = planned.changes(id, &read, &free_keys, acts.today());
        if seats.is_empty() {
            return terms.problem.set(Some("Choose who gets a seat.".to_owned()));
        }
        let n = seats.iter().filter(|change| change.before.is_none()).count();
        let said = format!("Assigned {}.", text::license::counted(n, "seat", "seats"));
        spawn_local(async move {
            if acts.change(records, seats, true, said).await {
                open.try_set(false);
            }
        });
    };
    let label = live(move || planned.button());
    view! {
        <form class="stack" novalidate on:submit=submit>
            <WhoFields aim targets license=id/>
            <SeatTermsFields terms license n_free/>
            <Preview planned/>
            <div class="dialog__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    disabled=live(move || planned.n_seats() == 0)
                >
                    {label}
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
