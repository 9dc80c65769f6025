//! What day it is in the workspace. "Expires today" turns by itself at midnight.

use std::time::Duration;

use domain::date::Date;
use domain::filter::Calendar;
use leptos::prelude::*;

use super::workspace::use_workspace;
use crate::erased::memo;
use crate::platform::clock;

/// How often we look whether the day has turned.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Today and the threshold of Expiring Soon.
#[derive(Debug, Clone, Copy)]
pub struct WorkspaceCalendar(Memo<Calendar>);

/// Installs the calendar; the workspace must be there.
pub fn provide_calendar() {
    let workspace = use_workspace();
    let ticks = RwSignal::new(0_u32);
    let tick = move || ticks.update(|ticks| *ticks = ticks.wrapping_add(1));
    if let Ok(interval) = set_interval_with_handle(tick, LOOK_EVERY) {
        on_cleanup(move || interval.clear());
    }
    let visible = window_event_listener_untyped("focus", move |_| tick());
    on_cleanup(move || visible.remove());
    let calendar = memo(move || {
        ticks.track();
        workspace.settings.with(|settings| Calendar {
            today: clock::today(&settings.time_zone),
            expiring_days: settings.expiring_days,
        })
    });
    provide_context(WorkspaceCalendar(calendar));
}

/// Today and the threshold, as they change.
pub fn use_calendar() -> Memo<Calendar> {
    expect_context::<WorkspaceCalendar>().0
}

/// Today alone.
pub fn use_today() -> Signal<Date> {
    let calendar = use_calendar();
    Signal::derive(move || calendar.get().today)
}
