//! How many seats, and what they cost.

use domain::problem::Field;
use domain::purchase::{BillingPeriod, PriceBasis};
use leptos::prelude::*;

use super::form_state::FormState;
use crate::components::{CheckboxField, Choice, NumberField, SelectField, TextField};
use crate::text::field::{control, label};
use crate::text::license::{billing_period, price_basis};

/// Offered, not required: any ISO 4217 code can be typed.
const CURRENCIES: [&str; 12] =
    ["AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "JPY", "NOK", "PLN", "SEK", "USD"];

#[component]
pub(super) fn CostSection(form: FormState) -> impl IntoView {
    view! {
        <section class="form__section">
            <h2>"Seats and cost"</h2>
            <div class="form-grid">
                <SeatsFields form/>
                <PriceFields form/>
                <PaperFields form/>
            </div>
        </section>
    }
}

#[component]
fn SeatsFields(form: FormState) -> impl IntoView {
    let draft = form.draft();
    view! {
        <NumberField
            name=control(Field::Seats)
            label=label(Field::Seats)
            value=draft.seats
            problem=form.problem(Field::Seats)
            disabled=draft.unlimited
        />
        <CheckboxField name="unlimited-seats" label="Unlimited seats" value=draft.unlimited/>
    }
}

#[component]
fn PriceFields(form: FormState) -> impl IntoView {
    let draft = form.draft();
    let bases = [PriceBasis::Total, PriceBasis::PerSeat];
    let bases = bases.map(|basis| Choice::new(basis.code(), price_basis(basis))).to_vec();
    let currencies = CURRENCIES.map(str::to_owned).to_vec();
    view! {
        <NumberField
            name=control(Field::Cost)
            label=label(Field::Cost)
            value=draft.cost
            problem=form.problem(Field::Cost)
            decimal=true
        />
        <SelectField name="cost-basis" label="Cost is" value=draft.cost_basis choices=bases/>
        <TextField
            name=control(Field::Currency)
            label=label(Field::Currency)
            value=draft.currency
            problem=form.problem(Field::Currency)
            suggestions=Signal::stored(currencies)
        />
        <SelectField
            name=control(Field::BillingPeriod)
            label=label(Field::BillingPeriod)
            value=draft.billing_period
            choices=periods(&draft.billing_period.get_untracked())
            problem=form.problem(Field::BillingPeriod)
        />
    }
}

#[component]
fn PaperFields(form: FormState) -> impl IntoView {
    let draft = form.draft();
    view! {
        <NumberField
            name=control(Field::RenewalCost)
            label=label(Field::RenewalCost)
            value=draft.renewal_cost
            problem=form.problem(Field::RenewalCost)
            decimal=true
        />
        <TextField
            name=control(Field::PurchaseOrder)
            label=label(Field::PurchaseOrder)
            value=draft.purchase_order
            problem=form.problem(Field::PurchaseOrder)
        />
    }
}

/// All periods; one that only a newer version knows can be kept, but not chosen.
fn periods(current: &str) -> Vec<Choice> {
    let choice = |period: BillingPeriod| Choice::new(period.code(), billing_period(period));
    let mut choices: Vec<Choice> = BillingPeriod::ALL.map(choice).to_vec();
    let unknown = BillingPeriod::Unknown;
    choices.extend((current == unknown.code()).then(|| choice(unknown)));
    choices
}
