//! Everybody and everything by what a file may call them.

use std::collections::BTreeMap;

use crate::asset::Asset;
use crate::id::{AssetId, UserId};
use crate::user::User;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// What a word turned out to mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<T> {
    Nothing,
    One(T),
    Several,
}

/// Somebody as a row describes them; what it doesn't say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Described {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) username: String,
    pub(super) number: String,
}

type Index<T> = BTreeMap<String, Vec<T>>;

/// The records that are known, those of the file included as they come.
#[derive(Debug, Default)]
pub(super) struct Directory {
    emails: Index<UserId>,
    usernames: Index<UserId>,
    numbers: Index<UserId>,
    names: Index<UserId>,
    /// Names of those of whom nothing else is known.
    bare: Index<UserId>,
    tags: Index<AssetId>,
    serials: Index<AssetId>,
    machines: Index<AssetId>,
}

impl Described {
    pub(super) fn is_nobody(&self) -> bool {
        [&self.name, &self.email, &self.username, &self.number].iter().all(|text| text.is_empty())
    }

    /// Whether it says more than a name.
    pub(super) fn has_key(&self) -> bool {
        [&self.email, &self.username, &self.number].iter().any(|text| !text.is_empty())
    }

    pub(super) fn label(&self) -> &str {
        let known = [&self.name, &self.email, &self.username, &self.number];
        known.into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
    }
}

impl Directory {
    pub(super) fn of(workspace: &Workspace) -> Self {
        let mut directory = Self::default();
        workspace.present_users().for_each(|user| directory.learn_user(user));
        workspace.present_assets().for_each(|asset| directory.learn_asset(asset));
        directory
    }

    pub(super) fn learn_user(&mut self, user: &User) {
        for address in user.more_emails.iter().chain([&user.email]) {
            learn(&mut self.emails, address, user.id);
        }
        learn(&mut self.usernames, &user.username, user.id);
        learn(&mut self.numbers, &user.employee_number, user.id);
        learn(&mut self.names, &user.name, user.id);
        let keys = [&user.email, &user.username, &user.employee_number];
        if keys.into_iter().all(String::is_empty) {
            learn(&mut self.bare, &user.name, user.id);
        }
    }

    /// Notes that more than a name is known of somebody by now.
    pub(super) fn complete(&mut self, id: UserId, name: &str) {
        if let Some(all) = self.bare.get_mut(&fold_name(name)) {
            all.retain(|bare| *bare != id);
        }
    }

    pub(super) fn learn_asset(&mut self, asset: &Asset) {
        learn(&mut self.tags, &asset.tag, asset.id);
        learn(&mut self.serials, &asset.serial, asset.id);
        learn(&mut self.machines, &asset.name, asset.id);
    }

    /// Who has this address.
    pub(super) fn with_email(&self, email: &str) -> Option<UserId> {
        first(&self.emails, email)
    }

    /// Who has this login name.
    pub(super) fn with_username(&self, username: &str) -> Option<UserId> {
        first(&self.usernames, username)
    }

    /// Who has this number.
    pub(super) fn with_number(&self, number: &str) -> Option<UserId> {
        first(&self.numbers, number)
    }

    /// Who this is: by address, login name, number, and by name where nothing else tells them apart.
    pub(super) fn user(&self, said: &Described) -> Found<UserId> {
        let by_key = self
            .with_email(&said.email)
            .or_else(|| self.with_username(&said.username))
            .or_else(|| self.with_number(&said.number));
        match by_key {
            Some(id) => Found::One(id),
            // Somebody of whom more is known and who has this name is somebody else.
            None if said.has_key() => match only(&self.bare, &said.name) {
                Found::One(id) => Found::One(id),
                Found::Nothing | Found::Several => Found::Nothing,
            },
            None => only(&self.names, &said.name),
        }
    }

    /// Who one word means, whatever of them it is.
    pub(super) fn person(&self, word: &str) -> Found<UserId> {
        let key = self.with_email(word).or_else(|| self.with_username(word));
        match key.or_else(|| self.with_number(word)) {
            Some(id) => Found::One(id),
            None => only(&self.names, word),
        }
    }

    /// Which machine has this tag.
    pub(super) fn with_tag(&self, tag: &str) -> Option<AssetId> {
        first(&self.tags, tag)
    }

    /// Which machine has this serial number.
    pub(super) fn with_serial(&self, serial: &str) -> Option<AssetId> {
        first(&self.serials, serial)
    }

    /// Which machine has this name.
    pub(super) fn named(&self, name: &str) -> Found<AssetId> {
        only(&self.machines, name)
    }

    /// Which machine one word means, whatever of it it is.
    pub(super) fn machine(&self, word: &str) -> Found<AssetId> {
        match self.with_tag(word).or_else(|| self.with_serial(word)) {
            Some(id) => Found::One(id),
            None => self.named(word),
        }
    }
}

fn learn<T: Copy + PartialEq>(index: &mut Index<T>, word: &str, id: T) {
    let word = fold_name(word);
    if word.is_empty() {
        return;
    }
    let all = index.entry(word).or_default();
    // Two are enough to tell that it is unclear.
    if all.len() < 2 && !all.contains(&id) {
        all.push(id);
    }
}

fn first<T: Copy>(index: &Index<T>, word: &str) -> Option<T> {
    index.get(&fold_name(word))?.first().copied()
}

fn only<T: Copy>(index: &Index<T>, word: &str) -> Found<T> {
    match index.get(&fold_name(word)).map_or(&[][..], Vec::as_slice) {
        [] => Found::Nothing,
        [one] => Found::One(*one),
        _ => Found::Several,
    }
}
