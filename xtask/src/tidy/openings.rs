//! Rule: a file says what it is in its first line, and a module's file bears the module's name.

use super::source::{Source, Violation};

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.iter().filter(|source| source.is("rs")) {
        let opening = source.lines().find(|(_, line)| !line.starts_with("// tidy:"));
        if !opening.is_some_and(|(_, line)| line.starts_with("//!")) {
            violations.push(source.violation(1, "starts without a `//!` that says what it is"));
        }
        if source.path.ends_with("/mod.rs") {
            violations.push(source.violation(1, "no `mod.rs`: use foo.rs beside foo/"));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::source::{shown, source};
    use super::*;

    #[test]
    fn a_file_opens_with_what_it_is() {
        assert_eq!(check(&[source("domain/src/id.rs", "//! Names of things.\n")]), []);
        let excused = "// tidy: long because …\n//! Names of things.\n";
        assert_eq!(check(&[source("domain/src/id.rs", excused)]), []);
        for text in ["use std::fmt;\n", "", "// Names of things.\n"] {
            assert_eq!(
                shown(&check(&[source("domain/src/id.rs", text)])),
                ["domain/src/id.rs:1: starts without a `//!` that says what it is"]
            );
        }
    }

    #[test]
    fn a_module_is_named_by_its_file() {
        let found = check(&[source("app/src/pages/mod.rs", "//! Pages.\n")]);
        assert_eq!(shown(&found), ["app/src/pages/mod.rs:1: no `mod.rs`: use foo.rs beside foo/"]);
    }
}
