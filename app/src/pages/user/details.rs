//! The Details tab: everything that is recorded.

use std::sync::Arc;

use domain::problem::Field;
use leptos::prelude::*;
use replica::protocol::UserDetail;

use crate::erased::part;
use crate::pages::holder::definitions::{Definitions, of_day, of_links, of_notes, of_text};
use crate::routes;
use crate::text::field::label;

#[component]
pub(super) fn Details(detail: Memo<Option<Arc<UserDetail>>>) -> impl IntoView {
    let content = part(move || {
        let detail = detail.get()?;
        let user = &detail.user;
        let more: Vec<&str> = user.more_emails.iter().map(String::as_str).collect();
        let manager = user.manager_id.filter(|_| !detail.manager.is_empty());
        let manager = manager.map(|id| (routes::user(id), detail.manager.clone()));
        let reports = detail.reports.iter().map(|(id, name)| (routes::user(*id), name.clone()));
        let assets = detail.assets.iter().map(|(id, name)| (routes::asset(*id), name.clone()));
        let of = vec![
            of_text(label(Field::Email), &user.email),
            of_text(label(Field::MoreEmails), &more.join("\n")),
            of_text(label(Field::Username), &user.username),
            of_text(label(Field::EmployeeNumber), &user.employee_number),
            of_text(label(Field::Department), &user.department),
            of_text(label(Field::Location), &user.location),
            of_text(label(Field::Company), &user.company),
            of_links(label(Field::Manager), manager.into_iter().collect()),
            of_day(label(Field::FirstDay), user.start_on),
            of_day(label(Field::LastDay), user.end_on),
            of_links("Answer to them", reports.collect()),
            of_links("Assets", assets.collect()),
            of_notes(label(Field::Notes), &user.notes),
        ];
        Some(view! { <Definitions of/> })
    });
    view! { <div class="stack">{content}</div> }.into_any()
}
