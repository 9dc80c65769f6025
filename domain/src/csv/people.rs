//! People by e-mail address, else login name, else full name: those of the workspace and those a
//! file adds. Two records that contradict each other are two people, whatever they share.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::cells;
use super::layout::Layout;
use super::meaning::Meaning;
use super::report::{RowReader, within};
use crate::draft::LONGEST_NAME;
use crate::id::UserId;
use crate::problem::Field;
use crate::user::User;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// Somebody as a row describes them; what it doesn't say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) username: String,
}

/// Folded text, and whether the record says more than that: an address, a login name.
type Key = (String, bool, bool);

#[derive(Debug, Default)]
pub(crate) struct People {
    by_email: BTreeMap<String, UserId>,
    by_username: BTreeMap<Key, UserId>,
    by_name: BTreeMap<Key, UserId>,
    places: BTreeMap<UserId, usize>,
    pub(crate) added: Vec<User>,
}

impl Person {
    pub(crate) fn is_nobody(&self) -> bool {
        self.name.is_empty() && self.email.is_empty() && self.username.is_empty()
    }

    /// Somebody of whom one word is known, which may be their address.
    pub(crate) fn called(word: &str) -> Self {
        let is_address = word.contains('@') && !word.contains(' ');
        let (name, email) = if is_address { ("", word) } else { (word, "") };
        Self { name: name.to_owned(), email: email.to_owned(), username: String::new() }
    }

    /// Who hold seats according to this row. In the files of some programs one cell names them all.
    pub(crate) fn read_all(row: &mut RowReader<'_, '_>) -> Vec<Self> {
        let listed = [(Layout::Ralph, Field::HolderUsername), (Layout::Glpi, Field::HolderName)];
        let listed = listed.into_iter().find(|(layout, _)| *layout == row.layout());
        let says_more = |listed: Field| {
            let fields = [Field::HolderName, Field::HolderEmail, Field::HolderUsername];
            fields.into_iter().any(|field| field != listed && row.has(field))
        };
        let Some((_, field)) = listed.filter(|(_, field)| !says_more(*field)) else {
            return Self::read(row).into_iter().collect();
        };
        let mut people = Vec::new();
        for word in names_in(row.text(field), field) {
            match within(word, LONGEST_NAME) {
                Ok(word) if field == Field::HolderUsername && !word.contains(['@', ' ']) => {
                    people.push(Self { username: word, ..Self::default() });
                }
                Ok(word) => people.push(Self::called(&word)),
                Err(kind) => row.problem(field, kind),
            }
        }
        people
    }

    /// Who holds a seat according to this row, if anybody.
    fn read(row: &mut RowReader<'_, '_>) -> Option<Self> {
        let mut name = row.line(Field::HolderName, LONGEST_NAME);
        if name.is_empty() {
            let parts = [row.meant(Meaning::FirstName), row.meant(Meaning::LastName)];
            name = within(cells::line(&parts.join(" ")), LONGEST_NAME).unwrap_or_default();
        }
        let email = row.line(Field::HolderEmail, LONGEST_NAME);
        let username = row.line(Field::HolderUsername, LONGEST_NAME);
        Some(Self { name, email, username }).filter(|person| !person.is_nobody())
    }

    /// Whether this user fits: their address if both have one, else their login name, else the name.
    pub(crate) fn is_like(&self, user: &User) -> bool {
        let same = |a: &str, b: &str| fold_name(a) == fold_name(b);
        for (said, known) in [(&self.email, &user.email), (&self.username, &user.username)] {
            if !said.is_empty() && !known.is_empty() {
                return same(said, known);
            }
        }
        same(self.display_name(), &user.name)
    }

    pub(crate) fn display_name(&self) -> &str {
        let names = [&self.name, &self.email, &self.username];
        names.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
    }
}

