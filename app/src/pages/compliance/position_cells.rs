//! What the lists of products and of licenses have in common: their filters, and the cells that show
//! a position.

use domain::compliance::{Position, Verdict};
use domain::money::Money;
use domain::purchase::Seats;
use domain::quantity::Quantity;
use leptos::prelude::*;

use crate::components::{Choice, SeatsBar, StatusPill};
use crate::pages::listing::cells::nothing;
use crate::pages::listing::{Column, Filter, Offer};
use crate::platform::intl;
use crate::text;

/// The columns after the first.
pub(super) const VENDOR: Column = column("vendor", "Vendor", "m", Some(4), false);
pub(super) const VERDICT: Column = column("verdict", "Verdict", "l", None, false);
pub(super) const OWNED: Column = column("owned", "Owned", "s", Some(2), true);
pub(super) const USED: Column = column("used", "Used", "l", None, false);
pub(super) const FREE: Column = column("free", "Free", "xs", Some(3), true);
pub(super) const GAP: Column = column("gap", "Gap", "xs", Some(1), true);
pub(super) const TRUE_UP: Column = column("true-up", "True-up", "s", Some(3), true);
pub(super) const WASTE: Column = column("waste", "Waste", "s", Some(4), true);

pub(super) const fn column(
    code: &'static str,
    label: &'static str,
    width: &'static str,
    priority: Option<u8>,
    numeric: bool,
) -> Column {
    Column { code, label, width: Some(width), priority, numeric }
}

/// The column that takes what is left.
pub(super) const fn first(code: &'static str, label: &'static str) -> Column {
    Column { code, label, width: None, priority: None, numeric: false }
}

/// What can be asked of either list.
pub(super) fn filters() -> Vec<Filter> {
    let verdicts = Verdict::ALL
        .map(|verdict| Choice::new(verdict.code(), text::compliance::verdict(verdict)))
        .to_vec();
    let states =
        [("gap", "Something is missing"), ("left", "Held by people who left"), ("idle", "Idle")]
            .map(|(code, label)| Choice::new(code, label))
            .to_vec();
    vec![
        Filter { code: "verdict", label: "Verdict", offer: Offer::Fixed(verdicts) },
        Filter { code: "vendor", label: "Vendor", offer: Offer::Found },
        Filter { code: "state", label: "State", offer: Offer::Fixed(states) },
    ]
}

/// What the missing and the unused rights of a line cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Costs<'a> {
    pub(super) true_up: &'a [Money],
    pub(super) waste: &'a [Money],
}

/// The cells from the verdict on. `beside` follows the bar.
pub(super) fn cells(
    position: &Position,
    why: String,
    costs: Costs<'_>,
    beside: Option<AnyView>,
) -> AnyView {
    let Position { owned, verdict, .. } = *position;
    let owned = match owned {
        Seats::Unstated => nothing("Nothing stated"),
        Seats::Counted(_) | Seats::Unlimited => text::license::seats(owned).into_any(),
    };
    let tone = text::compliance::tone(verdict);
    let title = why.clone();
    view! {
        <td data-card="end" data-col="verdict">
            <StatusPill tone text=text::compliance::verdict(verdict)/>
            <small class="data-table__sub" title=title>{why.clone()}</small>
        </td>
        // On a small screen the reason has a line of its own.
        <td class="why" data-card="sub">{why}</td>
        <td data-priority="2" data-align="end" data-col="owned">{owned}</td>
        <td data-card="end-sub" data-col="used">{used(position)} " " {beside}</td>
        <td data-priority="3" data-align="end" data-col="free">{amount(position.free(), "None")}</td>
        <td data-priority="1" data-align="end" data-col="gap">{amount(position.gap(), "None")}</td>
        <td data-priority="3" data-align="end" data-col="true-up">{money(costs.true_up, "Nothing known to pay")}</td>
        <td data-priority="4" data-align="end" data-col="waste">{money(costs.waste, "Nothing known to save")}</td>
    }
    .into_any()
}

fn used(position: &Position) -> AnyView {
    let Position { owned, used, .. } = *position;
    let percent = position.utilisation().map(|percent| {
        view! { <span class="visually-hidden">{format!(", {percent} % of what is owned")}</span> }
    });
    let bar = match owned {
        Seats::Counted(n) => view! { <SeatsBar used owned=Some(n) compact=true/> }.into_any(),
        Seats::Unlimited => view! { <SeatsBar used owned=None unlimited="Unlimited"/> }.into_any(),
        Seats::Unstated => view! { <SeatsBar used owned=None/> }.into_any(),
    };
    let title = position.utilisation().map(|percent| format!("{percent} % of what is owned"));
    view! { <span title=title>{bar}{percent}</span> }.into_any()
}

fn amount(quantity: Quantity, none: &'static str) -> AnyView {
    if quantity.is_zero() { nothing(none) } else { intl::quantity(quantity).into_any() }
}

/// Amounts of money, or that there is none.
pub(super) fn money(sums: &[Money], none: &'static str) -> AnyView {
    if sums.is_empty() { nothing(none) } else { text::compliance::amounts(sums).into_any() }
}
