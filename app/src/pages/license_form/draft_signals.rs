//! The form as typed, one signal a field.

use std::collections::BTreeMap;

use domain::draft::LicenseDraft;
use domain::id::CustomFieldId;
use leptos::prelude::*;

/// Declares the struct and both ways between it and the draft, so that no field is forgotten.
macro_rules! draft_signals {
    ($($field:ident: $kind:ty),* $(,)?) => {
        /// What stands in the fields.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct DraftSignals {
            $(pub(super) $field: RwSignal<$kind>,)*
        }

        impl DraftSignals {
            /// A form that shows `draft`.
            pub(super) fn new(draft: LicenseDraft) -> Self {
                let LicenseDraft { $($field),* } = draft;
                Self { $($field: RwSignal::new($field)),* }
            }

            /// What is typed by now.
            pub(super) fn read(self) -> LicenseDraft {
                LicenseDraft { $($field: self.$field.get()),* }
            }
        }
    };
}

draft_signals! {
    name: String,
    vendor: String,
    license_type: String,
    license_key: String,
    purchase_date: String,
    start_date: String,
    expiration_date: String,
    seats: String,
    unlimited: bool,
    cost: String,
    cost_basis: String,
    currency: String,
    billing_period: String,
    renewal_cost: String,
    purchase_order: String,
    support_expiration: String,
    owner: String,
    notes: String,
    lifecycle: String,
    reassignable: bool,
    once_per_holder: bool,
    auto_renew: bool,
    supplier: String,
    licensed_to_name: String,
    licensed_to_email: String,
    metric: String,
    over_use: String,
    min_free: String,
    products: String,
    downgrades: String,
    parent: String,
    version_bought: String,
    version_used: String,
    edition: String,
    department: String,
    cost_centre: String,
    location: String,
    contacts: String,
    portal_link: String,
    tags: String,
    terminated_on: String,
    notice: String,
    renew_months: String,
    custom: BTreeMap<CustomFieldId, String>,
}
