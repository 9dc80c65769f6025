//! The parts of the page's program that follow the first: how they are reached, and whether they are
//! here (decision 7).

use std::fmt;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::workspace::{Phase, use_workspace};
use crate::erased;

/// What stands near the list: a license, its form, and parts of the list itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what the pages are called")]
pub enum Near {
    License,
    NewLicense,
    EditLicense,
    NoLicenses,
    BulkBar,
    ColumnChooser,
    Filters,
    Views,
    RowKeys,
    Export,
    Notices,
    UndoKeys,
    AutoRenewals,
    InstallHelp,
}

/// All other pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what the pages are called")]
pub enum Far {
    Import,
    History,
    Bin,
    Vendors,
    Settings,
    ImportRecords,
    Team,
    Join,
}

/// People, machines, and the seats they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what the pages are called")]
pub enum People {
    Assignments,
    Users,
    User,
    NewUser,
    EditUser,
    Assets,
    Asset,
    NewAsset,
    EditAsset,
    Compliance,
    Kits,
    Reviews,
    Review,
    Requests,
}

/// A page, or a part of one, that is not in the first part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// In the second part.
    Near(Near),
    /// In the third part.
    People(People),
    /// In the fourth part.
    Far(Far),
}

impl From<Near> for Later {
    fn from(page: Near) -> Self {
        Self::Near(page)
    }
}

impl From<People> for Later {
    fn from(page: People) -> Self {
        Self::People(page)
    }
}

impl From<Far> for Later {
    fn from(page: Far) -> Self {
        Self::Far(page)
    }
}

/// How a program reaches one of its parts.
#[derive(Clone, Copy)]
pub struct Part<P: 'static> {
    /// Fetches it; `false` if it does not come.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Its pages, once it is here.
    pub page: fn(P) -> Option<AnyView>,
}

impl<P> fmt::Debug for Part<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part")
    }
}

/// The parts of a program that follow the first.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// The second.
    pub near: Part<Near>,
    /// The third.
    pub people: Part<People>,
    /// The fourth.
    pub far: Part<Far>,
}

/// How far a part is.
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

/// The parts of this program.
#[derive(Debug, Clone, Copy)]
pub struct LaterPages {
    parts: Parts,
    near: RwSignal<Arrival>,
    people: RwSignal<Arrival>,
    far: RwSignal<Arrival>,
}

impl LaterPages {
    /// A page, if its part is here.
    pub fn page(self, page: Later) -> Option<AnyView> {
        match page {
            Later::Near(page) => (self.parts.near.page)(page),
            Later::People(page) => (self.parts.people.page)(page),
            Later::Far(page) => (self.parts.far.page)(page),
        }
    }

    /// How far the part is that holds this page.
    pub fn arrival(self, page: Later) -> RwSignal<Arrival> {
        match page {
            Later::Near(_) => self.near,
            Later::People(_) => self.people,
            Later::Far(_) => self.far,
        }
    }

    /// Whether what stands near the list is here.
    pub fn is_near_here(self) -> bool {
        self.near.get() == Arrival::Here
    }

    /// Something near the list; nothing until it is here.
    pub fn quietly(self, part: Near) -> AnyView {
        let content = erased::part(move || self.is_near_here().then(|| self.page(part.into())));
        content.into_any()
    }

    /// Fetches the part that holds this page, unless it is here or on its way.
    pub fn fetch(self, page: Later) {
        let arrival = self.arrival(page);
        if matches!(arrival.get_untracked(), Arrival::Awaited | Arrival::Here) {
            return;
        }
        arrival.set(Arrival::Awaited);
        let fetch = match page {
            Later::Near(_) => self.parts.near.fetch,
            Later::People(_) => self.parts.people.fetch,
            Later::Far(_) => self.parts.far.fetch,
        };
        spawn_local(async move {
            let is_here = fetch().await;
            arrival.set(if is_here { Arrival::Here } else { Arrival::Missing });
        });
    }
}

/// Fetches the other parts when the first has nothing more urgent to do, one after the other.
pub fn provide_later_pages(parts: Parts) {
    let phase = use_workspace().phase;
    let unasked = || RwSignal::new(Arrival::Unasked);
    let pages = LaterPages { parts, near: unasked(), people: unasked(), far: unasked() };
    provide_context(pages);
    Effect::new(move |_| {
        if matches!(phase.get(), Phase::Open | Phase::Gone | Phase::Stopped(_)) {
            pages.fetch(Near::License.into());
        }
    });
    // Each on its own: one that did not come is not asked for again until somebody wants it.
    for (before, next) in
        [(pages.near, Later::from(People::Users)), (pages.people, Later::from(Far::Import))]
    {
        Effect::new(move |_| {
            if before.get() == Arrival::Here {
                pages.fetch(next);
            }
        });
    }
}

/// The parts of this program.
pub fn use_later_pages() -> LaterPages {
    expect_context()
}
