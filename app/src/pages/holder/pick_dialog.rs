//! The search behind a field that holds a user. It stands outside the form, which Enter would send.

use std::collections::BTreeMap;

use domain::assignment::Holder;
use leptos::prelude::*;
use replica::protocol::HolderKind;

use super::pick_field::Picking;
use crate::components::Dialog;
use crate::pages::seats::holder_picker::{Chosen, HolderPicker};
use crate::text;

#[component]
pub(in crate::pages) fn PickDialog(
    picking: Picking,
    /// Who is not offered.
    #[prop(optional_no_strip)]
    except: Option<Holder>,
) -> impl IntoView {
    let title = format!("{}: choose a user", text::field::label(picking.field));
    view! {
        <Dialog open=picking.is_open title close="Close">{body(picking, except.clone())}</Dialog>
    }
}

fn body(picking: Picking, except: Option<Holder>) -> AnyView {
    let mut begun = BTreeMap::new();
    begun.extend(
        picking.id.get_untracked().map(|id| (Holder::User(id), picking.name.get_untracked())),
    );
    let chosen: Chosen = RwSignal::new(begun);
    let set = move |holder: Option<(Holder, String)>| {
        let found = holder.and_then(|(holder, name)| match holder {
            Holder::User(id) => Some((id, name)),
            Holder::Asset(_) | Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => {
                None
            }
        });
        let (id, name) = found.map_or((None, String::new()), |(id, name)| (Some(id), name));
        picking.name.set(name);
        picking.id.set(id);
        picking.is_open.set(false);
    };
    let choose = move |_| {
        let first =
            chosen.read_untracked().iter().next().map(|(to, name)| (to.clone(), name.clone()));
        set(first);
    };
    view! {
        <div class="stack">
            <HolderPicker kind=HolderKind::User chosen single=true except/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="button" on:click=choose>"Choose"</button>
                <button class="button" type="button" on:click=move |_| set(None)>"Nobody"</button>
            </div>
        </div>
    }
    .into_any()
}
