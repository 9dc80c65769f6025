//! A search for users or assets: the best matches as one types, each marked if it holds a seat
//! already. Any number of them can be ticked.

use std::collections::BTreeMap;

use domain::assignment::Holder;
use domain::id::LicenseId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, HolderChoice, HolderKind, Question};

use crate::components::SearchBox;
use crate::erased::part;
use crate::state::engine::use_engine;

/// So many matches are shown.
const SHOWN: u32 = 30;

/// What is ticked, in the order of names.
pub(in crate::pages) type Chosen = RwSignal<BTreeMap<Holder, String>>;

#[component]
pub(in crate::pages) fn HolderPicker(
    kind: HolderKind,
    /// Of which license, to mark who holds a seat of it.
    #[prop(optional_no_strip)]
    license: Option<LicenseId>,
    chosen: Chosen,
    /// Whether one alone can be ticked.
    #[prop(optional)]
    single: bool,
    /// Who is not offered.
    #[prop(optional_no_strip)]
    except: Option<Holder>,
) -> impl IntoView {
    let engine = use_engine();
    let words = RwSignal::new(String::new());
    let found: RwSignal<Option<Vec<HolderChoice>>> = RwSignal::new(None);
    let round = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let text = words.get();
        round.update_value(|round| *round += 1);
        let now = round.get_value();
        spawn_local(async move {
            let task = Question::FindHolders { kind, text, license, most: SHOWN };
            // An answer to what was typed before comes too late.
            if let Answer::Holders(packed) = engine.ask(task).await
                && round.try_get_value() == Some(now)
            {
                found.set(packed.open());
            }
        });
    });
    let (label, list) = match kind {
        HolderKind::User => ("Search users", "Users"),
        HolderKind::Asset => ("Search assets", "Assets"),
    };
    let options = part(move || {
        let choices = found.get()?;
        let choices = choices.into_iter().filter(|choice| Some(&choice.holder) != except.as_ref());
        let choices: Vec<HolderChoice> = choices.collect();
        if choices.is_empty() {
            return Some(view! { <p class="dim">"Nobody is found."</p> }.into_any());
        }
        let options = choices.into_iter().map(|choice| option(choice, chosen, single));
        Some(options.collect_view().into_any())
    });
    view! {
        <div class="picker">
            <SearchBox label=label value=words on_input=move |typed| words.set(typed)/>
            <div class="picker__list" role="group" aria-label=list>{options}</div>
        </div>
    }
}

fn option(choice: HolderChoice, chosen: Chosen, single: bool) -> AnyView {
    let HolderChoice { holder, name, about, holds, is_gone } = choice;
    let note = match (holds, is_gone) {
        (true, _) => Some("Holds a seat"),
        (false, true) => Some("Left or retired"),
        (false, false) => None,
    };
    let is_chosen = {
        let holder = holder.clone();
        move || chosen.read().contains_key(&holder)
    };
    let choose = {
        let name = name.clone();
        move |is_chosen: bool| {
            chosen.update(|all| {
                if single {
                    all.clear();
                }
                if is_chosen {
                    all.insert(holder.clone(), name.clone());
                } else {
                    all.remove(&holder);
                }
            });
        }
    };
    view! {
        <label class="picker__option">
            <input
                class="check__input"
                type="checkbox"
                disabled=holds
                prop:checked=is_chosen
                on:change=move |event| choose(event_target_checked(&event))
            />
            <span class="picker__name">{name}</span>
            <span class="picker__about dim">{about}</span>
            {note.map(|note| view! { <span class="picker__note">{note}</span> })}
        </label>
    }
    .into_any()
}
