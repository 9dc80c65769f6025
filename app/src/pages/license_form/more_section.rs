//! What only some licenses need to have said about them, out of the way until it is wanted.

use domain::particulars::{Metric, OverUse};
use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::{FormState, reading};
use crate::components::{
    CheckboxField, Choice, DateField, Icon, IconName, NumberField, SelectField, TextField,
};
use crate::erased::live;
use crate::state::calendar::use_today;
use crate::state::license_names::use_license_names;
use crate::state::names::use_vendor_names;
use crate::text::field::{control, label};
use crate::text::license::{metric, over_use};

/// The fields of this section, for telling whether a problem lies within.
const FIELDS: [Field; 16] = [
    Field::Products,
    Field::Downgrades,
    Field::Parent,
    Field::Supplier,
    Field::LicensedToName,
    Field::LicensedToEmail,
    Field::MinFree,
    Field::VersionBought,
    Field::VersionUsed,
    Field::Edition,
    Field::Department,
    Field::CostCentre,
    Field::Location,
    Field::Contacts,
    Field::PortalLink,
    Field::TerminatedOn,
];

#[component]
pub(super) fn MoreSection(form: FormState) -> impl IntoView {
    let is_open = RwSignal::new(says_more(form));
    // A field that something is wrong with must not be hidden.
    Effect::new(move || {
        if form.attempt.with(|all| all.iter().any(|problem| FIELDS.contains(&problem.field))) {
            is_open.set(true);
        }
    });
    let toggle = move |_| is_open.update(|open| *open = !*open);
    let expanded = live(move || if is_open.get() { "true" } else { "false" });
    view! {
        <section class="form__section">
            <h2>
                <button class="disclosure" type="button" aria-expanded=expanded aria-controls="form-more" on:click=toggle>
                    <Icon name=IconName::ChevronDown/>
                    "More"
                </button>
            </h2>
            <div class="form-grid" id="form-more" hidden=move || !is_open.get()>
                <Counting form/>
                <Where form/>
                <Which form/>
            </div>
        </section>
    }
}

/// Whether anything here is not as usual, so that it must be seen.
fn says_more(form: FormState) -> bool {
    let draft = untrack(|| form.draft().read());
    let usual = domain::draft::LicenseDraft::new(&domain::settings::Settings::default());
    let texts = [
        &draft.supplier,
        &draft.licensed_to_name,
        &draft.licensed_to_email,
        &draft.min_free,
        &draft.products,
        &draft.downgrades,
        &draft.parent,
        &draft.version_bought,
        &draft.version_used,
        &draft.edition,
        &draft.department,
        &draft.cost_centre,
        &draft.location,
        &draft.contacts,
        &draft.portal_link,
        &draft.terminated_on,
    ];
    texts.iter().any(|text| !text.is_empty())
        || (draft.metric, draft.over_use) != (usual.metric, usual.over_use)
        || !draft.once_per_holder
        || !draft.reassignable
}

/// How seats count.
#[component]
fn Counting(form: FormState) -> impl IntoView {
    let draft = form.draft();
    let metrics = Metric::ALL.map(|kind| Choice::new(kind.code(), metric(kind)));
    let metrics = with_unknown(metrics.to_vec(), &draft.metric.get_untracked());
    let policies = OverUse::ALL.map(|policy| Choice::new(policy.code(), over_use(policy)));
    let policies = with_unknown(policies.to_vec(), &draft.over_use.get_untracked());
    view! {
        <SelectField name=control(Field::Metric) label=label(Field::Metric) value=draft.metric choices=metrics/>
        <SelectField name=control(Field::OverUse) label=label(Field::OverUse) value=draft.over_use choices=policies/>
        <NumberField
            name=control(Field::MinFree)
            label=label(Field::MinFree)
            value=draft.min_free
            problem=form.problem(Field::MinFree)
        />
        <div class="stack" data-gap="s">
            <CheckboxField name=control(Field::OncePerHolder) label=label(Field::OncePerHolder) value=draft.once_per_holder/>
            <CheckboxField name=control(Field::Reassignable) label=label(Field::Reassignable) value=draft.reassignable/>
        </div>
    }
}

/// Where it belongs.
#[component]
fn Where(form: FormState) -> impl IntoView {
    let draft = form.draft();
    view! {
        <TextField
            name=control(Field::Supplier)
            label=label(Field::Supplier)
            value=draft.supplier
            problem=form.problem(Field::Supplier)
            suggestions=use_vendor_names()
        />
        <Line form field=Field::Department value=draft.department/>
        <Line form field=Field::CostCentre value=draft.cost_centre/>
        <Line form field=Field::Location value=draft.location/>
        <Line form field=Field::Contacts value=draft.contacts/>
        <Line form field=Field::PortalLink value=draft.portal_link/>
    }
}

/// Which software exactly, made out to whom, and until when.
#[component]
fn Which(form: FormState) -> impl IntoView {
    let (draft, today) = (form.draft(), use_today());
    view! {
        <TextField
            name=control(Field::Products)
            label=label(Field::Products)
            value=draft.products
            problem=form.problem(Field::Products)
            hint="What it gives a right to, if the name does not say it; semicolons between several."
        />
        <TextField
            name=control(Field::Downgrades)
            label=label(Field::Downgrades)
            value=draft.downgrades
            problem=form.problem(Field::Downgrades)
            hint="Older products that spare seats may be used for; semicolons between several."
        />
        <TextField
            name=control(Field::Parent)
            label=label(Field::Parent)
            value=draft.parent
            problem=form.problem(Field::Parent)
            hint="The license of the suite or agreement that this one belongs to."
            suggestions=use_license_names(draft.parent, form.own_id())
        />
        <Line form field=Field::VersionBought value=draft.version_bought/>
        <Line form field=Field::VersionUsed value=draft.version_used/>
        <Line form field=Field::Edition value=draft.edition/>
        <Line form field=Field::LicensedToName value=draft.licensed_to_name/>
        <Line form field=Field::LicensedToEmail value=draft.licensed_to_email/>
        <DateField
            name=control(Field::TerminatedOn)
            label=label(Field::TerminatedOn)
            value=draft.terminated_on
            problem=form.problem(Field::TerminatedOn)
            hint="The last day, if it was ended early."
            reading=reading(draft.terminated_on, today)
        />
    }
}

#[component]
fn Line(form: FormState, field: Field, value: RwSignal<String>) -> impl IntoView {
    view! {
        <TextField name=control(field) label=label(field) value problem=form.problem(field)/>
    }
}

/// A word that only a newer version knows can be kept, but not chosen.
fn with_unknown(mut choices: Vec<Choice>, current: &str) -> Vec<Choice> {
    let unknown = Metric::Unknown.code();
    choices.extend((current == unknown).then(|| Choice::new(unknown, "Unknown")));
    choices
}
