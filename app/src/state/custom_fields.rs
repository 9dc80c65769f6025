//! The organisation's own fields, as pages show them.

use domain::custom_field::CustomField;
use domain::id::CustomFieldId;
use leptos::prelude::*;

use super::workspace::use_workspace;
use crate::erased::memo;

/// Those in use, in order of their names.
pub fn use_custom_fields() -> Memo<Vec<CustomField>> {
    let fields = use_workspace().custom_fields;
    memo(move || {
        let mut used: Vec<CustomField> =
            fields.read().iter().filter(|field| !field.is_retired).cloned().collect();
        used.sort_by_cached_key(|field| field.name.to_lowercase());
        used
    })
}

/// What a field is called; empty when there is no such field.
pub fn name_of(fields: &[CustomField], id: CustomFieldId) -> String {
    fields.iter().find(|field| field.id == id).map(|field| field.name.clone()).unwrap_or_default()
}
