//! What headings mean in each kind of list, and which kind a file is.

use super::super::layout::fold;
use super::column::{Column, Kind};

/// What each heading means in a list of this kind. Of two that mean the same the first counts.
pub(super) fn recognize(kind: Kind, headings: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
    for heading in headings {
        let found = meaning(kind, &fold(heading));
        columns.push(if columns.contains(&found) { Column::Ignored } else { found });
    }
    columns
}

/// Which kind of list the headings are of, if they say it.
pub(super) fn kind_of(headings: &[String]) -> Option<Kind> {
    let folded: Vec<String> = headings.iter().map(|heading| fold(heading)).collect();
    let has = |kind, wanted: &[Column]| {
        folded.iter().any(|heading| wanted.contains(&meaning(kind, heading)))
    };
    let holder =
        [Column::HolderName, Column::HolderEmail, Column::HolderUsername, Column::EmployeeNumber];
    let is_held = |kind| has(kind, &holder) || has(kind, &[Column::Asset]);
    let names_license = folded.iter().any(|heading| names_a_license(heading));
    if has(Kind::LastUsed, &[Column::LastUsed]) && is_held(Kind::LastUsed) {
        Some(Kind::LastUsed)
    } else if names_license && is_held(Kind::Assignments) {
        Some(Kind::Assignments)
    } else if folded.iter().any(|heading| tells_licenses(heading)) {
        // A list of licenses has serial numbers and addresses too.
        None
    } else if has(Kind::Assets, &[Column::Tag, Column::Serial]) {
        Some(Kind::Assets)
    } else if has(
        Kind::Users,
        &[Column::Email, Column::Username, Column::EmployeeNumber, Column::FirstName],
    ) {
        Some(Kind::Users)
    } else {
        None
    }
}

/// Whether a list has the columns without which no row of it means anything.
pub(super) fn is_enough(kind: Kind, columns: &[Column]) -> bool {
    use Column as C;
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    let holder = [C::HolderName, C::HolderEmail, C::HolderUsername, C::EmployeeNumber, C::Asset];
    match kind {
        Kind::Users => has(&[
            C::Name,
            C::FirstName,
            C::LastName,
            C::Email,
            C::Username,
            C::EmployeeNumber,
            C::Id,
        ]),
        Kind::Assets => has(&[C::Tag, C::Serial, C::Name, C::Id]),
        Kind::Assignments => has(&[C::License]) && has(&holder),
        Kind::LastUsed => has(&[C::LastUsed]) && has(&holder),
    }
}

fn tells_licenses(folded: &str) -> bool {
    matches!(
        folded,
        "seats"
            | "licensed to name"
            | "licensed to email"
            | "expiration date"
            | "license key"
            | "product key"
            | "serial/product key"
            | "license type"
    )
}

fn names_a_license(folded: &str) -> bool {
    matches!(
        folded,
        "license"
            | "licence"
            | "license name"
            | "licence name"
            | "application"
            | "software"
            | "app"
            | "product"
    )
}

fn meaning(kind: Kind, folded: &str) -> Column {
    match kind {
        Kind::Users => of_user(folded),
        Kind::Assets => of_asset(folded),
        Kind::Assignments => of_seat(folded).unwrap_or(match folded {
            "quantity" | "seats" | "qty" => Column::Quantity,
            "from" | "from date" | "start date" | "assigned on" | "assigned at"
            | "assigned date" | "assignment date" | "checkout date" | "since" => Column::From,
            "until" | "until date" | "to" | "end date" | "expected checkin" => Column::Until,
            "notes" | "note" | "comments" => Column::Notes,
            _ => Column::Ignored,
        }),
        Kind::LastUsed => of_seat(folded).unwrap_or(match folded {
            "last used" | "last used on" | "last used date" | "last usage" | "last use"
            | "last activity" | "last activity date" | "last active" | "last active date"
            | "last login" | "last logon" | "last sign in" | "last sign-in"
            | "last sign-in date" | "last seen" => Column::LastUsed,
            _ => Column::Ignored,
        }),
    }
}

