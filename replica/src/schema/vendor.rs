//! How a vendor is laid out.

use domain::id::VendorId;
use domain::vendor::Vendor;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of a vendor.
pub(crate) fn write(vendor: &Vendor) -> Fields {
    Writer::default().text("name", &vendor.name).0
}

/// The vendor of a tree.
pub(crate) fn read(id: VendorId, fields: &Fields) -> Vendor {
    Vendor { id, name: Reader(fields).text("name") }
}
