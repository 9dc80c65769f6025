//! Filters that are wanted less often, in a dialog: days from and to, what is missing, and the
//! organisation's own fields.

mod own_filter;

use domain::date::parse_iso;
use domain::filter::{CustomTest, DateRange, ExpiresFilter, Missing};
use domain::id::CustomFieldId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use self::own_filter::{OwnFilter, OwnTest};
use crate::components::{Choice, DateField, Dialog, Icon, IconName, SelectField};
use crate::state::custom_fields::use_custom_fields;
use crate::state::list_query::use_list_query;
use crate::text;

/// The button and its dialog.
#[component]
pub(super) fn MoreFilters() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="button" data-variant="quiet" type="button" on:click=move |_| open.set(true)>
            <Icon name=IconName::Filter/>
            "More filters"
        </button>
        <Dialog open title="More filters" close="Close">
            <Form open/>
        </Dialog>
    }
}

/// Both ends of a range as typed.
#[derive(Debug, Clone, Copy)]
struct Days {
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Days {
    fn of(range: Option<DateRange>) -> Self {
        let DateRange { from, to } = range.unwrap_or_default();
        let day = |day: Option<domain::date::Date>| {
            RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default())
        };
        Self { from: day(from), to: day(to) }
    }

    fn range(self) -> Option<DateRange> {
        let range = DateRange {
            from: parse_iso(&self.from.read_untracked()),
            to: parse_iso(&self.to.read_untracked()),
        };
        (range != DateRange::default()).then_some(range)
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let query = use_list_query();
    let filter = query.filter.get_untracked();
    let between = match filter.expires {
        Some(ExpiresFilter::Between(range)) => Some(range),
        Some(ExpiresFilter::WithinDays(_) | ExpiresFilter::Past | ExpiresFilter::Never) | None => {
            None
        }
    };
    let (expires, purchased) = (Days::of(between), Days::of(filter.purchased));
    let missing = RwSignal::new(filter.missing.map(Missing::code).unwrap_or_default().to_owned());
    let fields = use_custom_fields().get_untracked();
    let own: Vec<(CustomFieldId, OwnTest)> = fields
        .iter()
        .map(|field| (field.id, OwnTest::of(field.kind, filter.custom.get(&field.id))))
        .collect();
    let own_filters = fields.into_iter().zip(&own);
    let own_filters = own_filters
        .map(|(field, (_, test))| view! { <OwnFilter field test=*test/> })
        .collect_view();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let test = |(id, test): &(CustomFieldId, OwnTest)| Some((*id, test.read()?));
        let custom: Vec<(CustomFieldId, CustomTest)> = own.iter().filter_map(test).collect();
        query.narrow(|filter| {
            // A window that was chosen beside the search stays, unless days are typed here.
            match expires.range() {
                Some(range) => filter.expires = Some(ExpiresFilter::Between(range)),
                None if between.is_some() => filter.expires = None,
                None => {}
            }
            filter.purchased = purchased.range();
            filter.missing = Missing::from_code(&missing.read_untracked());
            filter.custom.clear();
            filter.custom.extend(custom);
        });
        open.set(false);
    };
    let clear = move |_| {
        query.narrow(|filter| {
            (filter.purchased, filter.missing) = (None, None);
            filter.expires = filter.expires.filter(|_| between.is_none());
            filter.custom.clear();
        });
        open.set(false);
    };
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "Any"))
        .chain(Missing::ALL.map(|what| Choice::new(what.code(), text::licenses::missing(what))))
        .collect();
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SelectField name="filter-missing" label="Missing" value=missing choices=choices/>
            <div class="form-grid">
                <DateField name="expires-from" label="Expires from" value=expires.from/>
                <DateField name="expires-to" label="Expires until" value=expires.to/>
                <DateField name="purchased-from" label="Purchased from" value=purchased.from/>
                <DateField name="purchased-to" label="Purchased until" value=purchased.to/>
                {own_filters}
            </div>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Apply"</button>
                <button class="button" type="button" on:click=clear>"Clear these"</button>
            </div>
        </form>
    }
}
