//! Used of owned seats, as a bar and as figures.

use leptos::prelude::*;

use super::Tone;

/// `note` says in words what the bar cannot ("5 over"); `unlimited` stands for the bar when there is no limit.
#[component]
pub fn SeatsBar(
    used: u32,
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
                {(used > 0 || unlimited.is_none()).then_some(used)}
                {unlimited.map(|words| view! { <span class="seats__owned">{words}</span> })}
            </span>
        }
        .into_any();
    };
    let tone = tone(used, owned);
    let note_tone = if used > owned { Tone::Bad } else { Tone::Mute };
    view! {
        <span class="seats">
            <span class="seats__bar" data-tone=tone.name() aria-hidden="true">
                <span class="seats__used" style:inline-size=format!("{}%", percent(used, owned))></span>
            </span>
            <span>
                {used}
                {(!compact).then(|| view! { <span class="seats__owned">{format!(" / {owned}")}</span> })}
            </span>
            {note.map(|note| view! { <span class="seats__note" data-tone=note_tone.name()>{note}</span> })}
        </span>
    }
    .into_any()
}

fn tone(used: u32, owned: u32) -> Tone {
    match used.cmp(&owned) {
        std::cmp::Ordering::Greater => Tone::Bad,
        std::cmp::Ordering::Equal if owned > 0 => Tone::Warn,
        std::cmp::Ordering::Equal | std::cmp::Ordering::Less => Tone::Ok,
    }
}

/// Never 0 for a used seat and never 100 while one is free, so that the ends of the bar can be trusted.
fn percent(used: u32, owned: u32) -> u64 {
    let (used, owned) = (u64::from(used), u64::from(owned));
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

    #[test]
    fn the_bar_is_empty_only_without_use_and_full_only_without_a_free_seat() {
        assert_eq!(percent(0, 60), 0);
        assert_eq!(percent(1, 10_000), 4);
        assert_eq!(percent(30, 60), 50);
        assert_eq!(percent(9_999, 10_000), 96);
        assert_eq!(percent(60, 60), 100);
        assert_eq!(percent(65, 60), 100);
        assert_eq!(percent(5, 0), 100);
        assert_eq!(percent(u32::MAX - 1, u32::MAX), 96);
    }

    #[test]
    fn over_use_is_bad_a_full_license_warns_and_the_rest_is_fine() {
        assert_eq!(tone(61, 60), Tone::Bad);
        assert_eq!(tone(60, 60), Tone::Warn);
        assert_eq!(tone(59, 60), Tone::Ok);
        assert_eq!(tone(0, 0), Tone::Ok);
    }
}
