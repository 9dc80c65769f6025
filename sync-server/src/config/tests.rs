//! What counts before what, and every mistake with its way out.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use clap::{CommandFactory as _, Parser as _};
use tempfile::TempDir;

use super::*;

/// A folder with a built app, a configuration, and what the environment says.
struct Desk {
    folder: TempDir,
    environment: HashMap<String, String>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("dist")).unwrap();
        fs::write(folder.path().join("dist/index.html"), "").unwrap();
        let assets = folder.path().join("dist").display().to_string();
        let environment = HashMap::from([("SEATWISE_ASSETS".to_owned(), assets)]);
        Self { folder, environment }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn set(&mut self, name: &str, value: &str) {
        self.environment.insert(name.to_owned(), value.to_owned());
    }

    fn configure(&mut self, text: &str) {
        let path = self.file("seatwise.toml", text);
        self.set("SEATWISE_CONFIG", path.to_str().unwrap());
    }

    fn check(&self, flags: &[&str]) -> Result<ServeOptions, Vec<String>> {
        let words = ["sync-server", "serve"].iter().chain(flags);
        let read = |name: &str| self.environment.get(name).cloned();
        match Cli::parse_from(words).command.check(&read) {
            Ok(Order::Serve(options)) => Ok(*options),
            Ok(other) => panic!("{other:?}"),
            Err(Mistakes(all)) => Err(all.iter().map(Mistake::to_string).collect()),
        }
    }
}

#[test]
fn the_command_line_is_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn a_flag_counts_before_the_environment_and_that_before_the_file() {
    let mut desk = Desk::new();
    assert_eq!(desk.check(&[]).unwrap().listen, "127.0.0.1:8080");
    desk.configure("listen = '[::1]:1'\nrequests_per_minute = 5\ntrust_proxy = true");
    let options = desk.check(&[]).unwrap();
    assert_eq!((options.listen.as_str(), options.requests_per_minute), ("[::1]:1", 5));
    assert!(options.trust_proxy);
    desk.set("SEATWISE_LISTEN", "b:2");
    desk.set("SEATWISE_TRUST_PROXY", "0");
    let options = desk.check(&[]).unwrap();
    assert_eq!((options.listen.as_str(), options.trust_proxy), ("b:2", false));
    assert_eq!(desk.check(&["--listen", "c:3"]).unwrap().listen, "c:3");
    desk.set("SEATWISE_LISTEN", "");
    assert_eq!(desk.check(&[]).unwrap().listen, "[::1]:1", "set to nothing says nothing");
    assert!(desk.check(&["--trust-proxy"]).unwrap().trust_proxy);
    desk.environment.remove("SEATWISE_CONFIG");
    let path = desk.file("other.toml", "workspace_mib = 7");
    let options = desk.check(&["--config", path.to_str().unwrap()]).unwrap();
    assert_eq!(options.workspace_mebibytes, 7);
}

#[test]
fn lists_are_said_with_commas_or_one_by_one() {
    let mut desk = Desk::new();
    let expected = ["https://a.example", "http://b:81"];
    desk.configure("relays = ['https://a.example/', 'http://b:81']");
    assert_eq!(desk.check(&[]).unwrap().relays, expected);
    desk.set("SEATWISE_RELAYS", "https://A.example:443, http://b:81");
    assert_eq!(desk.check(&[]).unwrap().relays, expected);
    let flags = ["--relays", "https://c", "--relays", "https://d,https://e"];
    assert_eq!(desk.check(&flags).unwrap().relays, ["https://c", "https://d", "https://e"]);
}

