//! What the address of the page says about the list: filter and order, each under a short word.
//!
//! What an address does not say is as it always is; what it says wrongly is not heard.

use domain::filter::{ExpiresFilter, LicenseFilter, Sort};
use domain::license_type::LicenseType;
use domain::status::Status;

const TEXT: &str = "q";
const TYPE: &str = "type";
const STATUS: &str = "status";
const VENDOR: &str = "vendor";
const OWNER: &str = "owner";
const TAG: &str = "tag";
const EXPIRES: &str = "expires";
const SORT: &str = "sort";

/// Which licenses, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ListAddress {
    pub(super) filter: LicenseFilter,
    pub(super) sort: Sort,
}

impl ListAddress {
    /// Reads an address; `word` finds what it says under a key.
    pub(super) fn read(word: impl Fn(&str) -> Option<String>) -> Self {
        let said = |key| word(key).filter(|text| !text.is_empty());
        Self {
            filter: LicenseFilter {
                text: said(TEXT).unwrap_or_default(),
                license_type: said(TYPE).and_then(|code| license_type(&code)),
                status: said(STATUS).and_then(|code| Status::from_code(&code)),
                vendor: said(VENDOR),
                owner: said(OWNER),
                tag: said(TAG),
                expires: said(EXPIRES).and_then(|code| ExpiresFilter::from_code(&code)),
            },
            sort: said(SORT).map(|code| Sort::from_code(&code)).unwrap_or_default(),
        }
    }

    /// What an address says under each key; `None` where it needs to say nothing.
    pub(super) fn words(&self) -> [(&'static str, Option<String>); 8] {
        let Self { filter, sort } = self;
        [
            (TEXT, (!filter.text.is_empty()).then(|| filter.text.clone())),
            (TYPE, filter.license_type.map(|kind| kind.code().to_owned())),
            (STATUS, filter.status.map(|status| status.code().to_owned())),
            (VENDOR, filter.vendor.clone()),
            (OWNER, filter.owner.clone()),
            (TAG, filter.tag.clone()),
            (EXPIRES, filter.expires.map(ExpiresFilter::code)),
            (SORT, (*sort != Sort::default()).then(|| sort.code())),
        ]
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

    fn read(words: &[(&str, Option<String>)]) -> ListAddress {
        ListAddress::read(|key| words.iter().find(|(known, _)| *known == key)?.1.clone())
    }

    #[test]
    fn an_address_reads_back_as_written() {
        let address = ListAddress {
            filter: LicenseFilter {
                text: "adobe ".to_owned(),
                license_type: Some(LicenseType::OpenSource),
                status: Some(Status::ExpiringSoon),
                vendor: Some("Söhne & Co".to_owned()),
                owner: Some("Kim Lee".to_owned()),
                tag: Some("cad".to_owned()),
                expires: Some(ExpiresFilter::WithinDays(90)),
            },
            sort: Sort { key: SortKey::Expires, descending: true },
        };
        let words = address.words();
        assert!(words.contains(&("sort", Some("-expires".to_owned()))));
        assert_eq!(read(&words), address);
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        let plain = ListAddress::default();
        assert!(plain.words().iter().all(|(_, word)| word.is_none()));
        assert_eq!(read(&plain.words()), plain);
    }

    #[test]
    fn words_that_mean_nothing_are_not_heard() {
        let said = |word: &str| Some(word.to_owned());
        let words = [
            ("type", said("floating")),
            ("status", said("")),
            ("expires", said("soon")),
            ("sort", said("luck")),
        ];
        assert_eq!(read(&words), ListAddress::default());
    }
}
