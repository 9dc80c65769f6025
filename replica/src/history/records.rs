//! What a change did to settings and to records beside licenses.

use automerge::{Automerge, ChangeHash, ChangeMetadata, ROOT, ReadDoc};
use domain::asset::{Asset, AssetStatus};
use domain::custom_field::CustomField;
use domain::date::Date;
use domain::difference::Said;
use domain::id::{AssetId, CustomFieldId, KitId, RequestId, ReviewId, UserId, VendorId, ViewId};
use domain::settings::Settings;
use domain::user::{User, UserStatus};
use domain::vendor::Vendor;
use domain::view::SavedView;
use domain::workspace::Workspace;
use uuid::Uuid;

use super::requests::{kit, request, request_name, review};
use super::{RecordDifference, RecordField, TouchedRecord};
use crate::message::{Message, RecordKind};
use crate::schema::{self, Root};
use crate::tree::{self, Fields};

/// The records a change touched, as far as its label names them.
pub(super) fn touched(
    doc: &Automerge,
    workspace: &Workspace,
    message: &Message,
    change: &ChangeMetadata<'_>,
    most: usize,
) -> Vec<TouchedRecord> {
    let at = [change.deps.as_slice(), &[change.hash]];
    // Elsewhere in the label there are licenses alone.
    if *message == Message::Settings {
        let [before, after] = at.map(|heads| settings_at(doc, heads));
        return record(String::new(), settings(before.as_ref(), after.as_ref()))
            .into_iter()
            .collect();
    }
    let Message::Records(kind, ids) = message else { return Vec::new() };
    let of_one = |id: &Uuid| {
        let (id, root) = (*id, root_of(*kind));
        let [before, after] = at.map(|heads| fields_at(doc, root, id, heads));
        match kind {
            RecordKind::Vendors => {
                let read = |fields: Fields| schema::vendor::read(VendorId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.name.clone();
                record(name, vendor(before.as_ref(), after.as_ref(), workspace))
            }
            RecordKind::Users => {
                let read = |fields: Fields| schema::user::read(UserId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.label().to_owned();
                record(name, user(before.as_ref(), after.as_ref(), workspace))
            }
            RecordKind::Assets => {
                let read = |fields: Fields| schema::asset::read(AssetId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.label();
                record(name, asset(before.as_ref(), after.as_ref(), workspace))
            }
            RecordKind::CustomFields => {
                let read = |fields: Fields| schema::custom_field::read(CustomFieldId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.name.clone();
                record(name, custom_field(before.as_ref(), after.as_ref()))
            }
            RecordKind::Views => {
                let read = |fields: Fields| schema::view::read(ViewId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.name.clone();
                record(name, view(before.as_ref(), after.as_ref()))
            }
            RecordKind::Kits => {
                let read = |fields: Fields| schema::kit::read(KitId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.name.clone();
                record(name, kit(before.as_ref(), after.as_ref(), workspace))
            }
            RecordKind::Reviews => {
                let read = |fields: Fields| schema::review::read(ReviewId(id), &fields);
                let (before, after) = (before.map(read), after.map(read));
                let name = after.as_ref().or(before.as_ref())?.name.clone();
                record(name, review(before.as_ref(), after.as_ref()))
            }
            RecordKind::Requests => {
                let read = |fields: Fields| schema::request::read(RequestId(id), &fields);
                let (before, after) = (before.and_then(read), after.and_then(read));
                let name = request_name(after.as_ref().or(before.as_ref())?, workspace);
                record(name, request(before.as_ref(), after.as_ref(), workspace))
            }
        }
    };
    ids.iter().take(most).filter_map(of_one).collect()
}

fn root_of(kind: RecordKind) -> Root {
    match kind {
        RecordKind::Vendors => Root::Vendors,
        RecordKind::Users => Root::Users,
        RecordKind::Assets => Root::Assets,
        RecordKind::CustomFields => Root::CustomFields,
        RecordKind::Views => Root::Views,
        RecordKind::Kits => Root::Kits,
        RecordKind::Reviews => Root::Reviews,
        RecordKind::Requests => Root::Requests,
    }
}

fn record(name: String, differences: Vec<RecordDifference>) -> Option<TouchedRecord> {
    (!differences.is_empty()).then_some(TouchedRecord { name, differences })
}

fn fields_at(doc: &Automerge, root: Root, id: Uuid, heads: &[ChangeHash]) -> Option<Fields> {
    let (_, root) = doc.get(ROOT, root.key()).ok().flatten()?;
    let (_, object) = doc.get_at(&root, id.hyphenated().to_string(), heads).ok().flatten()?;
    Some(tree::read_at(doc, &object, heads))
}

fn settings_at(doc: &Automerge, heads: &[ChangeHash]) -> Option<Settings> {
    let (_, root) = doc.get(ROOT, Root::Settings.key()).ok().flatten()?;
    Some(schema::settings::read(&tree::read_at(doc, &root, heads)))
}

/// Fields of two states of a record; one that is not there says nothing.
pub(super) struct Compared<'a, T> {
    before: Option<&'a T>,
    after: Option<&'a T>,
    pub(super) found: Vec<RecordDifference>,
}

impl<'a, T> Compared<'a, T> {
    pub(super) fn new(before: Option<&'a T>, after: Option<&'a T>) -> Self {
        Self { before, after, found: Vec::new() }
    }

    pub(super) fn add(mut self, field: RecordField, say: impl Fn(&T) -> Said) -> Self {
        let before = self.before.map_or(Said::Nothing, &say);
        let after = self.after.map_or(Said::Nothing, &say);
        if before != after {
            self.found.push(RecordDifference { field, before, after });
        }
        self
    }
}

pub(super) fn text(text: &str) -> Said {
    if text.is_empty() { Said::Nothing } else { Said::Text(text.to_owned()) }
}

fn settings(before: Option<&Settings>, after: Option<&Settings>) -> Vec<RecordDifference> {
    Compared::new(before, after)
        .add(RecordField::Name, |s| text(&s.name))
        .add(RecordField::TimeZone, |s| text(&s.time_zone))
        .add(RecordField::Currency, |s| text(&s.currency.to_string()))
        .add(RecordField::ExpiringDays, |s| Said::Number(u32::from(s.expiring_days)))
        .found
}

fn vendor(
    before: Option<&Vendor>,
    after: Option<&Vendor>,
    workspace: &Workspace,
) -> Vec<RecordDifference> {
    // Its own name, and not that of the vendor it turned out to be in turn.
    let name = |id: VendorId| workspace.vendors.get(&id).map_or("", |vendor| vendor.name.as_str());
    let aliases = |v: &Vendor| v.aliases.iter().cloned().collect::<Vec<_>>().join(", ");
    Compared::new(before, after)
        .add(RecordField::Name, |v| text(&v.name))
        .add(RecordField::Aliases, |v| text(&aliases(v)))
        .add(RecordField::MergedInto, |v| v.merged_into.map_or(Said::Nothing, |id| text(name(id))))
        .found
}

fn user(
    before: Option<&User>,
    after: Option<&User>,
    workspace: &Workspace,
) -> Vec<RecordDifference> {
    let emails = |u: &User| {
        let all = [&u.email].into_iter().chain(&u.more_emails).filter(|email| !email.is_empty());
        all.cloned().collect::<Vec<_>>().join(", ")
    };
    // The usual case, which a new one need not say.
    let status = |u: &User| said_unless(u.status == UserStatus::Active, u.status.code());
    Compared::new(before, after)
        .add(RecordField::Name, |u| text(&u.name))
        .add(RecordField::Emails, |u| text(&emails(u)))
        .add(RecordField::Username, |u| text(&u.username))
        .add(RecordField::EmployeeNumber, |u| text(&u.employee_number))
        .add(RecordField::Department, |u| text(&u.department))
        .add(RecordField::Location, |u| text(&u.location))
        .add(RecordField::Manager, |u| text(workspace.user_name(u.manager_id)))
        .add(RecordField::Company, |u| text(&u.company))
        .add(RecordField::UserStatus, status)
        .add(RecordField::StartOn, |u| day(u.start_on))
        .add(RecordField::EndOn, |u| day(u.end_on))
        .add(RecordField::Notes, |u| text(&u.notes))
        .add(RecordField::Deleted, |u| is_deleted(u.deleted_at.is_some()))
        .found
}

fn asset(
    before: Option<&Asset>,
    after: Option<&Asset>,
    workspace: &Workspace,
) -> Vec<RecordDifference> {
    let number = |n: Option<u32>| n.map_or(Said::Nothing, Said::Number);
    let status = |a: &Asset| said_unless(a.status == AssetStatus::Available, a.status.code());
    Compared::new(before, after)
        .add(RecordField::AssetTag, |a| text(&a.tag))
        .add(RecordField::Name, |a| text(&a.name))
        .add(RecordField::Serial, |a| text(&a.serial))
        .add(RecordField::Category, |a| text(&a.category))
        .add(RecordField::AssetStatus, status)
        .add(RecordField::Holder, |a| text(workspace.user_name(a.holder_id)))
        .add(RecordField::Location, |a| text(&a.location))
        .add(RecordField::Cores, |a| number(a.cores))
        .add(RecordField::Processors, |a| number(a.processors))
        .add(RecordField::RetiredOn, |a| day(a.retired_on))
        .add(RecordField::Notes, |a| text(&a.notes))
        .add(RecordField::Deleted, |a| is_deleted(a.deleted_at.is_some()))
        .found
}

pub(super) fn day(day: Option<Date>) -> Said {
    day.map_or(Said::Nothing, Said::Day)
}

/// A word of a list, unless it is the usual one.
pub(super) fn said_unless(is_usual: bool, code: &str) -> Said {
    if is_usual { Said::Nothing } else { Said::Code(code.to_owned()) }
}

fn is_deleted(truth: bool) -> Said {
    if truth { Said::Truth(true) } else { Said::Nothing }
}

fn custom_field(
    before: Option<&CustomField>,
    after: Option<&CustomField>,
) -> Vec<RecordDifference> {
    // A field in use is the usual case, which a new one need not say.
    let is_retired = |f: &CustomField| if f.is_retired { Said::Truth(true) } else { Said::Nothing };
    Compared::new(before, after)
        .add(RecordField::Name, |f| text(&f.name))
        .add(RecordField::Kind, |f| Said::Code(f.kind.code().to_owned()))
        .add(RecordField::Choices, |f| text(&f.choices.join(", ")))
        .add(RecordField::IsRetired, is_retired)
        .found
}

fn view(before: Option<&SavedView>, after: Option<&SavedView>) -> Vec<RecordDifference> {
    Compared::new(before, after)
        .add(RecordField::Name, |v| text(&v.name))
        .add(RecordField::Query, |v| text(&v.query))
        .add(RecordField::Columns, |v| text(&v.columns))
        .found
}
