//! What every field has around its control.

use leptos::prelude::*;

use crate::components::{Icon, IconName};

/// The ids and texts that tie a label, a control, a hint and a problem together.
#[derive(Clone, Debug)]
pub struct Wiring {
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub problem: Signal<Option<String>>,
    pub required: bool,
}

impl Wiring {
    /// The control's id, which error summaries link to.
    pub fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    pub fn hint_id(&self) -> String {
        format!("field-{}-hint", self.name)
    }

    fn problem_id(&self) -> String {
        format!("field-{}-problem", self.name)
    }

    /// The value of `aria-describedby`; `more` are ids of other texts that belong to the control.
    pub fn described_by(
        &self,
        more: Option<String>,
    ) -> impl Fn() -> Option<String> + Clone + use<> {
        let hint = self.hint.is_some().then(|| self.hint_id());
        let (problem_id, problem) = (self.problem_id(), self.problem);
        move || {
            let problem_id = problem.read().is_some().then(|| problem_id.clone());
            let ids: Vec<String> =
                [hint.clone(), more.clone(), problem_id].into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// The value of `aria-invalid`.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Copy + use<> {
        let problem = self.problem;
        move || problem.read().is_some().then_some("true")
    }

    /// The value of `aria-required`.
    pub fn required(&self) -> Option<&'static str> {
        self.required.then_some("true")
    }
}

/// The mark of a required field stands beside the label, not in it: it is not part of the control's name.
#[component]
pub fn Frame(wiring: Wiring, children: Children) -> impl IntoView {
    let (id, hint_id) = (wiring.id(), wiring.hint_id());
    let hint =
        wiring.hint.clone().map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> });
    view! {
        <div class="field">
            <div class="field__head">
                <label class="field__label" for=id>{wiring.label.clone()}</label>
                {wiring.required.then(|| view! { <span class="field__required" aria-hidden="true">"*"</span> })}
            </div>
            {children()}
            {hint}
            {problem_view(&wiring)}
        </div>
    }
}

/// The problem under a control, while there is one.
pub fn problem_view(wiring: &Wiring) -> impl IntoView + use<> {
    let (id, problem) = (wiring.problem_id(), wiring.problem);
    move || {
        problem.get().map(|text| {
            view! {
                <p class="field__problem" id=id.clone()>
                    <Icon name=IconName::CircleAlert/>
                    <span>{text}</span>
                </p>
            }
        })
    }
}
