//! The cells of one license. They read its row by id, for the row may change or go while they show.

use domain::custom_field::FieldKind;
use domain::date::Date;
use domain::filter::Calendar;
use domain::id::LicenseId;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::money::Money;
use domain::particulars::is_web_link;
use domain::purchase::Seats;
use domain::quantity::Quantity;
use domain::row::LicenseRow;
use domain::status::Status;
use leptos::prelude::*;

use crate::components::{SeatsBar, StatusPill, Tone};
use crate::erased::{live, memo, part};
use crate::platform::intl;
use crate::routes;
use crate::state::calendar::use_calendar;
use crate::state::columns::{Beside, use_columns};
use crate::state::selection::use_selection;
use crate::state::workspace::use_workspace;
use crate::text;

/// What the cells show of a row today.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    name: String,
    vendor: String,
    owner: String,
    tags: String,
    license_type: LicenseType,
    status: Status,
    is_not_renewing: bool,
    /// Seats missing to those that should stay free.
    lacks_free: Option<Quantity>,
    seats: Seats,
    used: Quantity,
    expires: Option<(Date, i64)>,
    cost: Option<Money>,
    purchased: Option<Date>,
    /// What is shown beside the usual columns.
    beside: Vec<(FieldKind, String)>,
}

impl Line {
    fn of(
        row: &LicenseRow,
        Calendar { today, expiring_days }: Calendar,
        beside: &[(Beside, FieldKind)],
    ) -> Self {
        let value = |(column, kind): &(Beside, FieldKind)| {
            let value = match column {
                Beside::Further(column) => column.text(row, today),
                Beside::Own(id) => row.custom(*id).unwrap_or_default().to_owned(),
            };
            (*kind, value)
        };
        Self {
            name: row.name.clone(),
            vendor: row.vendor.clone(),
            owner: row.owner.clone(),
            tags: row.tags.join(", "),
            license_type: row.license_type,
            status: row.status(today, expiring_days),
            is_not_renewing: row.lifecycle == Lifecycle::NotRenewing,
            lacks_free: row.lacks_free(today),
            seats: row.seats(today),
            used: row.used,
            expires: row.expires_on(today).zip(row.days_left(today)),
            cost: row.cost(today),
            purchased: row.current_term(today).and_then(|term| term.purchased_on),
            beside: beside.iter().map(value).collect(),
        }
    }
}

#[component]
pub(super) fn LicenseCells(id: LicenseId) -> impl IntoView {
    let workspace = use_workspace();
    let rows = workspace.rows;
    let calendar = use_calendar();
    let columns = use_columns();
    let line = memo(move || {
        let fields = workspace.custom_fields.read();
        let kind = |column: Beside| match column {
            Beside::Further(column) if column.is_day() => FieldKind::Date,
            Beside::Further(_) => FieldKind::Text,
            Beside::Own(id) => {
                fields.iter().find(|f| f.id == id).map_or(FieldKind::Unknown, |f| f.kind)
            }
        };
        let beside: Vec<_> = columns.beside().into_iter().map(|c| (c, kind(c))).collect();
        rows.read().get(id).map(|row| Line::of(row, calendar.get(), &beside))
    });
    let name = move || line.read().as_ref().map(|line| line.name.clone());
    let vendor = move || line.read().as_ref().map(|line| line.vendor.clone());
    let selection = use_selection();
    // The link stays while its words change, and with it the focus.
    view! {
        <th scope="row" data-card="title">
            <input
                class="check__input data-table__select"
                type="checkbox"
                aria-label=live(move || format!("Select {}", name().unwrap_or_default()))
                prop:checked=move || selection.has(id)
                on:change=move |event| selection.set(id, event_target_checked(&event))
            />
            <a class="data-table__title" href=routes::license(id)>{name}</a>
            <small class="data-table__sub" data-when="narrow">{vendor}</small>
        </th>
        {part(move || line.read().as_ref().map(cells))}
    }
}

