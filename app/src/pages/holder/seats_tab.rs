//! The Licenses tab: the seats somebody or something holds, those of their machines, and earlier ones.

use domain::listing::seats::SeatLine;
use leptos::prelude::*;

use super::holding::Holding;
use super::unassign::Unassign;
use crate::components::{DataTable, EmptyState, IconName};
use crate::erased::{memo, part};
use crate::pages::listing::cells::day_or;
use crate::platform::intl;
use crate::routes;

const HELD: [&str; 5] = ["License", "Seats", "Since", "Until", "Note"];
const OF_ASSETS: [&str; 4] = ["License", "Seats", "Since", "Asset"];
const ENDED: [&str; 5] = ["License", "Seats", "Since", "Ended", "Note"];

#[component]
pub(in crate::pages) fn SeatsTab(
    holding: Holding,
    /// Those it held, the last ended first.
    ended: Signal<Vec<SeatLine>>,
    /// Those that machines of theirs hold.
    #[prop(optional, into)]
    of_assets: Signal<Vec<SeatLine>>,
) -> impl IntoView {
    let has_seats = memo(move || holding.has_seats());
    let held = part(move || {
        if !has_seats.get() {
            let assign = move |_| holding.is_assigning.set(true);
            return view! {
                <EmptyState
                    icon=IconName::KeyRound
                    title="No licenses"
                    text="Licenses that are assigned here are listed with their seats."
                >
                    <button class="button" type="button" on:click=assign>"Assign a license"</button>
                </EmptyState>
            }
            .into_any();
        }
        let rows = part(move || {
            let lines = holding.seats.get().into_iter();
            lines.map(|line| held_row(line, holding)).collect_view()
        });
        table("Licenses", &HELD, true, rows.into_any())
    });
    let assets = part(move || {
        let lines = of_assets.get();
        (!lines.is_empty()).then(|| {
            let rows = lines.iter().map(asset_row).collect_view().into_any();
            view! {
                <h2>"On their assets"</h2>
                {table("Licenses on their assets", &OF_ASSETS, false, rows)}
            }
        })
    });
    let earlier = part(move || {
        let lines = ended.get();
        (!lines.is_empty()).then(|| {
            let rows = lines.iter().map(ended_row).collect_view().into_any();
            view! {
                <h2>"Earlier seats"</h2>
                {table("Earlier seats", &ENDED, false, rows)}
            }
        })
    });
    view! {
        <div class="stack">{held}{assets}{earlier}</div>
        <Unassign holding/>
    }
    .into_any()
}

fn table(
    label: &'static str,
    heads: &'static [&'static str],
    has_acts: bool,
    rows: AnyView,
) -> AnyView {
    let heads = heads.iter().map(|head| {
        let align = (*head == "Seats").then_some("end");
        view! { <th scope="col" data-align=align>{*head}</th> }
    });
    let acts = has_acts
        .then(|| view! { <th scope="col"><span class="visually-hidden">"Actions"</span></th> });
    view! {
        <DataTable label layout="auto" cards=true>
            <thead><tr>{heads.collect_view()}{acts}</tr></thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn license_cell(line: &SeatLine) -> AnyView {
    let href = routes::license(line.seat.license_id);
    view! {
        <th scope="row" data-card="title"><a class="link" href=href>{line.license.clone()}</a></th>
        <td data-align="end">{intl::quantity(line.seat.quantity)}</td>
        <td data-card="sub">{day_or(line.seat.from_on, "Nobody knows since when")}</td>
    }
    .into_any()
}

fn held_row(line: SeatLine, holding: Holding) -> AnyView {
    let unassign_label = format!("Unassign {}", line.license);
    let transfer_label = format!("Transfer {}…", line.license);
    let cells = license_cell(&line);
    let (until, note) = (day_or(line.seat.until_on, "Without an end"), line.seat.note.clone());
    let other = line.clone();
    view! {
        <tr>
            {cells}
            <td>{until}</td>
            <td>{note}</td>
            <td data-align="end" data-card="end">
                <span class="row" data-align="end">
                    <button
                        class="button"
                        data-variant="quiet"
                        data-size="sm"
                        type="button"
                        aria-label=unassign_label
                        on:click=move |_| holding.unassign(line.clone())
                    >
                        "Unassign"
                    </button>
                    <button
                        class="button"
                        data-variant="quiet"
                        data-size="sm"
                        type="button"
                        aria-label=transfer_label
                        on:click=move |_| holding.transfer(other.clone())
                    >
                        "Transfer…"
                    </button>
                </span>
            </td>
        </tr>
    }
    .into_any()
}

fn asset_row(line: &SeatLine) -> AnyView {
    let name = line.holder.clone();
    let asset = match routes::holder(&line.seat.holder) {
        Some(href) => view! { <a class="link" href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! { <tr>{license_cell(line)}<td data-card="end">{asset}</td></tr> }.into_any()
}

fn ended_row(line: &SeatLine) -> AnyView {
    let note = [&line.seat.end_note, &line.seat.note].into_iter().find(|note| !note.is_empty());
    view! {
        <tr>
            {license_cell(line)}
            <td data-card="end">{day_or(line.seat.ended_on, "Nobody knows")}</td>
            <td>{note.cloned()}</td>
        </tr>
    }
    .into_any()
}
