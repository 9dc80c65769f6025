//! Finds the scripts written into a page, so that the policy can name each by its hash. It reads
//! just enough HTML for a page we built ourselves: tags, attributes, comments, and elements whose
//! content is plain text. It is no HTML parser and judges nothing.

/// Elements in which a `<` starts no tag. A browser that runs scripts reads `noscript` so, too.
const PLAIN_TEXT: [&str; 6] = ["script", "style", "title", "textarea", "noscript", "iframe"];

/// The text of every `<script>` without a `src`, whatever its type: an import map needs a hash
/// like any script, and the hash of a data block allows nothing.
pub(crate) fn inline_scripts(page: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = read_tag(after);
            rest = tag.rest;
            if let Some(element) = PLAIN_TEXT.iter().find(|e| e.eq_ignore_ascii_case(tag.name)) {
                // A browser does not run a script that never ends.
                let Some((text, after)) = split_at_end_tag(rest, element) else { break };
                rest = after;
                if *element == "script" && !tag.has_src {
                    scripts.push(text);
                }
            }
        }
    }
    scripts
}

struct Tag<'a> {
    name: &'a str,
    has_src: bool,
    rest: &'a str,
}

/// Reads from a tag's name to behind its `>`.
fn read_tag(text: &str) -> Tag<'_> {
    let (name, mut rest) = split_before(text, ends_name);
    let mut has_src = false;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return Tag { name, has_src, rest };
        }
        if let Some(rest) = rest.strip_prefix('>') {
            return Tag { name, has_src, rest };
        }
        let (attribute, after) = split_attribute(rest);
        has_src |= attribute.eq_ignore_ascii_case("src");
        rest = after;
    }
}

/// An attribute's name, and what comes after its value.
fn split_attribute(text: &str) -> (&str, &str) {
    // A stray `=` is part of the name, so that every step moves on.
    let name_len = text
        .char_indices()
        .find(|&(at, c)| at > 0 && (c == '=' || ends_name(c)))
        .map_or(text.len(), |(at, _)| at);
    let (name, rest) = text.split_at_checked(name_len).unwrap_or((text, ""));
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else { return (name, rest) };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return (name, quoted.split_once(quote).map_or("", |(_, rest)| rest));
        }
    }
    (name, split_before(value, |c| c.is_ascii_whitespace() || c == '>').1)
}

fn ends_name(c: char) -> bool {
    c.is_ascii_whitespace() || c == '/' || c == '>'
}

fn split_before(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(ends).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// The text of an element, and the page after its end tag's name.
fn split_at_end_tag<'a>(text: &'a str, element: &str) -> Option<(&'a str, &'a str)> {
    for (at, _) in text.match_indices("</") {
        let Some((content, end)) = text.split_at_checked(at) else { continue };
        let Some((name, rest)) = end.split_at_checked(2 + element.len()) else { continue };
        let is_end = name.get(2..).is_some_and(|name| name.eq_ignore_ascii_case(element));
        if is_end && (rest.is_empty() || rest.starts_with(ends_name)) {
            return Some((content, rest));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        assert_eq!(inline_scripts(page), expected, "{page}");
    }

    #[test]
    fn plain_and_module_scripts_are_found_with_their_exact_text() {
        check("<script>a()</script>", &["a()"]);
        check("<script type=\"module\">\n a();\n</script>", &["\n a();\n"]);
        check("<SCRIPT Type=module nonce='x' >a</Script >", &["a"]);
        check("<p>one</p><script>a</script><script\nasync>b</script>", &["a", "b"]);
    }

    #[test]
    fn import_maps_and_other_json_blocks_are_found() {
        check("<script type=\"importmap\">{\"imports\":{}}</script>", &["{\"imports\":{}}"]);
    }

    #[test]
    fn scripts_with_a_source_are_not_inline() {
        check("<script src=\"/a.js\"></script>", &[]);
        check("<script defer SRC = /a.js></script><script src></script>", &[]);
        check("<script src=/a.js/>x</script>", &[]);
    }

    #[test]
    fn an_attribute_that_only_looks_like_a_source_does_not_count() {
        check("<script data-src=\"/a.js\">a</script>", &["a"]);
        check("<script title=\"src=x\">a</script>", &["a"]);
    }

    #[test]
    fn angle_brackets_in_quotes_do_not_end_a_tag() {
        check("<script title='a > b' data-x=\"</script>\">a</script>", &["a"]);
        check("<p title=\"<script>no</script>\">x</p><script>a</script>", &["a"]);
    }

    #[test]
    fn text_that_is_no_script_stays_out() {
        check("<!-- <script>no</script> --><script>a</script>", &["a"]);
        check("<style>/* <script>no</script> */</style><script>a</script>", &["a"]);
        check("<title><script>no</script></title><noscript><script>no</script></noscript>", &[]);
        check("<scripty>no</scripty><script-x>no</script-x>", &[]);
    }

    #[test]
    fn markup_inside_a_script_is_its_text() {
        check(
            "<script>if (a </b/.c) '<p>' + \"</scripts>\"</script>",
            &["if (a </b/.c) '<p>' + \"</scripts>\""],
        );
        check("<script>'ü</'</script>", &["'ü</'"]);
    }

    #[test]
    fn broken_pages_are_read_to_their_end() {
        for page in ["<", "<script", "<script =", "<script a='", "<!-- ", "<p a=b", "</", "< p>"] {
            check(page, &[]);
        }
        check("<script>a</script><script>never closed", &["a"]);
    }
}
