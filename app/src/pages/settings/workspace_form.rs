//! The form of the workspace's settings.

use domain::command::Command;
use domain::problem::{Field, Problems};
use domain::settings::Settings;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::SettingsDraft;
use crate::components::{ErrorSummary, NumberField, TextField, Tone};
use crate::erased::live;
use crate::platform::{clock, time_zones};
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::toasts::{ToastList, use_toasts};
use crate::state::workspace::{WorkspaceState, use_workspace};
use crate::text;

/// Offered, not the only ones taken.
const CURRENCIES: [&str; 8] = ["AUD", "CAD", "CHF", "EUR", "GBP", "INR", "JPY", "USD"];

/// The form. What nobody has touched follows the workspace; what somebody has is left alone.
#[component]
pub(super) fn WorkspaceForm() -> impl IntoView {
    let form = Form::new();
    Effect::watch(
        move || form.workspace.settings.get(),
        move |now, before, _| {
            if let Some(before) = before {
                form.follow(before, now);
            }
        },
        true,
    );
    let zone = clock::device_time_zone();
    view! {
        <form class="stack" novalidate on:submit=move |event| form.save(&event)>
            <ErrorSummary title="This could not be saved" problems=form.summary()/>
            <TextField
                name=text::field::control(Field::WorkspaceName)
                label=text::field::label(Field::WorkspaceName)
                value=form.name
                problem=form.problem(Field::WorkspaceName)
            />
            <TextField
                name=text::field::control(Field::TimeZone)
                label=text::field::label(Field::TimeZone)
                hint=format!("Empty means this device's: {zone}")
                value=form.time_zone
                problem=form.problem(Field::TimeZone)
                suggestions=Signal::stored(time_zones::known())
            />
            <TextField
                name=text::field::control(Field::Currency)
                label=text::field::label(Field::Currency)
                hint="Of amounts that name none."
                value=form.currency
                problem=form.problem(Field::Currency)
                suggestions=Signal::stored(CURRENCIES.map(str::to_owned).to_vec())
            />
            <NumberField
                name=text::field::control(Field::ExpiringDays)
                label=text::field::label(Field::ExpiringDays)
                hint="In days: a license with fewer days left is Expiring Soon."
                value=form.expiring_days
                problem=form.problem(Field::ExpiringDays)
            />
            <div class="row">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    disabled=live(move || form.is_saving.get())
                >
                    "Save"
                </button>
            </div>
        </form>
    }
}

/// What is typed and what is wrong with it.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    time_zone: RwSignal<String>,
    currency: RwSignal<String>,
    expiring_days: RwSignal<String>,
    problems: RwSignal<Problems>,
    is_saving: RwSignal<bool>,
    workspace: WorkspaceState,
    dispatch: Dispatch,
    toasts: ToastList,
}

impl Form {
    fn new() -> Self {
        let workspace = use_workspace();
        let draft = workspace.settings.with_untracked(SettingsDraft::of);
        Self {
            name: RwSignal::new(draft.name),
            time_zone: RwSignal::new(draft.time_zone),
            currency: RwSignal::new(draft.currency),
            expiring_days: RwSignal::new(draft.expiring_days),
            problems: RwSignal::new(Problems::new()),
            is_saving: RwSignal::new(false),
            workspace,
            dispatch: use_dispatch(),
            toasts: use_toasts(),
        }
    }

    fn draft(self) -> SettingsDraft {
        SettingsDraft {
            name: self.name.get_untracked(),
            time_zone: self.time_zone.get_untracked(),
            currency: self.currency.get_untracked(),
            expiring_days: self.expiring_days.get_untracked(),
        }
    }

    fn show(self, draft: SettingsDraft) {
        self.name.try_set(draft.name);
        self.time_zone.try_set(draft.time_zone);
        self.currency.try_set(draft.currency);
        self.expiring_days.try_set(draft.expiring_days);
    }

    /// Takes in settings that changed elsewhere.
    fn follow(self, before: &Settings, now: &Settings) {
        let (mut draft, before, now) =
            (self.draft(), SettingsDraft::of(before), SettingsDraft::of(now));
        draft.follow(before, now);
        self.show(draft);
    }

    fn save(self, event: &SubmitEvent) {
        event.prevent_default();
        let after = match self.draft().check(clock::is_time_zone) {
            Ok(after) => after,
            Err(problems) => return self.problems.set(problems),
        };
        self.problems.set(Problems::new());
        self.is_saving.set(true);
        spawn_local(async move {
            let before = self.workspace.settings.get_untracked();
            let command = Command::ChangeSettings { before, after: after.clone() };
            let is_saved = self.dispatch.run(command, None).await;
            self.is_saving.try_set(false);
            if is_saved {
                self.show(SettingsDraft::of(&after));
                self.toasts.say(Tone::Ok, "Saved.");
            }
        });
    }

    /// What is wrong with one field.
    fn problem(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let problems = self.problems.read();
            let found = problems.iter().find(|problem| problem.field == field);
            found.map(|problem| text::problem::sentence(problem.kind))
        })
    }

    /// All that is wrong, for the summary.
    fn summary(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let problems = self.problems.read();
            let line = |label: &str, sentence: &str| format!("{label}: {sentence}");
            problems
                .iter()
                .map(|problem| {
                    let label = text::field::label(problem.field);
                    let sentence = text::problem::sentence(problem.kind);
                    (text::field::control(problem.field).to_owned(), line(label, &sentence))
                })
                .collect()
        })
    }
}
