//! How the definition of a custom field is laid out.

use domain::custom_field::{CustomField, FieldKind, parse_choices};
use domain::id::CustomFieldId;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of a custom field. Its choices are one text, a line each: their order counts.
pub(crate) fn write(field: &CustomField) -> Fields {
    Writer::default()
        .text("name", &field.name)
        .code("kind", field.kind.code(), field.kind == FieldKind::Unknown)
        .text("choices", &field.choices.join("\n"))
        .flag("is_retired", field.is_retired, false)
        .0
}

/// The custom field of a tree.
pub(crate) fn read(id: CustomFieldId, fields: &Fields) -> CustomField {
    let reader = Reader(fields);
    CustomField {
        id,
        name: reader.text("name"),
        kind: FieldKind::from_code(reader.str("kind")),
        choices: parse_choices(reader.str("choices")),
        is_retired: reader.bool("is_retired").unwrap_or(false),
    }
}
