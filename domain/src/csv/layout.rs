//! What the headings of a file mean, and which program the file comes from.

use serde::{Deserialize, Serialize};

use super::meaning::Meaning;
use super::product_keys::names_a_key;
use super::programs::{TELLS, own_meaning};
use crate::license_type::LicenseType;
use crate::problem::Field;

/// Which program a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// Snipe-IT: its import file or one of its exports.
    SnipeIt,
    /// Our own template or export.
    Template,
    /// GLPI: the list of licenses of its search.
    Glpi,
    /// Fluxera's export.
    Fluxera,
    /// Ralph: its licence resource.
    Ralph,
    /// iTop: its licence class.
    ITop,
    /// `ServiceNow`: the template for software entitlements.
    ServiceNow,
    /// Microsoft Configuration Manager: the general license statement of its Asset Intelligence.
    Microsoft,
    /// Microsoft's own license statement (MLS), a workbook.
    MicrosoftStatement,
    /// Some other list; the headings we know are used.
    Other,
}

impl Layout {
    /// All of them, the unknown one last.
    pub const ALL: [Self; 10] = [
        Self::Template,
        Self::SnipeIt,
        Self::Glpi,
        Self::Fluxera,
        Self::Ralph,
        Self::ITop,
        Self::ServiceNow,
        Self::Microsoft,
        Self::MicrosoftStatement,
        Self::Other,
    ];

    /// Whether each row is a purchase of its own, so that several of one name are no license.
    pub(crate) fn lists_purchases(self) -> bool {
        matches!(self, Self::Microsoft | Self::MicrosoftStatement)
    }

    /// The vendor and the type of all that is in a file which does not need to say so.
    pub(crate) fn goes_without_saying(self) -> Option<(&'static str, LicenseType)> {
        (self == Self::MicrosoftStatement).then_some(("Microsoft", LicenseType::Volume))
    }
}

/// The headings of our own files, in their order.
pub(crate) const TEMPLATE: [&str; 46] = [
    "Name",
    "Vendor",
    "Type",
    "License key",
    "Purchase date",
    "Start date",
    "Expiration date",
    "Seats",
    "Cost",
    "Currency",
    "Billing period",
    "Renewal cost",
    "Purchase order",
    "Order number",
    "Support expiration",
    "Owner",
    "Status",
    "Supplier",
    "Reassignable",
    "Licensed to name",
    "Licensed to email",
    "Notes",
    "Lifecycle",
    "Metric",
    "Over-use",
    "One per holder",
    "Minimum free",
    "Products",
    "Parent license",
    "Version",
    "Version in use",
    "Edition",
    "Department",
    "Cost centre",
    "Location",
    "Contacts",
    "Portal link",
    "Tags",
    "Termination date",
    "Auto-renew",
    "Notice",
    "Renewal months",
    "Assigned to name",
    "Assigned to email",
    "Assigned to asset",
    "ID",
];

