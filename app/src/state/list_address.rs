//! What the address of the page says about the list: filter and order, each under a short word.
//!
//! What an address does not say is as it always is; what it says wrongly is not heard.

use domain::filter::{CustomTest, DateRange, ExpiresFilter, LicenseFilter, Missing, Order};
use domain::id::CustomFieldId;
use domain::license_type::LicenseType;
use domain::status::Status;
use leptos_router::params::ParamsMap;

const TEXT: &str = "q";
const TYPE: &str = "type";
const STATUS: &str = "status";
const VENDOR: &str = "vendor";
const OWNER: &str = "owner";
const TAG: &str = "tag";
const EXPIRES: &str = "expires";
const PURCHASED: &str = "purchased";
const MISSING: &str = "missing";
const SORT: &str = "sort";
/// All fixed ones, in the order of [`ListAddress::words`].
const KEYS: [&str; 10] =
    [TEXT, TYPE, STATUS, VENDOR, OWNER, TAG, EXPIRES, PURCHASED, MISSING, SORT];
/// What stands before the identity of a field of the organisation's own.
const CUSTOM: &str = "custom.";

/// Which licenses, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListAddress {
    pub filter: LicenseFilter,
    pub order: Order,
}

impl ListAddress {
    /// Reads an address.
    pub fn read(params: &ParamsMap) -> Self {
        Self::of(
            &params.latest_values().map(|(key, word)| (key.as_ref(), word)).collect::<Vec<_>>(),
        )
    }

    /// Reads the words of an address, each with its key.
    fn of(words: &[(&str, &str)]) -> Self {
        let word = |key: &str| words.iter().find(|(known, _)| *known == key).map(|(_, word)| *word);
        let said = |key| word(key).filter(|text| !text.is_empty());
        let text = |key| said(key).map(str::to_owned);
        let mut filter = LicenseFilter {
            text: text(TEXT).unwrap_or_default(),
            license_type: said(TYPE).and_then(license_type),
            status: said(STATUS).and_then(Status::from_code),
            vendor: text(VENDOR),
            owner: text(OWNER),
            tag: text(TAG),
            expires: said(EXPIRES).and_then(ExpiresFilter::from_code),
            purchased: said(PURCHASED).and_then(DateRange::from_code),
            missing: said(MISSING).and_then(Missing::from_code),
            ..LicenseFilter::default()
        };
        filter.custom.extend(words.iter().filter_map(|(key, word)| {
            let id: CustomFieldId = key.strip_prefix(CUSTOM)?.parse().ok()?;
            Some((id, CustomTest::from_code(word)?))
        }));
        Self { filter, order: said(SORT).map(Order::from_code).unwrap_or_default() }
    }

    /// Says it in an address, and leaves the rest of that as it is.
    pub fn write(&self, params: &mut ParamsMap) {
        let keys = params.latest_values().map(|(key, _)| key.clone());
        let ours = keys.filter(|key| KEYS.contains(&key.as_ref()) || key.starts_with(CUSTOM));
        for key in ours.collect::<Vec<_>>() {
            params.remove(&key);
        }
        for (key, word) in self.words() {
            params.replace(key, word);
        }
    }

    /// The address's words for it alone, without the question mark; empty for the plain list.
    pub fn query(&self) -> String {
        let mut params = ParamsMap::new();
        self.write(&mut params);
        params.to_query_string().trim_start_matches('?').to_owned()
    }

    /// What an address says, each with its key; it says nothing of what is as it always is.
    fn words(&self) -> Vec<(String, String)> {
        let Self { filter, order } = self;
        let words = [
            (!filter.text.is_empty()).then(|| filter.text.clone()),
            filter.license_type.map(|kind| kind.code().to_owned()),
            filter.status.map(|status| status.code().to_owned()),
            filter.vendor.clone(),
            filter.owner.clone(),
            filter.tag.clone(),
            filter.expires.map(ExpiresFilter::code),
            filter.purchased.map(DateRange::code),
            filter.missing.map(|missing| missing.code().to_owned()),
            (*order != Order::default()).then(|| order.code()),
        ];
        let words = KEYS.into_iter().zip(words);
        let custom = filter.custom.iter().map(|(id, test)| (format!("{CUSTOM}{id}"), test.code()));
        words.filter_map(|(key, word)| Some((key.to_owned(), word?))).chain(custom).collect()
    }
}

/// A type a person can choose; an unknown word is no filter.
pub fn license_type(code: &str) -> Option<LicenseType> {
    LicenseType::ALL.into_iter().find(|kind| kind.code() == code)
}

#[cfg(test)]
mod tests {
    use domain::filter::SortKey;

    use super::*;

    fn read(words: &[(String, String)]) -> ListAddress {
        let words: Vec<(&str, &str)> =
            words.iter().map(|(key, word)| (key.as_str(), word.as_str())).collect();
        ListAddress::of(&words)
    }

    #[test]
    fn an_address_reads_back_as_written() {
        let own: CustomFieldId = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap();
        let address = ListAddress {
            filter: LicenseFilter {
                text: "adobe ".to_owned(),
                license_type: Some(LicenseType::OpenSource),
                status: Some(Status::ExpiringSoon),
                vendor: Some("Söhne & Co".to_owned()),
                owner: Some("Kim Lee".to_owned()),
                tag: Some("cad".to_owned()),
                expires: ExpiresFilter::from_code("2026-01-01..2026-06-30"),
                purchased: DateRange::from_code("..2026-06-30"),
                missing: Some(Missing::Cost),
                custom: [(own, CustomTest::Is("High".to_owned()))].into(),
            },
            order: Order::default().turned_to(SortKey::Expires).with(SortKey::Custom(own)),
        };
        let words = address.words();
        assert!(words.contains(&("sort".to_owned(), format!("expires,custom.{own}"))));
        assert_eq!(read(&words), address);
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        let plain = ListAddress::default();
        assert_eq!(plain.words(), []);
        assert_eq!(read(&[]), plain);
    }

    #[test]
    fn words_that_mean_nothing_are_not_heard() {
        let words = [
            ("type", "floating"),
            ("status", ""),
            ("expires", "soon"),
            ("purchased", "2026"),
            ("missing", "luck"),
            ("custom.x", "=1"),
            ("sort", "luck"),
        ];
        assert_eq!(ListAddress::of(&words), ListAddress::default());
    }
}