fn cells(line: &Line) -> impl IntoView + use<> {
    let cost = line.cost.map_or_else(|| nothing("No cost"), |cost| intl::money(cost).into_any());
    let purchased =
        line.purchased.map_or_else(|| nothing("No date"), |day| intl::date(day).into_any());
    view! {
        <td data-priority="3" data-col="vendor">{text_or(&line.vendor, "No vendor")}</td>
        <td data-priority="2" data-col="type">{text::license::license_type(line.license_type)}</td>
        <td data-card="end" data-col="status">
            <StatusPill
                tone=text::license::status_tone(line.status)
                text=text::license::status(line.status)
            />
        </td>
        <td data-priority="2" data-align="end" data-col="seats">{seats(line.seats)}</td>
        <td data-card="sub" data-col="used">{used(line)}</td>
        <td data-card="end-sub" data-col="expires">{expires(line)}</td>
        <td data-priority="1" data-align="end" data-col="cost">{cost}</td>
        <td data-priority="4" data-col="owner">{text_or(&line.owner, "No owner")}</td>
        <td data-priority="4" data-col="purchased">{purchased}</td>
        <td data-priority="4" data-col="tags">{text_or(&line.tags, "No tags")}</td>
        {line.beside.iter().map(|(kind, value)| view! { <td data-own="">{own(*kind, value)}</td> }).collect_view()}
    }
}

/// A dash for the eye and words for the ear.
fn nothing(words: &'static str) -> AnyView {
    view! {
        <span class="dim" aria-hidden="true">"—"</span>
        <span class="visually-hidden">{words}</span>
    }
    .into_any()
}

fn text_or(text: &str, words: &'static str) -> AnyView {
    if text.is_empty() { nothing(words) } else { text.to_owned().into_any() }
}

/// A value beside the usual ones, as its kind reads; an address is one to follow.
fn own(kind: FieldKind, value: &str) -> AnyView {
    if kind == FieldKind::Link && is_web_link(value) {
        let href = value.to_owned();
        return view! {
            <a class="link" href=href target="_blank" rel="noopener noreferrer">{value.to_owned()}</a>
        }
        .into_any();
    }
    text_or(&text::license::custom_value(kind, value), "Empty")
}

fn seats(seats: Seats) -> AnyView {
    match seats {
        Seats::Unstated => nothing("Not stated"),
        Seats::Counted(_) => text::license::seats(seats).into_any(),
        // The next column says so.
        Seats::Unlimited => nothing("Unlimited"),
    }
}

fn used(line: &Line) -> AnyView {
    let used = line.used;
    match line.seats {
        Seats::Counted(owned) if used > Quantity::whole(owned) => {
            let note = text::licenses::over(used.less(Quantity::whole(owned)));
            view! { <SeatsBar used=used owned=Some(owned) note=note compact=true/> }.into_any()
        }
        Seats::Counted(owned) if line.lacks_free.is_some() => {
            let note = text::licenses::TOO_FEW_FREE;
            view! { <SeatsBar used=used owned=Some(owned) note=note compact=true/> }.into_any()
        }
        Seats::Counted(owned) => {
            view! { <SeatsBar used=used owned=Some(owned) compact=true/> }.into_any()
        }
        Seats::Unlimited => {
            view! { <SeatsBar used=used owned=None unlimited="Unlimited"/> }.into_any()
        }
        Seats::Unstated => view! { <SeatsBar used=used owned=None/> }.into_any(),
    }
}

fn expires(line: &Line) -> AnyView {
    let Some((last_day, days_left)) = line.expires else {
        return view! { <span class="dim">"No end date"</span> }.into_any();
    };
    // Only what the status warns of is loud: an archived license may be long past.
    let tone = match line.status {
        Status::Expired => Some(Tone::Bad),
        Status::ExpiringSoon => Some(Tone::Warn),
        Status::Active | Status::Pending | Status::Terminated | Status::Archived => None,
    };
    view! {
        <time class="date" datetime=last_day.to_string() data-tone=tone.map(Tone::name)>
            {intl::date(last_day)}
            <small class="data-table__sub">
                {intl::days_from_now(days_left)}
                {line.is_not_renewing.then_some(", not renewing")}
            </small>
        </time>
    }
    .into_any()
}
