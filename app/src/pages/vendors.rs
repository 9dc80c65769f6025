//! Publishers and resellers: what each is called, how many licenses it has, and which are one.

mod form;
mod line;
mod merge;

use std::collections::BTreeMap;

use domain::vendor::Vendor;
use leptos::prelude::*;

use self::form::VendorForm;
use self::line::VendorLine;
use self::merge::MergeVendor;
use crate::components::{DataTable, EmptyState, Icon, IconName, SearchBox};
use crate::erased::{memo, part};
use crate::state::workspace::use_workspace;
use crate::text;

/// What can be done to a vendor, with the dialogs it opens.
#[derive(Debug, Clone, Copy)]
struct Acts {
    edited: RwSignal<Option<Vendor>>,
    is_editing: RwSignal<bool>,
    merged: RwSignal<Option<Vendor>>,
    is_merging: RwSignal<bool>,
}

impl Acts {
    fn edit(self, vendor: Option<Vendor>) {
        self.edited.set(vendor);
        self.is_editing.set(true);
    }

    fn merge(self, vendor: Vendor) {
        self.merged.set(Some(vendor));
        self.is_merging.set(true);
    }
}

/// The page.
#[component]
pub fn VendorsPage() -> impl IntoView {
    let workspace = use_workspace();
    let acts = Acts {
        edited: RwSignal::new(None),
        is_editing: RwSignal::new(false),
        merged: RwSignal::new(None),
        is_merging: RwSignal::new(false),
    };
    let words = RwSignal::new(String::new());
    let n_licenses = memo(move || {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in workspace.rows.read().as_slice() {
            *counts.entry(row.vendor.clone()).or_default() += 1;
            if row.supplier != row.vendor {
                *counts.entry(row.supplier.clone()).or_default() += 1;
            }
        }
        counts
    });
    let all = memo(move || in_order(&workspace.vendors.read()));
    let shown = memo(move || {
        let words = words.read().to_lowercase();
        let is_found = |vendor: &&Vendor| {
            vendor.aliases.iter().chain([&vendor.name]).any(|n| n.to_lowercase().contains(&words))
        };
        all.read().iter().filter(is_found).cloned().collect::<Vec<_>>()
    });
    let lines = part(move || {
        let n_licenses = n_licenses.read();
        let line = |vendor: Vendor| {
            let n = n_licenses.get(&vendor.name).copied().unwrap_or(0);
            view! { <VendorLine vendor n_licenses=n acts/> }
        };
        shown.get().into_iter().map(line).collect_view()
    });
    let count =
        Signal::derive(move || text::licenses::showing(shown.read().len(), all.read().len()));
    let has_any = move || !all.read().is_empty();
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Vendors"</h1></div>
                <p class="page-head__meta">"Publishers and resellers of your licenses."</p>
            </div>
            <div class="page-head__actions">
                <button class="button" data-variant="primary" type="button" on:click=move |_| acts.edit(None)>
                    <Icon name=IconName::Plus/>
                    "Create vendor"
                </button>
            </div>
        </header>
        <Show when=has_any fallback=none_yet>
            <div class="toolbar">
                <SearchBox label="Search vendors" value=words on_input=move |typed| words.set(typed)/>
                <p class="count" role="status">{count}</p>
            </div>
        </Show>
        <div hidden=move || !has_any()>
            <DataTable label="Vendors" layout="auto" cards=true>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" data-priority="2">"Also known as"</th>
                        <th scope="col" data-align="end">"Licenses"</th>
                        <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </DataTable>
        </div>
        <VendorForm acts/>
        <MergeVendor acts/>
    }
    .into_any()
}

/// Those that are not another one, in order of their names.
fn in_order(vendors: &[Vendor]) -> Vec<Vendor> {
    let mut all: Vec<Vendor> =
        vendors.iter().filter(|vendor| vendor.merged_into.is_none()).cloned().collect();
    all.sort_by_cached_key(|vendor| vendor.name.to_lowercase());
    all
}

fn none_yet() -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Building2
            title="No vendors yet"
            text="A vendor is added when a license names one, or here."
        />
    }
}
