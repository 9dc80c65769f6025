//! Which columns a long list shows on this device. The first one always shows.

use leptos::prelude::*;

use super::Column;
use crate::components::{Dialog, Icon, IconName};
use crate::state::preferences;

/// The columns of a list that are left out.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct ShownColumns {
    /// The word this device remembers the list by.
    list: &'static str,
    all: &'static [Column],
    usual: &'static str,
    /// Their words, between spaces.
    pub(in crate::pages) hidden: RwSignal<String>,
}

impl ShownColumns {
    fn shows(self, code: &str) -> bool {
        self.hidden.read().split_whitespace().all(|hidden| hidden != code)
    }

    fn set(self, code: &'static str, is_shown: bool) {
        self.hidden.update(|hidden| {
            let mut codes: Vec<&str> = hidden.split_whitespace().filter(|c| *c != code).collect();
            codes.extend((!is_shown).then_some(code));
            *hidden = codes.join(" ");
        });
        preferences::remember_list_columns(self.list, &self.hidden.read_untracked());
    }

    fn reset(self) {
        self.hidden.set(self.usual.to_owned());
        preferences::remember_list_columns(self.list, self.usual);
    }
}

/// The columns of a list as they were left, or without the `usual` ones.
pub(in crate::pages) fn use_shown_columns(
    list: &'static str,
    all: &'static [Column],
    usual: &'static str,
) -> ShownColumns {
    let hidden = preferences::list_columns(list).unwrap_or_else(|| usual.to_owned());
    ShownColumns { list, all, usual, hidden: RwSignal::new(hidden) }
}

/// The button and its dialog.
#[component]
pub(in crate::pages) fn ListColumns(columns: ShownColumns) -> impl IntoView {
    let open = RwSignal::new(false);
    let choice = move |column: &'static Column| {
        let Column { code, label, .. } = *column;
        view! {
            <label class="select-all">
                <input
                    class="check__input"
                    type="checkbox"
                    prop:checked=move || columns.shows(code)
                    on:change=move |event| columns.set(code, event_target_checked(&event))
                />
                {label}
            </label>
        }
        .into_any()
    };
    view! {
        <button class="button" data-variant="quiet" type="button" on:click=move |_| open.set(true)>
            <Icon name=IconName::Columns3/>
            "Columns"
        </button>
        <Dialog open title="Columns" close="Close">
            <div class="stack" data-gap="s">
                {columns.all.iter().skip(1).map(choice).collect_view()}
                <div class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| columns.reset()>"Reset"</button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}
