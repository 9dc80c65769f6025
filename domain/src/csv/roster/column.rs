//! What a file is a list of, and what its columns can mean.

use serde::{Deserialize, Serialize};

/// What a file is a list of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// People.
    Users,
    /// Machines.
    Assets,
    /// Who holds seats of which license.
    Assignments,
    /// When software was last used.
    LastUsed,
}

/// What the cells of a column say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are called what the columns are called")]
pub enum Column {
    /// The identity that we gave the record.
    Id,
    Name,
    FirstName,
    LastName,
    Email,
    Username,
    EmployeeNumber,
    Department,
    Location,
    /// By name, e-mail address, login name or number.
    Manager,
    ManagerFirstName,
    ManagerLastName,
    Company,
    Status,
    /// Whether the account works: somebody whose does not has left.
    Enabled,
    StartDate,
    EndDate,
    Notes,
    Tag,
    Serial,
    Category,
    /// The name of a machine that has none of its own.
    Model,
    HolderName,
    HolderEmail,
    HolderUsername,
    Cores,
    Processors,
    RetiredOn,
    License,
    /// By tag, serial number or name.
    Asset,
    Quantity,
    From,
    Until,
    LastUsed,
    /// It is left out.
    Ignored,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Users, Self::Assets, Self::Assignments, Self::LastUsed];

    /// What its columns can mean, in the order of a form.
    pub fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Users => &[
                C::Name,
                C::FirstName,
                C::LastName,
                C::Email,
                C::Username,
                C::EmployeeNumber,
                C::Department,
                C::Location,
                C::Manager,
                C::ManagerFirstName,
                C::ManagerLastName,
                C::Company,
                C::Status,
                C::Enabled,
                C::StartDate,
                C::EndDate,
                C::Notes,
                C::Id,
                C::Ignored,
            ],
            Self::Assets => &[
                C::Tag,
                C::Name,
                C::Serial,
                C::Category,
                C::Model,
                C::Status,
                C::HolderName,
                C::HolderEmail,
                C::HolderUsername,
                C::EmployeeNumber,
                C::Location,
                C::Cores,
                C::Processors,
                C::RetiredOn,
                C::Notes,
                C::Id,
                C::Ignored,
            ],
            Self::Assignments => &[
                C::License,
                C::HolderName,
                C::HolderEmail,
                C::HolderUsername,
                C::EmployeeNumber,
                C::Asset,
                C::Quantity,
                C::From,
                C::Until,
                C::Notes,
                C::Ignored,
            ],
            Self::LastUsed => &[
                C::LastUsed,
                C::License,
                C::HolderName,
                C::HolderEmail,
                C::HolderUsername,
                C::EmployeeNumber,
                C::Asset,
                C::Ignored,
            ],
        }
    }

    /// The columns whose cells are days.
    pub(super) fn days(self) -> &'static [Column] {
        match self {
            Self::Users => &[Column::StartDate, Column::EndDate],
            Self::Assets => &[Column::RetiredOn],
            Self::Assignments => &[Column::From, Column::Until],
            Self::LastUsed => &[Column::LastUsed],
        }
    }
}
