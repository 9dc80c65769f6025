//! Which rows of a long list are worth drawing. Pure arithmetic over pixels: it knows no element.

use std::ops::Range;

/// The rows between `scroll_top` and the end of the viewport, and `overscan` more on either side.
///
/// `scroll_top` is the distance from the first row to the top of the viewport; negative while the list is still below it.
pub fn visible(
    scroll_top: f64,
    viewport: f64,
    row_height: f64,
    total: usize,
    overscan: usize,
) -> Range<usize> {
    if row_height.is_nan() || row_height <= 0.0 {
        return 0..0;
    }
    let first = rows(scroll_top / row_height).min(total);
    let end = rows(((scroll_top + viewport) / row_height).ceil()).min(total);
    first.saturating_sub(overscan)..end.saturating_add(overscan).min(total)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates: negative and not-a-number give no rows, infinity all of them"
)]
fn rows(count: f64) -> usize {
    count as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        scroll_top: f64,
        viewport: f64,
        total: usize,
        overscan: usize,
        expected: Range<usize>,
    ) {
        assert_eq!(
            visible(scroll_top, viewport, 44.0, total, overscan),
            expected,
            "at {scroll_top}"
        );
    }

    #[test]
    fn the_window_covers_what_is_on_screen() {
        check(0.0, 440.0, 1_000, 0, 0..10);
        check(44.0, 440.0, 1_000, 0, 1..11);
        check(43.9, 440.0, 1_000, 0, 0..11);
    }

    #[test]
    fn overscan_is_added_on_both_sides_but_not_beyond_the_list() {
        check(4_400.0, 440.0, 1_000, 5, 95..115);
        check(0.0, 440.0, 1_000, 5, 0..15);
        check(44.0 * 990.0, 440.0, 1_000, 5, 985..1_000);
    }

    #[test]
    fn a_list_below_the_fold_draws_only_what_shows() {
        check(-200.0, 440.0, 1_000, 0, 0..6);
        check(-900.0, 440.0, 1_000, 3, 0..3);
    }

    #[test]
    fn a_list_that_became_shorter_than_the_scroll_position_keeps_its_end() {
        check(44_000.0, 440.0, 20, 5, 15..20);
        check(0.0, 440.0, 0, 5, 0..0);
    }

    #[test]
    fn a_hundred_thousand_rows_draw_no_more_than_their_window() {
        let window = visible(2_200_000.0, 900.0, 44.0, 100_000, 10);
        assert_eq!(window, 49_990..50_031);
    }

    #[test]
    fn senseless_measures_draw_nothing_and_do_not_panic() {
        assert_eq!(visible(0.0, 440.0, 0.0, 100, 5), 0..0);
        assert_eq!(visible(0.0, 440.0, f64::NAN, 100, 5), 0..0);
        assert_eq!(visible(f64::INFINITY, 440.0, 44.0, 100, 0), 100..100);
    }
}
