//! Changes of records beside licenses: vendors, users, assets, seats, custom fields, saved views,
//! kits, reviews, requests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::asset::Asset;
use crate::assignment::Assignment;
use crate::custom_field::CustomField;
use crate::kit::Kit;
use crate::request::Request;
use crate::review::Review;
use crate::user::User;
use crate::vendor::Vendor;
use crate::view::SavedView;
use crate::workspace::Workspace;

/// A record that is made, changed or taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordChange {
    /// A vendor.
    Vendor(Change<Vendor>),
    /// Somebody who uses software.
    User(Change<User>),
    /// A machine.
    Asset(Change<Asset>),
    /// The definition of a custom field.
    CustomField(Change<CustomField>),
    /// A saved view.
    View(Change<SavedView>),
    /// A set of licenses that are assigned together.
    Kit(Change<Kit>),
    /// A review of who holds what. Lines that neither side has are left alone.
    Review(Change<Review>),
    /// A request for a license.
    Request(Change<Request>),
}

/// A record as it was seen and as it is meant: `None` where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// As it was seen.
    pub before: Option<T>,
    /// As it is meant.
    pub after: Option<T>,
}

impl<T: Clone> Change<T> {
    /// Makes a record.
    pub fn make(after: T) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// Changes one.
    pub fn edit(before: T, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// Takes one away.
    pub fn remove(before: T) -> Self {
        Self { before: Some(before), after: None }
    }

    /// The record, as it is meant or as it was.
    pub fn record(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// The way back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

impl RecordChange {
    /// Which record it is about.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Vendor(change) => change.record().map(|vendor| vendor.id.0),
            Self::User(change) => change.record().map(|user| user.id.0),
            Self::Asset(change) => change.record().map(|asset| asset.id.0),
            Self::CustomField(change) => change.record().map(|field| field.id.0),
            Self::View(change) => change.record().map(|view| view.id.0),
            Self::Kit(change) => change.record().map(|kit| kit.id.0),
            Self::Review(change) => change.record().map(|review| review.id.0),
            Self::Request(change) => change.record().map(|request| request.id.0),
        }
    }

    /// The way back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Vendor(change) => Self::Vendor(change.inverse()),
            Self::User(change) => Self::User(change.inverse()),
            Self::Asset(change) => Self::Asset(change.inverse()),
            Self::CustomField(change) => Self::CustomField(change.inverse()),
            Self::View(change) => Self::View(change.inverse()),
            Self::Kit(change) => Self::Kit(change.inverse()),
            Self::Review(change) => Self::Review(change.inverse()),
            Self::Request(change) => Self::Request(change.inverse()),
        }
    }
}

/// Carries changes out on plain records.
pub(super) fn apply(workspace: &mut Workspace, changes: &[RecordChange]) {
    for change in changes {
        match change {
            RecordChange::Vendor(change) => {
                carry_out(&mut workspace.vendors, change, |v| v.id, merge_vendor);
            }
            RecordChange::User(change) => {
                carry_out(&mut workspace.users, change, |u| u.id, merge_user);
            }
            RecordChange::Asset(change) => {
                carry_out(&mut workspace.assets, change, |a| a.id, merge_asset);
            }
            RecordChange::CustomField(change) => {
                carry_out(&mut workspace.custom_fields, change, |f| f.id, merge_custom_field);
            }
            RecordChange::View(change) => {
                carry_out(&mut workspace.views, change, |v| v.id, merge_view);
            }
            RecordChange::Kit(change) => {
                carry_out(&mut workspace.kits, change, |k| k.id, merge_kit);
            }
            RecordChange::Review(change) => {
                carry_out(&mut workspace.reviews, change, |r| r.id, merge_review);
            }
            RecordChange::Request(change) => {
                carry_out(&mut workspace.requests, change, |r| r.id, merge_request);
            }
        }
    }
}

/// Carries changes of seats out on plain records.
pub(super) fn apply_seats(workspace: &mut Workspace, changes: &[Change<Assignment>]) {
    for Change { before, after } in changes {
        match (before, after) {
            (None, Some(after)) => drop(workspace.assignments.insert(after.id, after.clone())),
            (Some(before), Some(after)) => {
                if let Some(mut seat) = workspace.assignments.remove(after.id) {
                    super::merge_fields!(seat, before, after; license_id holder quantity key_id
                        from_on until_on last_used_on note ended_on end_note);
                    workspace.assignments.insert(seat.id, seat);
                }
            }
            (Some(before), None) => drop(workspace.assignments.remove(before.id)),
            (None, None) => {}
        }
    }
}

/// What somebody else took away meanwhile stays away; what they made stays.
fn carry_out<K: Ord, T: Clone>(
    records: &mut BTreeMap<K, T>,
    change: &Change<T>,
    id: impl Fn(&T) -> K,
    merge: impl Fn(&mut T, &T, &T),
) {
    match (&change.before, &change.after) {
        (None, Some(after)) => drop(records.insert(id(after), after.clone())),
        (Some(before), Some(after)) => {
            if let Some(current) = records.get_mut(&id(after)) {
                merge(current, before, after);
            }
        }
        (Some(before), None) => drop(records.remove(&id(before))),
        (None, None) => {}
    }
}

fn merge_vendor(current: &mut Vendor, before: &Vendor, after: &Vendor) {
    super::merge_fields!(current, before, after; name merged_into);
    super::merge_set(&mut current.aliases, &before.aliases, &after.aliases);
}

fn merge_user(current: &mut User, before: &User, after: &User) {
    super::merge_fields!(current, before, after; name email username employee_number department
        location manager_id company status start_on end_on notes deleted_at);
    super::merge_set(&mut current.more_emails, &before.more_emails, &after.more_emails);
}

fn merge_asset(current: &mut Asset, before: &Asset, after: &Asset) {
    super::merge_fields!(current, before, after; tag name serial category status holder_id location
        cores processors retired_on notes deleted_at);
}

fn merge_custom_field(current: &mut CustomField, before: &CustomField, after: &CustomField) {
    super::merge_fields!(current, before, after; name kind choices is_retired);
}

fn merge_view(current: &mut SavedView, before: &SavedView, after: &SavedView) {
    super::merge_fields!(current, before, after; name query columns);
}

fn merge_kit(current: &mut Kit, before: &Kit, after: &Kit) {
    super::merge_fields!(current, before, after; name note);
    super::merge_values(&mut current.licenses, &before.licenses, &after.licenses);
}

fn merge_review(current: &mut Review, before: &Review, after: &Review) {
    super::merge_fields!(current, before, after; name scope started_on due_on closed_on closed_by);
    let lines = (&mut current.lines, &before.lines, &after.lines);
    super::merge_records(lines.0, lines.1, lines.2, |current, before, after| {
        super::merge_fields!(current, before, after; license_id license holder quantity answer note
            answered_on answered_by);
    });
}

fn merge_request(current: &mut Request, before: &Request, after: &Request) {
    super::merge_fields!(current, before, after; license_id holder quantity reason asked_on asked_by
        state note decided_on decided_by seat_id);
}
