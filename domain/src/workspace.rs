//! All records of one workspace, in plain maps: the model every document is compared with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::asset::Asset;
use crate::assignment::Holder;
use crate::assignments::Assignments;
use crate::custom_field::CustomField;
use crate::id::{
    AssetId, CustomFieldId, KitId, LicenseId, RequestId, ReviewId, UserId, VendorId, ViewId,
};
use crate::kit::Kit;
use crate::license::License;
use crate::request::Request;
use crate::review::Review;
use crate::settings::Settings;
use crate::user::User;
use crate::vendor::{Vendor, resolve};
use crate::view::SavedView;

/// Everything a workspace holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Workspace {
    /// What holds for all of it.
    pub settings: Settings,
    /// Publishers and resellers.
    pub vendors: BTreeMap<VendorId, Vendor>,
    /// Licenses, deleted ones included.
    pub licenses: BTreeMap<LicenseId, License>,
    /// People.
    pub users: BTreeMap<UserId, User>,
    /// Machines.
    pub assets: BTreeMap<AssetId, Asset>,
    /// Seats in hands, ended ones included.
    pub assignments: Assignments,
    /// Fields of the organisation's own, retired ones included.
    pub custom_fields: BTreeMap<CustomFieldId, CustomField>,
    /// Saved views.
    pub views: BTreeMap<ViewId, SavedView>,
    /// Sets of licenses that are assigned together.
    pub kits: BTreeMap<KitId, Kit>,
    /// Reviews of who holds what, closed ones included.
    pub reviews: BTreeMap<ReviewId, Review>,
    /// Requests for licenses, decided ones included.
    pub requests: BTreeMap<RequestId, Request>,
}

impl Workspace {
    /// Licenses that are not deleted.
    pub fn present_licenses(&self) -> impl Iterator<Item = &License> {
        self.licenses.values().filter(|license| license.deleted_at.is_none())
    }

    /// Users that are not deleted.
    pub fn present_users(&self) -> impl Iterator<Item = &User> {
        self.users.values().filter(|user| user.deleted_at.is_none())
    }

    /// Assets that are not deleted.
    pub fn present_assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.values().filter(|asset| asset.deleted_at.is_none())
    }

    /// The name of a vendor, empty when there is none.
    pub fn vendor_name(&self, id: Option<VendorId>) -> &str {
        let found = id.and_then(|id| self.vendors.get(&self.vendor_behind(id)));
        found.map_or("", |vendor| vendor.name.as_str())
    }

    /// The vendor that this one turned out to be.
    pub fn vendor_behind(&self, id: VendorId) -> VendorId {
        resolve(id, |id| self.vendors.get(&id))
    }

    /// The name of a user, empty when there is none.
    pub fn user_name(&self, id: Option<UserId>) -> &str {
        id.and_then(|id| self.users.get(&id)).map_or("", |user| user.name.as_str())
    }

    /// What a license is called; empty for none, and for one that is deleted.
    pub fn license_name(&self, id: Option<LicenseId>) -> &str {
        let license = id.and_then(|id| self.licenses.get(&id));
        let present = license.filter(|license| license.deleted_at.is_none());
        present.map_or("", |license| license.name.as_str())
    }

    /// What a holder is called.
    pub fn holder_name(&self, holder: &Holder) -> String {
        match holder {
            Holder::User(id) => self.users.get(id).map_or("", |user| user.label()).to_owned(),
            Holder::Asset(id) => self.assets.get(id).map(Asset::label).unwrap_or_default(),
            Holder::Department(name) | Holder::Location(name) | Holder::Other(name) => name.clone(),
        }
    }

    /// The e-mail address of a holder, or empty.
    pub fn holder_email(&self, holder: &Holder) -> &str {
        match holder {
            Holder::User(id) => self.users.get(id).map_or("", |user| user.email.as_str()),
            Holder::Asset(_) | Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => "",
        }
    }
}
