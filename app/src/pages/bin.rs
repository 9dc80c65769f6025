//! Deleted licenses: kept for ever, and any of them can come back.

use domain::command::Command;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, BinLine, Task};

use crate::components::{Banner, DataTable, EmptyState, Icon, IconName, Skeleton, Tone};
use crate::erased::part;
use crate::platform::intl;
use crate::routes;
use crate::state::dispatch::use_dispatch;
use crate::state::engine::use_engine;
use crate::state::undo::use_undo;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// So many are shown; the latest first.
const SHOWN: usize = 500;

/// The page.
#[component]
pub fn BinPage() -> impl IntoView {
    let (workspace, engine) = (use_workspace(), use_engine());
    let lines: RwSignal<Option<Result<Vec<BinLine>, String>>> = RwSignal::new(None);
    Effect::new(move || {
        workspace.revision.track();
        if workspace.phase.get() != Phase::Open {
            return;
        }
        spawn_local(async move {
            let answer = engine.ask(Task::Bin).await;
            let found = if let Answer::Bin(packed) = &answer {
                Ok(packed.open().unwrap_or_default())
            } else {
                Err(text::answer::why_not(&answer))
            };
            lines.try_set(Some(found));
        });
    });
    let content = part(move || {
        match lines.get() {
        None => view! { <Skeleton rows=6 label="Reading deleted licenses"/> }.into_any(),
        Some(Err(why)) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
        Some(Ok(lines)) if lines.is_empty() => view! {
            <EmptyState icon=IconName::Trash2 title="No license is deleted" text="Whatever you delete stays here and can be restored.">
                <a class="button" href=routes::LICENSES>"Back to licenses"</a>
            </EmptyState>
        }
        .into_any(),
        Some(Ok(lines)) => view! { <Table lines/> }.into_any(),
    }
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Deleted licenses"</h1></div>
                <p class="page-head__meta">"Kept for ever, with everything about them."</p>
            </div>
        </header>
        {content}
    }
    .into_any()
}

#[component]
fn Table(lines: Vec<BinLine>) -> impl IntoView {
    let more = lines.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        let more = text::license::counted(more, "more", "more");
        view! { <p class="dim">{more} " that were deleted earlier."</p> }
    });
    let lines: Vec<BinLine> = lines.into_iter().take(SHOWN).collect();
    let rows = move || lines.iter().map(|line| view! { <Line line=line.clone()/> }).collect_view();
    view! {
        <DataTable label="Deleted licenses" layout="auto" cards=true>
            <thead>
                <tr>
                    <th scope="col">"Name"</th>
                    <th scope="col">"Vendor"</th>
                    <th scope="col">"Deleted"</th>
                    <th scope="col"><span class="visually-hidden">"Restore"</span></th>
                </tr>
            </thead>
            <tbody>{part(rows)}</tbody>
        </DataTable>
        {more}
    }
}

#[component]
fn Line(line: BinLine) -> impl IntoView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let BinLine { id, name, vendor, deleted_at } = line;
    let said = format!("Restored \"{name}\".");
    let label = format!("Restore {name}");
    let restore = move |_| {
        let said = said.clone();
        spawn_local(async move {
            if dispatch.run(Command::RestoreLicenses { ids: vec![id] }, None).await {
                undo.offer(said);
            }
        });
    };
    view! {
        <tr>
            <th scope="row" data-card="title"><a href=routes::license(id)>{name}</a></th>
            <td>{vendor}</td>
            <td data-card="sub">{intl::moment(deleted_at)}</td>
            <td data-card="end">
                <button class="button" data-size="sm" type="button" aria-label=label on:click=restore>
                    <Icon name=IconName::Undo2/>
                    "Restore"
                </button>
            </td>
        </tr>
    }
}