/// The names in a cell. A comma stands between people, or in one name such as `Lee, Kim`: between
/// single words that are no login names or addresses.
fn names_in(cell: &str, field: Field) -> Vec<String> {
    let lines = cell.split([';', '\n', '\r']);
    let names = lines.flat_map(|line| {
        let parts: Vec<&str> = line.split(',').collect();
        let is_word = |part: &&str| !part.trim().contains([' ', '@']);
        let is_one = field == Field::HolderName && parts.iter().any(is_word);
        if is_one { vec![line] } else { parts }
    });
    names.map(cells::line).filter(|name| !name.is_empty()).collect()
}

impl People {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let mut people = Self::default();
        let present = workspace.users.values().filter(|user| user.deleted_at.is_none());
        present.for_each(|user| people.learn(user));
        people
    }

    /// Who this is, if anybody knows them.
    pub(crate) fn find(&self, person: &Person) -> Option<UserId> {
        let may_have = |said: &str| if said.is_empty() { &[true, false][..] } else { &[false] };
        if let Some(id) = self.by_email.get(&fold_name(&person.email)) {
            return Some(*id);
        }
        let emails = may_have(&person.email);
        if !person.username.is_empty() {
            let username = fold_name(&person.username);
            let of = |email: &bool| self.by_username.get(&(username.clone(), *email, true));
            if let Some(id) = emails.iter().find_map(of) {
                return Some(*id);
            }
        }
        let name = fold_name(&person.name);
        let usernames = may_have(&person.username);
        let candidates = emails.iter().flat_map(|email| usernames.iter().map(move |u| (email, u)));
        candidates
            .filter(|_| !name.is_empty())
            .find_map(|(email, username)| self.by_name.get(&(name.clone(), *email, *username)))
            .copied()
    }

    /// Who this is; added if nobody knew them, completed if this file added them with less.
    pub(crate) fn find_or_add(
        &mut self,
        person: &Person,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> UserId {
        if let Some(id) = self.find(person) {
            self.complete(id, person);
            return id;
        }
        let user = User {
            email: person.email.clone(),
            username: person.username.clone(),
            ..User::new(UserId(fresh()), person.display_name())
        };
        self.learn(&user);
        self.places.insert(user.id, self.added.len());
        self.added.push(user.clone());
        user.id
    }

    fn complete(&mut self, id: UserId, person: &Person) {
        let Some(user) = self.places.get(&id).and_then(|at| self.added.get_mut(*at)) else {
            return;
        };
        let before = user.clone();
        let is_stopgap = user.name == user.email || user.name == user.username;
        if is_stopgap && !person.name.is_empty() {
            user.name.clone_from(&person.name);
        }
        if user.email.is_empty() {
            user.email.clone_from(&person.email);
        }
        if user.username.is_empty() {
            user.username.clone_from(&person.username);
        }
        let after = user.clone();
        if before != after {
            self.forget(&before);
            self.learn(&after);
        }
    }

    fn learn(&mut self, user: &User) {
        let (has_email, has_username) = (!user.email.is_empty(), !user.username.is_empty());
        if has_email {
            self.by_email.entry(fold_name(&user.email)).or_insert(user.id);
        }
        if has_username {
            let key = (fold_name(&user.username), has_email, true);
            self.by_username.entry(key).or_insert(user.id);
        }
        let key = (fold_name(&user.name), has_email, has_username);
        self.by_name.entry(key).or_insert(user.id);
    }

    fn forget(&mut self, user: &User) {
        let (has_email, has_username) = (!user.email.is_empty(), !user.username.is_empty());
        let key = (fold_name(&user.username), has_email, true);
        self.by_username.retain_unless(&key, user.id);
        let key = (fold_name(&user.name), has_email, has_username);
        self.by_name.retain_unless(&key, user.id);
    }
}

trait RetainUnless {
    fn retain_unless(&mut self, key: &Key, id: UserId);
}

impl RetainUnless for BTreeMap<Key, UserId> {
    fn retain_unless(&mut self, key: &Key, id: UserId) {
        if self.get(key) == Some(&id) {
            self.remove(key);
        }
    }
}
