//! Renewing: the next term is proposed, can be changed, and is added; the term before stays.

use std::sync::Arc;

use domain::command::Command;
use domain::draft::renewal::RenewalDraft;
use domain::id::{LicenseId, PurchaseId, TermId};
use domain::problem::{Field, Problems};
use domain::purchase::Purchase;
use domain::renewal::next_term;
use domain::term::Term;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::LicenseDetail;

use crate::components::{DateField, Dialog, Icon, IconName, NumberField, TextField};
use crate::erased::{memo, part};
use crate::platform::{intl, random};
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;
use crate::text;
use crate::text::field::label;

/// The button and its dialog; nothing where no term ends.
#[component]
pub(super) fn Renew(id: LicenseId, detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let propose = move || {
        let ids = (TermId(random::uuid()), PurchaseId(random::uuid()));
        detail.with_untracked(|detail| next_term(&detail.as_ref()?.license, ids.0, ids.1))
    };
    let ends = memo(move || {
        detail.with(|detail| {
            let terms = detail.as_ref().map(|detail| detail.license.terms.values());
            terms.is_some_and(|mut terms| terms.any(|term| term.span.last_day.is_some()))
        })
    });
    let form = move || propose().map(|(term, line)| view! { <RenewForm id term line open/> });
    view! {
        <Show when=move || ends.get()>
            <button class="button" type="button" on:click=move |_| open.set(true)>
                <Icon name=IconName::RefreshCw/>
                "Renew"
            </button>
        </Show>
        <Dialog open title="Renew license" close="Close">
            {part(form)}
        </Dialog>
    }
}

#[component]
fn RenewForm(id: LicenseId, term: Term, line: Purchase, open: RwSignal<bool>) -> impl IntoView {
    let (workspace, dispatch, undo) = (use_workspace(), use_dispatch(), use_undo());
    let RenewalDraft { start_date, expiration_date, seats, cost, .. } =
        RenewalDraft::of(&term, &line);
    let start = RwSignal::new(start_date);
    let end = RwSignal::new(expiration_date);
    let (seats, cost) = (RwSignal::new(seats), RwSignal::new(cost));
    let order = RwSignal::new(String::new());
    let problems = RwSignal::new(Problems::new());
    let is_saving = RwSignal::new(false);
    let currency = workspace.settings.with_untracked(|settings| settings.currency);
    let cost_hint = {
        let currency = line.amount.map_or(currency, |amount| amount.currency);
        format!("In {}, {}.", currency.code(), text::license::price_basis(line.basis))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_saving.get_untracked() {
            return;
        }
        let typed = RenewalDraft {
            start_date: start.get_untracked(),
            expiration_date: end.get_untracked(),
            seats: seats.get_untracked(),
            cost: cost.get_untracked(),
            purchase_order: order.get_untracked(),
        };
        let (term, line) = match typed.check(&term, &line, currency) {
            Ok(renewal) => renewal,
            Err(found) => return problems.set(found),
        };
        let said = term.span.last_day.map_or_else(
            || "Renewed without an end.".to_owned(),
            |day| format!("Renewed until {}.", intl::date(day)),
        );
        is_saving.set(true);
        let command = Command::RenewLicense { id, term, line: Box::new(line) };
        spawn_local(async move {
            if dispatch.run(command, None).await {
                undo.offer(said);
                open.try_set(false);
            }
            is_saving.try_set(false);
        });
    };
    let problem = move |field: Field| text::problem::of_field(problems, field);
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>"The term before and what it cost stay as they are."</p>
            <div class="form-grid">
                <DateField name="renew-start" label=label(Field::StartDate) value=start problem=problem(Field::StartDate)/>
                <DateField name="renew-end" label=label(Field::ExpirationDate) value=end problem=problem(Field::ExpirationDate) hint="The last valid day."/>
                <NumberField name="renew-seats" label=label(Field::Seats) value=seats problem=problem(Field::Seats)/>
                <NumberField name="renew-cost" label=label(Field::Cost) value=cost problem=problem(Field::Cost) decimal=true hint=cost_hint/>
                <TextField name="renew-order" label=label(Field::PurchaseOrder) value=order problem=problem(Field::PurchaseOrder)/>
            </div>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Renew"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
