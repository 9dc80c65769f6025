//! The whole label of a change: what it did, where that came from, and whose act it was.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Author, Message, UnknownMessage};

/// Where a change came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Source {
    /// A form or a button, for one record.
    #[default]
    Form,
    /// A file.
    Import,
    /// One change to many licenses.
    Bulk,
    /// The history: something was set back.
    History,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// The choice between values that were set at the same time.
    Choice,
    /// Nobody: it happened by itself.
    Automatic,
}

impl Source {
    /// Those that a label says; the others are told by what was done.
    const SAID: [Self; 6] =
        [Self::Bulk, Self::History, Self::Undo, Self::Redo, Self::Choice, Self::Import];

    fn mark(self) -> Option<&'static str> {
        match self {
            Self::Bulk => Some("~bulk"),
            Self::History => Some("~back"),
            Self::Undo => Some("~undo"),
            Self::Redo => Some("~redo"),
            Self::Choice => Some("~choice"),
            Self::Import => Some("~import"),
            Self::Form | Self::Automatic => None,
        }
    }
}

/// What a change is labelled with. What it did comes first, so that a version which knows nothing
/// else of it still reads that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What it did.
    pub message: Message,
    /// Where that came from.
    pub source: Source,
    /// Whose act it was, if they said.
    pub author: Option<Author>,
}

impl Label {
    /// A label; what says by itself where it came from is not asked.
    pub fn new(message: Message, source: Source, author: Option<&Author>) -> Self {
        let source = match &message {
            Message::Import(..) => Source::Import,
            Message::Assume(_) | Message::Carry => Source::Automatic,
            Message::Unimport(_) if source == Source::Form => Source::Undo,
            Message::Reimport(_) if source == Source::Form => Source::Redo,
            Message::Create(_)
            | Message::Edit(..)
            | Message::Delete(_)
            | Message::Restore(_)
            | Message::Renew(_)
            | Message::Unimport(_)
            | Message::Reimport(_)
            | Message::Settings
            | Message::Records(..)
            | Message::Seats(..)
            | Message::Keys
            | Message::Gave(..)
            | Message::ExportedKeys(..)
            | Message::Recovery(_) => source,
        };
        let author = author.filter(|_| source != Source::Automatic).cloned();
        Self { message, source, author }
    }
}

/// What a name begins with in a label.
const BY: char = '@';

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        // An import of licenses says so itself.
        let is_said = matches!(self.message, Message::Import(..));
        if let Some(mark) = self.source.mark().filter(|_| !is_said) {
            write!(f, " {mark}")?;
        }
        match &self.author {
            Some(author) => write!(f, " {BY}{}", author.escaped()),
            None => Ok(()),
        }
    }
}

impl FromStr for Label {
    type Err = UnknownMessage;

    fn from_str(label: &str) -> Result<Self, UnknownMessage> {
        let (mut said, mut author, mut source) = (label, None, Source::default());
        if let Some((before, word)) = said.rsplit_once(' ')
            && let Some(word) = word.strip_prefix(BY)
        {
            (said, author) = (before, Author::of_word(word));
        }
        if let Some((before, word)) = said.rsplit_once(' ')
            && word.starts_with('~')
        {
            // One that a newer version wrote is read as if it were not there.
            let known = Source::SAID.into_iter().find(|source| source.mark() == Some(word));
            (said, source) = (before, known.unwrap_or_default());
        }
        Ok(Self::new(said.parse()?, source, author.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use domain::id::LicenseId;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::message::Tag;

    fn tag() -> Tag {
        Tag::of(LicenseId(Uuid::from_u128(9 << 100)))
    }

    fn messages() -> impl Strategy<Value = Message> {
        prop_oneof![
            Just(Message::Create(tag())),
            Just(Message::Edit(vec![tag(), tag()], vec!["name".to_owned(), "terms".to_owned()])),
            Just(Message::Edit(vec![tag()], vec![])),
            Just(Message::Delete(vec![tag()])),
            Just(Message::Restore(vec![tag()])),
            Just(Message::Import(50, vec![])),
            Just(Message::Import(2, vec![tag()])),
            Just(Message::Unimport(vec![tag()])),
            Just(Message::Settings),
        ]
    }

    fn sources() -> impl Strategy<Value = Source> {
        prop::sample::select(Source::SAID.into_iter().chain([Source::Form]).collect::<Vec<_>>())
    }

    fn names() -> impl Strategy<Value = String> {
        let hostile = [
            "Ada Lovelace",
            "by by",
            "a by b",
            "a, b, c",
            "@x",
            "~bulk",
            "x ~undo @y",
            "+",
            "% 2B",
            "%2B%25",
            "line\nbreak",
            "tab\there",
            "👩‍👩‍👧 family",
            "edit AAAAAA name",
            "\u{202e}turned",
            "100 %",
            "=1+1",
        ];
        prop_oneof![prop::sample::select(hostile.to_vec()).prop_map(str::to_owned), any::<String>()]
    }

    proptest! {
        #[test]
        fn a_label_reads_back_whoever_it_names(
            message in messages(),
            source in sources(),
            name in names(),
        ) {
            let author = Author::named(&name);
            let label = Label::new(message, source, author.as_ref());
            let text = label.to_string();
            prop_assert!(!text.contains('\n'));
            prop_assert_eq!(text.parse::<Label>(), Ok(label));
        }

        #[test]
        fn no_label_makes_reading_fail_in_another_way(text in any::<String>()) {
            drop(text.parse::<Label>());
        }
    }

    #[test]
    fn labels_from_before_sources_and_names_read_as_they_did() {
        let check = |text: &str, source: Source| {
            let label: Label = text.parse().unwrap();
            assert_eq!(label, Label { message: text.parse().unwrap(), source, author: None });
        };
        let tag = tag();
        check(&format!("create {tag}"), Source::Form);
        check(&format!("edit {tag},{tag} name,terms"), Source::Form);
        check(&format!("edit {tag} "), Source::Form);
        check("import 50", Source::Import);
        check(&format!("import 0 {tag}"), Source::Import);
        check(&format!("unimport {tag}"), Source::Undo);
        check(&format!("reimport {tag}"), Source::Redo);
        check(&format!("assume {tag}"), Source::Automatic);
        check("settings", Source::Form);
        check("records vendors", Source::Form);
        assert_eq!("".parse::<Label>(), Err(UnknownMessage));
        assert_eq!("@Ada".parse::<Label>(), Err(UnknownMessage));
    }

    #[test]
    fn a_source_of_a_newer_version_leaves_the_rest_readable() {
        let label: Label = format!("edit {} name ~sync @Ada+Lovelace", tag()).parse().unwrap();
        assert_eq!(label.message, Message::Edit(vec![tag()], vec!["name".to_owned()]));
        assert_eq!(label.source, Source::Form);
        assert_eq!(label.author.unwrap().name(), "Ada Lovelace");
    }

    #[test]
    fn an_older_version_still_reads_what_was_done() {
        let message = Message::Edit(vec![tag()], vec!["name".to_owned()]);
        let label = Label::new(message.clone(), Source::Bulk, Author::named("Ada").as_ref());
        assert_eq!(label.to_string().parse(), Ok(message));
    }

    #[test]
    fn what_happened_by_itself_is_nobodys_act() {
        let author = Author::named("Ada");
        let label = Label::new(Message::Assume(vec![tag()]), Source::Form, author.as_ref());
        assert_eq!((label.source, label.author), (Source::Automatic, None));
    }
}
