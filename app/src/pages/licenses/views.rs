//! Saved views: ways to look at the list that everybody of the workspace shares.

use domain::command::{Change, Command, RecordChange};
use domain::id::ViewId;
use domain::problem::Field;
use domain::view::{MOST_VIEWS, SavedView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Dialog, Icon, IconName, TextField};
use crate::erased::{memo, part};
use crate::platform::random;
use crate::state::columns::use_columns;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::list_query::use_list_query;
use crate::state::undo::{Undo, use_undo};
use crate::state::workspace::use_workspace;
use crate::text;

/// The button and its dialog. The button bears the name of the view that is shown.
#[component]
pub(in crate::pages) fn Views() -> impl IntoView {
    let open = RwSignal::new(false);
    let (views, query, columns) = (use_workspace().views, use_list_query(), use_columns());
    let current = memo(move || {
        let (words, shown) = (query.words(), columns.shown());
        let views = views.read();
        let found = views.iter().find(|view| view.query == words && view.columns == shown);
        found.map(|view| view.name.clone())
    });
    let name =
        move || current.get().map_or_else(|| "Views".to_owned(), |name| format!("View: {name}"));
    view! {
        <button class="button" data-variant="quiet" type="button" on:click=move |_| open.set(true)>
            <Icon name=IconName::LayoutDashboard/>
            {name}
        </button>
        <Dialog open title="Views" close="Close">
            <Body open/>
        </Dialog>
    }
}

#[component]
fn Body(open: RwSignal<bool>) -> impl IntoView {
    let views = use_workspace().views;
    let records = Records { dispatch: use_dispatch(), undo: use_undo() };
    let in_order = memo(move || {
        let mut all = views.get();
        all.sort_by_cached_key(|view| view.name.to_lowercase());
        all
    });
    let is_empty = move || in_order.read().is_empty();
    let list = part(move || {
        let items = in_order.get().into_iter().map(|saved| view! { <Item saved records open/> });
        items.collect_view()
    });
    view! {
        <div class="stack">
            <p class="dim">"A view keeps filters, order and columns. Everybody of this workspace shares it."</p>
            <ul class="item-list" aria-label="Saved views" hidden=is_empty>{list}</ul>
            <SaveView records open/>
        </div>
    }
}

#[component]
fn Item(saved: SavedView, records: Records, open: RwSignal<bool>) -> impl IntoView {
    let (query, columns) = (use_list_query(), use_columns());
    let name = saved.name.clone();
    let labels = ["Open", "Update", "Delete"].map(|act| format!("{act} {name}"));
    let [open_label, update_label, delete_label] = labels;
    let (shown, kept, gone) = (saved.clone(), saved.clone(), saved);
    let show = move |_| {
        columns.follow(&shown.columns);
        query.follow(&shown.query);
        open.set(false);
    };
    let update = move |_| {
        let after = SavedView { query: query.words(), columns: columns.shown(), ..kept.clone() };
        let said = format!("Updated \"{}\".", after.name);
        records.run(Change::edit(kept.clone(), after), said);
    };
    let delete = move |_| {
        records.run(Change::remove(gone.clone()), format!("Deleted \"{}\".", gone.name));
    };
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{name}</b></span>
            <span class="row">
                <button class="button" data-size="sm" type="button" aria-label=open_label on:click=show>"Open"</button>
                <button class="button" data-variant="quiet" data-size="sm" type="button" aria-label=update_label on:click=update>
                    "Update"
                </button>
                <button class="button" data-variant="quiet" data-size="sm" type="button" aria-label=delete_label on:click=delete>
                    "Delete"
                </button>
            </span>
        </li>
    }
}

/// Saves the list as it is shown under a new name.
#[component]
fn SaveView(records: Records, open: RwSignal<bool>) -> impl IntoView {
    let (query, columns, views) = (use_list_query(), use_columns(), use_workspace().views);
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let view = SavedView {
            id: ViewId(random::uuid()),
            name: name.read_untracked().split_whitespace().collect::<Vec<_>>().join(" "),
            query: untrack(|| query.words()),
            columns: untrack(|| columns.shown()),
        };
        let others = views.read_untracked();
        if others.len() >= MOST_VIEWS {
            return problem.set(Some("There are too many views. Delete one first.".to_owned()));
        }
        if let Some(found) = view.problem(&others) {
            return problem.set(Some(text::problem::sentence(found.kind)));
        }
        let said = format!("Saved the view \"{}\".", view.name);
        records.run(Change::make(view), said);
        open.set(false);
    };
    view! {
        <form class="stack" data-gap="s" novalidate on:submit=submit>
            <TextField
                name=text::field::control(Field::ViewName)
                label="Save this list as"
                value=name
                problem=problem
            />
            <div class="row">
                <button class="button" data-variant="primary" type="submit">"Save view"</button>
            </div>
        </form>
    }
}

/// The way to change saved views.
#[derive(Debug, Clone, Copy)]
struct Records {
    dispatch: Dispatch,
    undo: Undo,
}

impl Records {
    fn run(self, change: Change<SavedView>, said: String) {
        let command = Command::ChangeRecords(vec![RecordChange::View(change)]);
        spawn_local(async move {
            if self.dispatch.run(command, None).await {
                self.undo.offer(said);
            }
        });
    }
}
