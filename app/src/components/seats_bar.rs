//! Used of owned seats, as a bar and as figures.

use domain::quantity::Quantity;
use leptos::prelude::*;

use super::Tone;
use crate::platform::intl;

/// `note` says in words what the bar cannot ("5 over"); `unlimited` stands for the bar when there is no limit.
#[component]
pub fn SeatsBar(
    used: Quantity,
    owned: Option<u32>,
    #[prop(optional, into)] note: Option<String>,
    #[prop(optional, into)] unlimited: Option<String>,
    /// Leaves the owned figure out, where another column shows it.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let Some(owned) = owned else {
        return view! {
            <span class="seats">
                {(!used.is_zero() || unlimited.is_none()).then(|| intl::quantity(used))}
                {unlimited.map(|words| view! { <span class="seats__owned">{words}</span> })}
            </span>
        }
        .into_any();
    };
    let (tone, owned_seats) = (tone(used, owned), Quantity::whole(owned));
    let note_tone = if used > owned_seats { Tone::Bad } else { Tone::Mute };
    view! {
        <span class="seats">
            <span class="seats__bar" data-tone=tone.name() aria-hidden="true">
                <span class="seats__used" style:inline-size=format!("{}%", percent(used, owned))></span>
            </span>
            <span>
                {intl::quantity(used)}
                {(!compact).then(|| view! { <span class="seats__owned">{format!(" / {}", intl::count(u64::from(owned)))}</span> })}
            </span>
            {note.map(|note| view! { <span class="seats__note" data-tone=note_tone.name()>{note}</span> })}
        </span>
    }
    .into_any()
}

fn tone(used: Quantity, owned: u32) -> Tone {
    match used.cmp(&Quantity::whole(owned)) {
        std::cmp::Ordering::Greater => Tone::Bad,
        std::cmp::Ordering::Equal if owned > 0 => Tone::Warn,
        std::cmp::Ordering::Equal | std::cmp::Ordering::Less => Tone::Ok,
    }
}

/// Never 0 for a used seat and never 100 while one is free, so that the ends of the bar can be trusted.
fn percent(used: Quantity, owned: u32) -> u64 {
    let (used, owned) = (used.hundredths(), Quantity::whole(owned).hundredths());
    if used == 0 {
        return 0;
    }
    if used >= owned {
        return 100;
    }
    (used * 100 / owned).clamp(4, 96)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(seats: u32) -> Quantity {
        Quantity::whole(seats)
    }

    #[test]
    fn the_bar_is_empty_only_without_use_and_full_only_without_a_free_seat() {
        assert_eq!(percent(whole(0), 60), 0);
        assert_eq!(percent(whole(1), 10_000), 4);
        assert_eq!(percent(whole(30), 60), 50);
        assert_eq!(percent(whole(9_999), 10_000), 96);
        assert_eq!(percent(whole(60), 60), 100);
        assert_eq!(percent(whole(65), 60), 100);
        assert_eq!(percent(whole(5), 0), 100);
        assert_eq!(percent(whole(u32::MAX - 1), u32::MAX), 96);
    }

    #[test]
    fn over_use_is_bad_a_full_license_warns_and_the_rest_is_fine() {
        assert_eq!(tone(whole(61), 60), Tone::Bad);
        assert_eq!(tone(whole(60), 60), Tone::Warn);
        assert_eq!(tone(whole(59), 60), Tone::Ok);
        assert_eq!(tone(whole(0), 0), Tone::Ok);
    }
}
