//! Does the description of the API fit the routes and the types?

use std::collections::BTreeSet;

use axum::http::StatusCode;
use replica::team::api;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::site::Site;

const ROUTES: [(&str, &str); 3] = [
    ("", include_str!("../../src/lib.rs")),
    ("/api", include_str!("../../src/routes/api.rs")),
    ("/api", include_str!("../../src/routes/docs.rs")),
];
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn description() -> Value {
    serde_json::from_str(include_str!("../../openapi.json")).unwrap()
}

/// Path and method of all that the source of the routers names.
fn routed() -> BTreeSet<(String, &'static str)> {
    let mut found = BTreeSet::new();
    for (prefix, source) in ROUTES {
        for route in source.split(".route(").skip(1) {
            let path = route.split('"').nth(1).unwrap();
            let handlers = route.split("\n        .").next().unwrap();
            for method in METHODS {
                let is_there = [" ", ".", ","]
                    .iter()
                    .any(|before| handlers.contains(&format!("{before}{method}(")));
                if is_there {
                    found.insert((format!("{prefix}{path}"), method));
                }
            }
        }
    }
    found
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let api = description();
    let mut described = BTreeSet::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for method in METHODS.into_iter().filter(|method| item.get(method).is_some()) {
            described.insert((path.clone(), method));
        }
    }
    assert!(described.len() > 15);
    assert_eq!(routed(), described);
}

#[tokio::test]
async fn every_described_route_is_there() {
    let site = Site::new();
    for (path, method) in routed() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        let address = path.replace("{workspace}", id).replace("{member}", id);
        let address = address.replace("{device}", id).replace("{invite}", id);
        let answer = site.ask(&method.to_ascii_uppercase(), &address, &[]).await;
        assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        // Without a token there are no metrics.
        let is_missing = answer.status == StatusCode::NOT_FOUND;
        assert_eq!(is_missing, path == "/metrics", "{method} {path} {}", answer.body);
    }
}

/// Whether each example of a schema is the type, with no field more or less.
fn check<T: Serialize + DeserializeOwned>(name: &str, schema: &Value) {
    for example in schema["examples"].as_array().unwrap() {
        let read: T = serde_json::from_value(example.clone()).unwrap_or_else(|e| {
            panic!("{name}: {e}");
        });
        assert_eq!(serde_json::to_value(read).unwrap(), *example, "{name}");
    }
    let properties: BTreeSet<_> = schema["properties"].as_object().unwrap().keys().collect();
    let fields: BTreeSet<_> = schema["examples"][0].as_object().unwrap().keys().collect();
    assert_eq!(properties, fields, "{name}");
}

#[test]
fn every_example_is_what_the_program_reads_and_writes() {
    let api = description();
    for (name, schema) in api["components"]["schemas"].as_object().unwrap() {
        match name.as_str() {
            "Id" | "DocumentId" | "Hex" | "Time" | "Role" => {}
            // Ours alone; another test has its words.
            "Health" => check::<Value>(name, schema),
            "RelayInfo" => check::<api::RelayInfo>(name, schema),
            "Newcomer" => check::<api::Newcomer>(name, schema),
            "Share" => check::<api::Share>(name, schema),
            "Membership" => check::<api::Membership>(name, schema),
            "Ticket" => check::<api::Ticket>(name, schema),
            "Device" => check::<api::Device>(name, schema),
            "Member" => check::<api::Member>(name, schema),
            "Invite" => check::<api::Invite>(name, schema),
            "Team" => check::<api::Team>(name, schema),
            "ChangeMember" => check::<api::ChangeMember>(name, schema),
            "NewInvite" => check::<api::NewInvite>(name, schema),
            "LookAtInvite" => check::<api::LookAtInvite>(name, schema),
            "InviteInfo" => check::<api::InviteInfo>(name, schema),
            "AcceptInvite" => check::<api::AcceptInvite>(name, schema),
            "Accepted" => check::<api::Accepted>(name, schema),
            "WrappedKeys" => check::<api::WrappedKeys>(name, schema),
            "NewVault" => check::<api::NewVault>(name, schema),
            "Refusal" => check::<api::Refusal>(name, schema),
            other => panic!("nobody checks {other}"),
        }
    }
}

#[test]
fn the_words_are_those_of_the_types() {
    let api = description();
    let schemas = &api["components"]["schemas"];
    let words = |of: &Value| -> Vec<String> {
        of["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect()
    };
    let roles: Vec<_> = replica::team::Role::ALL.map(replica::team::Role::word).into();
    assert_eq!(words(&schemas["Role"]), roles);
    for word in words(&schemas["Refusal"]["properties"]["error"]) {
        serde_json::from_value::<api::Refused>(word.into()).unwrap();
    }
    for word in words(&schemas["RelayInfo"]["properties"]["sign_up"]) {
        serde_json::from_value::<api::SignUp>(word.into()).unwrap();
    }
}

#[tokio::test]
async fn the_description_is_served_and_its_page_needs_no_script() {
    let site = Site::new();
    let json = site.get("/api/openapi.json").await;
    assert_eq!(json.header("content-type"), "application/json");
    assert_eq!(serde_json::from_str::<Value>(&json.body).unwrap(), description());
    let page = site.get("/api/docs").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    for not_allowed in ["<script", "style=", "<style", " on"] {
        let found = page.body.match_indices(not_allowed).find(|(at, _)| {
            let tag = page.body[..*at].rfind(['<', '>']);
            tag.is_some_and(|tag| page.body[tag..].starts_with('<')) || not_allowed.starts_with('<')
        });
        assert_eq!(found, None, "{not_allowed}");
    }
    assert!(page.body.contains("/api/workspaces/{workspace}/ticket"));
    let style = site.get("/api/docs.css").await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn a_relay_at_work_is_ready() {
    let answer = Site::new().get("/readyz").await;
    let expected = format!(r#"{{"status":"ready","version":"{}"}}"#, env!("CARGO_PKG_VERSION"));
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, expected.as_str()));
    assert_eq!(answer.header("cache-control"), "no-store");
}
