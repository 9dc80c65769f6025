//! Rule: how long a file may be. Tests don't count, they may be as long as they are useful.

use std::cmp::Reverse;

use super::source::{Source, Violation};

const RUST_LIMIT: usize = 500;
const STYLE_LIMIT: usize = 400;
const EXCUSE: &str = "// tidy: long because ";

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    sources.iter().filter_map(too_long).collect()
}

fn too_long(source: &Source) -> Option<Violation> {
    let (length, limit) = if source.is("rs") {
        (rust_length(source), RUST_LIMIT)
    } else if source.path.starts_with("style/") {
        (source.text.lines().count(), STYLE_LIMIT)
    } else {
        return None;
    };
    let excused = source.text.starts_with(EXCUSE);
    (length > limit && !excused).then(|| {
        source.violation(limit, format!("{length} lines, more than {limit}: find the seam in it"))
    })
}

/// Lines before the tests.
fn rust_length(source: &Source) -> usize {
    let is_test = source.path.ends_with("/tests.rs") || source.path.contains("tests/");
    if is_test {
        return 0;
    }
    let starts_tests = |line: &str| line.trim_end() == "#[cfg(test)]";
    let lines: Vec<&str> = source.text.lines().collect();
    let tests = lines.windows(2).position(
        |pair| matches!(pair, [mark, module] if starts_tests(mark) && module.starts_with("mod ")),
    );
    tests.unwrap_or(lines.len())
}

/// The ten longest files, for the eye.
pub(super) fn longest(sources: &[Source]) -> String {
    let mut lengths: Vec<(usize, &str)> = sources
        .iter()
        .filter(|source| source.is("rs"))
        .map(|source| (rust_length(source), source.path.as_str()))
        .collect();
    lengths.sort_by_key(|(length, path)| (Reverse(*length), *path));
    let rows = lengths.iter().take(10).map(|(length, path)| format!("{length:>6}  {path}"));
    let head = "The longest files, in lines without tests:".to_owned();
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::source::{shown, source};
    use super::*;

    #[test]
    fn a_long_file_is_refused_and_an_excused_one_is_not() {
        let long = "x\n".repeat(501);
        assert_eq!(
            shown(&check(&[source("domain/src/csv.rs", &long)])),
            ["domain/src/csv.rs:500: 501 lines, more than 500: find the seam in it"]
        );
        let excused = format!("// tidy: long because a table is a table\n{long}");
        assert_eq!(check(&[source("domain/src/csv.rs", &excused)]), []);
    }

    #[test]
    fn tests_do_not_count() {
        let tests = "t\n".repeat(600);
        let file = format!("x\n#[cfg(test)]\nmod tests {{\n{tests}}}\n");
        assert_eq!(check(&[source("domain/src/csv.rs", &file)]), []);
        assert_eq!(check(&[source("domain/src/csv/tests.rs", &tests)]), []);
        assert_eq!(rust_length(&source("a.rs", &file)), 1);
    }

    #[test]
    fn a_style_sheet_ends_earlier() {
        let sheet = source("style/pages.css", &"a\n".repeat(401));
        assert_eq!(check(&[sheet]).len(), 1);
    }

    #[test]
    fn the_longest_come_first() {
        let sources =
            [source("a.rs", "1\n"), source("b.rs", "1\n2\n"), source("c.css", "1\n2\n3\n")];
        let expected = "The longest files, in lines without tests:\n     2  b.rs\n     1  a.rs";
        assert_eq!(longest(&sources), expected);
    }
}
