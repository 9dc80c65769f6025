//! How a vendor is laid out.

use domain::id::VendorId;
use domain::vendor::Vendor;

use super::fields::{Reader, Writer};
use crate::tree::{Fields, Tree};

/// What stands before each alias: one entry of its own for each, so that two who add the first one
/// at once add to the same record.
const ALIAS: &str = "alias.";

/// The tree of a vendor.
pub(crate) fn write(vendor: &Vendor) -> Fields {
    let mut fields =
        Writer::default().text("name", &vendor.name).id("merged_into", vendor.merged_into).0;
    fields.extend(vendor.aliases.iter().map(|alias| (format!("{ALIAS}{alias}"), Tree::Bool(true))));
    fields
}

/// The vendor of a tree.
pub(crate) fn read(id: VendorId, fields: &Fields) -> Vendor {
    let reader = Reader(fields);
    let mut vendor = Vendor::new(id, reader.str("name"));
    vendor.merged_into = reader.parsed("merged_into");
    vendor.aliases.extend(reader.keys_after(ALIAS).map(|(alias, _)| alias.to_owned()));
    vendor
}
