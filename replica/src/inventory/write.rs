//! Commands, as they are written into the document.

use automerge::transaction::{Transactable, Transaction};
use automerge::{AutomergeError, ObjId, ReadDoc};
use chrono::{DateTime, Utc};
use domain::command::{Change, Command, Edit, Named, RecordChange};
use domain::id::LicenseId;

use super::Roots;
use crate::schema;
use crate::tree::{self, Fields};

/// Carries a command out in a transaction.
pub(super) fn write(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    command: &Command,
) -> Result<(), AutomergeError> {
    match command {
        Command::CreateLicense { license, named } => {
            write_named(tx, roots, named)?;
            let fields = schema::license::write(license);
            tree::create(tx, &roots.licenses, &license.id.to_string(), &fields)
        }
        Command::EditLicenses { edits, named } => {
            write_named(tx, roots, named)?;
            write_edits(tx, roots, edits)
        }
        Command::AssumeTerms { edits } => write_edits(tx, roots, edits),
        Command::DeleteLicenses { ids, at } => write_deleted(tx, roots, ids, Some(*at)),
        Command::RestoreLicenses { ids } => write_deleted(tx, roots, ids, None),
        Command::ChangeSettings { before, after } => {
            let (before, fields) =
                (schema::settings::write(before), schema::settings::write(after));
            tree::write_difference(tx, &roots.settings, &before, &fields)
        }
        Command::RenewLicense { id, term, line } => with_license(tx, roots, *id, |tx, license| {
            let (term, line) = (schema::license::term(term), schema::license::purchase(line));
            add_record(tx, license, "terms", &term)?;
            add_record(tx, license, "purchases", &line)
        }),
        Command::ChangeRecords(changes) => {
            changes.iter().try_for_each(|change| write_record(tx, roots, change))
        }
        Command::ChangeSeats(changes) => {
            changes.records.iter().try_for_each(|change| write_record(tx, roots, change))?;
            changes.seats.iter().try_for_each(|change| {
                write_change(tx, &roots.assignments, change, |a| a.id, schema::assignment::write)
            })
        }
        // Imports run in steps, see `ImportRun`.
        Command::ImportLicenses(_) => Ok(()),
        Command::TurnImport(turned) => {
            write_deleted(tx, roots, &turned.licenses, turned.deleted_at)?;
            write_edits(tx, roots, &turned.edits)?;
            turned.assignments.iter().try_for_each(|seat| {
                let key = seat.id.to_string();
                let is_there = tx.get(&roots.assignments, key.as_str())?.is_some();
                match turned.deleted_at {
                    Some(_) if is_there => tx.delete(&roots.assignments, key.as_str()),
                    Some(_) => Ok(()),
                    None => {
                        let fields = schema::assignment::write(seat);
                        tree::create(tx, &roots.assignments, &key, &fields)
                    }
                }
            })
        }
    }
}

fn write_edits(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    edits: &[Edit],
) -> Result<(), AutomergeError> {
    let order = last_created_first(tx, roots, edits.iter().map(|edit| edit.after.id));
    order
        .into_iter()
        .filter_map(|at| edits.get(at))
        .try_for_each(|edit| write_edit(tx, roots, edit))
}

/// The order in which licenses are best written, as positions in `ids`: the last created first.
///
/// Automerge holds the values of a loaded document in one block and splits it wherever one is
/// added. The part in front keeps the room of the whole (hexane 1.0.0-alpha.5, `raw.rs`), so that
/// edits from front to back take room that grows with the square of their number: 3.2 GB for
/// 10,000 of them, and a twelfth of that from back to front.
pub(crate) fn last_created_first(
    tx: &Transaction<'_>,
    roots: &Roots,
    ids: impl Iterator<Item = LicenseId>,
) -> Vec<usize> {
    let created = |id: LicenseId| match tx.get(&roots.licenses, id.to_string()) {
        Ok(Some((_, ObjId::Id(counter, ..)))) => counter,
        Ok(Some((_, ObjId::Root)) | None) | Err(_) => 0,
    };
    let mut order: Vec<(u64, usize)> = ids.enumerate().map(|(at, id)| (created(id), at)).collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    order.into_iter().map(|(_, at)| at).collect()
}