fn of_user(folded: &str) -> Column {
    match folded {
        "id" | "user id" => Column::Id,
        "name" | "full name" | "fullname" | "display name" | "displayname" => Column::Name,
        "first name" | "firstname" | "given name" | "givenname" | "first name [required]" => {
            Column::FirstName
        }
        "last name" | "lastname" | "surname" | "family name" | "last name [required]" => {
            Column::LastName
        }
        "email"
        | "e-mail"
        | "email address"
        | "e-mail address"
        | "mail"
        | "work email"
        | "email address [required]" => Column::Email,
        "username"
        | "user name"
        | "login"
        | "login name"
        | "user principal name"
        | "userprincipalname"
        | "samaccountname" => Column::Username,
        "employee number" | "employee num" | "employee num." | "employee no" | "employee no."
        | "employee id" | "employeeid" | "personnel number" => Column::EmployeeNumber,
        "department" => Column::Department,
        "location" | "office" | "office location" | "officelocation" => Column::Location,
        "manager" | "manager name" | "manager email" | "manager username" => Column::Manager,
        "manager first name" => Column::ManagerFirstName,
        "manager last name" => Column::ManagerLastName,
        "company" | "company name" | "companyname" | "organization" | "organisation" => {
            Column::Company
        }
        "status" => Column::Status,
        // Snipe-IT's "Activated" says who may sign in to it, and most people of a company may not.
        "account enabled" | "accountenabled" | "enabled" | "active" => Column::Enabled,
        "start date" | "hire date" | "employee hire date" => Column::StartDate,
        "end date" | "leaving date" | "termination date" => Column::EndDate,
        "notes" | "comments" => Column::Notes,
        _ => Column::Ignored,
    }
}

fn of_asset(folded: &str) -> Column {
    match folded {
        "id" | "asset id" => Column::Id,
        "asset tag" | "tag" | "inventory number" => Column::Tag,
        "name" | "item name" | "asset name" | "computer name" | "hostname" | "device name" => {
            Column::Name
        }
        "serial" | "serial number" | "serial no" | "serial no." => Column::Serial,
        "category" | "type" | "types" | "device type" => Column::Category,
        "model" | "model name" => Column::Model,
        "status" => Column::Status,
        "assigned to"
        | "checked out to"
        | "checked out to: full name"
        | "full name"
        | "fullname"
        | "user"
        | "used by"
        | "holder" => Column::HolderName,
        "email" | "e-mail" | "checked out to: email" | "assigned to email" => Column::HolderEmail,
        "username" | "user name" | "checked out to: username" => Column::HolderUsername,
        "employee number" | "employee no" | "employee no." => Column::EmployeeNumber,
        "location" | "locations" => Column::Location,
        "cores" | "cpu cores" | "number of cores" => Column::Cores,
        "processors" | "sockets" | "cpus" | "number of processors" => Column::Processors,
        "retired on" | "retired" | "retirement date" | "decommission date" => Column::RetiredOn,
        "notes" | "comments" => Column::Notes,
        _ => Column::Ignored,
    }
}

fn of_seat(folded: &str) -> Option<Column> {
    Some(match folded {
        "name" => Column::License,
        other if names_a_license(other) => Column::License,
        "assigned to"
        | "assigned to name"
        | "full name"
        | "fullname"
        | "user"
        | "display name"
        | "holder"
        | "checked out to: full name" => Column::HolderName,
        "email"
        | "e-mail"
        | "email address"
        | "user email"
        | "mail"
        | "assigned to email"
        | "checked out to: email" => Column::HolderEmail,
        "username"
        | "user name"
        | "login"
        | "user principal name"
        | "userprincipalname"
        | "checked out to: username" => Column::HolderUsername,
        "employee number" | "employee num" | "employee id" => Column::EmployeeNumber,
        "asset tag"
        | "asset"
        | "assigned to asset"
        | "computer"
        | "computer name"
        | "hostname"
        | "device"
        | "device name"
        | "checked out to: asset tag" => Column::Asset,
        _ => return None,
    })
}
