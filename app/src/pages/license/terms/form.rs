//! The form of a term and a purchase.

use domain::draft::term::TermDraft;
use domain::license_type::LicenseType;
use domain::problem::{Field, Problems};
use domain::purchase::{BillingPeriod, PriceBasis};
use domain::term::TermState;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Aim, Open, TermActs};
use crate::components::{CheckboxField, Choice, DateField, NumberField, SelectField, TextField};
use crate::state::workspace::use_workspace;
use crate::text;
use crate::text::field::label;

/// What is typed.
#[derive(Debug, Clone, Copy)]
struct Typed {
    start: RwSignal<String>,
    end: RwSignal<String>,
    state: RwSignal<String>,
    auto_renew: RwSignal<bool>,
    notice: RwSignal<String>,
    months: RwSignal<String>,
    purchased: RwSignal<String>,
    seats: RwSignal<String>,
    unlimited: RwSignal<bool>,
    cost: RwSignal<String>,
    basis: RwSignal<String>,
    currency: RwSignal<String>,
    period: RwSignal<String>,
    renewal_cost: RwSignal<String>,
    purchase_order: RwSignal<String>,
    order_number: RwSignal<String>,
    problems: RwSignal<Problems>,
}

impl Typed {
    fn of(draft: TermDraft) -> Self {
        Self {
            start: RwSignal::new(draft.start_date),
            end: RwSignal::new(draft.expiration_date),
            state: RwSignal::new(draft.state),
            auto_renew: RwSignal::new(draft.auto_renew),
            notice: RwSignal::new(draft.notice),
            months: RwSignal::new(draft.renew_months),
            purchased: RwSignal::new(draft.purchase_date),
            seats: RwSignal::new(draft.seats),
            unlimited: RwSignal::new(draft.unlimited),
            cost: RwSignal::new(draft.cost),
            basis: RwSignal::new(draft.cost_basis),
            currency: RwSignal::new(draft.currency),
            period: RwSignal::new(draft.billing_period),
            renewal_cost: RwSignal::new(draft.renewal_cost),
            purchase_order: RwSignal::new(draft.purchase_order),
            order_number: RwSignal::new(draft.order_number),
            problems: RwSignal::new(Problems::new()),
        }
    }

    fn draft(self) -> TermDraft {
        TermDraft {
            start_date: self.start.get_untracked(),
            expiration_date: self.end.get_untracked(),
            state: self.state.get_untracked(),
            auto_renew: self.auto_renew.get_untracked(),
            notice: self.notice.get_untracked(),
            renew_months: self.months.get_untracked(),
            purchase_date: self.purchased.get_untracked(),
            seats: self.seats.get_untracked(),
            unlimited: self.unlimited.get_untracked(),
            cost: self.cost.get_untracked(),
            cost_basis: self.basis.get_untracked(),
            currency: self.currency.get_untracked(),
            billing_period: self.period.get_untracked(),
            renewal_cost: self.renewal_cost.get_untracked(),
            purchase_order: self.purchase_order.get_untracked(),
            order_number: self.order_number.get_untracked(),
        }
    }

    fn problem(self, field: Field) -> Signal<Option<String>> {
        text::problem::of_field(self.problems, field)
    }
}

