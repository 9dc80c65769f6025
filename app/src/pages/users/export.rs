//! What the list shows as a CSV file, with all columns.

use domain::csv::write_table;
use domain::listing::users::UserLine;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Tone;
use crate::platform::download;
use crate::state::calendar::use_today;
use crate::state::listing::Listing;
use crate::state::toasts::use_toasts;
use crate::text;

const HEADINGS: [&str; 14] = [
    "Name",
    "E-mail",
    "More e-mails",
    "Username",
    "Employee number",
    "Department",
    "Location",
    "Company",
    "Manager",
    "Status",
    "First day",
    "Last day",
    "Licenses",
    "Notes",
];

/// Writes the lines that are asked for into a file.
pub(super) fn use_export(listing: Listing<UserLine>) -> Callback<()> {
    let (today, toasts) = (use_today(), use_toasts());
    Callback::new(move |()| {
        let (today, query) = (today.get_untracked(), listing.query.asked.get_untracked());
        spawn_local(async move {
            match listing.all(query).await {
                Ok(lines) => {
                    let file = write_table(&HEADINGS, lines.into_iter().map(line));
                    if !download::save(
                        &file,
                        &format!("users-{today}.csv"),
                        "text/csv;charset=utf-8",
                    ) {
                        toasts.say(Tone::Bad, text::licenses::NOT_SAVED);
                    }
                }
                Err(why) => toasts.say(Tone::Bad, why),
            }
        });
    })
}

fn line(line: UserLine) -> [String; 14] {
    let UserLine { user, manager, licenses } = line;
    let day = |day: Option<domain::date::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let more: Vec<String> = user.more_emails.into_iter().collect();
    [
        user.name,
        user.email,
        more.join("; "),
        user.username,
        user.employee_number,
        user.department,
        user.location,
        user.company,
        manager,
        text::people::user_status(user.status).to_owned(),
        day(user.start_on),
        day(user.end_on),
        licenses.to_string(),
        user.notes,
    ]
}
