//! The form itself: who it is, where they work, how they stand.

use domain::assignment::Holder;
use domain::command::{Change, RecordChange};
use domain::draft::user::UserDraft;
use domain::id::UserId;
use domain::listing::seats::SeatLine;
use domain::problem::Field;
use domain::user::{User, UserStatus};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::fields::Fields;
use crate::components::ErrorSummary;
use crate::erased::live;
use crate::pages::holder::checked::{Checked, draft_signals};
use crate::pages::holder::form_head::FormHead;
use crate::pages::holder::gone::GoneDialog;
use crate::pages::holder::holding::Holding;
use crate::pages::holder::move_seats::MoveSeats;
use crate::pages::holder::pick_dialog::PickDialog;
use crate::pages::holder::pick_field::Picking;
use crate::pages::holder::saving::Saving;
use crate::{routes, text};

draft_signals! {
    UserSignals of UserDraft;
    name: String,
    email: String,
    more_emails: String,
    username: String,
    employee_number: String,
    department: String,
    location: String,
    manager_id: Option<UserId>,
    company: String,
    status: String,
    start_on: String,
    end_on: String,
    notes: String,
}

#[component]
pub(super) fn UserForm(
    /// The user as the form opens.
    user: User,
    is_new: bool,
    /// Who they answer to, or empty.
    manager: String,
    /// The seats they hold.
    seats: Signal<Vec<SeatLine>>,
) -> impl IntoView {
    let id = user.id;
    let draft = UserSignals::new(UserDraft::of(&user));
    let picking = Picking::new(Field::Manager, draft.manager_id, &manager);
    let checked = {
        let user = user.clone();
        Checked::new(move || draft.read().check(&user).err().unwrap_or_default())
    };
    let saving = Saving::new(routes::user(id));
    let name = Signal::stored(user.label().to_owned());
    let holding = Holding::new(Holder::User(id), name, seats, saving.go);
    let is_gone = RwSignal::new(false);
    let title = if is_new { "Create user" } else { "Edit user" };
    let back = if is_new { routes::USERS.to_owned() } else { routes::user(id) };
    let crumb = (!is_new).then(|| (user.label().to_owned(), back.clone()));
    let status = user.status;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let after = match untrack(|| draft.read()).check(&user) {
            Ok(after) => after,
            Err(problems) => return checked.attempt.set(problems),
        };
        checked.attempt.set(Vec::new());
        let has_left = after.status == UserStatus::Left;
        let said = text::people::saved(is_new, after.label());
        let is_as_before = !is_new && after == user;
        let change = if is_new { Change::make(after) } else { Change::edit(user.clone(), after) };
        let change = RecordChange::User(change);
        if has_left && untrack(|| holding.has_seats()) {
            holding.also(change);
            is_gone.set(true);
        } else if is_as_before {
            saving.go.run(());
        } else {
            saving.save(change, said);
        }
    };
    let keep = Callback::new(move |()| {
        for change in holding.pending() {
            saving.save(change, text::people::saved(false, &name.get_untracked()));
        }
    });
    let navigate = use_navigate();
    let cancel = move |_| navigate(&back, NavigateOptions::default());
    view! {
        <FormHead title list=("Users", routes::USERS) crumb/>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary title=text::people::NOT_SAVED_YET problems=checked.summary()/>
            <Fields draft checked picking status/>
            <div class="form__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    aria-disabled=live(move || saving.is_saving.get().then_some("true"))
                >
                    "Save"
                </button>
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
            </div>
        </form>
        <PickDialog picking except=Some(Holder::User(id))/>
        <GoneDialog holding open=is_gone keep/>
        <MoveSeats holding/>
    }
    .into_any()
}
