//! One field of all ticked licenses, set to one value.

use domain::bulk::BulkChange;
use domain::custom_field::{CustomField, FieldKind, NO, YES};
use domain::draft::LONGEST_LINE;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::particulars::parse_tags;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::bulk_bar::Bulk;
use crate::components::{Choice, DateField, Dialog, SelectField, TextField};
use crate::erased::{memo, part};
use crate::state::custom_fields::use_custom_fields;
use crate::state::names::{use_user_names, use_vendor_names};
use crate::state::workspace::use_workspace;
use crate::text;
use crate::text::names::in_order;

/// What a bulk edit may touch: a code for the list, and the word in it.
const FIELDS: [(&str, &str); 10] = [
    ("lifecycle", "Lifecycle"),
    ("type", "Type"),
    ("owner", "Owner"),
    ("vendor", "Vendor"),
    ("supplier", "Supplier"),
    ("department", "Department"),
    ("cost_centre", "Cost centre"),
    ("location", "Location"),
    ("add_tags", "Add tags"),
    ("remove_tags", "Remove tags"),
];

#[component]
pub(super) fn BulkEdit(bulk: Bulk, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Edit selected licenses" close="Close">
            <Form bulk open/>
        </Dialog>
    }
}

#[component]
fn Form(bulk: Bulk, open: RwSignal<bool>) -> impl IntoView {
    let own = use_custom_fields();
    let field = RwSignal::new("lifecycle".to_owned());
    let value = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    // A value of one field means nothing for another.
    Effect::new(move || {
        field.track();
        value.set(String::new());
        problem.set(None);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let own = own.read_untracked();
        match change(&field.read_untracked(), &value.read_untracked(), &own) {
            Ok(change) => {
                bulk.run(change, "Changed");
                open.set(false);
            }
            Err(why) => problem.set(Some(why)),
        }
    };
    let mut fields = FIELDS.map(|(code, word)| Choice::new(code, word)).to_vec();
    fields.extend(own.read_untracked().iter().map(|f| Choice::new(custom_code(f), &f.name)));
    let kind = memo(move || field.get());
    let input = part(move || {
        let code = kind.get();
        let custom = own.read().iter().find(|field| custom_code(field) == code).cloned();
        match custom {
            Some(field) => custom_input(&field, value, problem),
            None => input(&code, value, problem),
        }
    });
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SelectField name="bulk-field" label="Field" value=field choices=fields/>
            {input}
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Change"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

fn input(field: &str, value: RwSignal<String>, problem: RwSignal<Option<String>>) -> AnyView {
    let choose = |choices: Vec<Choice>| {
        let choices: Vec<Choice> =
            std::iter::once(Choice::new("", "Choose")).chain(choices).collect();
        view! { <SelectField name="bulk-value" label="Value" value choices problem=problem/> }
            .into_any()
    };
    let known = match field {
        "lifecycle" => {
            let choice =
                |stage: Lifecycle| Choice::new(stage.code(), text::license::lifecycle(stage));
            return choose(Lifecycle::ALL.map(choice).to_vec());
        }
        "type" => {
            let choice =
                |kind: LicenseType| Choice::new(kind.code(), text::license::license_type(kind));
            return choose(LicenseType::ALL.map(choice).to_vec());
        }
        "owner" => use_user_names(),
        "vendor" | "supplier" => use_vendor_names(),
        "add_tags" | "remove_tags" => Signal::stored(tags_in_use()),
        _ => Signal::stored(Vec::new()),
    };
    let hint = if field.ends_with("tags") { "Between commas." } else { "Empty for none." };
    view! { <TextField name="bulk-value" label="Value" value problem=problem suggestions=known hint=hint/> }
        .into_any()
}

/// The code of one of the organisation's own fields in the list.
fn custom_code(field: &CustomField) -> String {
    format!("custom.{}", field.id)
}

fn custom_input(
    field: &CustomField,
    value: RwSignal<String>,
    problem: RwSignal<Option<String>>,
) -> AnyView {
    let known: Vec<Choice> = match field.kind {
        FieldKind::YesNo => vec![Choice::new(YES, "Yes"), Choice::new(NO, "No")],
        FieldKind::Choice => {
            field.choices.iter().map(|choice| Choice::new(choice, choice)).collect()
        }
        FieldKind::Date => {
            return view! { <DateField name="bulk-value" label="Value" value problem=problem hint="Empty for none."/> }
                .into_any();
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Link | FieldKind::Unknown => {
            return view! { <TextField name="bulk-value" label="Value" value problem=problem hint="Empty for none."/> }
                .into_any();
        }
    };
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "None")).chain(known).collect();
    view! { <SelectField name="bulk-value" label="Value" value choices problem=problem/> }
        .into_any()
}

fn tags_in_use() -> Vec<String> {
    in_order(use_workspace().rows.with_untracked(|rows| {
        rows.as_slice().iter().flat_map(|row| row.tags.iter().cloned()).collect()
    }))
}

/// What was chosen, or what is wrong with it.
fn change(field: &str, typed: &str, own: &[CustomField]) -> Result<BulkChange, String> {
    if let Some(custom) = own.iter().find(|custom| custom_code(custom) == field) {
        let value = custom.read(typed).map_err(text::problem::sentence)?;
        return Ok(BulkChange::Custom(custom.id, value));
    }
    fixed_change(field, typed).map_err(str::to_owned)
}

fn fixed_change(field: &str, typed: &str) -> Result<BulkChange, &'static str> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST_LINE {
        return Err("At most 1,000 characters.");
    }
    let tags = || {
        let tags = parse_tags(&text);
        if tags.is_empty() { Err("Name at least one tag.") } else { Ok(tags) }
    };
    if text.is_empty() && matches!(field, "lifecycle" | "type") {
        return Err("Choose one.");
    }
    Ok(match field {
        "lifecycle" => BulkChange::Lifecycle(Lifecycle::from_code(&text)),
        "type" => BulkChange::Type(LicenseType::from_code(&text)),
        "owner" => BulkChange::Owner(text),
        "vendor" => BulkChange::Vendor(text),
        "supplier" => BulkChange::Supplier(text),
        "department" => BulkChange::Department(text),
        "cost_centre" => BulkChange::CostCentre(text),
        "location" => BulkChange::Location(text),
        "add_tags" => BulkChange::AddTags(tags()?),
        _ => BulkChange::RemoveTags(tags()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_list_means_a_change() {
        for (code, _) in FIELDS {
            let value = match code {
                "lifecycle" => "archived",
                "type" => "trial",
                _ => "some, words",
            };
            assert!(change(code, value, &[]).is_ok(), "{code}");
        }
        assert_eq!(change("owner", "  ", &[]), Ok(BulkChange::Owner(String::new())));
        assert!(change("add_tags", " , ", &[]).is_err());
        assert!(change("type", "", &[]).is_err());
    }
}
