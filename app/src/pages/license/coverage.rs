//! The card of support and maintenance, period by period.

mod period_form;
mod periods;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::command::Command;
use domain::coverage::{Coverage, next};
use domain::id::CoverageId;
use domain::license::License;
use domain::renewal::seam;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::LicenseDetail;

use self::period_form::PeriodForm;
use self::periods::{PeriodLine, Periods};
use crate::components::{Dialog, Icon, IconName};
use crate::erased::{memo, part};
use crate::platform::random;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::undo::{Undo, use_undo};

/// What can be done to the periods of a license, each act one step to undo.
#[derive(Debug, Clone, Copy)]
pub(super) struct CoverageActs {
    detail: Memo<Option<Arc<LicenseDetail>>>,
    ways: StoredValue<(Dispatch, Undo)>,
    /// The period in the form.
    edited: RwSignal<Option<Coverage>>,
    is_editing: RwSignal<bool>,
    /// Whether they may be changed: not those of a deleted license.
    may_edit: Memo<bool>,
}

impl CoverageActs {
    fn open(self, period: Coverage) {
        self.edited.set(Some(period));
        self.is_editing.set(true);
    }

    /// Proposes the period that follows the latest one.
    fn add(self) {
        let id = CoverageId(random::uuid());
        let proposed = self.detail.with_untracked(|detail| {
            detail.as_ref().map(|detail| next(&detail.license.coverages, id))
        });
        if let Some(period) = proposed {
            self.open(period);
        }
    }

    fn put(self, period: Coverage) {
        let is_new = self.detail.with_untracked(|detail| {
            detail.as_ref().is_some_and(|d| !d.license.coverages.contains_key(&period.id))
        });
        let said = if is_new { "Coverage added." } else { "Coverage changed." };
        self.change(said, move |all| all.extend([(period.id, period)]));
    }

    fn remove(self, id: CoverageId) {
        self.change("Coverage removed.", move |all| all.retain(|other, _| *other != id));
    }

    fn change(self, said: &'static str, act: impl FnOnce(&mut BTreeMap<CoverageId, Coverage>)) {
        let before = self.detail.with_untracked(|d| d.as_ref().map(|d| d.license.clone()));
        let Some(before) = before else { return };
        let mut after = before.clone();
        act(&mut after.coverages);
        let (dispatch, undo) = self.ways.get_value();
        spawn_local(async move {
            if dispatch.run(Command::edit(before, after), None).await {
                self.is_editing.try_set(false);
                undo.offer(said.to_owned());
            }
        });
    }
}

#[component]
pub(super) fn CoverageCard(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let acts = CoverageActs {
        detail,
        ways: StoredValue::new((use_dispatch(), use_undo())),
        edited: RwSignal::new(None),
        is_editing: RwSignal::new(false),
        may_edit: memo(move || {
            detail.with(|detail| detail.as_ref().is_some_and(|d| d.license.deleted_at.is_none()))
        }),
    };
    let lines = memo(move || {
        detail.with(|detail| detail.as_ref().map(|d| lines(&d.license)).unwrap_or_default())
    });
    let is_empty = move || lines.with(Vec::is_empty);
    let form = move || {
        let period = acts.edited.get_untracked();
        period.map(|period| view! { <PeriodForm period acts/> })
    };
    view! {
        <section class="card">
            <div class="row" data-spread="">
                <h2 class="card__title">"Support and maintenance"</h2>
                <Show when=move || acts.may_edit.get()>
                    <button
                        class="button"
                        data-size="sm"
                        type="button"
                        aria-label="Add coverage"
                        on:click=move |_| acts.add()
                    >
                        <Icon name=IconName::Plus/>
                        "Add"
                    </button>
                </Show>
            </div>
            <Show when=is_empty>
                <p class="card__text">"No period is recorded."</p>
            </Show>
            <Periods lines acts/>
        </section>
        <Dialog open=acts.is_editing title="Support and maintenance" close="Close">
            {part(form)}
        </Dialog>
    }
}

/// The periods, the latest first, each with what lies between it and the one before.
fn lines(license: &License) -> Vec<PeriodLine> {
    let mut periods: Vec<Coverage> = license.coverages.values().copied().collect();
    periods.sort_by_key(|period| Reverse((period.span.start_on, period.span.last_day)));
    let earlier = periods.iter().skip(1).map(|period| Some(period.span)).chain([None]);
    let line = |(period, earlier): (&Coverage, Option<_>)| PeriodLine {
        period: *period,
        seam: earlier.and_then(|earlier| seam(earlier, period.span)),
    };
    periods.iter().zip(earlier).map(line).collect()
}
