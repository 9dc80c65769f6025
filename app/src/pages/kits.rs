//! Kits: licenses that are assigned together.

mod assign;
mod form;
mod kit_line;
mod license_rows;
mod plan;

use leptos::prelude::*;
use replica::protocol::{Answer, KitLine, Task};

use self::assign::AssignKit;
use self::form::KitForm;
use self::kit_line::KitLineView;
use crate::components::{Banner, EmptyState, Icon, IconName, Skeleton, Tone};
use crate::erased::part;
use crate::state::told::use_told;

/// What can be done to a kit, with the dialogs it opens.
#[derive(Debug, Clone, Copy)]
struct Acts {
    edited: RwSignal<Option<KitLine>>,
    is_editing: RwSignal<bool>,
    assigned: RwSignal<Option<KitLine>>,
    is_assigning: RwSignal<bool>,
}

impl Acts {
    fn edit(self, kit: Option<KitLine>) {
        self.edited.set(kit);
        self.is_editing.set(true);
    }

    fn assign(self, kit: KitLine) {
        self.assigned.set(Some(kit));
        self.is_assigning.set(true);
    }
}

/// The page.
#[component]
pub fn KitsPage() -> impl IntoView {
    let acts = Acts {
        edited: RwSignal::new(None),
        is_editing: RwSignal::new(false),
        assigned: RwSignal::new(None),
        is_assigning: RwSignal::new(false),
    };
    let kits = use_told(|| Task::Kits, unpack);
    let content = part(move || match kits.get() {
        None => view! { <Skeleton rows=4 label="Loading kits"/> }.into_any(),
        Some(Err(why)) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
        Some(Ok(kits)) if kits.is_empty() => none_yet(),
        Some(Ok(kits)) => {
            let items = kits.iter().map(|line| view! { <KitLineView line=line.clone() acts/> });
            let items = items.collect_view();
            view! { <ul class="item-list" data-roomy="" aria-label="Kits">{items}</ul> }.into_any()
        }
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Kits"</h1></div>
                <p class="page-head__meta">"Licenses that are assigned together, such as all that a new colleague needs."</p>
            </div>
            <div class="page-head__actions">
                <button class="button" data-variant="primary" type="button" on:click=move |_| acts.edit(None)>
                    <Icon name=IconName::Plus/>
                    "Create kit"
                </button>
            </div>
        </header>
        {content}
        <KitForm acts/>
        <AssignKit acts/>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Vec<KitLine>> {
    if let Answer::Kits(packed) = answer { packed.open() } else { None }
}

fn none_yet() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Archive
            title="No kits yet"
            text="Name a set of licenses once, and assign all of them in one step."
        />
    }
    .into_any()
}
