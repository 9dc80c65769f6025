//! What is typed, what is wrong with it, and whether it is being saved.

use domain::custom_field::CustomField;
use domain::date::{Date, parse_iso};
use domain::draft::{LicenseDraft, LicenseFields};
use domain::id::LicenseId;
use domain::license::License;
use domain::license_type::LicenseType;
use domain::problem::{Field, Problem, Problems};
use leptos::prelude::*;

use super::draft_signals::DraftSignals;
use crate::erased::memo;
use crate::platform::intl;
use crate::state::custom_fields::{name_of, use_custom_fields};
use crate::state::license_names::called;
use crate::state::workspace::{WorkspaceState, use_workspace};
use crate::text;

/// The state of a form.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormState {
    draft: StoredValue<DraftSignals>,
    original: StoredValue<Option<Original>>,
    /// The organisation's own fields in use.
    pub(super) own: Memo<Vec<CustomField>>,
    /// What was wrong at the last attempt to save.
    pub(super) attempt: RwSignal<Problems>,
    /// What is wrong now; nothing before the first attempt, since nobody likes to be interrupted.
    live: Memo<Problems>,
    /// Whether an answer is awaited.
    pub(super) is_saving: RwSignal<bool>,
}

/// The license that is changed.
#[derive(Debug)]
struct Original {
    id: LicenseId,
    /// What it is a part of, and the name of that.
    parent: Option<(LicenseId, String)>,
}

impl FormState {
    pub(super) fn new(draft: LicenseDraft, original: Option<&License>) -> Self {
        let (workspace, own) = (use_workspace(), use_custom_fields());
        let original = StoredValue::new(original.map(|license| Original {
            id: license.id,
            parent: license.parent_id.map(|parent| (parent, draft.parent.clone())),
        }));
        let draft = DraftSignals::new(draft);
        let attempt = RwSignal::new(Problems::new());
        let live = memo(move || {
            if attempt.with(Vec::is_empty) {
                return Problems::new();
            }
            checked(workspace, &draft.read(), &own.read(), original).err().unwrap_or_default()
        });
        let draft = StoredValue::new(draft);
        Self { draft, original, own, attempt, live, is_saving: RwSignal::new(false) }
    }

    /// What is typed.
    pub(super) fn draft(self) -> DraftSignals {
        self.draft.get_value()
    }

    /// The form as meant, or everything that is wrong with it.
    pub(super) fn check(self, workspace: WorkspaceState) -> Result<LicenseFields, Problems> {
        untrack(|| checked(workspace, &self.draft().read(), &self.own.read(), self.original))
    }

    /// The license that is changed.
    pub(super) fn own_id(self) -> Option<LicenseId> {
        self.original.with_value(|original| original.as_ref().map(|original| original.id))
    }

    /// What is wrong with a field, in words.
    pub(super) fn problem(self, field: Field) -> Signal<Option<String>> {
        let problem = memo(move || {
            self.live.with(|all| all.iter().find(|p| p.field == field).map(|p| p.kind))
        });
        Signal::derive(move || problem.get().map(text::problem::sentence))
    }

    /// The list of the last attempt: the name of each control and a sentence.
    pub(super) fn summary(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let line = |problem: &Problem| {
                let field = problem.field;
                let label = if let Field::Custom(id) = field {
                    name_of(&self.own.read(), id)
                } else {
                    text::field::label(field).to_owned()
                };
                let sentence = text::problem::sentence(problem.kind);
                (control(field), format!("{label}: {sentence}"))
            };
            self.attempt.with(|problems| problems.iter().map(line).collect())
        })
    }

    /// Whether the chosen type must have an expiration date.
    pub(super) fn needs_expiration(self) -> Memo<bool> {
        let code = self.draft().license_type;
        memo(move || code.with(|code| LicenseType::from_code(code).needs_expiration()))
    }
}

fn checked(
    workspace: WorkspaceState,
    draft: &LicenseDraft,
    own: &[CustomField],
    original: StoredValue<Option<Original>>,
) -> Result<LicenseFields, Problems> {
    let parent = |name: &str| {
        let rows = workspace.rows.read();
        original.with_value(|original| {
            let own = original.as_ref().map(|original| original.id);
            let before = original.as_ref().and_then(|original| original.parent.as_ref());
            called(&rows, name, own, before)
        })
    };
    workspace.settings.with(|settings| draft.check(settings, own, parent))
}

/// The name of a field's control.
pub(super) fn control(field: Field) -> String {
    if let Field::Custom(id) = field {
        return format!("custom-{id}");
    }
    text::field::control(field).to_owned()
}

/// A typed date as a distance from today.
pub(super) fn reading(value: RwSignal<String>, today: Signal<Date>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let day = value.with(|typed| parse_iso(typed))?;
        Some(intl::days_from_now((day - today.get()).num_days()))
    })
}
