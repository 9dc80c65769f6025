//! The link for one more device of one's own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, TeamTask};

use super::link_shown::LinkShown;
use crate::components::{Banner, Dialog, Skeleton, Tone};
use crate::erased::part;
use crate::state::team::TeamDesk;
use crate::text;

const ABOUT: &str = "Open this link on your other device within an hour. It is good once, for whoever \
                     opens it first, and it is shown only now.";

#[component]
pub(super) fn DeviceDialog(open: RwSignal<bool>, team: TeamDesk) -> impl IntoView {
    let made = RwSignal::new(None::<Result<String, String>>);
    Effect::new(move |_| {
        made.set(None);
        if open.get() {
            spawn_local(async move {
                let answer = team.ask(TeamTask::AddDevice).await;
                let link = if let Answer::Key(link) = answer {
                    Ok(link.0)
                } else {
                    Err(text::team::why_not(&answer))
                };
                made.try_set(Some(link));
            });
        }
    });
    view! {
        <Dialog open title="Add a device" close="Close">
            {part(move || match made.get() {
                None => view! { <Skeleton rows=3 label="Making the link"/> }.into_any(),
                Some(Err(why)) => {
                    view! { <Banner tone=Tone::Bad title="No link".to_owned() text=why/> }.into_any()
                }
                Some(Ok(link)) => view! { <LinkShown link about=ABOUT open/> }.into_any(),
            })}
        </Dialog>
    }
}
