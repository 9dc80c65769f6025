//! What only some licenses need to have said about them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Everything about a license that most leave as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// What one seat is.
    pub metric: Metric,
    /// What happens when more is used than was bought.
    pub over_use: OverUse,
    /// Whether each holder needs one seat only, however often they are assigned.
    pub once_per_holder: bool,
    /// How many seats should stay free.
    pub min_free: Option<u32>,
    /// The products it gives a right to use; none said is the one it is called after.
    pub products: BTreeSet<String>,
    /// Older products that its rights may be used for.
    pub downgrades: BTreeSet<String>,
    /// The most who used it at the same time, by the day that was recorded.
    pub peaks: BTreeMap<Date, u32>,
    /// The version that was bought.
    pub version_bought: String,
    /// The version that is used.
    pub version_used: String,
    /// The edition, such as Professional.
    pub edition: String,
    /// The department that uses it.
    pub department: String,
    /// The cost centre that pays for it.
    pub cost_centre: String,
    /// Where it is used.
    pub location: String,
    /// Whom to ask besides the owner.
    pub contacts: String,
    /// Where it is administered; http or https.
    pub portal_link: String,
    /// Free words to find it by.
    pub tags: BTreeSet<String>,
    /// The last day before it was ended early.
    #[serde(with = "crate::date::maybe_day")]
    pub terminated_on: Option<Date>,
}

impl Default for Particulars {
    fn default() -> Self {
        Self {
            metric: Metric::User,
            over_use: OverUse::Warn,
            once_per_holder: true,
            min_free: None,
            products: BTreeSet::new(),
            downgrades: BTreeSet::new(),
            peaks: BTreeMap::new(),
            version_bought: String::new(),
            version_used: String::new(),
            edition: String::new(),
            department: String::new(),
            cost_centre: String::new(),
            location: String::new(),
            contacts: String::new(),
            portal_link: String::new(),
            tags: BTreeSet::new(),
            terminated_on: None,
        }
    }
}

/// What one seat is: the common metrics of the field (the "Common" group of `ServiceNow`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Metric {
    /// A person.
    #[default]
    User,
    /// A machine.
    Device,
    /// A person with all their machines, or a machine with all its people.
    UserOrDevice,
    /// A processor core.
    Core,
    /// A processor.
    Processor,
    /// Somebody using it at the same time.
    Concurrent,
    /// A whole site or enterprise.
    Site,
    /// An amount used up.
    Consumption,
    /// Anything else.
    Other,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

/// What happens when more is used than was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum OverUse {
    /// No further seat can be assigned.
    Block,
    /// It can, with a warning.
    #[default]
    Warn,
    /// It can.
    Allow,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl Metric {
    /// All that a person can choose.
    pub const ALL: [Self; 9] = [
        Self::User,
        Self::Device,
        Self::UserOrDevice,
        Self::Core,
        Self::Processor,
        Self::Concurrent,
        Self::Site,
        Self::Consumption,
        Self::Other,
    ];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Device => "device",
            Self::UserOrDevice => "user_or_device",
            Self::Core => "core",
            Self::Processor => "processor",
            Self::Concurrent => "concurrent",
            Self::Site => "site",
            Self::Consumption => "consumption",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; nothing is the usual one, anything else [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        if code.is_empty() {
            return Self::default();
        }
        Self::ALL.into_iter().find(|metric| metric.code() == code).unwrap_or(Self::Unknown)
    }
}

impl OverUse {
    /// All that a person can choose.
    pub const ALL: [Self; 3] = [Self::Block, Self::Warn, Self::Allow];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Allow => "allow",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; nothing is the usual one, anything else [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        if code.is_empty() {
            return Self::default();
        }
        Self::ALL.into_iter().find(|policy| policy.code() == code).unwrap_or(Self::Unknown)
    }
}

/// The most tags one license bears.
pub const MOST_TAGS: usize = 50;

/// Tags as typed, between commas or semicolons; letter case is kept, repetitions are not.
pub fn parse_tags(typed: &str) -> BTreeSet<String> {
    parse_set(typed, &[',', ';'])
}

/// The most products one license covers.
pub const MOST_PRODUCTS: usize = 100;

/// Products as typed, between semicolons or on lines of their own: names of products have commas.
pub fn parse_products(typed: &str) -> BTreeSet<String> {
    parse_set(typed, &[';', '\n'])
}

/// Products as they are typed.
pub fn products_text(products: &BTreeSet<String>) -> String {
    products.iter().map(String::as_str).collect::<Vec<_>>().join("; ")
}

fn parse_set(typed: &str, separators: &[char]) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for word in typed.split(separators) {
        let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_new = words.iter().all(|other| other.to_lowercase() != word.to_lowercase());
        if !word.is_empty() && is_new {
            words.insert(word);
        }
    }
    words
}

/// Tags as they are typed.
pub fn tags_text(tags: &BTreeSet<String>) -> String {
    tags.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Whether an address may be followed: `http` or `https` with a host, and nothing else.
pub fn is_web_link(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !address.trim().contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_strange_ones_stay_unknown() {
        for metric in Metric::ALL {
            assert_eq!(Metric::from_code(metric.code()), metric);
        }
        for policy in OverUse::ALL {
            assert_eq!(OverUse::from_code(policy.code()), policy);
        }
        assert_eq!(Metric::from_code(""), Metric::User);
        assert_eq!(Metric::from_code("per_galaxy"), Metric::Unknown);
        assert_eq!(OverUse::from_code("shrug"), OverUse::Unknown);
    }

    #[test]
    fn tags_are_told_apart_whatever_their_letter_case() {
        let tags = parse_tags(" cad, Design ;design,,  two   words ");
        assert_eq!(tags_text(&tags), "Design, cad, two words");
        assert_eq!(parse_tags(&tags_text(&tags)), tags);
    }

    #[test]
    fn names_of_products_may_have_commas() {
        let products = parse_products("Visual Studio, Professional; Azure DevOps ;azure devops;");
        assert_eq!(products_text(&products), "Azure DevOps; Visual Studio, Professional");
        assert_eq!(parse_products(&products_text(&products)), products);
    }

    #[test]
    fn only_web_addresses_can_be_followed() {
        for good in ["https://admin.figma.com/x?y=1", "http://[::1]:8080/", " HTTPS://a.b "] {
            assert!(is_web_link(good), "{good}");
        }
        for bad in
            ["javascript:alert(1)", "data:text/html,x", "https://", "//a.b", "a.b", "https:// a"]
        {
            assert!(!is_web_link(bad), "{bad}");
        }
    }
}
