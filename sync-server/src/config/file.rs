//! The file with the configuration: TOML, flat, one key a line.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::layers::Layer;
use super::{Mistake, keys};

/// What the file says. What can't be understood becomes a mistake, and the rest counts.
pub(super) fn read(path: &Path, mistakes: &mut Vec<Mistake>) -> Layer {
    match fs::read_to_string(path) {
        Ok(text) => parse(path, &text, mistakes),
        Err(error) => {
            let path = path.display();
            mistakes.push(Mistake::new(format!(
                "can't read the configuration {path}: {error}; name another file with --config \
                 FILE or SEATWISE_CONFIG"
            )));
            Layer::new()
        }
    }
}

pub(super) fn parse(path: &Path, text: &str, mistakes: &mut Vec<Mistake>) -> Layer {
    let path = path.display();
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let error: toml::de::Error = error;
            // The error in full would show the line, and that may be one with a secret.
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            mistakes.push(Mistake::new(format!(
                "{path}, line {line}: {}; a line looks like listen = \"127.0.0.1:8080\"",
                error.message().lines().collect::<Vec<_>>().join(" ")
            )));
            return Layer::new();
        }
    };
    let mut layer = Layer::new();
    for (name, value) in table {
        let Some(key) = keys::all().find(|key| *key == name) else {
            let known = keys::all().collect::<Vec<_>>().join(", ");
            mistakes.push(Mistake::new(format!(
                "{path}: there is no key {name:?}; take it out, or take one of {known}"
            )));
            continue;
        };
        match texts(&value) {
            Some(texts) => {
                layer.insert(key, texts);
            }
            None => mistakes.push(Mistake::new(format!(
                "{key} ({path}) is a {}; write a text, a number, true or false, or a list of texts",
                value.type_str()
            ))),
        }
    }
    layer
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a date, a table: nothing that is asked for")]
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        other => text(other).map(|text| vec![text]),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a date, a table: nothing that is asked for")]
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(is) => Some(is.to_string()),
        _ => None,
    }
}
