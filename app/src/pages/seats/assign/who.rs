//! Who gets a seat: ticked, typed, pasted, or a whole department.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::Holder;
use domain::id::LicenseId;
use domain::seat_plan::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, HolderKind, ListKind, Question};

use super::Aim;
use crate::components::{Choice, SegmentedField, SelectField, TextArea, TextField};
use crate::erased::part;
use crate::pages::seats::holder_picker::{Chosen, HolderPicker};
use crate::state::calendar::use_today;
use crate::state::engine::use_engine;

const PASTED: &str = "pasted";
const DEPARTMENT: &str = "department";
const LOCATION: &str = "location";
const OTHER: &str = "other";

/// As chosen and typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Targets {
    aim: Aim,
    pub(super) chosen: Chosen,
    way: RwSignal<String>,
    pasted: RwSignal<String>,
    department: RwSignal<String>,
    name: RwSignal<String>,
}

impl Targets {
    pub(super) fn new(aim: Aim) -> Self {
        let way = if aim == Aim::Bulk { PASTED } else { DEPARTMENT };
        Self {
            aim,
            chosen: RwSignal::new(BTreeMap::new()),
            way: RwSignal::new(way.to_owned()),
            pasted: RwSignal::new(String::new()),
            department: RwSignal::new(String::new()),
            name: RwSignal::new(String::new()),
        }
    }

    /// Who that is; `None` for nobody yet.
    pub(super) fn who(self) -> Option<Who> {
        match self.aim {
            Aim::Users | Aim::Assets => {
                let chosen = self.chosen.read();
                (!chosen.is_empty()).then(|| Who::Holders(chosen.keys().cloned().collect()))
            }
            Aim::Others => {
                let name = self.name.read().trim().to_owned();
                let holder = match self.way.read().as_str() {
                    LOCATION => Holder::Location(name.clone()),
                    OTHER => Holder::Other(name.clone()),
                    _ => Holder::Department(name.clone()),
                };
                (!name.is_empty()).then(|| Who::Holders(vec![holder]))
            }
            Aim::Bulk if *self.way.read() == PASTED => {
                let pasted = self.pasted.get();
                (!pasted.trim().is_empty()).then_some(Who::Pasted(pasted))
            }
            Aim::Bulk => {
                let name = self.department.get();
                (!name.is_empty()).then_some(Who::Department(name))
            }
        }
    }
}

#[component]
pub(super) fn WhoFields(aim: Aim, targets: Targets, license: LicenseId) -> impl IntoView {
    let license = Some(license);
    let chosen = targets.chosen;
    match aim {
        Aim::Users => view! { <HolderPicker kind=HolderKind::User license chosen/> }.into_any(),
        Aim::Assets => view! { <HolderPicker kind=HolderKind::Asset license chosen/> }.into_any(),
        Aim::Others => {
            let choices = [(DEPARTMENT, "Department"), (LOCATION, "Location"), (OTHER, "Other")];
            let choices = choices.map(|(code, label)| Choice::new(code, label)).to_vec();
            view! {
                <SegmentedField name="target" label="Assign to" value=targets.way choices/>
                <TextField name="target-name" label="Name" value=targets.name/>
            }
            .into_any()
        }
        Aim::Bulk => view! { <Many targets/> }.into_any(),
    }
}

#[component]
fn Many(targets: Targets) -> impl IntoView {
    let choices = [(PASTED, "Paste a list"), (DEPARTMENT, "A department")];
    let choices = choices.map(|(code, label)| Choice::new(code, label)).to_vec();
    let departments = departments();
    let fields = part(move || {
        if *targets.way.read() == PASTED {
            view! {
                <TextArea
                    name="pasted"
                    label="E-mails, usernames or asset tags"
                    value=targets.pasted
                    rows=6
                    hint="One a line, or between commas or semicolons."
                />
            }
            .into_any()
        } else {
            let choices = Signal::derive(move || {
                let known =
                    departments.get().into_iter().map(|name| Choice::new(name.clone(), name));
                std::iter::once(Choice::new("", "Choose a department")).chain(known).collect()
            });
            view! {
                <SelectField name="department" label="Department" value=targets.department choices/>
            }
            .into_any()
        }
    });
    view! {
        <SegmentedField name="many" label="Who" value=targets.way choices/>
        {fields}
    }
}

/// All departments of users.
fn departments() -> RwSignal<Vec<String>> {
    let (engine, today) = (use_engine(), use_today());
    let found = RwSignal::new(Vec::new());
    spawn_local(async move {
        let query = domain::listing::ListQuery::default();
        let (list, today) = (ListKind::Users, today.get_untracked());
        let task = Question::List { list, query, from: 0, most: 1, today };
        if let Answer::Users(packed) = engine.ask(task).await
            && let Some(mut window) = packed.open()
        {
            let known: BTreeSet<String> =
                window.choices.remove("department").into_iter().flatten().collect();
            found.try_set(known.into_iter().collect());
        }
    });
    found
}
