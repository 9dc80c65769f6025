//! What only some licenses have: fields beside the others, written only where they are not as usual.

use domain::particulars::{Metric, OverUse, Particulars};

use super::fields::{Reader, Writer, map_of};
use crate::tree::{Fields, Tree};

/// What stands before the name of a product: an entry of its own for each, as licenses from before
/// there were any have no map for them.
pub(crate) const PRODUCT: &str = "product.";

/// The same for an older product.
pub(crate) const DOWNGRADE: &str = "downgrade.";

/// The same for the most who used it at the same time, with the day after it.
pub(crate) const PEAK: &str = "peak.";

pub(crate) fn write(particulars: &Particulars) -> Fields {
    let Particulars { metric, over_use, .. } = particulars;
    let tags = particulars.tags.iter().map(|tag| (tag.clone(), Tree::Bool(true)));
    let writer = Writer::default()
        .code("metric", metric.code(), matches!(metric, Metric::User | Metric::Unknown))
        .code("over_use", over_use.code(), matches!(over_use, OverUse::Warn | OverUse::Unknown))
        .flag("once_per_holder", particulars.once_per_holder, true)
        .int("min_free", particulars.min_free.map(i64::from))
        .text("version_bought", &particulars.version_bought)
        .text("version_used", &particulars.version_used)
        .text("edition", &particulars.edition)
        .text("department", &particulars.department)
        .text("cost_centre", &particulars.cost_centre)
        .text("location", &particulars.location)
        .text("contacts", &particulars.contacts)
        .text("portal_link", &particulars.portal_link)
        .date("terminated_on", particulars.terminated_on);
    let products = particulars.products.iter();
    let products = products.map(|name| (format!("{PRODUCT}{name}"), Tree::Bool(true)));
    let older = particulars.downgrades.iter();
    let older = older.map(|name| (format!("{DOWNGRADE}{name}"), Tree::Bool(true)));
    let peaks = particulars.peaks.iter();
    let peaks = peaks.map(|(day, peak)| (format!("{PEAK}{day}"), Tree::Int(i64::from(*peak))));
    // A map of its own always, so that two who add the first tag at once add to the same one.
    writer.all(map_of(products.chain(older).chain(peaks))).map("tags", map_of(tags)).0
}

pub(crate) fn read(reader: Reader<'_>) -> Particulars {
    let mut particulars = Particulars {
        metric: Metric::from_code(reader.str("metric")),
        over_use: OverUse::from_code(reader.str("over_use")),
        once_per_holder: reader.bool("once_per_holder").unwrap_or(true),
        min_free: reader.int("min_free").and_then(|n| n.try_into().ok()),
        version_bought: reader.text("version_bought"),
        version_used: reader.text("version_used"),
        edition: reader.text("edition"),
        department: reader.text("department"),
        cost_centre: reader.text("cost_centre"),
        location: reader.text("location"),
        contacts: reader.text("contacts"),
        portal_link: reader.text("portal_link"),
        terminated_on: reader.date("terminated_on"),
        ..Particulars::default()
    };
    let tags = reader.0.get("tags").and_then(Tree::as_map);
    particulars.tags.extend(tags.into_iter().flatten().map(|(tag, _)| tag.clone()));
    let products = reader.keys_after(PRODUCT);
    particulars.products.extend(products.map(|(name, _)| name.to_owned()));
    let older = reader.keys_after(DOWNGRADE);
    particulars.downgrades.extend(older.map(|(name, _)| name.to_owned()));
    let peaks = reader.keys_after(PEAK);
    particulars.peaks.extend(peaks.filter_map(|(day, peak)| {
        Some((domain::date::parse_iso(day)?, u32::try_from(peak.as_int()?).ok()?))
    }));
    particulars
}
