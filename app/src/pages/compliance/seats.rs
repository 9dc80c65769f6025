//! Every seat in hands, of every license.

use domain::assignment::Holder;
use domain::id::LicenseId;
use domain::listing::seats::SeatLine;
use leptos::prelude::*;
use replica::protocol::ListKind;

use super::export::export_button;
use super::position_cells::{column, first};
use super::seat_bar::SeatBar;
use super::seat_groups::{GroupChoice, SeatGroups};
use super::wanted_chip::WantedChip;
use super::whole::unpack_seats;
use crate::components::{Choice, EmptyState, IconName, StatusPill, Tone};
use crate::pages::listing::cells::{day_or, nothing, text_or};
use crate::pages::listing::{Column, Filter, ListingTable, ListingToolbar, Offer, Row};
use crate::platform::intl;
use crate::routes;
use crate::state::calendar::use_calendar;
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::state::picked::Picked;
use crate::state::workspace::use_workspace;

/// Groups are in the address as filters are; the list itself has no filter of that word.
const FILTERS: &[&str] =
    &["department", "vendor", "holder", "state", "idle", "license", super::seat_groups::GROUP];

const COLUMNS: &[Column] = &[
    first("license", "License"),
    column("holder", "Assigned to", "m", None, false),
    column("email", "E-mail", "m", None, false),
    column("department", "Department", "m", Some(3), false),
    column("vendor", "Vendor", "m", Some(4), false),
    column("seats", "Seats", "xs", Some(2), true),
    column("since", "Since", "s", Some(4), false),
    column("until", "Until", "s", Some(3), false),
    column("last-used", "Last used", "s", None, false),
    column("cost", "Cost a year", "s", Some(2), true),
];

#[component]
pub(super) fn Seats() -> impl IntoView {
    let query = use_listing_query(FILTERS, "license");
    let listing = use_listing(ListKind::Seats, query, unpack_seats);
    let picked = Picked::default();
    let export = export_button(listing, (ListKind::Seats, unpack_seats), "all-seats", file);
    let rows = use_workspace().rows;
    let license = Signal::derive(move || {
        let id = query.filter("license").parse::<LicenseId>().ok();
        let rows = rows.read();
        let row = id.and_then(|id| rows.get(id));
        row.map_or_else(|| "not there any more".to_owned(), |row| row.name.clone())
    });
    view! {
        <SeatGroups query/>
        <SeatBar query picked/>
        <ListingToolbar listing search="Search seats" filters=filters() picked>
            <WantedChip query filter="license" what="License" name=license/>
            <GroupChoice query/>
            {export}
        </ListingToolbar>
        <div class="all-seats">
            <ListingTable listing label="All seats" columns=COLUMNS row picked empty/>
        </div>
    }
    .into_any()
}

fn filters() -> Vec<Filter> {
    let fixed = |code, label, choices: &[(&str, &str)]| {
        let choices = choices.iter().map(|(code, label)| Choice::new(*code, *label)).collect();
        Filter { code, label, offer: Offer::Fixed(choices) }
    };
    let found = |code, label| Filter { code, label, offer: Offer::Found };
    let idle = [
        ("30", "For 30 days"),
        ("60", "For 60 days"),
        ("90", "For 90 days"),
        ("180", "For 180 days"),
    ];
    vec![
        found("department", "Department"),
        found("vendor", "Vendor"),
        fixed("holder", "Holder", &[("user", "User"), ("asset", "Asset"), ("other", "Other")]),
        fixed("state", "State", &[("left", "Left"), ("overdue", "Overdue")]),
        fixed("idle", "Idle", &idle),
    ]
}

fn row(line: SeatLine) -> Row {
    let today = use_calendar().read().today;
    let SeatLine { seat, license, vendor, holder, email, department, cost, is_stranded, .. } = line;
    let holder = if holder.is_empty() { "Unknown".to_owned() } else { holder };
    let name = format!("{license}, {holder}");
    let left = is_stranded.then(|| {
        let word = match seat.holder {
            Holder::Asset(_) => "Retired",
            Holder::User(_) | Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => {
                "Left"
            }
        };
        view! { " " <StatusPill tone=Tone::Warn text=word/> }
    });
    let shown = match routes::holder(&seat.holder) {
        Some(href) => view! { <a class="link over-card" href=href>{holder}</a> }.into_any(),
        None => holder.into_any(),
    };
    let overdue = seat.until_on.is_some_and(|until| until < today).then(|| {
        view! { <small class="data-table__sub" data-tone="warn">"Overdue"</small> }
    });
    let below = (!email.is_empty())
        .then(|| view! { <small class="data-table__sub all-seats__email">{email.clone()}</small> });
    let cost = cost.map_or_else(|| nothing("No yearly price"), |cost| intl::money(cost).into_any());
    let cells = view! {
        <td data-card="sub" data-col="holder">{shown}{left}{below}</td>
        <td data-col="email">{text_or(&email, "No e-mail address")}</td>
        <td data-priority="3" data-col="department">{text_or(&department, "No department")}</td>
        <td data-priority="4" data-col="vendor">{text_or(&vendor, "No vendor")}</td>
        <td data-priority="2" data-align="end" data-col="seats">{intl::quantity(seat.quantity)}</td>
        <td data-priority="4" data-col="since">{day_or(seat.from_on, "Unknown")}</td>
        <td data-priority="3" data-col="until">{day_or(seat.until_on, "No end")}{overdue}</td>
        <td data-card="end" data-col="last-used">{day_or(seat.last_used_on, "Not known")}</td>
        <td data-priority="2" data-align="end" data-card="end-sub" data-col="cost">{cost}</td>
    };
    let title = view! {
        <a class="data-table__title" href=routes::license(seat.license_id)>{license}</a>
    };
    Row { id: seat.id.0, name, title: title.into_any(), cells: cells.into_any() }
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Users
            title="Nobody holds a seat yet"
            text="Assign seats on the page of a license, and all of them are here."
        />
    }
    .into_any()
}

const HEADINGS: [&str; 11] = [
    "License",
    "Assigned to",
    "E-mail",
    "Department",
    "Vendor",
    "Seats",
    "Since",
    "Until",
    "Last used",
    "Cost a year",
    "Currency",
];

fn file(lines: &[SeatLine]) -> Vec<u8> {
    let day = |day: Option<domain::date::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = lines.iter().map(|line| {
        let seat = &line.seat;
        [
            line.license.clone(),
            line.holder.clone(),
            line.email.clone(),
            line.department.clone(),
            line.vendor.clone(),
            seat.quantity.to_string(),
            day(seat.from_on),
            day(seat.until_on),
            day(seat.last_used_on),
            line.cost.map(domain::money::Money::to_plain).unwrap_or_default(),
            line.cost.map(|cost| cost.currency.to_string()).unwrap_or_default(),
        ]
    });
    domain::csv::write_table(&HEADINGS, rows)
}