#[component]
pub(super) fn TermForm(opened: Open, acts: TermActs) -> impl IntoView {
    let Open { aim, term, line } = opened;
    let currency = use_workspace().settings.with_untracked(|settings| settings.currency);
    let typed = Typed::of(TermDraft::of(&term, &line, currency));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let kind = acts.with_license(|l| l.license_type).unwrap_or(LicenseType::Unknown);
        match typed.draft().check(&term, &line, kind, currency) {
            Ok((term, line)) => acts.save(aim, term, line),
            Err(found) => typed.problems.set(found),
        }
    };
    let save = if aim == Aim::Renew { "Renew" } else { "Save" };
    let about = match aim {
        Aim::Renew => "The term before and what it cost stay as they are.",
        Aim::Correct => "Corrects what is recorded. To go on after the end, renew it instead.",
        Aim::AddPurchase => "Seats of all purchases of a term add up.",
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>{about}</p>
            {(aim != Aim::AddPurchase).then(|| view! { <TermFields typed/> })}
            <PurchaseFields typed/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">{save}</button>
                <button class="button" type="button" on:click=move |_| acts.is_open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

#[component]
fn TermFields(typed: Typed) -> impl IntoView {
    // What only a newer version knows can be kept, but not chosen.
    let current = TermState::from_code(&typed.state.get_untracked());
    let unknown = (current == TermState::Unknown).then_some(current);
    let states: Vec<Choice> = TermState::ALL
        .into_iter()
        .chain(unknown)
        .map(|state| Choice::new(state.code(), text::license::term_state(state)))
        .collect();
    view! {
        <div class="form-grid">
            <DateField name="term-start" label=label(Field::StartDate) value=typed.start problem=typed.problem(Field::StartDate)/>
            <DateField name="term-end" label=label(Field::ExpirationDate) value=typed.end problem=typed.problem(Field::ExpirationDate) hint="The last valid day."/>
            <SelectField name="term-state" label="Term is" value=typed.state choices=states/>
            <NumberField name="term-months" label=label(Field::RenewMonths) value=typed.months problem=typed.problem(Field::RenewMonths)/>
            <CheckboxField name="term-auto-renew" label=label(Field::AutoRenew) value=typed.auto_renew hint="Unless it is cancelled in time."/>
            <TextField name="term-notice" label=label(Field::Notice) value=typed.notice problem=typed.problem(Field::Notice) hint="Such as 30 days or 3 months."/>
        </div>
    }
}

#[component]
fn PurchaseFields(typed: Typed) -> impl IntoView {
    let bases = [PriceBasis::Total, PriceBasis::PerSeat];
    let bases: Vec<Choice> =
        bases.map(|basis| Choice::new(basis.code(), text::license::price_basis(basis))).to_vec();
    let current = BillingPeriod::from_code(&typed.period.get_untracked());
    let unknown = (current == BillingPeriod::Unknown).then_some(current);
    let periods: Vec<Choice> = BillingPeriod::ALL
        .into_iter()
        .chain(unknown)
        .map(|period| Choice::new(period.code(), text::license::billing_period(period)))
        .collect();
    view! {
        <h3>"Purchase"</h3>
        <div class="form-grid">
            <NumberField name="term-seats" label=label(Field::Seats) value=typed.seats problem=typed.problem(Field::Seats) disabled=typed.unlimited/>
            <CheckboxField name="term-unlimited" label="Unlimited seats" value=typed.unlimited/>
            <NumberField name="term-cost" label=label(Field::Cost) value=typed.cost problem=typed.problem(Field::Cost) decimal=true/>
            <SelectField name="term-basis" label="Cost is" value=typed.basis choices=bases/>
            <TextField name="term-currency" label=label(Field::Currency) value=typed.currency problem=typed.problem(Field::Currency)/>
            <SelectField name="term-period" label=label(Field::BillingPeriod) value=typed.period choices=periods/>
            <NumberField name="term-renewal-cost" label=label(Field::RenewalCost) value=typed.renewal_cost problem=typed.problem(Field::RenewalCost) decimal=true/>
            <DateField name="term-purchased" label=label(Field::PurchaseDate) value=typed.purchased problem=typed.problem(Field::PurchaseDate)/>
            <TextField name="term-purchase-order" label=label(Field::PurchaseOrder) value=typed.purchase_order problem=typed.problem(Field::PurchaseOrder)/>
            <TextField name="term-order-number" label=label(Field::OrderNumber) value=typed.order_number problem=typed.problem(Field::OrderNumber)/>
        </div>
    }
}
