//! Who is in.

use domain::id::MemberId;
use leptos::prelude::*;
use replica::team::Role;
use replica::team::api::Team;

use super::member_item::MemberItem;
use crate::pages::settings::section::Section;
use crate::state::team::TeamDesk;

#[component]
pub(super) fn Members(known: Team, me: MemberId, role: Role, team: TeamDesk) -> impl IntoView {
    let members = known.members.into_iter();
    view! {
        <Section title="Members" about="Who may open this workspace, and what they may do.">
            <ul class="item-list" data-roomy aria-label="Members">
                {members.map(|member| view! { <MemberItem member me role team/> }).collect_view()}
            </ul>
        </Section>
    }
}
