//! What can be done to all ticked users at once.

use domain::assignment::Holder;
use domain::command::{Change, RecordChange};
use domain::listing::users::UserLine;
use domain::user::{User, UserStatus};
use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{Choice, Icon, IconName};
use crate::pages::holder::bulk::{Bulk, BulkLine};
use crate::pages::holder::bulk_bar::BulkBar;
use crate::pages::holder::bulk_status::BulkStatus;
use crate::pages::holder::bulk_text::BulkText;
use crate::platform::clock;
use crate::text;

impl BulkLine for UserLine {
    type Record = User;
    const NOUNS: (&'static str, &'static str) = ("user", "users");

    fn id(&self) -> Uuid {
        self.user.id.0
    }

    fn record(&self) -> &User {
        &self.user
    }

    fn seat_holder(&self) -> Option<Holder> {
        (self.licenses > 0).then_some(Holder::User(self.user.id))
    }

    fn change(change: Change<User>) -> RecordChange {
        RecordChange::User(change)
    }
}

#[component]
pub(super) fn UserBulk(bulk: Bulk<UserLine>) -> impl IntoView {
    let setting_department = RwSignal::new(false);
    let setting_status = RwSignal::new(false);
    let delete = Callback::new(move |()| {
        let now = clock::now();
        bulk.delete(move |user| user.deleted_at = Some(now));
    });
    let choice = |status: UserStatus| Choice::new(status.code(), text::people::user_status(status));
    let statuses = UserStatus::ALL.map(choice).to_vec();
    view! {
        <BulkBar bulk label="Selected users" on_delete=delete>
            <button class="button" data-size="sm" type="button" on:click=move |_| setting_department.set(true)>
                <Icon name=IconName::Pencil/>
                "Set department…"
            </button>
            <button class="button" data-size="sm" type="button" on:click=move |_| setting_status.set(true)>
                "Set status…"
            </button>
        </BulkBar>
        <BulkText
            bulk
            open=setting_department
            title="Set department"
            label="Department"
            filter="department"
            set=|user, department| user.department = department
        />
        <BulkStatus
            bulk
            open=setting_status
            choices=statuses
            gone=UserStatus::Left.code()
            set=|user, code| user.status = UserStatus::from_code(code)
        />
    }
    .into_any()
}
