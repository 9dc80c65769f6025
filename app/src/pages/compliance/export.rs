//! What a list shows, as a CSV file.

use domain::money::Money;
use domain::purchase::Seats;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::ListKind;

use super::whole::whole;
use crate::components::{Icon, IconName, Tone};
use crate::platform::download;
use crate::state::calendar::use_today;
use crate::state::engine::use_engine;
use crate::state::listing::{Listing, Unpack};
use crate::state::toasts::use_toasts;
use crate::text;

/// The button that saves all lines of the list as it is filtered, in its order; the file is called
/// `name` and the day.
pub(super) fn export_button<L: Clone + Send + Sync + 'static>(
    listing: Listing<L>,
    list: (ListKind, Unpack<L>),
    name: &'static str,
    write: fn(&[L]) -> Vec<u8>,
) -> AnyView {
    let (engine, today, toasts) = (use_engine(), use_today(), use_toasts());
    let is_busy = RwSignal::new(false);
    let save = move |_| {
        let (query, today) = (listing.query.asked.get_untracked(), today.get_untracked());
        is_busy.set(true);
        spawn_local(async move {
            match whole((engine, today), list, query).await {
                Ok(lines) => {
                    let name = format!("{name}-{today}.csv");
                    if !download::save(&write(&lines), &name, "text/csv;charset=utf-8") {
                        toasts.say(Tone::Bad, text::licenses::NOT_SAVED);
                    }
                }
                Err(why) => toasts.say(Tone::Bad, why),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <button class="button" data-variant="quiet" type="button" disabled=is_busy on:click=save>
            <Icon name=IconName::Download/>
            "Export"
        </button>
    }
    .into_any()
}

/// Seats as a plain number.
pub(super) fn seats(seats: Seats) -> String {
    match seats {
        Seats::Counted(n) => n.to_string(),
        Seats::Unlimited => text::license::seats(seats),
        Seats::Unstated => String::new(),
    }
}

/// Two sums as plain numbers, and their currency. Where there are several currencies, each amount
/// has its own beside it instead.
pub(super) fn amounts(true_up: &[Money], waste: &[Money]) -> [String; 3] {
    let mut all = true_up.iter().chain(waste).map(|amount| amount.currency);
    let Some(first) = all.next() else { return Default::default() };
    let is_one = all.all(|currency| currency == first);
    let plain = |sums: &[Money]| {
        let words = sums.iter().map(|sum| {
            if is_one { sum.to_plain() } else { format!("{} {}", sum.to_plain(), sum.currency) }
        });
        words.collect::<Vec<_>>().join("; ")
    };
    let currency = if is_one { first.to_string() } else { String::new() };
    [plain(true_up), plain(waste), currency]
}

#[cfg(test)]
mod tests {
    use domain::currency::Currency;

    use super::*;

    #[test]
    fn amounts_of_one_currency_are_plain_numbers_and_others_name_theirs() {
        let euro = Money { minor: 120_050, currency: Currency::EUR };
        let dollar = Money { minor: 500, currency: Currency::USD };
        assert_eq!(amounts(&[euro], &[]), ["1200.50", "", "EUR"]);
        assert_eq!(amounts(&[euro], &[dollar, euro]), ["1200.50 EUR", "5.00 USD; 1200.50 EUR", ""]);
        assert_eq!(amounts(&[], &[]), ["", "", ""]);
    }
}
