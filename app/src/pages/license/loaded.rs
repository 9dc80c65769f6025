//! All about a license, asked from the worker and kept up to date.

use std::sync::Arc;

use domain::id::LicenseId;
use domain::row::{LicenseRow, RowTerm};
use leptos::prelude::*;
use replica::protocol::{Answer, Failure, LicenseDetail, Task};

use crate::erased::memo;
use crate::state::calendar::use_calendar;
use crate::state::engine::use_engine;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// How far asking has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) enum Loaded {
    /// The answer is not there yet.
    Asking,
    /// There it is.
    Found(Arc<LicenseDetail>),
    /// There is no such license.
    Missing,
    /// It could not be read, and why.
    Failed(String),
}

impl Loaded {
    fn of(answer: Answer) -> Self {
        if let Answer::License(found) = answer {
            let detail = found.and_then(|packed| packed.open());
            return detail.map_or(Self::Missing, |detail| Self::Found(Arc::new(detail)));
        }
        // Asked too early: it is asked again when the workspace is open.
        if answer == Answer::Failed(Failure::NotOpen) {
            return Self::Asking;
        }
        Self::Failed(text::answer::why_not(&answer))
    }

    /// What was found.
    pub(in crate::pages) fn detail(&self) -> Option<Arc<LicenseDetail>> {
        match self {
            Self::Found(detail) => Some(Arc::clone(detail)),
            Self::Asking | Self::Missing | Self::Failed(_) => None,
        }
    }
}

/// Asks about a license now and whenever anything changes. The last answer stays until the next.
pub(in crate::pages) fn detail_of(id: LicenseId) -> Memo<Loaded> {
    let (workspace, engine, calendar) = (use_workspace(), use_engine(), use_calendar());
    let answer = LocalResource::new(move || {
        workspace.revision.track();
        let asked = engine.ask(Task::License { id, today: calendar.get().today });
        async move { Loaded::of(asked.await) }
    });
    memo(move || match (answer.get(), workspace.phase.get()) {
        (None | Some(Loaded::Asking), Phase::Stopped(_)) => {
            Loaded::Failed("The license cannot be read right now. Reload the page.".to_owned())
        }
        (answer, _) => answer.unwrap_or(Loaded::Asking),
    })
}

/// The line a license would have in the list, for one that is not in it.
pub(super) fn row_of(detail: &LicenseDetail) -> LicenseRow {
    let license = &detail.license;
    LicenseRow {
        id: license.id,
        name: license.name.clone(),
        vendor: detail.vendor.clone(),
        supplier: detail.supplier.clone(),
        owner: detail.owner.clone(),
        department: license.particulars.department.clone(),
        cost_centre: license.particulars.cost_centre.clone(),
        location: license.particulars.location.clone(),
        support_ends_on: license.support_ends_on(),
        min_free: license.particulars.min_free,
        license_type: license.license_type,
        lifecycle: license.lifecycle,
        terminated_on: license.particulars.terminated_on,
        tags: license.particulars.tags.iter().cloned().collect(),
        custom: license.custom.iter().map(|(id, value)| (*id, value.clone())).collect(),
        terms: license.terms.values().map(|term| RowTerm::of(term, license)).collect(),
        used: detail.position.position.used,
        haystack: String::new(),
    }
}
