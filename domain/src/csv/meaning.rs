//! What a column can mean to the importer: the target of a mapping.

use serde::{Deserialize, Serialize};

use crate::problem::Field;

/// What the cells of a column become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Meaning {
    /// This field.
    Field(Field),
    /// The number that the exporting program, or this one, gave the license.
    Id,
    /// The holder's first name.
    FirstName,
    /// The holder's last name.
    LastName,
    /// Nothing: it is left out.
    Ignored,
    /// A further detail of the license, under the heading of the file.
    Unknown,
    /// A new custom field of the heading of the file.
    NewField,
}

impl Meaning {
    /// All that a person can choose for a column, in the order of the form.
    pub const ALL: [Self; 52] = [
        Self::Field(Field::Name),
        Self::Field(Field::Vendor),
        Self::Field(Field::Type),
        Self::Field(Field::LicenseKey),
        Self::Field(Field::PurchaseDate),
        Self::Field(Field::StartDate),
        Self::Field(Field::ExpirationDate),
        Self::Field(Field::Seats),
        Self::Field(Field::Cost),
        Self::Field(Field::Currency),
        Self::Field(Field::BillingPeriod),
        Self::Field(Field::RenewalCost),
        Self::Field(Field::PurchaseOrder),
        Self::Field(Field::OrderNumber),
        Self::Field(Field::SupportExpiration),
        Self::Field(Field::Owner),
        Self::Field(Field::Lifecycle),
        Self::Field(Field::Supplier),
        Self::Field(Field::Reassignable),
        Self::Field(Field::LicensedToName),
        Self::Field(Field::LicensedToEmail),
        Self::Field(Field::Notes),
        Self::Field(Field::Stage),
        Self::Field(Field::Metric),
        Self::Field(Field::OverUse),
        Self::Field(Field::OncePerHolder),
        Self::Field(Field::MinFree),
        Self::Field(Field::Products),
        Self::Field(Field::Parent),
        Self::Field(Field::VersionBought),
        Self::Field(Field::VersionUsed),
        Self::Field(Field::Edition),
        Self::Field(Field::Department),
        Self::Field(Field::CostCentre),
        Self::Field(Field::Location),
        Self::Field(Field::Contacts),
        Self::Field(Field::PortalLink),
        Self::Field(Field::Tags),
        Self::Field(Field::TerminatedOn),
        Self::Field(Field::AutoRenew),
        Self::Field(Field::Notice),
        Self::Field(Field::RenewMonths),
        Self::Field(Field::HolderName),
        Self::FirstName,
        Self::LastName,
        Self::Field(Field::HolderEmail),
        Self::Field(Field::HolderUsername),
        Self::Field(Field::HolderAsset),
        Self::Id,
        Self::Unknown,
        Self::NewField,
        Self::Ignored,
    ];

    /// The field it says something of.
    pub(crate) fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::FirstName | Self::LastName => Some(Field::HolderName),
            Self::Id | Self::Ignored | Self::Unknown | Self::NewField => None,
        }
    }

    /// Whether it says who holds a seat, which may differ from row to row of one license.
    pub(crate) fn is_of_holder(self) -> bool {
        let of_holder =
            [Field::HolderName, Field::HolderEmail, Field::HolderUsername, Field::HolderAsset];
        self.field().is_some_and(|field| of_holder.contains(&field))
    }

    /// Whether several columns of a file may mean it.
    pub fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Field(Field::LicenseKey) | Self::Ignored | Self::Unknown | Self::NewField
        )
    }
}
