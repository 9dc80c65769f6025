//! Pages whose program follows the list's.
//!
//! The list is what a start is for, and nothing else may make it wait. A release build is split in
//! two (`cargo xtask dist`, decision 0007), and the second half is fetched as soon as the inventory
//! is open, so it is nearly always here before anybody asks for it. Any other build is one piece.

use std::fmt;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::import::ImportPage;
use super::license::LicensePage;
use super::license_form::{EditLicensePage, NewLicensePage};
use super::settings::SettingsPage;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::part;
use crate::state::workspace::{Phase, use_workspace};

const NOT_HERE: &str = "Nothing is lost. Check the connection and try again.";

/// A page of the second half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what the pages are called")]
pub enum Later {
    Import,
    License,
    NewLicense,
    EditLicense,
    Settings,
}

/// Everything the second half holds.
pub fn page(page: Later) -> AnyView {
    match page {
        Later::Import => view! { <ImportPage/> }.into_any(),
        Later::License => view! { <LicensePage/> }.into_any(),
        Later::NewLicense => view! { <NewLicensePage/> }.into_any(),
        Later::EditLicense => view! { <EditLicensePage/> }.into_any(),
        Later::Settings => view! { <SettingsPage/> }.into_any(),
    }
}

/// How a program reaches its second half.
#[derive(Clone, Copy)]
pub struct SecondHalf {
    /// Fetches it; `false` if it does not come.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// [`page`], once it is here.
    pub page: fn(Later) -> Option<AnyView>,
}

impl fmt::Debug for SecondHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondHalf")
    }
}

/// How far the second half is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Awaited,
    Here,
    Missing,
}

#[derive(Debug, Clone, Copy)]
struct LaterPages {
    second: SecondHalf,
    arrival: RwSignal<Arrival>,
}

impl LaterPages {
    fn fetch(self) {
        if self.arrival.get_untracked() == Arrival::Here {
            return;
        }
        self.arrival.set(Arrival::Awaited);
        spawn_local(async move {
            let is_here = (self.second.fetch)().await;
            self.arrival.set(if is_here { Arrival::Here } else { Arrival::Missing });
        });
    }
}

/// Fetches the second half when the first has nothing more urgent to do.
pub fn provide_later_pages(second: SecondHalf) {
    let phase = use_workspace().phase;
    let pages = LaterPages { second, arrival: RwSignal::new(Arrival::Awaited) };
    provide_context(pages);
    Effect::new(move |_| {
        if matches!(phase.get(), Phase::Open | Phase::Stopped(_)) {
            pages.fetch();
        }
    });
}

/// Shows a page of the second half, or what stands for it until it is here.
pub fn show(page: Later) -> AnyView {
    let pages: LaterPages = expect_context();
    pages.fetch();
    let content = part(move || match pages.arrival.get() {
        Arrival::Here => (pages.second.page)(page).unwrap_or_else(|| not_here(pages)),
        Arrival::Awaited => view! { <Skeleton rows=8 label="Loading the page"/> }.into_any(),
        Arrival::Missing => not_here(pages),
    });
    content.into_any()
}

fn not_here(pages: LaterPages) -> AnyView {
    let title = Signal::stored("This page could not be loaded.".to_owned());
    view! {
        <Banner tone=Tone::Bad title=title text=NOT_HERE>
            <button class="button" type="button" on:click=move |_| pages.fetch()>"Try again"</button>
        </Banner>
    }
    .into_any()
}
