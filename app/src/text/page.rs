//! What the browser's tab says on each page.

use crate::routes;

/// The title of the page at `path`. A page that knows a better one, such as a license's name, says so
/// itself once it does.
pub fn title(path: &str) -> String {
    let name = match path {
        "/" | routes::LICENSES => "Licenses",
        routes::NEW_LICENSE => "Create license",
        routes::IMPORT => "Import licenses",
        routes::IMPORT_USERS | routes::IMPORT_ASSETS => "Import users and assets",
        routes::SETTINGS => "Settings",
        routes::HISTORY => "History",
        routes::BIN => "Deleted licenses",
        routes::REQUESTS => "Requests",
        routes::REVIEWS => "Access reviews",
        routes::KITS => "Kits",
        path if path.starts_with(routes::REVIEWS) => "Access review",
        routes::COMPLIANCE => "Compliance",
        routes::USERS => "Users",
        routes::NEW_USER => "Create user",
        routes::ASSETS => "Assets",
        routes::NEW_ASSET => "Create asset",
        path if path.starts_with(routes::USERS) => {
            if path.ends_with("/edit") {
                "Edit user"
            } else {
                "User"
            }
        }
        path if path.starts_with(routes::ASSETS) => {
            if path.ends_with("/edit") {
                "Edit asset"
            } else {
                "Asset"
            }
        }
        path if path.ends_with("/edit") => "Edit license",
        path if path.starts_with(routes::LICENSES) => "License",
        _ => "Page not found",
    };
    titled(name)
}

/// The title of a page called `name`.
pub fn titled(name: &str) -> String {
    format!("{name} · Seatwise")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title() {
        assert_eq!(title("/"), "Licenses · Seatwise");
        assert_eq!(title("/licenses/new"), "Create license · Seatwise");
        assert_eq!(title("/licenses/7/edit"), "Edit license · Seatwise");
        assert_eq!(title("/licenses/7"), "License · Seatwise");
        assert_eq!(title("/users"), "Users · Seatwise");
        assert_eq!(title("/users/7/edit"), "Edit user · Seatwise");
        assert_eq!(title("/assets/new"), "Create asset · Seatwise");
        assert_eq!(title("/assets/7"), "Asset · Seatwise");
        assert_eq!(title("/nowhere"), "Page not found · Seatwise");
    }
}