/// A heading without what doesn't count: case, spaces, underscores, a mark for "required".
pub(crate) fn fold(heading: &str) -> String {
    let spaced = heading.trim_start_matches('\u{feff}').replace('_', " ").to_lowercase();
    let bare = spaced.trim().trim_end_matches(['*', ':']);
    // GLPI puts the group before each of its financial columns.
    let bare = bare.strip_prefix("financial and administrative information - ").unwrap_or(bare);
    // iTop says which of its words for another record stand below.
    let bare = bare.split_once("->").map_or(bare, |(record, _)| record);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn is_known(heading: &str) -> bool {
    meaning(&fold(heading)) != Meaning::Unknown
}

/// What each column means, and where the file comes from, unless a person says so. A file in which no column means the name
/// is one whose columns a person must say.
///
/// Of two columns that mean the same the plainer heading counts, else the first, and the other is
/// kept as it is. Product keys alone count wherever they are: none may be kept in plain text.
pub(crate) fn recognize(headings: &[String], said: Option<Layout>) -> (Layout, Vec<Meaning>) {
    let folded: Vec<String> = headings.iter().map(|heading| fold(heading)).collect();
    let layout = said.unwrap_or_else(|| layout_of(&folded));
    let meaning = |heading: &str| own_meaning(layout, heading).unwrap_or_else(|| meaning(heading));
    let mut meanings: Vec<Meaning> = Vec::with_capacity(folded.len());
    for heading in &folded {
        let found = meaning(heading);
        let outdone = is_vague(heading)
            && folded.iter().any(|other| !is_vague(other) && meaning(other) == found);
        let taken = !found.may_repeat() && (outdone || meanings.contains(&found));
        let products = Meaning::Field(Field::Products);
        meanings.push(match heading.as_str() {
            // Of a machine, though its words name a key: another column tells which machine it is.
            "computer - serial number" if taken => Meaning::Ignored,
            // Where the license has a name of its own, this is what it is of.
            "software" | "product" if taken && !meanings.contains(&products) => products,
            _ if taken => Meaning::Unknown,
            _ => found,
        });
    }
    (layout, meanings)
}

/// The program most of whose telling headings are there: at least two, of two equals the first.
fn layout_of(folded: &[String]) -> Layout {
    let count = |tells: &[&str]| tells.iter().filter(|t| folded.iter().any(|h| h == **t)).count();
    let mut best = (Layout::Other, 1);
    for (layout, tells) in TELLS {
        let n = count(tells);
        if n > best.1 {
            best = (layout, n);
        }
    }
    best.0
}

/// Headings that are there twice get a number, so that each can be named.
pub(crate) fn number_duplicates(headings: Vec<String>) -> Vec<String> {
    let mut numbered: Vec<String> = Vec::with_capacity(headings.len());
    for (at, heading) in headings.into_iter().enumerate() {
        let named = if heading.is_empty() { format!("#{}", at + 1) } else { heading };
        let mut unique = named.clone();
        let mut n = 1;
        while numbered.contains(&unique) {
            n += 1;
            unique = format!("{named} ({n})");
        }
        numbered.push(unique);
    }
    numbered
}

pub(crate) fn meaning(folded: &str) -> Meaning {
    let field = match folded {
        "name" | "item name" | "license name" | "licence name" | "license" | "licence"
        | "software" | "product" | "asset name" => Field::Name,
        "vendor" | "manufacturer" | "publisher" => Field::Vendor,
        "supplier" | "reseller" => Field::Supplier,
        "owner" => Field::Owner,
        "type" | "license type" | "licence type" => Field::Type,
        "status" => Field::Lifecycle,
        "purchase date" | "date of purchase" => Field::PurchaseDate,
        "start date" | "start" => Field::StartDate,
        "expiration date" | "expiration" | "expires" | "expiry date" | "end date" => {
            Field::ExpirationDate
        }
        "seats" | "total" | "quantity" => Field::Seats,
        "cost" | "purchase cost" | "price" => Field::Cost,
        "currency" => Field::Currency,
        "billing period" => Field::BillingPeriod,
        "renewal cost" => Field::RenewalCost,
        "purchase order" | "purchase order number" => Field::PurchaseOrder,
        "order number" => Field::OrderNumber,
        "support expiration" => Field::SupportExpiration,
        "reassignable" => Field::Reassignable,
        "licensed to name" => Field::LicensedToName,
        "licensed to email" => Field::LicensedToEmail,
        "notes" | "comments" => Field::Notes,
        "lifecycle" => Field::Stage,
        "metric" | "license metric" => Field::Metric,
        "over-use" | "overuse" => Field::OverUse,
        "one per holder" => Field::OncePerHolder,
        "minimum free" | "min. qty" | "min qty" | "minimum quantity" | "min amount"
        | "minimum amount" | "min quantity" => Field::MinFree,
        "products" => Field::Products,
        "older products" => Field::Downgrades,
        "parent license" | "parent" | "part of" => Field::Parent,
        "version" | "version bought" | "purchase version" => Field::VersionBought,
        "version in use" => Field::VersionUsed,
        "edition" => Field::Edition,
        "department" => Field::Department,
        "cost centre" | "cost center" => Field::CostCentre,
        "location" => Field::Location,
        "contacts" => Field::Contacts,
        "portal link" => Field::PortalLink,
        "tags" | "category" => Field::Tags,
        "termination date" => Field::TerminatedOn,
        "auto-renew" | "auto renew" => Field::AutoRenew,
        "notice" | "notice period" => Field::Notice,
        "renewal months" => Field::RenewMonths,
        "assigned to name"
        | "assigned to"
        | "full name"
        | "fullname"
        | "checked out to: full name" => Field::HolderName,
        "assigned to email" | "email" | "e-mail" | "checked out to: email" => Field::HolderEmail,
        "username" | "user name" | "checked out to: username" => Field::HolderUsername,
        "assigned to asset"
        | "asset tag"
        | "asset"
        | "checked out to: asset tag"
        | "checked out to: asset"
        | "computer"
        | "computer - name"
        | "computer - inventory number"
        | "computer - serial number" => Field::HolderAsset,
        "id" | "id (primary key)" => return Meaning::Id,
        "first name" | "checked out to: first name" => return Meaning::FirstName,
        "last name" | "lastname" | "checked out to: last name" => return Meaning::LastName,
        "actions" | "checkin/checkout" => return Meaning::Ignored,
        other if names_a_key(other) => Field::LicenseKey,
        _ => return Meaning::Unknown,
    };
    Meaning::Field(field)
}

/// Headings that mean something only where no other column means it for certain.
fn is_vague(folded: &str) -> bool {
    matches!(
        folded,
        "license"
            | "licence"
            | "software"
            | "product"
            | "asset name"
            | "start"
            | "total"
            | "quantity"
            | "price"
            | "comments"
            | "assigned to"
            | "asset"
            | "computer"
            | "computer - name"
            | "computer - serial number"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognized(line: &str) -> (Layout, Vec<Option<Field>>) {
        let headings: Vec<String> = line.split(',').map(str::to_owned).collect();
        let (layout, meanings) = recognize(&headings, None);
        (layout, meanings.into_iter().map(Meaning::field).collect())
    }

    #[test]
    fn every_heading_of_our_template_is_known() {
        let (layout, fields) = recognized(&TEMPLATE.join(","));
        assert_eq!(layout, Layout::Template);
        let unknown: Vec<_> =
            TEMPLATE.into_iter().zip(fields).filter(|(_, f)| f.is_none()).map(|(h, _)| h).collect();
        assert_eq!(unknown, ["ID"]);
    }

    #[test]
    fn the_program_a_file_comes_from_is_recognized_by_its_headings() {
        use Layout as L;
        for (line, expected) in [
            ("Full Name,Email,Username,Item name,serial number,Category,manufacturer", L::SnipeIt),
            ("License Name,Serial/Product Key,Seats,Checked Out to: Email", L::SnipeIt),
            ("id,Company,Name,Serial Number,Purchase Date,Licenses available,Seats", L::SnipeIt),
            ("ID,Name,Product Key,Expiration Date,Min QTY,Total,Avail,Depreciation", L::SnipeIt),
            ("Name,License key,Start date,Serial number", L::Template),
            ("Name,License key,Start date,Purchase cost,Manufacturer", L::SnipeIt),
            ("name ,VENDOR,Type,Seats", L::Other),
            ("Name,ID,Serial number,Number,Purchase version,Version in use,Expiration", L::Glpi),
            ("Name,Financial and administrative information - Value,Number,Father", L::Glpi),
            (
                "Name,Vendor,License Key,License Type,Days Until Expiry,Total Assignments",
                L::Fluxera,
            ),
            ("manufacturer,licence_type,software,number_bought,sn,niw,valid_thru", L::Ralph),
            ("name,org_id,usage_limit,perpetual,start_date,licence_key", L::ITop),
            ("Publisher,Product,Version,Purchased rights,License metric,Unit cost", L::ServiceNow),
            ("Name,Publisher,Version,Language,EffectiveQuantity,PONumber", L::Microsoft),
            ("Name,Publisher,Version,EffectiveQuantity", L::Other),
            (
                "Product Pool,License Product Family,License Version,Effective License Quantity",
                L::MicrosoftStatement,
            ),
        ] {
            assert_eq!(recognized(line).0, expected, "{line}");
        }
    }

    #[test]
    fn headings_are_known_in_any_case_and_spacing_and_with_a_byte_order_mark() {
        let (_, fields) = recognized("\u{feff} ITEM  Name ,purchase_date,Seats *,Shoe size");
        assert_eq!(
            fields,
            [Some(Field::Name), Some(Field::PurchaseDate), Some(Field::Seats), None]
        );
    }

    #[test]
    fn a_heading_that_names_a_key_means_one_in_every_file() {
        for heading in ["Serial #", "Product key 1", "Lizenzschlüssel", "Numéro de série"] {
            let (_, fields) = recognized(&format!("Name,{heading}"));
            assert_eq!(fields, [Some(Field::Name), Some(Field::LicenseKey)], "{heading}");
        }
        let (_, fields) = recognized("Name,Key contact");
        assert_eq!(fields, [Some(Field::Name), None]);
    }

    #[test]
    fn of_two_columns_with_one_meaning_the_first_counts_but_every_key_is_a_key() {
        let (_, fields) =
            recognized("Name,License,Serial number,Product Key,Windows activation code");
        let key = Some(Field::LicenseKey);
        assert_eq!(fields, [Some(Field::Name), None, key, key, key]);
        let (_, fields) = recognized("Product,Total,Name,Seats");
        // What the license is of, where it has a name of its own.
        let named = [Some(Field::Products), None, Some(Field::Name), Some(Field::Seats)];
        assert_eq!(fields, named);
        let (_, fields) = recognized("Product,Total");
        assert_eq!(fields, [Some(Field::Name), Some(Field::Seats)]);
        let (_, fields) = recognized("Name,Key contact,Turnkey,Monkey");
        assert_eq!(fields, [Some(Field::Name), None, None, None]);
    }

    #[test]
    fn duplicate_and_empty_headings_are_kept_and_numbered() {
        let headings = ["Notes", "", "Notes", "Notes (2)", "Notes"].map(str::to_owned).to_vec();
        let expected = ["Notes", "#2", "Notes (2)", "Notes (2) (2)", "Notes (3)"];
        assert_eq!(number_duplicates(headings), expected);
    }
}
