//! What the address of the page says about the list: filter and order, each under a short word.
//!
//! What an address does not say is as it always is; what it says wrongly is not heard.

use domain::filter::{ExpiresFilter, LicenseFilter, Sort};
use domain::license_type::LicenseType;
use domain::status::Status;
use leptos_router::params::ParamsMap;

const TEXT: &str = "q";
const TYPE: &str = "type";
const STATUS: &str = "status";
const VENDOR: &str = "vendor";
const EXPIRES: &str = "expires";
const SORT: &str = "sort";

/// Which licenses, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ListAddress {
    pub(super) filter: LicenseFilter,
    pub(super) sort: Sort,
}

impl ListAddress {
    /// Reads the query of an address.
    pub(super) fn read(query: &ParamsMap) -> Self {
        let said = |key| query.get_str(key).filter(|text| !text.is_empty());
        Self {
            filter: LicenseFilter {
                text: said(TEXT).unwrap_or_default().to_owned(),
                license_type: said(TYPE).and_then(license_type),
                status: said(STATUS).and_then(Status::from_code),
                vendor: said(VENDOR).map(str::to_owned),
                expires: said(EXPIRES).and_then(ExpiresFilter::from_code),
            },
            sort: said(SORT).map(Sort::from_code).unwrap_or_default(),
        }
    }

    /// Writes it into the query of an address, beside what else stands there.
    pub(super) fn write(&self, query: &mut ParamsMap) {
        let Self { filter, sort } = self;
        let mut say = |key: &'static str, value: Option<String>| match value {
            Some(value) => query.replace(key, value),
            None => drop(query.remove(key)),
        };
        say(TEXT, (!filter.text.is_empty()).then(|| filter.text.clone()));
        say(TYPE, filter.license_type.map(|kind| kind.code().to_owned()));
        say(STATUS, filter.status.map(|status| status.code().to_owned()));
        say(VENDOR, filter.vendor.clone());
        say(EXPIRES, filter.expires.map(ExpiresFilter::code));
        say(SORT, (*sort != Sort::default()).then(|| sort.code()));
    }
}

/// A type a person can choose; an unknown word is no filter.
pub(super) fn license_type(code: &str) -> Option<LicenseType> {
    LicenseType::ALL.into_iter().find(|kind| kind.code() == code)
}

#[cfg(test)]
mod tests {
    use domain::filter::SortKey;

    use super::*;

    fn query(pairs: &[(&'static str, &str)]) -> ParamsMap {
        let mut query = ParamsMap::new();
        for (key, value) in pairs {
            query.insert(*key, (*value).to_owned());
        }
        query
    }

    #[test]
    fn an_address_reads_back_as_written() {
        let address = ListAddress {
            filter: LicenseFilter {
                text: "adobe ".to_owned(),
                license_type: Some(LicenseType::OpenSource),
                status: Some(Status::ExpiringSoon),
                vendor: Some("Söhne & Co".to_owned()),
                expires: Some(ExpiresFilter::WithinDays(90)),
            },
            sort: Sort { key: SortKey::Expires, descending: true },
        };
        let mut query = ParamsMap::new();
        address.write(&mut query);
        assert_eq!(query.get_str("sort"), Some("-expires"));
        assert_eq!(ListAddress::read(&query), address);
    }

    #[test]
    fn the_plain_list_has_a_plain_address_and_leaves_strangers_alone() {
        let mut query = query(&[("q", "adobe"), ("sort", "cost"), ("source", "shortcut")]);
        ListAddress::default().write(&mut query);
        assert_eq!(query.get_str("source"), Some("shortcut"));
        assert_eq!(query.latest_values().count(), 1);
    }

    #[test]
    fn words_that_mean_nothing_are_not_heard() {
        let query =
            query(&[("type", "floating"), ("status", ""), ("expires", "soon"), ("sort", "luck")]);
        assert_eq!(ListAddress::read(&query), ListAddress::default());
    }
}
