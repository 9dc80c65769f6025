//! Names of people and companies, as lists offer them.

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
