//! What a row says of the things that only some licenses have.

use std::collections::BTreeSet;

use super::cells;
use super::report::{RowReader, within};
use super::style::DateOrder;
use super::words;
use crate::draft::{LONGEST_LINE, LONGEST_NOTES};
use crate::particulars::{
    MOST_PRODUCTS, MOST_TAGS, Particulars, is_web_link, parse_products, parse_tags,
};
use crate::problem::{Field, ProblemKind};
use crate::purchase::Seats;
use crate::renewal::LONGEST_TERM;

pub(crate) fn read(row: &mut RowReader<'_, '_>, order: Option<DateOrder>) -> Particulars {
    let usual = Particulars::default();
    Particulars {
        metric: row
            .read(Field::Metric, |text| words::metric(text).ok_or(ProblemKind::NotAChoice))
            .unwrap_or_default(),
        over_use: row
            .read(Field::OverUse, |text| words::over_use(text).ok_or(ProblemKind::NotAChoice))
            .unwrap_or_default(),
        once_per_holder: yes_or_no(row, Field::OncePerHolder, usual.once_per_holder),
        min_free: row.read(Field::MinFree, cells::seats).and_then(|seats| match seats {
            // Snipe-IT writes 0 where nobody wants to be warned.
            Seats::Counted(n) => (n > 0).then_some(n),
            Seats::Unstated | Seats::Unlimited => None,
        }),
        products: row.read(Field::Products, products).unwrap_or_default(),
        downgrades: row.read(Field::Downgrades, products).unwrap_or_default(),
        peaks: usual.peaks,
        version_bought: row.line(Field::VersionBought, LONGEST_LINE),
        version_used: row.line(Field::VersionUsed, LONGEST_LINE),
        edition: row.line(Field::Edition, LONGEST_LINE),
        department: row.line(Field::Department, LONGEST_LINE),
        cost_centre: row.line(Field::CostCentre, LONGEST_LINE),
        location: row.line(Field::Location, LONGEST_LINE),
        contacts: row.line(Field::Contacts, LONGEST_LINE),
        portal_link: row.read(Field::PortalLink, link).unwrap_or_default(),
        tags: row
            .read(Field::Tags, |text| {
                let tags = parse_tags(&within(text.to_owned(), LONGEST_LINE)?);
                let most = u32::try_from(MOST_TAGS).unwrap_or(u32::MAX);
                if tags.len() > MOST_TAGS { Err(ProblemKind::TooMany(most)) } else { Ok(tags) }
            })
            .unwrap_or_default(),
        terminated_on: row.read(Field::TerminatedOn, |text| cells::date(text, order)),
    }
}

fn products(text: &str) -> Result<BTreeSet<String>, ProblemKind> {
    let products = parse_products(&within(text.to_owned(), LONGEST_NOTES)?);
    let most = u32::try_from(MOST_PRODUCTS).unwrap_or(u32::MAX);
    if products.len() <= MOST_PRODUCTS { Ok(products) } else { Err(ProblemKind::TooMany(most)) }
}

pub(crate) fn yes_or_no(row: &mut RowReader<'_, '_>, field: Field, usual: bool) -> bool {
    row.read(field, |text| words::yes_or_no(text).ok_or(ProblemKind::NotYesOrNo)).unwrap_or(usual)
}

pub(crate) fn months(text: &str) -> Result<u16, ProblemKind> {
    let months = text.parse().ok().filter(|n| (1..=LONGEST_TERM).contains(n));
    months.ok_or(ProblemKind::NotInRange(1, LONGEST_TERM))
}

fn link(text: &str) -> Result<String, ProblemKind> {
    let link = within(text.to_owned(), LONGEST_LINE)?;
    if is_web_link(&link) { Ok(link) } else { Err(ProblemKind::NotALink) }
}
