//! What is wrong with what a person typed: collected, all at once, without words.

use serde::{Deserialize, Serialize};

use crate::id::CustomFieldId;
use crate::money::BadAmount;

/// A field of a form or a column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// License: name.
    Name,
    /// License: vendor.
    Vendor,
    /// License: supplier.
    Supplier,
    /// License: owner.
    Owner,
    /// License: type.
    Type,
    /// License: lifecycle.
    Lifecycle,
    /// License: lifecycle, in a column of its own beside the computed status.
    Stage,
    /// License: product key.
    LicenseKey,
    /// Purchase: date.
    PurchaseDate,
    /// Term: first day.
    StartDate,
    /// Term: last valid day.
    ExpirationDate,
    /// Purchase: seats.
    Seats,
    /// Purchase: price.
    Cost,
    /// Purchase: currency.
    Currency,
    /// Purchase: how often the price is due.
    BillingPeriod,
    /// Purchase: price of the next term.
    RenewalCost,
    /// Purchase: purchase order.
    PurchaseOrder,
    /// Purchase: order number.
    OrderNumber,
    /// License: end of support.
    SupportExpiration,
    /// License: whether seats may move.
    Reassignable,
    /// License: made out to.
    LicensedToName,
    /// License: made out to.
    LicensedToEmail,
    /// License: what a file said that has no field here.
    Extra,
    /// License: a whole term.
    Term,
    /// License: a period of support or maintenance.
    Coverage,
    /// Coverage: what it gives.
    CoverageKind,
    /// Coverage: what it costs.
    CoveragePrice,
    /// Purchase: what the price is for.
    CostBasis,
    /// License: notes.
    Notes,
    /// License: what one seat is.
    Metric,
    /// License: what happens when more is used than was bought.
    OverUse,
    /// License: one seat per holder.
    OncePerHolder,
    /// License: seats that should stay free.
    MinFree,
    /// License: version bought.
    VersionBought,
    /// License: version in use.
    VersionUsed,
    /// License: the products it gives a right to use.
    Products,
    /// License: older products that its rights may be used for.
    Downgrades,
    /// License: the license it is a part of.
    Parent,
    /// License: edition.
    Edition,
    /// License: department.
    Department,
    /// License: cost centre.
    CostCentre,
    /// License: location.
    Location,
    /// License: further contacts.
    Contacts,
    /// License: where it is administered.
    PortalLink,
    /// License: tags.
    Tags,
    /// License: last day before it was ended early.
    TerminatedOn,
    /// License: a field of the organisation's own.
    Custom(CustomFieldId),
    /// Term: whether it renews by itself.
    AutoRenew,
    /// Term: notice.
    Notice,
    /// Term: months of the next one.
    RenewMonths,
    /// Term: how sure it is.
    TermState,
    /// Settings: workspace name.
    WorkspaceName,
    /// Settings: time zone.
    TimeZone,
    /// Settings: days before expiration.
    ExpiringDays,
    /// Custom field: its name.
    CustomName,
    /// Custom field: its choices.
    Choices,
    /// Saved view: its name.
    ViewName,
    /// Vendor: its name.
    VendorName,
    /// Vendor: other names it goes by.
    Aliases,
    /// Assignment: the holder's name.
    HolderName,
    /// Assignment: the holder's e-mail address.
    HolderEmail,
    /// Assignment: the holder's login name.
    HolderUsername,
    /// Assignment: the machine that holds it.
    HolderAsset,
    /// User: e-mail address.
    Email,
    /// User: further e-mail addresses.
    MoreEmails,
    /// User: login name.
    Username,
    /// User: the organisation's own number for them.
    EmployeeNumber,
    /// User: who they answer to.
    Manager,
    /// User: the company they belong to.
    Company,
    /// User or asset: where it stands.
    Standing,
    /// User: first day.
    FirstDay,
    /// User: last day.
    LastDay,
    /// Asset: the organisation's own mark on it.
    AssetTag,
    /// Asset: the maker's serial number.
    Serial,
    /// Asset: what kind of machine it is.
    Category,
    /// Asset: whose it is.
    AssignedTo,
    /// Asset: cores.
    Cores,
    /// Asset: processors.
    Processors,
    /// Asset: when it was taken out of use.
    RetiredOn,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProblemKind {
    /// It must be filled in.
    Missing,
    /// This type of license must have it.
    MissingForType,
    /// More characters than this.
    TooLong(u32),
    /// Not a day on the calendar, or outside 1900 to 2199.
    NotADate,
    /// A day that could be read as two dates, day first or month first.
    AmbiguousDate,
    /// Not a whole number of at least 0, up to the most we hold.
    NotACount,
    /// Not an amount of money.
    NotAnAmount(AmountProblem),
    /// Not a currency code.
    NotACurrency,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not one of the words we know.
    NotAChoice,
    /// It ends before it starts.
    EndsBeforeStart,
    /// Not a time zone the browser knows.
    NotATimeZone,
    /// Outside the range, in days.
    NotInRange(u16, u16),
    /// Another row of the same license says something else; the first row counts.
    DiffersFromFirstRow,
    /// The row has more cells than there are headings, so its cells stand in the wrong columns.
    MoreCellsThanHeadings,
    /// The record is gone.
    Gone,
    /// Neither days nor months.
    NotANotice,
    /// Not an address that starts with http or https.
    NotALink,
    /// More words than one record holds.
    TooMany(u32),
    /// Not a decimal number.
    NotANumber,
    /// Another record has it already.
    Taken,
    /// It cannot be told which license of the workspace a row means.
    UnclearLicense,
    /// There is no license of this name.
    NoSuchLicense,
    /// Several licenses have this name.
    SeveralLicenses,
    /// A license would be a part of itself.
    PartOfItself,
    /// The license has several purchases, so it cannot be told which one a cell means.
    SeveralPurchases,
    /// The license has a key with the same last characters, which may be this one.
    KeyEndsAlike,
    /// The license has a key that shows nothing, as this one does, so nobody can tell them apart.
    KeyShowsNothing,
    /// The row of a file is no license.
    NoLicense(NoLicense),
    /// The row names a person too, and it is they who hold the seat.
    HeldByPerson,
    /// The license refuses to be over-used, and has no seats left.
    NoSeatsLeft,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a whole number in this range.
    NotWithin(u32, u32),
    /// This or one of the fields it stands for must be filled in.
    MissingName,
}

/// Why a row of a file is no license.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoLicense {
    /// It was deleted in the program that wrote the file.
    Deleted,
    /// It sums up other rows.
    Total,
    /// Another row counts it.
    Counted,
    /// It counts nothing.
    Nothing,
}

/// [`BadAmount`] in a form that can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AmountProblem {
    /// Letters or signs where digits belong.
    NotANumber,
    /// More decimals than the currency has.
    TooFine,
    /// More than the inventory can hold.
    TooLarge,
    /// A thousand or one and a bit.
    Ambiguous,
}

impl From<BadAmount> for AmountProblem {
    fn from(bad: BadAmount) -> Self {
        match bad {
            BadAmount::NotANumber => Self::NotANumber,
            BadAmount::TooFine => Self::TooFine,
            BadAmount::TooLarge => Self::TooLarge,
            BadAmount::Ambiguous => Self::Ambiguous,
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What.
    pub kind: ProblemKind,
}

/// Everything that is wrong, in the order of the form.
pub type Problems = Vec<Problem>;
