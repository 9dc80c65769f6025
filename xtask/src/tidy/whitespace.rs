//! Rule: no blank at the end of a line, and a line break at the end of a file.

use super::source::{Source, Violation};

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources {
        let blank = source.lines().filter(|(_, line)| line.ends_with([' ', '\t']));
        violations.extend(blank.map(|(n, _)| source.violation(n, "blank at the end of the line")));
        if !source.text.is_empty() && !source.text.ends_with('\n') {
            let last = source.text.lines().count();
            violations.push(source.violation(last, "no line break at the end of the file"));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::source::{shown, source};
    use super::*;

    #[test]
    fn blanks_at_line_ends_are_found_by_line() {
        let found = check(&[source("README.md", "one\ntwo \n\tthree\t\nfour")]);
        assert_eq!(
            shown(&found),
            [
                "README.md:2: blank at the end of the line",
                "README.md:3: blank at the end of the line",
                "README.md:4: no line break at the end of the file",
            ]
        );
    }
}
