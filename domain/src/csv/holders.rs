//! Who or what holds a seat according to a row: people, or machines.

use uuid::Uuid;

use super::cells;
use super::machines::{self, Machines};
use super::people::{People, Person};
use super::report::{RowReader, within};
use crate::assignment::Holder;
use crate::draft::LONGEST_NAME;
use crate::problem::{Field, ProblemKind};
use crate::workspace::Workspace;

/// A holder as a row describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Described {
    Person(Person),
    /// By its tag, serial number or name.
    Machine(String),
}

impl Described {
    /// Where a file says who it is.
    pub(crate) fn field(&self) -> Field {
        match self {
            Self::Person(_) => Field::HolderName,
            Self::Machine(_) => Field::HolderAsset,
        }
    }

    /// All that hold seats according to this row. A row gives a seat to a person or to a machine:
    /// where it names both, the person uses it, and the cell of the machine is reported.
    pub(crate) fn read_all(row: &mut RowReader<'_, '_>) -> Vec<Self> {
        let people = Person::read_all(row);
        let said = row.text(Field::HolderAsset);
        if !people.is_empty() {
            if !said.is_empty() {
                row.problem(Field::HolderAsset, ProblemKind::HeldByPerson);
            }
            return people.into_iter().map(Self::Person).collect();
        }
        let mut found = Vec::new();
        // Some programs put one a line.
        for word in said.split([';', '\n', '\r']).map(cells::line).filter(|word| !word.is_empty()) {
            match within(word, LONGEST_NAME) {
                Ok(word) => found.push(Self::Machine(word)),
                Err(kind) => row.problem(Field::HolderAsset, kind),
            }
        }
        found
    }

    /// Which of those who hold a seat already it is.
    pub(crate) fn among(
        &self,
        held: &[Holder],
        machines: &Machines,
        workspace: &Workspace,
    ) -> Option<Holder> {
        let is_it = |holder: &&Holder| match (self, holder) {
            (Self::Person(person), Holder::User(id)) => {
                workspace.users.get(id).is_some_and(|user| person.is_like(user))
            }
            // A deleted one may hold seats too.
            (Self::Machine(word), Holder::Asset(id)) => {
                workspace.assets.get(id).is_some_and(|asset| machines::is_called(asset, word))
            }
            _ => false,
        };
        if let Self::Machine(word) = self
            && let Some(id) = machines.find(word, held)
        {
            return Some(Holder::Asset(id)).filter(|holder| held.contains(holder));
        }
        held.iter().find(is_it).cloned()
    }

    /// Who or what it is, if anybody knows.
    pub(crate) fn find(&self, people: &People, machines: &Machines) -> Option<Holder> {
        match self {
            Self::Person(person) => people.find(person).map(Holder::User),
            Self::Machine(word) => machines.find(word, &[]).map(Holder::Asset),
        }
    }

    /// Who or what it is; added if nobody knew.
    pub(crate) fn find_or_add(
        &self,
        people: &mut People,
        machines: &mut Machines,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> Holder {
        match self {
            Self::Person(person) => Holder::User(people.find_or_add(person, fresh)),
            Self::Machine(word) => Holder::Asset(machines.find_or_add(word, fresh)),
        }
    }

    pub(crate) fn display_name(&self) -> &str {
        match self {
            Self::Person(person) => person.display_name(),
            Self::Machine(word) => word,
        }
    }
}