#[test]
fn secrets_come_out_of_files_and_are_not_shown() {
    let mut desk = Desk::new();
    let path = desk.file("url", "postgres://u:hunter2@db/seatwise\n");
    desk.set("DATABASE_URL_FILE", path.to_str().unwrap());
    desk.configure("sign_up = 'code'\nsign_up_code = 'correct-horse'");
    let options = desk.check(&["--metrics-token", "0123456789abcdef"]).unwrap();
    let url = options.storage.database_url.as_ref().unwrap().expose();
    assert_eq!(url, "postgres://u:hunter2@db/seatwise");
    assert_eq!(options.sign_up_code.as_ref().unwrap().expose(), "correct-horse");
    let shown = format!("{options:?}");
    for secret in ["hunter2", "correct-horse", "0123456789abcdef"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    // What is said nearer counts, in whichever way it is said.
    desk.set("DATABASE_URL_FILE", "");
    desk.set("DATABASE_URL", "postgres://b");
    let options = desk.check(&["--database-url", "postgres://c"]).unwrap();
    assert_eq!(options.storage.database_url.unwrap().expose(), "postgres://c");
}

#[test]
fn all_mistakes_are_told_at_once_with_key_value_and_way_out() {
    let mut desk = Desk::new();
    desk.configure(
        "listn = 'x'\nworkspace_mib = -1\nrelays = 2001-01-01\nsign_up_code = 'hunter2'\n\
         metrics_token_file = '/nowhere/token'\nlog_format = ['text', 'json']",
    );
    desk.set("SEATWISE_ASSETS", "/nowhere");
    desk.set("SEATWISE_PUBLIC_ORIGIN", "https://seats.example/app");
    desk.set("SEATWISE_SIGN_UP", "maybe");
    desk.set("DATABASE_URL", "mysql://u:hunter2@db");
    let flags = ["--listen", "8080", "--allowed-origins", "seats.example,https://ok.example"];
    let mistakes = desk.check(&flags).unwrap_err();
    let expected: [&[&str]; 11] = [
        &["\"listn\"", "seatwise.toml", "take one of listen, data"],
        &["relays", "seatwise.toml", "datetime", "a list of texts"],
        &["database_url (DATABASE_URL)", "postgres://USER"],
        &["log_format", "only one"],
        &["listen = \"8080\" (--listen)", "HOST:PORT"],
        &["/nowhere/index.html", "SEATWISE_ASSETS", "--assets"],
        &["public_origin = \"https://seats.example/app\"", "SEATWISE_PUBLIC_ORIGIN", "path"],
        &["allowed_origins = \"seats.example\" (--allowed-origins)", "https://"],
        &["sign_up = \"maybe\" (SEATWISE_SIGN_UP)", "closed, code or open"],
        &["metrics_token_file = \"/nowhere/token\"", "another file"],
        &["workspace_mib = \"-1\"", "seatwise.toml", "number from 1"],
    ];
    for parts in expected {
        let found = mistakes.iter().any(|line| parts.iter().all(|part| line.contains(part)));
        assert!(found, "{parts:?} in {mistakes:#?}");
    }
    // The code in the file is too short.
    assert_eq!(mistakes.len(), expected.len() + 1, "{mistakes:#?}");
    assert!(!mistakes.join("\n").contains("hunter2"));
}

#[test]
fn a_code_is_needed_where_one_is_asked_for() {
    let desk = Desk::new();
    let mistakes = desk.check(&["--sign-up", "code"]).unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].contains("--sign-up-code-file") && mistakes[0].contains("needs a code"));
    let both = ["--sign-up-code", "correct-horse", "--sign-up-code-file", "x"];
    assert!(desk.check(&both).unwrap_err()[0].contains("say one of them"));
}

#[test]
fn a_file_that_is_no_toml_is_told_by_its_line_and_not_quoted() {
    let mut desk = Desk::new();
    desk.configure("listen = 'a:1'\nsign_up_code = hunter2-hunter2\n");
    let mistakes = desk.check(&[]).unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].contains("seatwise.toml, line 2:"), "{mistakes:?}");
    assert!(!mistakes[0].contains("hunter2"), "{mistakes:?}");
    desk.set("SEATWISE_CONFIG", "/nowhere.toml");
    assert!(desk.check(&[]).unwrap_err()[0].contains("--config FILE"));
}

#[test]
fn a_chore_looks_only_at_what_it_needs() {
    let mut desk = Desk::new();
    desk.configure("sign_up = 'maybe'\ndata = '/srv/seats'");
    let words = ["sync-server", "backup", "seats.backup"];
    let read = |name: &str| desk.environment.get(name).cloned();
    let order = Cli::parse_from(words).command.check(&read).unwrap();
    let Order::Backup(storage, file) = order else { panic!("{order:?}") };
    assert_eq!((storage.data, file), ("/srv/seats".into(), "seats.backup".into()));
}

#[test]
fn an_origin_ends_with_host_or_port() {
    for (typed, expected) in [
        ("https://seats.example", Some("https://seats.example")),
        ("https://Seats.Example:443/", Some("https://seats.example")),
        ("http://[::1]:8080", Some("http://[::1]:8080")),
        ("http://[::1]", Some("http://[::1]")),
        ("http://localhost:80", Some("http://localhost")),
        ("seats.example", None),
        ("ftp://seats.example", None),
        ("https://", None),
        ("https://:443", None),
        ("https://a:99999", None),
        ("https://a:0", None),
        ("https://a b", None),
        ("https://user@a", None),
        ("https://a/x", None),
        ("https://a?x", None),
        ("https://a;script-src", None),
    ] {
        assert_eq!(origin::read(typed).ok().as_deref(), expected, "{typed}");
    }
}
