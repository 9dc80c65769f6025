//! Vendors and users that a form or a bulk change calls by name.

use serde::{Deserialize, Serialize};

use crate::id::{UserId, VendorId};
use crate::user::User;
use crate::vendor::{Vendor, fold_name};

/// Records that are named and did not exist before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Named {
    /// New vendors.
    pub vendors: Vec<Vendor>,
    /// New users.
    pub users: Vec<User>,
}

impl Named {
    /// The vendor of this name, new if it is neither among `known` nor named already; `None` without
    /// a name.
    #[expect(single_use_lifetimes, reason = "`impl Trait` cannot do without its name")]
    pub fn vendor<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'a Vendor>,
        fresh: impl FnOnce() -> VendorId,
    ) -> Option<VendorId> {
        if name.is_empty() {
            return None;
        }
        // One that was merged into another is called by its name only there.
        let is_wanted = |vendor: &&Vendor| vendor.merged_into.is_none() && vendor.is_called(name);
        let known = known.into_iter().find(is_wanted).map(|vendor| vendor.id);
        let found = known.or_else(|| self.vendors.iter().find(is_wanted).map(|vendor| vendor.id));
        Some(found.unwrap_or_else(|| {
            let id = fresh();
            self.vendors.push(Vendor::new(id, name));
            id
        }))
    }

    /// The user of this name or e-mail address, new if they are not among `known`, which gives the
    /// name and the address of each; `None` without a name.
    pub fn user<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = (UserId, &'a str, &'a str)>,
        fresh: impl FnOnce() -> UserId,
    ) -> Option<UserId> {
        if name.is_empty() {
            return None;
        }
        let wanted = fold_name(name);
        let is_wanted = |(_, name, email): &(UserId, &str, &str)| {
            fold_name(name) == wanted || (!email.is_empty() && fold_name(email) == wanted)
        };
        let found = known.into_iter().find(is_wanted).map(|(id, ..)| id);
        Some(found.unwrap_or_else(|| {
            let user = User::new(fresh(), name);
            let id = user.id;
            self.users.push(user);
            id
        }))
    }
}
