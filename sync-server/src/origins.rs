//! Which pages may ask the relay from a browser. A browser says with every request on whose behalf
//! it asks; a page elsewhere must not use a person's connection to the relay.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// The pages that may ask.
#[derive(Debug)]
pub(crate) struct Origins {
    own: Option<String>,
    others: Vec<String>,
}

/// On whose behalf a request is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A page that may ask, by its origin.
    Page(String),
    /// A program: no browser leaves the origin out.
    Program,
    /// A page that may not ask.
    Stranger,
}

impl Origins {
    /// The relay's own address as browsers see it, and further pages.
    pub(crate) fn new(own: Option<String>, others: &[String]) -> Self {
        let plain = |origin: &String| origin.trim_end_matches('/').to_ascii_lowercase();
        Self { own: own.as_ref().map(plain), others: others.iter().map(plain).collect() }
    }

    pub(crate) fn asker(&self, headers: &HeaderMap) -> Asker {
        let Some(origin) = headers.get(ORIGIN) else { return Asker::Program };
        let Ok(origin) = origin.to_str().map(str::to_ascii_lowercase) else {
            return Asker::Stranger;
        };
        let is_own = match &self.own {
            Some(own) => *own == origin,
            // Told no address, the relay goes by the one it was asked at.
            None => headers.get(HOST).and_then(|host| host.to_str().ok()).is_some_and(|host| {
                let bare = origin.split_once("://").map(|(_, host)| host);
                bare == Some(host.to_ascii_lowercase().as_str())
            }),
        };
        if is_own || self.others.contains(&origin) { Asker::Page(origin) } else { Asker::Stranger }
    }

    /// Whether a page at another address may read what the relay answers.
    pub(crate) fn is_other(&self, origin: &str) -> bool {
        self.others.iter().any(|other| other.eq_ignore_ascii_case(origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(origins: &Origins, host: &str, origin: Option<&str>) -> Asker {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        origins.asker(&headers)
    }

    #[test]
    fn only_its_own_pages_and_those_it_was_told_of_may_ask() {
        let origins = Origins::new(
            Some("https://seats.example/".to_owned()),
            &["https://b.example".to_owned()],
        );
        let page = |origin: &str| Asker::Page(origin.to_owned());
        for (origin, expected) in [
            ("https://seats.example", page("https://seats.example")),
            ("https://SEATS.example", page("https://seats.example")),
            ("https://b.example", page("https://b.example")),
            ("http://seats.example", Asker::Stranger),
            ("https://seats.example:444", Asker::Stranger),
            ("https://seats.example.evil", Asker::Stranger),
            ("null", Asker::Stranger),
            ("", Asker::Stranger),
        ] {
            assert_eq!(asker(&origins, "inner:8080", Some(origin)), expected, "{origin}");
        }
        assert_eq!(asker(&origins, "inner:8080", None), Asker::Program);
    }

    #[test]
    fn without_a_public_address_the_one_it_was_asked_at_counts() {
        let origins = Origins::new(None, &[]);
        let host = "127.0.0.1:8080";
        assert_eq!(
            asker(&origins, host, Some("http://127.0.0.1:8080")),
            Asker::Page("http://127.0.0.1:8080".to_owned())
        );
        for origin in ["http://127.0.0.1:8081", "http://evil.example", "null"] {
            assert_eq!(asker(&origins, host, Some(origin)), Asker::Stranger);
        }
    }
}
