//! The form itself: sections, what is wrong, Save and Cancel.

use domain::draft::LicenseDraft;
use domain::license::License;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::cost_section::CostSection;
use super::custom_section::CustomSection;
use super::dates_section::DatesSection;
use super::form_state::FormState;
use super::identity_section::IdentitySection;
use super::more_section::MoreSection;
use super::notes_section::NotesSection;
use super::save::use_save;
use crate::components::ErrorSummary;
use crate::erased::live;
use crate::routes;

/// `original` is the license to change; without one a new license is created.
#[component]
pub(super) fn LicenseForm(draft: LicenseDraft, original: Option<License>) -> impl IntoView {
    let title = if original.is_some() { "Edit license" } else { "Create license" };
    let back =
        original.as_ref().map_or_else(|| routes::LICENSES.to_owned(), |l| routes::license(l.id));
    let key_hint = key_hint(original.as_ref());
    let crumb = original.as_ref().map(|license| (license.name.clone(), back.clone()));
    let form = FormState::new(draft, original.as_ref());
    let save = use_save(form, original);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    let navigate = use_navigate();
    let cancel = move |_| navigate(&back, NavigateOptions::default());
    view! {
        <FormHead title crumb/>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary title="Nothing is saved yet. Please look at these fields:" problems=form.summary()/>
            <IdentitySection form key_hint/>
            <DatesSection form/>
            <CostSection form/>
            <NotesSection form/>
            <CustomSection form/>
            <MoreSection form/>
            <div class="form__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    aria-disabled=live(move || form.is_saving.get().then_some("true"))
                >
                    "Save"
                </button>
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
            </div>
        </form>
    }
}

#[component]
fn FormHead(title: &'static str, crumb: Option<(String, String)>) -> impl IntoView {
    let crumb = crumb.map(|(name, href)| view! { <li><a href=href>{name}</a></li> });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=routes::LICENSES>"Licenses"</a></li>
                        {crumb}
                        <li aria-current="page">{title}</li>
                    </ol>
                </nav>
                <div class="page-head__title">
                    <h1 tabindex="-1">{title}</h1>
                </div>
            </div>
        </header>
    }
}

/// What becomes of a typed key, and of the one that is there.
fn key_hint(original: Option<&License>) -> String {
    let keys: Vec<&str> = original
        .map(|l| l.keys.values().map(|key| key.last4.as_str()).collect())
        .unwrap_or_default();
    match keys.as_slice() {
        [] => "It is sealed on this device. Lists and files show at most its last four characters."
            .to_owned(),
        [""] => "A key is stored. Type a new one to replace it.".to_owned(),
        [last4] => format!("A key is stored, ending in {last4}. Type a new one to replace it."),
        many => format!(
            "{} keys are stored. One typed here is added; the others are on the license's page.",
            many.len()
        ),
    }
}
