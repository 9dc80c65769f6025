//! The columns of the list of users, and what stands in them.

use domain::listing::users::UserLine;
use leptos::prelude::*;

use crate::components::StatusPill;
use crate::pages::listing::cells::{cell, day_or, text_or};
use crate::pages::listing::{Column, Row};
use crate::platform::intl;
use crate::{routes, text};

const fn column(
    code: &'static str,
    label: &'static str,
    width: &'static str,
    priority: Option<u8>,
) -> Column {
    Column { code, label, width: Some(width), priority, numeric: false }
}

/// All of them, in their order.
pub(super) const COLUMNS: [Column; 12] = [
    Column { code: "name", label: "Name", width: None, priority: None, numeric: false },
    column("email", "E-mail", "xl", Some(2)),
    column("username", "Username", "m", Some(4)),
    column("employee-number", "Employee number", "m", Some(4)),
    column("department", "Department", "m", Some(2)),
    column("location", "Location", "m", Some(3)),
    column("company", "Company", "m", Some(4)),
    column("manager", "Manager", "m", Some(4)),
    column("status", "Status", "s", None),
    column("start", "First day", "date", Some(4)),
    column("end", "Last day", "date", Some(4)),
    Column { numeric: true, ..column("licenses", "Licenses", "s", Some(1)) },
];

/// Left out until somebody wants them.
pub(super) const HIDDEN_AT_FIRST: &str = "username employee-number company manager start";

/// The cells of a line.
pub(super) fn row(line: UserLine) -> Row {
    let UserLine { user, manager, licenses } = line;
    let name = user.label().to_owned();
    let href = routes::user(user.id);
    let title = view! { <a class="data-table__title" href=href>{name.clone()}</a> }.into_any();
    let td = |code, card, content| cell(&COLUMNS, code, card, content);
    let status = {
        let (tone, word) = (text::people::user_tone(user.status), user.status);
        view! { <StatusPill tone text=text::people::user_status(word).to_owned()/> }.into_any()
    };
    let cells = vec![
        td("email", Some("sub"), text_or(&user.email, "No e-mail")),
        td("username", None, text_or(&user.username, "No username")),
        td("employee-number", None, text_or(&user.employee_number, "No employee number")),
        td("department", None, text_or(&user.department, "No department")),
        td("location", None, text_or(&user.location, "No location")),
        td("company", None, text_or(&user.company, "No company")),
        td("manager", None, text_or(&manager, "No manager")),
        td("status", Some("end"), status),
        td("start", None, day_or(user.start_on, "No first day")),
        td("end", None, day_or(user.end_on, "No last day")),
        td("licenses", None, intl::count(u64::from(licenses)).into_any()),
    ];
    Row { id: user.id.0, name, title, cells: cells.collect_view().into_any() }
}
