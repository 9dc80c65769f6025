//! From all rows to the ones on show: ordered once, narrowed with every key.

use domain::filter::sorted;
use domain::id::LicenseId;
use domain::purchase::Seats;
use leptos::prelude::*;

use crate::erased::memo;
use crate::state::calendar::use_calendar;
use crate::state::list_query::ListQuery;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// What the list shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct LicenseList {
    /// The licenses on show, in order.
    pub(super) ids: Memo<Vec<LicenseId>>,
    /// How many these are.
    pub(super) n_shown: Memo<usize>,
    /// How many licenses there are.
    pub(super) n_all: Memo<usize>,
    /// All of them in one line.
    pub(super) summary: Memo<String>,
    /// What there is to show.
    pub(super) standing: Memo<Standing>,
}

/// What there is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing is known yet.
    Loading,
    /// The workspace could not be opened.
    Unopened,
    /// There are no licenses.
    Empty,
    /// There are licenses, but none that was asked for.
    Unmatched,
    /// There are rows.
    Listed,
}

impl LicenseList {
    /// The licenses `query` asks for, as they change.
    pub(super) fn new(query: ListQuery) -> Self {
        let workspace = use_workspace();
        let (rows, phase, own) = (workspace.rows, workspace.phase, workspace.custom_fields);
        let calendar = use_calendar();
        let order = memo(move || {
            let (rows, order, own) = (rows.read(), query.order.read(), own.read());
            sorted(rows.as_slice(), &order, calendar.get(), &own)
        });
        let ids = memo(move || {
            let (order, filter, rows) = (order.read(), query.filter.read(), rows.read());
            let all = rows.as_slice();
            let shown = filter.apply(all, &order, calendar.get(), &own.read());
            let id = |index: u32| all.get(index as usize).map(|row| row.id);
            shown.into_iter().filter_map(id).collect::<Vec<_>>()
        });
        let n_shown = memo(move || ids.read().len());
        let n_all = memo(move || rows.read().as_slice().len());
        let summary = memo(move || {
            let (mut n_seats, mut n_unlimited) = (0, 0);
            let today = calendar.get().today;
            let rows = rows.read();
            for row in rows.as_slice() {
                match row.seats(today) {
                    Seats::Counted(n) => n_seats += u64::from(n),
                    Seats::Unlimited => n_unlimited += 1,
                    Seats::Unstated => {}
                }
            }
            text::licenses::summary(rows.as_slice().len(), n_seats, n_unlimited)
        });
        let standing = memo(move || match (&*phase.read(), n_all.get()) {
            (_, 1..) if n_shown.get() > 0 => Standing::Listed,
            (_, 1..) => Standing::Unmatched,
            (Phase::Loading, 0) => Standing::Loading,
            (Phase::Stopped(_) | Phase::Gone, 0) => Standing::Unopened,
            (Phase::Cached | Phase::Open, 0) => Standing::Empty,
        });
        Self { ids, n_shown, n_all, summary, standing }
    }
}
