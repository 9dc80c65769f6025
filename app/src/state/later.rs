//! The second half of the page's program: how it is reached, and whether it is here (decision 7).

use std::fmt;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::workspace::{Phase, use_workspace};
use crate::erased;

/// A page of the second half, or a part of a page of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what the pages are called")]
pub enum Later {
    Import,
    License,
    NewLicense,
    EditLicense,
    History,
    Bin,
    Settings,
    NoLicenses,
    BulkBar,
    ColumnChooser,
    Filters,
    Views,
    RowKeys,
    Vendors,
    Export,
    Notices,
    UndoKeys,
    AutoRenewals,
    InstallHelp,
}

/// How a program reaches its second half.
#[derive(Clone, Copy)]
pub struct SecondHalf {
    /// Fetches it; `false` if it does not come.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Its pages, once it is here.
    pub page: fn(Later) -> Option<AnyView>,
}

impl fmt::Debug for SecondHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondHalf")
    }
}

/// How far the second half is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Nobody has asked for it yet.
    Unasked,
    /// It is on its way.
    Awaited,
    /// It is here.
    Here,
    /// It did not come.
    Missing,
}

/// The second half of this program.
#[derive(Debug, Clone, Copy)]
pub struct LaterPages {
    second: SecondHalf,
    /// How far it is.
    pub arrival: RwSignal<Arrival>,
}

impl LaterPages {
    /// Its pages, if it is here.
    pub fn page(self, page: Later) -> Option<AnyView> {
        (self.second.page)(page)
    }

    /// One of its parts; nothing until it is here.
    pub fn quietly(self, part: Later) -> AnyView {
        let arrival = self.arrival;
        let content =
            erased::part(move || (arrival.get() == Arrival::Here).then(|| self.page(part)));
        content.into_any()
    }

    /// Fetches it, unless it is here or on its way.
    pub fn fetch(self) {
        if matches!(self.arrival.get_untracked(), Arrival::Awaited | Arrival::Here) {
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
    let pages = LaterPages { second, arrival: RwSignal::new(Arrival::Unasked) };
    provide_context(pages);
    Effect::new(move |_| {
        if matches!(phase.get(), Phase::Open | Phase::Gone | Phase::Stopped(_)) {
            pages.fetch();
        }
    });
}

/// The second half of this program.
pub fn use_later_pages() -> LaterPages {
    expect_context()
}
