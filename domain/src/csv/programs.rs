//! The files of other programs: the headings that tell which one it was, and those that mean
//! something else there than elsewhere.

use super::layout::Layout;
use super::meaning::Meaning;
use crate::problem::Field;

/// Two of these, as the layout folds them, and the file is ours.
const TELLS_TEMPLATE: [&str; 8] = [
    "billing period",
    "renewal cost",
    "support expiration",
    "start date",
    "assigned to name",
    "assigned to email",
    "assigned to asset",
    "license key",
];
/// Two of these, as the layout folds them, and the file is Snipe-IT's.
const TELLS_SNIPE_IT: [&str; 20] = [
    "item name",
    "license name",
    "serial number",
    "serial/product key",
    "product key",
    "manufacturer",
    "purchase cost",
    "purchase order number",
    "termination date",
    "maintained",
    "min. qty",
    "min qty",
    "depreciation",
    "fully depreciated",
    "licenses available",
    "remaining seats",
    "checked out to: full name",
    "checked out to: username",
    "checked out to: email",
    "checked out to: asset tag",
];

/// Two of these, as the layout folds them, and the file is that program's. The lists are the column
/// names their sources and documentation give.
pub(super) const TELLS: [(Layout, &[&str]); 9] = [
    (Layout::SnipeIt, &TELLS_SNIPE_IT),
    (
        Layout::Glpi,
        &[
            "number",
            "version in use",
            "purchase version",
            "allow over-quota",
            "father",
            "technician in charge of the license",
            "group in charge of the license",
            "child entities",
            "number of installations",
            "affected items",
            "value",
            "date of purchase",
            "immobilization number",
        ],
    ),
    (
        Layout::Fluxera,
        &[
            "days until expiry",
            "total assignments",
            "user assignments",
            "asset assignments",
            "license type",
        ],
    ),
    (
        Layout::Ralph,
        &[
            "number bought",
            "niw",
            "valid thru",
            "property of",
            "base objects",
            "license details",
            "budget info",
            "start usage",
            "licence type",
            "service uid",
        ],
    ),
    (
        Layout::ITop,
        &["usage limit", "perpetual", "licence key", "org id", "software id", "organization"],
    ),
    (
        Layout::ServiceNow,
        &[
            "install condition name",
            "publisher part number",
            "purchased rights",
            "unit cost",
            "license metric",
            "contract number",
        ],
    ),
    (
        Layout::Microsoft,
        &[
            "effectivequantity",
            "ponumber",
            "resellername",
            "dateofpurchase",
            "supportpurchased",
            "supportexpirationdate",
        ],
    ),
    // The columns of the tab "Pivot Data" of Microsoft's license statement, in English.
    (
        Layout::MicrosoftStatement,
        &[
            "product pool",
            "license product family",
            "license version",
            "effective license quantity",
            "upgrade license quantity",
            "active sa quantity",
            "country of usage",
        ],
    ),
    // Last: ours has headings of all the others, so it must have more than they.
    (Layout::Template, &TELLS_TEMPLATE),
];

/// What a heading means in the files of one program, where it means something else than elsewhere.
pub(super) fn own_meaning(layout: Layout, folded: &str) -> Option<Meaning> {
    let field = match (layout, folded) {
        (Layout::Glpi, "number")
        | (Layout::Ralph, "number bought")
        | (Layout::ITop, "usage limit")
        | (Layout::ServiceNow, "purchased rights")
        | (Layout::Microsoft, "effectivequantity")
        | (Layout::MicrosoftStatement, "effective license quantity") => Field::Seats,
        (Layout::MicrosoftStatement, "license product family") => Field::Name,
        (Layout::MicrosoftStatement, "license version") => Field::VersionBought,
        (Layout::Glpi, "value") | (Layout::ServiceNow, "unit cost") => Field::Cost,
        (Layout::Glpi, "startup date") | (Layout::Ralph, "start usage") => Field::StartDate,
        (Layout::Glpi, "technician in charge of the license") => Field::Owner,
        (Layout::Glpi, "group in charge of the license")
        | (Layout::ITop, "organization" | "org id") => Field::Department,
        (Layout::Glpi, "father") => Field::Parent,
        (Layout::Glpi, "allow over-quota") => Field::OverUse,
        // GLPI's are lists that each organisation makes for itself.
        (Layout::Glpi, "status") | (Layout::MicrosoftStatement, "product pool") => Field::Tags,
        (Layout::Glpi, "type" | "group") => return Some(Meaning::Unknown),
        (Layout::Glpi, "user") => Field::HolderName,
        // Login names, one after the other.
        (Layout::Ralph, "users") => Field::HolderUsername,
        // Yes or no.
        (Layout::ITop, "perpetual") => Field::Type,
        (Layout::Ralph, "valid thru") => Field::ExpirationDate,
        (Layout::Ralph, "invoice date") | (Layout::Microsoft, "dateofpurchase") => {
            Field::PurchaseDate
        }
        (Layout::Ralph, "order no") => Field::OrderNumber,
        (Layout::Ralph, "provider") | (Layout::Microsoft, "resellername") => Field::Supplier,
        (Layout::Ralph, "license details") | (Layout::ITop, "description") => Field::Notes,
        (Layout::Ralph, "budget info") => Field::CostCentre,
        (Layout::Ralph, "region") => Field::Location,
        (Layout::Ralph, "sn") => Field::LicenseKey,
        // Ralph calls a type what is a metric: "per user", "concurrent".
        (Layout::Ralph, "licence type") => Field::Metric,
        (Layout::Microsoft, "ponumber") => Field::PurchaseOrder,
        (Layout::Microsoft, "supportexpirationdate") => Field::SupportExpiration,
        _ if grows_stale(layout, folded) => return Some(Meaning::Ignored),
        _ => return None,
    };
    Some(Meaning::Field(field))
}

/// What follows from other columns or from the dates, and what a program notes of its own records.
fn grows_stale(layout: Layout, folded: &str) -> bool {
    let headings: &[&str] = match layout {
        Layout::SnipeIt => &[
            "licenses available",
            "avail",
            "remaining seats",
            "remaining",
            "fully depreciated",
            "current value",
            "diff",
            "created by",
            "created at",
            "updated at",
            "deleted at",
        ],
        Layout::Glpi => {
            &["number of installations", "affected items", "valid", "creation date", "last update"]
        }
        Layout::Fluxera => {
            &["days until expiry", "total assignments", "user assignments", "asset assignments"]
        }
        // Parts of the effective quantity.
        Layout::MicrosoftStatement => {
            &["upgrade license quantity", "upgrade license quantity (w/ maintenance)"]
        }
        Layout::Template
        | Layout::Ralph
        | Layout::ITop
        | Layout::ServiceNow
        | Layout::Microsoft
        | Layout::Other => &[],
    };
    headings.contains(&folded)
}
