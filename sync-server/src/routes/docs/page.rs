//! A page made of the description of the API: plain HTML, every text escaped.

use serde_json::{Map, Value};

/// The methods a path may have, in the order in which they are shown.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub(super) fn render(description: &str) -> String {
    // A test reads the same text.
    let api: &Value = &serde_json::from_str(description).unwrap_or_default();
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"/api/docs.css\">",
    );
    let info = at(api, &["info"]);
    let title = escape(text(info, "title"));
    page.extend([format!("<title>{title}</title></head><body><main><h1>{title}</h1>")]);
    page.extend([paragraph(text(info, "description"))]);
    page += "<p>For programs: <a href=\"/api/openapi.json\">openapi.json</a></p>";
    for tag in at(api, &["tags"]).as_array().into_iter().flatten() {
        page.extend([operations_of(api, tag)]);
    }
    page += "<section><h2>Bodies</h2>";
    for (name, schema) in entries(at(api, &["components", "schemas"])) {
        page.extend([body(name, schema)]);
    }
    page += "</section></main></body></html>";
    page
}

fn operations_of(api: &Value, tag: &Value) -> String {
    let name = text(tag, "name");
    let mut section = format!("<section><h2>{}</h2>", escape(name));
    section.extend([paragraph(text(tag, "description"))]);
    for (path, item) in entries(at(api, &["paths"])) {
        for method in METHODS {
            let operation = at(item, &[method]);
            if at(operation, &["tags"]).get(0).is_some_and(|tag| tag == name) {
                section.extend([show(method, path, item, operation, api)]);
            }
        }
    }
    section + "</section>"
}

fn show(method: &str, path: &str, item: &Value, operation: &Value, api: &Value) -> String {
    let id = escape(text(operation, "operationId"));
    let summary = escape(text(operation, "summary"));
    let (method, path) = (method.to_ascii_uppercase(), escape(path));
    let mut shown = format!("<h3 id=\"{id}\">{summary}</h3><p><code>{method} {path}</code></p>");
    shown.extend([paragraph(text(operation, "description"))]);
    let security = operation.get("security").unwrap_or(at(api, &["security"]));
    for (scheme, _) in security.as_array().into_iter().flatten().flat_map(entries) {
        let needed = text(at(api, &["components", "securitySchemes", scheme]), "description");
        shown.extend([paragraph(&format!("Bearer token: {needed}"))]);
    }
    shown += "<dl>";
    let lists = [at(item, &["parameters"]), at(operation, &["parameters"])];
    for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
        let name = format!("{} ({})", text(parameter, "name"), text(parameter, "in"));
        shown.extend([term(&escape(&name), text(parameter, "description"))]);
    }
    if let Some(schema) = content(at(operation, &["requestBody"])) {
        shown.extend([format!("<dt>Body</dt><dd>{}</dd>", kind(schema))]);
    }
    for (status, answer) in entries(at(operation, &["responses"])) {
        let shape = content(answer).map(|schema| format!(" {}", kind(schema))).unwrap_or_default();
        let (status, meaning) = (escape(status), escape(text(answer, "description")));
        shown.extend([format!("<dt>{status}</dt><dd>{meaning}{shape}</dd>")]);
    }
    shown + "</dl>"
}

fn body(name: &str, schema: &Value) -> String {
    let id = escape(name);
    let mut shown = format!("<h3 id=\"{id}\">{id}</h3>");
    shown.extend([paragraph(text(schema, "description"))]);
    if at(schema, &["enum"]).is_array() {
        shown.extend([format!("<p>{}</p>", kind(schema))]);
    }
    let required: Vec<&Value> =
        at(schema, &["required"]).as_array().into_iter().flatten().collect();
    shown += "<dl>";
    for (field, of) in entries(at(schema, &["properties"])) {
        let may_lack =
            if required.iter().any(|name| *name == field) { "" } else { ", may be left out" };
        let meaning = escape(text(of, "description"));
        let field = escape(field);
        shown.extend([format!(
            "<dt><code>{field}</code></dt><dd>{}{may_lack}. {meaning}</dd>",
            kind(of)
        )]);
    }
    shown += "</dl>";
    if let Some(example) = at(schema, &["examples"]).get(0) {
        let example = serde_json::to_string_pretty(example).unwrap_or_default();
        shown.extend([format!("<pre>{}</pre>", escape(&example))]);
    }
    shown
}

/// What a value is, in a few words, with a link to what is described elsewhere.
fn kind(schema: &Value) -> String {
    if let Some((_, name)) = text(schema, "$ref").rsplit_once('/') {
        let name = escape(name);
        return format!("<a href=\"#{name}\">{name}</a>");
    }
    if let Some(words) = at(schema, &["enum"]).as_array() {
        let words = words.iter().filter_map(Value::as_str);
        let words: Vec<String> =
            words.map(|word| format!("<code>{}</code>", escape(word))).collect();
        return words.join(" or ");
    }
    if let Some(choices) = at(schema, &["oneOf"]).as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(types) = at(schema, &["type"]).as_array() {
        let types: Vec<String> = types.iter().filter_map(Value::as_str).map(escape).collect();
        return types.join(" or ");
    }
    match text(schema, "type") {
        "array" if at(schema, &["items"]).is_object() => {
            let of = at(schema, &["items"]);
            let pair = at(of, &["prefixItems"]).as_array().map(|of| of.iter().map(kind));
            let of = pair.map_or_else(|| kind(of), |pair| pair.collect::<Vec<_>>().join(" with "));
            format!("list of {of}")
        }
        other => escape(other),
    }
}

fn content(of: &Value) -> Option<&Value> {
    entries(at(of, &["content"])).next().map(|(_, content)| at(content, &["schema"]))
}

fn term(name: &str, meaning: &str) -> String {
    format!("<dt>{name}</dt><dd>{}</dd>", escape(meaning))
}

fn paragraph(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<p>{}</p>", escape(words)) }
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let map = value.as_object().into_iter();
    map.flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(value, |value, key| value.get(*key).unwrap_or(&Value::Null))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_cannot_bring_markup_in() {
        let page = render(
            r#"{"info": {"title": "<script>"}, "tags": [{"name": "A"}], "paths": {"/<b>": {"get":
            {"tags": ["A"], "operationId": "x\"y", "summary": "a & b", "responses": {}}}}}"#,
        );
        assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
        assert!(page.contains("id=\"x&quot;y\"") && page.contains("a &amp; b"), "{page}");
    }

    #[test]
    fn whatever_is_described_is_on_the_page() {
        let page = render(super::super::OPENAPI);
        let api: Value = serde_json::from_str(super::super::OPENAPI).unwrap();
        for (path, _) in entries(&api["paths"]) {
            assert!(page.contains(&format!(" {path}</code>")), "{path}");
        }
        for (name, _) in entries(&api["components"]["schemas"]) {
            assert!(page.contains(&format!("<h3 id=\"{name}\">")), "{name}");
        }
        for (link, _) in page.match_indices("href=\"#") {
            let name = page[link + 7..].split('"').next().unwrap();
            assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
        }
    }
}
