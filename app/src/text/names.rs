//! Names of people, companies and workspaces, as lists offer them.

use super::license::counted;

/// What a workspace is called; until it is named it has a name of ours.
pub fn workspace(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { "My workspace".to_owned() } else { name.to_owned() }
}

/// How much there is in a workspace.
pub fn n_licenses(n: usize) -> String {
    if n == 0 { "No licenses".to_owned() } else { counted(n, "license", "licenses") }
}

/// In the order of the alphabet whatever their letter case, each name once.
pub fn in_order(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_cached_key(|name| name.to_lowercase());
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_whatever_their_letter_case_and_each_is_there_once() {
        let names = ["beta", "Gamma", "Alpha", "beta"].map(str::to_owned).to_vec();
        assert_eq!(in_order(names), ["Alpha", "beta", "Gamma"]);
    }
}
