//! What can be said, and what it is called where.

/// Names as they stand in the file.
pub(super) const KEYS: [&str; 14] = [
    "listen",
    "data",
    "assets",
    "database_url",
    "public_origin",
    "allowed_origins",
    "relays",
    "sign_up",
    "sign_up_code",
    "metrics_token",
    "requests_per_minute",
    "workspace_mib",
    "trust_proxy",
    "log_format",
];

/// Those that must not be seen. They may also stand in a file of their own, which is named under
/// the key with `_file` behind it.
pub(super) const SECRETS: [(&str, &str); 3] = [
    ("database_url", "database_url_file"),
    ("sign_up_code", "sign_up_code_file"),
    ("metrics_token", "metrics_token_file"),
];

/// Every name that may stand in the file.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter().chain(SECRETS.into_iter().map(|(_, file)| file))
}

pub(super) fn flag(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

pub(super) fn variable(key: &str) -> String {
    let upper = key.to_ascii_uppercase();
    if key.starts_with("database_url") { upper } else { format!("SEATWISE_{upper}") }
}
