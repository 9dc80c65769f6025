//! How compliance stood at the end of each month: a picture, and the same figures as a table.

use domain::compliance::{PastDay, Verdict};
use leptos::prelude::*;
use replica::protocol::{Answer, Question};

use super::asked::use_asked;
use super::chart::Chart;
use crate::components::{
    Banner, Choice, DataTable, EmptyState, IconName, SegmentedField, Skeleton, Tone,
};
use crate::erased::part;
use crate::platform::intl;
use crate::state::calendar::use_today;
use crate::state::workspace::use_workspace;
use crate::text;

const MONTHS: [(&str, &str); 3] = [("12", "12 months"), ("24", "24 months"), ("36", "36 months")];

#[component]
pub(super) fn OverTime() -> impl IntoView {
    let (today, rows) = (use_today(), use_workspace().rows);
    let months = RwSignal::new("12".to_owned());
    let task = move || {
        let months = months.read().parse().unwrap_or(12);
        Question::Past { license: None, months, today: today.get() }
    };
    let asked = use_asked(task, unpack);
    let choices = MONTHS.map(|(code, label)| Choice::new(code, label)).to_vec();
    let content = part(move || {
        if let Some(why) = asked.trouble.get() {
            return view! { <Banner tone=Tone::Bad text=why/> }.into_any();
        }
        match asked.said.get() {
            None => view! { <Skeleton rows=8 label="Working out how it stood"/> }.into_any(),
            Some(_) if rows.read().as_slice().is_empty() => empty(),
            Some(days) => told(days),
        }
    });
    view! {
        <div class="stack">
            <SegmentedField name="months" label="Period" value=months choices/>
            <p class="dim">
                "As far as the dates of terms and seats tell, at the end of each month. Licenses without a limit are left out of the seats."
            </p>
            {content}
        </div>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Vec<PastDay>> {
    let Answer::Past(days) = answer else { return None };
    days.open()
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::ChartColumn
            title="No licenses yet"
            text="As soon as there are licenses, how they stood month by month is here."
        />
    }
    .into_any()
}

fn told(days: Vec<PastDay>) -> AnyView {
    let verdicts = Verdict::ALL.into_iter().zip(PRIORITIES);
    let heads = verdicts.map(|(verdict, priority)| {
        view! {
            <th scope="col" data-align="end" data-priority=priority>
                {text::compliance::verdict(verdict)}
            </th>
        }
    });
    let lines = days.iter().rev().map(line).collect_view();
    view! {
        <Chart days=days.clone()/>
        <DataTable label="Compliance over time" layout="auto">
            <thead>
                <tr>
                    <th scope="col">"Day"</th>
                    <th scope="col" data-align="end">"Owned"</th>
                    <th scope="col" data-align="end">"Used"</th>
                    <th scope="col" data-align="end">"Gap"</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </DataTable>
    }
    .into_any()
}

/// What is less urgent goes first when there is little room.
const PRIORITIES: [&str; 6] = ["1", "1", "2", "2", "3", "4"];

fn line(day: &PastDay) -> AnyView {
    let verdicts = day.verdicts.iter().zip(PRIORITIES).map(|(n, priority)| {
        let n = intl::count(u64::from(*n));
        view! { <td data-align="end" data-priority=priority>{n}</td> }
    });
    let date = day.day;
    view! {
        <tr>
            <th scope="row"><time class="date" datetime=date.to_string()>{intl::date(date)}</time></th>
            <td data-align="end">{intl::quantity(day.owned)}</td>
            <td data-align="end">{intl::quantity(day.used)}</td>
            <td data-align="end">{intl::quantity(day.gap)}</td>
            {verdicts.collect_view()}
        </tr>
    }
    .into_any()
}
