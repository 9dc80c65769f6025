//! A table body that draws only the rows near the screen, between two spacer rows that keep the height of the rest.
//!
//! The page's window scrolls; the rows have one fixed height, which comes from the style sheet.

use std::hash::Hash;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::{ev, html, prelude::*};

use crate::erased::{live, memo};

use super::row_window::visible;

/// Up to here all rows are drawn in the end: the browser's own search and printing find them all.
const PLAIN: usize = 200;
/// So many more rows are drawn at each step, above and below; a step fits a frame.
const GROWS_BY: usize = 8;
/// Growing starts when the list has kept its length so long, for somebody may be typing a filter.
const GROWS_AFTER: Duration = Duration::from_millis(400);
/// Between two steps.
const STEP: Duration = Duration::from_millis(40);

/// Where the screen is in the list, in whole rows: it changes only when another row comes into sight.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    scroll_top: f64,
    viewport: f64,
    row_height: f64,
}

/// `key` gives the id of the row at an index and is read reactively; `children` gives the cells of the row with that id.
/// A row keeps its elements while its id stays in the window, also when it moves.
#[component]
pub fn VirtualBody<K, F, C, V>(
    #[prop(into)] total: Signal<usize>,
    key: F,
    children: C,
) -> impl IntoView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    F: Fn(usize) -> Option<K> + Clone + Send + Sync + 'static,
    C: Fn(K) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let body = NodeRef::<html::Tbody>::new();
    let place =
        RwSignal::new(Place { scroll_top: 0.0, viewport: viewport_height(), row_height: 44.0 });
    let measure = move || {
        // A frame asked for before may come after the page has been left.
        if let Some(measured) = body.try_get_untracked().flatten().map(|body| measure(&body))
            && place.try_get_untracked().is_some_and(|place| place != measured)
        {
            place.set(measured);
        }
    };
    let scroll = window_event_listener(ev::scroll, move |_| measure());
    let resize = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
    });
    body.on_load(move |_| request_animation_frame(measure));

    let grown = growing(total);
    let window = memo(move || {
        let total = total.get();
        let Place { scroll_top, viewport, row_height } = place.get();
        let screen = visible(0.0, viewport, row_height, usize::MAX, 0).len();
        visible(scroll_top, viewport, row_height, total, screen / 4 + grown.get())
    });
    let each = move || window.get().filter_map(key.clone()).collect::<Vec<K>>();
    let before = move || window.read().start;
    let after = move || total.get().saturating_sub(window.read().end);
    view! {
        <tbody node_ref=body>
            {spacer(before)}
            <ForEnumerate
                each=each
                key=K::clone
                children=move |index, key| {
                    // Counted from one, after the head.
                    let position = move || (window.read().start + index.get() + 2).to_string();
                    view! { <tr aria-rowindex=position>{children(key)}</tr> }
                }
            />
            {spacer(after)}
        </tbody>
    }
}

/// How many rows to draw beyond the screen, above and below: more and more of a short list at rest.
fn growing(total: Signal<usize>) -> RwSignal<usize> {
    let grown = RwSignal::new(0);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let total = total.get();
        timer.update_value(|timer| timer.take().iter().for_each(TimeoutHandle::clear));
        grown.set(0);
        if total <= PLAIN {
            grow(grown, timer, total, GROWS_AFTER);
        }
    });
    on_cleanup(move || {
        timer.try_update_value(|timer| timer.take().iter().for_each(TimeoutHandle::clear));
    });
    grown
}

fn grow(
    grown: RwSignal<usize>,
    timer: StoredValue<Option<TimeoutHandle>>,
    total: usize,
    after: Duration,
) {
    // The timer may come after the page has been left.
    let step = move || {
        let now = grown.try_update(|grown| {
            *grown += GROWS_BY;
            *grown
        });
        if now.is_some_and(|grown| grown < total) {
            grow(grown, timer, total, STEP);
        }
    };
    timer.try_set_value(set_timeout_with_handle(step, after).ok());
}

fn spacer(rows: impl Fn() -> usize + Clone + Send + Sync + 'static) -> impl IntoView {
    let height = live(move || format!("calc(var(--row-height) * {})", rows()));
    view! {
        <tr class="data-table__spacer" aria-hidden="true">
            <td style:block-size=height></td>
        </tr>
    }
}

fn measure(body: &web_sys::HtmlTableSectionElement) -> Place {
    let row_height = row_height(body).unwrap_or(44.0);
    let scroll_top = -body.get_bounding_client_rect().top();
    Place {
        scroll_top: (scroll_top / row_height).floor() * row_height,
        viewport: viewport_height(),
        row_height,
    }
}

fn row_height(body: &web_sys::Element) -> Option<f64> {
    let style = window().get_computed_style(body).ok().flatten()?;
    let height = style.get_property_value("--row-height").ok()?;
    let pixels = height.trim().strip_suffix("px")?;
    // The browser's own parser: Rust's brings ten kilobytes of tables along.
    Some(js_sys::parse_float(pixels)).filter(|height| *height > 0.0)
}

fn viewport_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(900.0)
}
