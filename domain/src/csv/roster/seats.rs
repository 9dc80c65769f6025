//! What rows about seats have in common: whose, and of which license.

use std::collections::BTreeMap;

use super::column::Column;
use super::directory::{Described, Found};
use super::plan::Desk;
use super::preview::Why;
use super::reader::RowReader;
use crate::assignment::Holder;
use crate::draft::LONGEST_NAME;
use crate::id::{LicenseId, UserId};
use crate::problem::ProblemKind;
use crate::user::User;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// The licenses of a workspace by name, and by what they give a right to use.
pub(super) struct Licenses {
    names: BTreeMap<String, Vec<LicenseId>>,
    products: BTreeMap<String, Vec<LicenseId>>,
}

impl Licenses {
    pub(super) fn of(workspace: &Workspace) -> Self {
        let mut licenses = Self { names: BTreeMap::new(), products: BTreeMap::new() };
        for license in workspace.present_licenses() {
            licenses.names.entry(fold_name(&license.name)).or_default().push(license.id);
            for product in &license.particulars.products {
                licenses.products.entry(fold_name(product)).or_default().push(license.id);
            }
        }
        licenses
    }

    /// The license that a row names, by its name or what it is of.
    pub(super) fn find(&self, word: &str, workspace: &Workspace) -> Result<LicenseId, Why> {
        let own = word.parse().ok().filter(|id| {
            workspace.licenses.get(id).is_some_and(|license| license.deleted_at.is_none())
        });
        if let Some(id) = own {
            return Ok(id);
        }
        let word = fold_name(word);
        match self.names.get(&word).or_else(|| self.products.get(&word)).map(Vec::as_slice) {
            None | Some([]) => Err(Why::Problem(ProblemKind::NoSuchLicense)),
            Some([one]) => Ok(*one),
            Some(_) => Err(Why::Problem(ProblemKind::SeveralLicenses)),
        }
    }
}

/// The first column that says something of a person.
pub(super) fn column_of(reader: &RowReader<'_>) -> Column {
    let columns =
        [Column::HolderEmail, Column::HolderUsername, Column::EmployeeNumber, Column::HolderName];
    let said = columns.into_iter().find(|column| !reader.text(*column).is_empty());
    said.unwrap_or(Column::HolderName)
}

impl Desk<'_> {
    /// The person that a row names as the holder of something.
    pub(super) fn describe_holder(reader: &mut RowReader<'_>) -> Described {
        let mut line = |column| reader.line(column, LONGEST_NAME).unwrap_or_default();
        Described {
            name: line(Column::HolderName),
            email: line(Column::HolderEmail),
            username: line(Column::HolderUsername),
            number: line(Column::EmployeeNumber),
        }
    }

    /// Who a row means; made if nobody knows them and that is wanted.
    pub(super) fn find_person(&mut self, said: &Described) -> Result<UserId, Why> {
        let found = if said.has_key() {
            self.directory.user(said)
        } else {
            // One word, which may be an address or a login name.
            self.directory.person(&said.name)
        };
        match found {
            Found::One(id) => return Ok(id),
            Found::Several => return Err(Why::SeveralPeople),
            Found::Nothing => self.n_unknown += 1,
        }
        let is_address = |text: &str| text.contains('@') && !text.contains(' ');
        if !said.email.is_empty() && !is_address(&said.email) {
            return Err(Why::NotAnAddress);
        }
        if !self.create_unknown {
            return Err(Why::NoSuchPerson);
        }
        let email = if said.email.is_empty() && is_address(&said.name) {
            said.name.clone()
        } else {
            said.email.clone()
        };
        let user = User {
            email,
            username: said.username.clone(),
            employee_number: said.number.clone(),
            ..User::new(UserId((self.fresh)()), said.label())
        };
        self.directory.learn_user(&user);
        let id = user.id;
        self.people.insert(id, user);
        Ok(id)
    }

    /// Who or what a row means as the holder of a seat. A person has it where the row names a
    /// machine too.
    pub(super) fn find_holder(&mut self, reader: &mut RowReader<'_>) -> Option<(Holder, String)> {
        let person = Self::describe_holder(reader);
        let machine = reader.line(Column::Asset, LONGEST_NAME).unwrap_or_default();
        if !person.is_nobody() {
            if !machine.is_empty() {
                reader.note(Column::Asset, Why::Problem(ProblemKind::HeldByPerson));
            }
            return match self.find_person(&person) {
                Ok(id) => Some((Holder::User(id), self.name_of(Some(id)))),
                Err(why) => {
                    reader.note(column_of(reader), why);
                    None
                }
            };
        }
        if machine.is_empty() {
            reader.note_row(Why::NothingToTellBy);
            return None;
        }
        match self.directory.machine(&machine) {
            Found::One(id) => {
                let holder = Holder::Asset(id);
                let name = self.workspace.holder_name(&holder);
                return Some((holder, name));
            }
            Found::Nothing => reader.note(Column::Asset, Why::NoSuchAsset),
            Found::Several => reader.note(Column::Asset, Why::SeveralAssets),
        }
        None
    }

    /// What somebody is called, of the workspace or of this file.
    pub(super) fn name_of(&self, id: Option<UserId>) -> String {
        let Some(id) = id else { return String::new() };
        let known = self.workspace.users.get(&id);
        let known = known.or_else(|| self.people.get(&id));
        known.map(|user| user.label().to_owned()).unwrap_or_default()
    }
}