/// Writes what an edit changed.
pub(crate) fn write_edit(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    Edit { before, after }: &Edit,
) -> Result<(), AutomergeError> {
    if before == after {
        return Ok(());
    }
    let (before, fields) = (schema::license::write(before), schema::license::write(after));
    with_license(tx, roots, after.id, |tx, license| {
        tree::write_difference(tx, license, &before, &fields)
    })
}

/// Deletes licenses, or takes their deletion back.
fn write_deleted(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    ids: &[LicenseId],
    at: Option<DateTime<Utc>>,
) -> Result<(), AutomergeError> {
    let order = last_created_first(tx, roots, ids.iter().copied());
    order.into_iter().filter_map(|at| ids.get(at)).try_for_each(|id| {
        with_license(tx, roots, *id, |tx, license| match at {
            Some(at) => tx.put(license, "deleted_at", at.timestamp_millis()),
            None if tx.get(license, "deleted_at")?.is_some() => tx.delete(license, "deleted_at"),
            None => Ok(()),
        })
    })
}

fn write_record(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    change: &RecordChange,
) -> Result<(), AutomergeError> {
    use schema::{asset, custom_field, kit, request, review, user, vendor, view};
    match change {
        RecordChange::Vendor(c) => write_change(tx, &roots.vendors, c, |v| v.id, vendor::write),
        RecordChange::User(c) => write_change(tx, &roots.users, c, |u| u.id, user::write),
        RecordChange::Asset(c) => write_change(tx, &roots.assets, c, |a| a.id, asset::write),
        RecordChange::CustomField(c) => {
            write_change(tx, &roots.custom_fields, c, |f| f.id, custom_field::write)
        }
        RecordChange::View(c) => write_change(tx, &roots.views, c, |v| v.id, view::write),
        RecordChange::Kit(c) => write_change(tx, &roots.kits, c, |k| k.id, kit::write),
        RecordChange::Review(c) => write_change(tx, &roots.reviews, c, |r| r.id, review::write),
        RecordChange::Request(c) => write_change(tx, &roots.requests, c, |r| r.id, request::write),
    }
}

/// Makes a record, writes what differs, or takes it away.
fn write_change<T, K: ToString>(
    tx: &mut Transaction<'_>,
    root: &ObjId,
    change: &Change<T>,
    id: impl Fn(&T) -> K,
    fields: impl Fn(&T) -> Fields,
) -> Result<(), AutomergeError> {
    match (&change.before, &change.after) {
        (None, Some(after)) => tree::create(tx, root, &id(after).to_string(), &fields(after)),
        (Some(before), Some(after)) => match tx.get(root, id(after).to_string())? {
            Some((_, record)) => {
                tree::write_difference(tx, &record, &fields(before), &fields(after))
            }
            None => Ok(()),
        },
        (Some(before), None) => match tx.get(root, id(before).to_string())? {
            Some(_) => tx.delete(root, id(before).to_string()),
            None => Ok(()),
        },
        (None, None) => Ok(()),
    }
}

fn with_license(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    id: LicenseId,
    act: impl FnOnce(&mut Transaction<'_>, &ObjId) -> Result<(), AutomergeError>,
) -> Result<(), AutomergeError> {
    match tx.get(&roots.licenses, id.to_string())? {
        Some((_, license)) => act(tx, &license),
        None => Ok(()),
    }
}

/// Adds a record, given with its key, to the map `map` of `object`.
fn add_record(
    tx: &mut Transaction<'_>,
    object: &ObjId,
    map: &str,
    (key, fields): &(String, Fields),
) -> Result<(), AutomergeError> {
    match tx.get(object, map)? {
        Some((_, map)) => tree::create(tx, &map, key, fields),
        None => Ok(()),
    }
}

fn write_named(
    tx: &mut Transaction<'_>,
    roots: &Roots,
    named: &Named,
) -> Result<(), AutomergeError> {
    for vendor in &named.vendors {
        let fields = schema::vendor::write(vendor);
        tree::create(tx, &roots.vendors, &vendor.id.to_string(), &fields)?;
    }
    for user in &named.users {
        tree::create(tx, &roots.users, &user.id.to_string(), &schema::user::write(user))?;
    }
    Ok(())
}
