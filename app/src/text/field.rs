//! Labels of fields, as forms and files show them.

use domain::problem::Field;

/// The label.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Vendor => "Vendor",
        Field::Supplier => "Supplier",
        Field::Owner => "Owner",
        Field::Type => "Type",
        Field::Lifecycle => "Status",
        Field::LicenseKey => "License key",
        Field::PurchaseDate => "Purchase date",
        Field::StartDate => "Start date",
        Field::ExpirationDate => "Expiration date",
        Field::Seats => "Seats",
        Field::Cost => "Cost",
        Field::Currency => "Currency",
        Field::BillingPeriod => "Billing period",
        Field::RenewalCost => "Renewal cost",
        Field::PurchaseOrder => "Purchase order",
        Field::OrderNumber => "Order number",
        Field::SupportExpiration => "Support expiration",
        Field::Reassignable => "Reassignable",
        Field::LicensedToName => "Licensed to name",
        Field::LicensedToEmail => "Licensed to email",
        Field::Notes => "Notes",
        Field::WorkspaceName => "Workspace name",
        Field::TimeZone => "Time zone",
        Field::ExpiringDays => "Expiring Soon within",
        Field::HolderName => "Assigned to",
        Field::HolderEmail => "Assigned to: email",
        Field::HolderUsername => "Assigned to: username",
    }
}

/// The name of a field's control in a form; its element is `field-{name}`.
pub fn control(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Vendor => "vendor",
        Field::Supplier => "supplier",
        Field::Owner => "owner",
        Field::Type => "type",
        Field::Lifecycle => "pending",
        Field::LicenseKey => "license-key",
        Field::PurchaseDate => "purchase-date",
        Field::StartDate => "start-date",
        Field::ExpirationDate => "expiration-date",
        Field::Seats => "seats",
        Field::Cost => "cost",
        Field::Currency => "currency",
        Field::BillingPeriod => "billing-period",
        Field::RenewalCost => "renewal-cost",
        Field::PurchaseOrder => "purchase-order",
        Field::OrderNumber => "order-number",
        Field::SupportExpiration => "support-expiration",
        Field::Reassignable => "reassignable",
        Field::LicensedToName => "licensed-to-name",
        Field::LicensedToEmail => "licensed-to-email",
        Field::Notes => "notes",
        Field::WorkspaceName => "workspace-name",
        Field::TimeZone => "time-zone",
        Field::ExpiringDays => "expiring-days",
        Field::HolderName => "holder-name",
        Field::HolderEmail => "holder-email",
        Field::HolderUsername => "holder-username",
    }
}

/// A field of the document in words, for the history.
pub fn of_document(key: &str) -> &str {
    match key {
        "name" => "name",
        "type" => "type",
        "lifecycle" => "status",
        "publisher_id" => "vendor",
        "supplier_id" => "supplier",
        "owner_id" => "owner",
        "terms" => "dates",
        "purchases" => "seats and cost",
        "keys" => "license key",
        "notes" => "notes",
        "support_ends_on" => "support expiration",
        "reassignable" => "reassignable",
        "licensed_to_name" | "licensed_to_email" => "licensed to",
        "extra" => "further details",
        other => other,
    }
}
