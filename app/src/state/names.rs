//! The names a field suggests, as they are now.

use domain::vendor::Vendor;
use leptos::prelude::*;

use super::workspace::use_workspace;
use crate::text::names::in_order;

/// Those of all vendors.
pub fn use_vendor_names() -> Signal<Vec<String>> {
    let vendors = use_workspace().vendors;
    Signal::derive(move || {
        let current = |all: &Vec<Vendor>| {
            let current = all.iter().filter(|vendor| vendor.merged_into.is_none());
            current.map(|vendor| vendor.name.clone()).collect()
        };
        in_order(vendors.with(current))
    })
}

/// Those of all users.
pub fn use_user_names() -> Signal<Vec<String>> {
    let users = use_workspace().users;
    Signal::derive(move || in_order(users.with(|all| all.iter().map(|u| u.name.clone()).collect())))
}
