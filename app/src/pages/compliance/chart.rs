//! The past as a picture: a line for what was owned, a dashed one for what was used, and bars for what
//! was missing. A table beside it has the same figures.

use domain::compliance::PastDay;
use domain::quantity::Quantity;
use leptos::prelude::*;

use crate::platform::intl;
use crate::text;

/// The picture is drawn in these units and stretched to its place.
const WIDTH: u64 = 1_000;
const HEIGHT: u64 = 300;

#[component]
pub(super) fn Chart(days: Vec<PastDay>) -> impl IntoView {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return ().into_any() };
    let figures = |day: &PastDay| [day.owned, day.used, day.gap];
    let months = intl::count(days.len().saturating_sub(1) as u64);
    let label = text::compliance::chart(&months, figures(first), figures(last));
    let most = days.iter().flat_map(figures).max().unwrap_or_default().max(Quantity::ONE);
    let scale = Scale { n: days.len() as u64, most };
    let (from, to) = (intl::date(first.day), intl::date(last.day));
    let line = |of: fn(&PastDay) -> Quantity| {
        let points = days.iter().enumerate().map(|(at, day)| scale.point(at as u64, of(day)));
        points.collect::<Vec<_>>().join(" ")
    };
    let (owned, used) = (line(|day| day.owned), line(|day| day.used));
    let bars = days.iter().enumerate().filter(|(_, day)| !day.gap.is_zero()).map(|(at, day)| {
        let (x, y) = (scale.left(at as u64), scale.top(day.gap));
        let (width, height) = (scale.bar(), HEIGHT.saturating_sub(y));
        view! { <rect class="chart__gap" x=x y=y width=width height=height/> }
    });
    view! {
        <figure class="chart">
            <p class="chart__most" aria-hidden="true">{intl::quantity(most)}" seats"</p>
            <svg
                class="chart__picture"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
                role="img"
                aria-label=label
            >
                {bars.collect_view()}
                <polyline class="chart__owned" points=owned/>
                <polyline class="chart__used" points=used/>
            </svg>
            <p class="chart__days" aria-hidden="true"><span>{from}</span><span>{to}</span></p>
            <ul class="chart__legend" aria-hidden="true">
                <li data-line="owned">"Owned"</li>
                <li data-line="used">"Used"</li>
                <li data-line="gap">"Gap"</li>
            </ul>
        </figure>
    }
    .into_any()
}

/// Where figures stand in the picture. Every day has a band of its own.
#[derive(Debug, Clone, Copy)]
struct Scale {
    n: u64,
    most: Quantity,
}

impl Scale {
    fn top(self, seats: Quantity) -> u64 {
        let most = self.most.hundredths().max(1);
        HEIGHT.saturating_sub(seats.hundredths().saturating_mul(HEIGHT) / most)
    }

    fn middle(self, at: u64) -> u64 {
        (2 * at + 1) * WIDTH / (2 * self.n.max(1))
    }

    fn bar(self) -> u64 {
        (WIDTH / (2 * self.n.max(1))).max(1)
    }

    fn left(self, at: u64) -> u64 {
        self.middle(at).saturating_sub(self.bar() / 2)
    }

    fn point(self, at: u64, seats: Quantity) -> String {
        format!("{},{}", self.middle(at), self.top(seats))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_at_the_bottom_and_the_most_at_the_top() {
        let scale = Scale { n: 5, most: Quantity::whole(40) };
        assert_eq!(scale.point(0, Quantity::ZERO), "100,300");
        assert_eq!(scale.point(4, Quantity::whole(40)), "900,0");
        assert_eq!(scale.top(Quantity::whole(10)), 225);
        assert_eq!((scale.left(0), scale.bar()), (50, 100));
    }

    #[test]
    fn a_single_day_and_huge_figures_have_a_place_too() {
        let scale = Scale { n: 1, most: Quantity::of_hundredths(u64::MAX) };
        assert!(scale.top(Quantity::of_hundredths(u64::MAX)) <= HEIGHT);
        assert_eq!(scale.middle(0), 500);
    }
}
