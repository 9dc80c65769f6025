//! One vendor of the table.

use domain::vendor::Vendor;
use leptos::prelude::*;

use super::Acts;
use crate::platform::intl;
use crate::routes;

#[component]
pub(super) fn VendorLine(vendor: Vendor, n_licenses: usize, acts: Acts) -> impl IntoView {
    let name = vendor.name.clone();
    let aliases = vendor.aliases.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let (edit_label, merge_label) = (format!("Edit {name}"), format!("Merge {name}"));
    let licenses = if n_licenses == 0 {
        view! { <span class="dim">"0"</span> }.into_any()
    } else {
        let href = routes::licenses_of_vendor(&name);
        view! { <a href=href>{intl::count(n_licenses as u64)}</a> }.into_any()
    };
    let other = vendor.clone();
    view! {
        <tr>
            <th scope="row" data-card="title">{name}</th>
            <td data-priority="2" data-card="sub">{aliases}</td>
            <td data-align="end">{licenses}</td>
            <td data-align="end" data-card="end">
                <span class="row" data-align="end">
                    <button
                        class="button"
                        data-variant="quiet"
                        data-size="sm"
                        type="button"
                        aria-label=edit_label
                        on:click=move |_| acts.edit(Some(vendor.clone()))
                    >
                        "Edit"
                    </button>
                    <button
                        class="button"
                        data-variant="quiet"
                        data-size="sm"
                        type="button"
                        aria-label=merge_label
                        on:click=move |_| acts.merge(other.clone())
                    >
                        "Merge…"
                    </button>
                </span>
            </td>
        </tr>
    }
}
