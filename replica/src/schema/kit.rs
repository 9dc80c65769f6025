//! How a kit is laid out: one entry of its own for each license, so that two people can each add
//! one.

use domain::id::KitId;
use domain::kit::Kit;
use domain::quantity::Quantity;

use super::fields::{Reader, Writer, quantity, quantity_of};
use crate::tree::Fields;

/// What stands before each license.
const LICENSE: &str = "license.";

/// The tree of a kit.
pub(crate) fn write(kit: &Kit) -> Fields {
    let writer = Writer::default().text("name", &kit.name).text("note", &kit.note);
    let mut fields = writer.0;
    let licenses = kit.licenses.iter();
    fields.extend(licenses.map(|(id, n)| (format!("{LICENSE}{id}"), quantity(*n))));
    fields
}

/// The kit of a tree.
pub(crate) fn read(id: KitId, fields: &Fields) -> Kit {
    let reader = Reader(fields);
    let mut kit = Kit { note: reader.text("note"), ..Kit::new(id, reader.str("name")) };
    let licenses = reader.keys_after(LICENSE);
    kit.licenses.extend(licenses.filter_map(|(license, n)| {
        Some((license.parse().ok()?, quantity_of(Some(n)).unwrap_or(Quantity::ONE)))
    }));
    kit
}
