//! The few figures a decision starts from.

use std::sync::Arc;

use domain::date::Date;
use domain::filter::Calendar;
use domain::license::License;
use domain::purchase::{PriceBasis, Purchase, Seats};
use domain::quantity::Quantity;
use domain::row::LicenseRow;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use crate::components::{SeatsBar, Tone};
use crate::erased::part;
use crate::platform::intl;
use crate::state::calendar::use_calendar;
use crate::text;

#[component]
pub(super) fn Facts(
    row: Memo<Option<LicenseRow>>,
    detail: Memo<Option<Arc<LicenseDetail>>>,
) -> impl IntoView {
    let calendar = use_calendar();
    let expiration =
        move || row.with(|row| row.as_ref().map(|row| expiration(row, calendar.get())));
    let seats =
        part(move || row.with(|row| row.as_ref().map(|row| seats(row, calendar.get().today))));
    let cost = part(move || {
        let today = calendar.get().today;
        let note = detail.with(|d| d.as_ref().map(|d| cost_note(&d.license, today)));
        row.with(|row| row.as_ref().map(|row| cost(row, today, note.unwrap_or_default())))
    });
    let support = part(move || {
        let day = detail.with(|d| d.as_ref().and_then(|d| d.license.support_ends_on()))?;
        Some(support(day, calendar.get()))
    });
    view! {
        <dl class="facts">
            {expiration}
            {seats}
            {cost}
            {support}
        </dl>
    }
}

fn expiration(row: &LicenseRow, calendar: Calendar) -> impl IntoView + use<> {
    let status = row.status(calendar.today, calendar.expiring_days);
    let tone = text::license::status_tone(status);
    let (value, note) = match row.expires_on(calendar.today) {
        Some(day) => (intl::date(day), relative(day, calendar.today)),
        None => ("No end date".to_owned(), String::new()),
    };
    fact("Last valid day", tone, value, note)
}

fn support(day: Date, calendar: Calendar) -> impl IntoView {
    let days = (day - calendar.today).num_days();
    let tone = match days {
        ..0 => Tone::Bad,
        _ if days < i64::from(calendar.expiring_days) => Tone::Warn,
        _ => Tone::Mute,
    };
    fact("Support expiration", tone, intl::date(day), relative(day, calendar.today))
}

fn cost(row: &LicenseRow, today: Date, note: String) -> impl IntoView + use<> {
    let value = row.cost(today).map_or_else(|| "Not set".to_owned(), intl::money);
    fact("Cost", Tone::Mute, value, note)
}

/// How often the price is due and what it is for.
fn cost_note(license: &License, today: Date) -> String {
    let Some(term) = license.current_term(today) else { return String::new() };
    let lines: Vec<&Purchase> =
        license.lines_of(term.id).filter(|line| line.amount.is_some()).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => {
            let period = text::license::billing_period(line.period);
            let basis = text::license::price_basis(line.basis);
            match (line.basis, line.amount) {
                (PriceBasis::PerSeat, Some(each)) => {
                    format!("{period} · {} {basis}", intl::money(each))
                }
                (PriceBasis::PerSeat | PriceBasis::Total, _) => format!("{period} · {basis}"),
            }
        }
        many => text::license::counted(many.len(), "purchase", "purchases"),
    }
}

fn seats(row: &LicenseRow, today: Date) -> impl IntoView + use<> {
    let used = row.used;
    let figure = intl::quantity(used);
    let (beside, note, tone) = match row.seats(today) {
        Seats::Counted(owned) => {
            let owned_seats = Quantity::whole(owned);
            let over = used > owned_seats;
            let word = if over { "over" } else { "free" };
            let apart = used.less(owned_seats).max(owned_seats.less(used));
            let mut note = format!("{} {word}", intl::quantity(apart));
            let lacks_free = row.lacks_free(today);
            if let (false, Some(wanted)) = (over, row.min_free.filter(|_| lacks_free.is_some())) {
                note = format!("{note}, {} should be", intl::count(u64::from(wanted)));
            }
            let beside = format!(" of {}", intl::count(u64::from(owned)));
            let tone = match (over, lacks_free) {
                (true, _) => Tone::Bad,
                (false, Some(_)) => Tone::Warn,
                (false, None) => Tone::Mute,
            };
            (beside, note, tone)
        }
        Seats::Unlimited => (" used".to_owned(), "Unlimited seats".to_owned(), Tone::Mute),
        Seats::Unstated => (" used".to_owned(), "Seats not stated".to_owned(), Tone::Mute),
    };
    let owned = match row.seats(today) {
        Seats::Counted(owned) => Some(owned),
        Seats::Unlimited | Seats::Unstated => None,
    };
    let bar = owned.map(|owned| view! { <SeatsBar used owned=Some(owned)/> });
    view! {
        <div class="facts__item" data-tone=shown(tone)>
            <dt>"Seats used"</dt>
            <dd class="facts__value">{figure} <small>{beside}</small></dd>
            <dd class="facts__note">{note} {bar}</dd>
        </div>
    }
}

fn fact(label: &'static str, tone: Tone, value: String, note: String) -> impl IntoView {
    let note = (!note.is_empty()).then(|| view! { <dd class="facts__note">{note}</dd> });
    view! {
        <div class="facts__item" data-tone=shown(tone)>
            <dt>{label}</dt>
            <dd class="facts__value">{value}</dd>
            {note}
        </div>
    }
}

/// What is healthy is quiet: only what asks for something carries a color.
fn shown(tone: Tone) -> Option<&'static str> {
    matches!(tone, Tone::Warn | Tone::Bad).then_some(tone.name())
}

fn relative(day: Date, today: Date) -> String {
    intl::days_from_now((day - today).num_days())
}
