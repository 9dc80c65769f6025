//! The long lists the worker keeps, and everything else it tells about users, assets and seats.

use std::collections::BTreeSet;

use domain::assignment::Holder;
use domain::compliance::{Positions, ProductPosition, past, products, summary};
use domain::date::Date;
use domain::id::{AssetId, AssignmentId, LicenseId, UserId};
use domain::listing::assets::Assets;
use domain::listing::groups::groups;
use domain::listing::positions::{OfLicenses, OfProducts};
use domain::listing::seats::{SeatLine, SeatsHeld};
use domain::listing::users::Users;
use domain::listing::{ListQuery, Listing, Source};
use domain::seat_plan;
use domain::workspace::Workspace;
use replica::protocol::{
    Answer, AssetDetail, HolderChoice, HolderKind, ListKind, Packed, Question, UserDetail,
};
use replica::update::touched_licenses;
use uuid::Uuid;

use super::session::Session;

/// What the worker keeps of lists that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    users: Listing<UserId>,
    deleted_users: Listing<UserId>,
    assets: Listing<AssetId>,
    deleted_assets: Listing<AssetId>,
    seats: Listing<AssignmentId>,
    of_licenses: Listing<LicenseId>,
    of_products: Listing<usize>,
    user_picker: Listing<UserId>,
    asset_picker: Listing<AssetId>,
    positions: Positions,
    products: Vec<ProductPosition>,
    /// Licenses whose positions are not worked out since they changed; `None` for all.
    stale: Option<BTreeSet<LicenseId>>,
    /// The day and the stamp of the positions.
    day: Option<Date>,
    positions_of: u64,
    workspace: Option<Uuid>,
    stamp: Stamp,
}

/// Goes up with every change of what a list is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Stamp {
    people: u64,
    all: u64,
}

impl Lists {
    /// Takes note of what has changed since it was last asked.
    fn catch_up(&mut self, session: &mut Session) {
        let touched = session.take_touched();
        let workspace = Some(session.registration.workspace.0);
        if self.workspace != workspace {
            *self = Self { workspace, ..Self::default() };
        }
        let records = session.inventory.workspace();
        let Some(touched) = touched else {
            self.stamp.all += 1;
            self.stamp.people += 1;
            self.stale = None;
            return;
        };
        if touched.is_empty() {
            return;
        }
        self.stamp.all += 1;
        self.stamp.people += u64::from(!(touched.users.is_empty() && touched.assets.is_empty()));
        if let Some(stale) = &mut self.stale {
            stale.extend(touched_licenses(&touched, records));
            // Whoever leaves strands the seats they hold, and those of their machines.
            for id in &touched.users {
                let theirs = records.assets.values().filter(|asset| asset.holder_id == Some(*id));
                let theirs = theirs.map(|asset| Holder::Asset(asset.id));
                for holder in theirs.chain([Holder::User(*id)]) {
                    let held = records.assignments.of_holder(&holder);
                    stale.extend(held.map(|seat| seat.license_id));
                }
            }
        }
    }

    /// Works out the positions that are not as they were.
    fn work_out(&mut self, records: &Workspace, today: Date) {
        let stale = self.stale.replace(BTreeSet::new());
        if stale.is_none() {
            self.positions = Positions::default();
        }
        let stale = stale.unwrap_or_default();
        if self.day != Some(today) || self.positions_of != self.stamp.all {
            self.positions.refresh(records, stale, today);
            self.products = products(records, &self.positions);
            (self.day, self.positions_of) = (Some(today), self.stamp.all);
        }
    }

    fn window(
        &mut self,
        records: &Workspace,
        list: ListKind,
        query: &ListQuery,
        (from, most): (u32, u32),
        today: Date,
    ) -> Answer {
        // A list that counts seats changes with them.
        let stamp = self.stamp.all;
        let (present, gone) = (false, true);
        match list {
            ListKind::Users => {
                let source = Users { workspace: records, deleted: present };
                Answer::Users(Packed::of(&self.users.window(&source, stamp, query, from, most)))
            }
            ListKind::DeletedUsers => {
                let source = Users { workspace: records, deleted: gone };
                let window = self.deleted_users.window(&source, stamp, query, from, most);
                Answer::Users(Packed::of(&window))
            }
            ListKind::Assets => {
                let source = Assets { workspace: records, deleted: present };
                Answer::Assets(Packed::of(&self.assets.window(&source, stamp, query, from, most)))
            }
            ListKind::DeletedAssets => {
                let source = Assets { workspace: records, deleted: gone };
                let window = self.deleted_assets.window(&source, stamp, query, from, most);
                Answer::Assets(Packed::of(&window))
            }
            ListKind::Seats => {
                let source = SeatsHeld { workspace: records, today };
                Answer::Seats(Packed::of(&self.seats.window(&source, stamp, query, from, most)))
            }
            ListKind::Positions => {
                self.work_out(records, today);
                let source = OfLicenses { workspace: records, positions: &self.positions };
                let window = self.of_licenses.window(&source, stamp, query, from, most);
                Answer::Positions(Packed::of(&window))
            }
            ListKind::Products => {
                self.work_out(records, today);
                let source = OfProducts::new(records, &self.products);
                let window = self.of_products.window(&source, stamp, query, from, most);
                Answer::Products(Packed::of(&window))
            }
        }
    }

    fn ids(
        &mut self,
        records: &Workspace,
        list: ListKind,
        query: &ListQuery,
        today: Date,
    ) -> Vec<Uuid> {
        fn of<I: Copy + Into<Uuid>>(ids: &[I]) -> Vec<Uuid> {
            ids.iter().map(|id| (*id).into()).collect()
        }
        let stamp = self.stamp.all;
        match list {
            ListKind::Users | ListKind::DeletedUsers => {
                let deleted = list == ListKind::DeletedUsers;
                let source = Users { workspace: records, deleted };
                let listing = if deleted { &mut self.deleted_users } else { &mut self.users };
                of(listing.ids(&source, stamp, query))
            }
            ListKind::Assets | ListKind::DeletedAssets => {
                let deleted = list == ListKind::DeletedAssets;
                let source = Assets { workspace: records, deleted };
                let listing = if deleted { &mut self.deleted_assets } else { &mut self.assets };
                of(listing.ids(&source, stamp, query))
            }
            ListKind::Seats => {
                let source = SeatsHeld { workspace: records, today };
                of(self.seats.ids(&source, stamp, query))
            }
            ListKind::Positions => {
                self.work_out(records, today);
                let source = OfLicenses { workspace: records, positions: &self.positions };
                of(self.of_licenses.ids(&source, stamp, query))
            }
            // Products are told apart by their names alone.
            ListKind::Products => Vec::new(),
        }
    }

    fn holders(
        &mut self,
        records: &Workspace,
        kind: HolderKind,
        text: String,
        license: Option<LicenseId>,
        most: u32,
    ) -> Vec<HolderChoice> {
        let query = ListQuery { text, ..ListQuery::default() };
        let stamp = self.stamp.people;
        let holders: Vec<Holder> = match kind {
            HolderKind::User => {
                let source = Users { workspace: records, deleted: false };
                let ids = self.user_picker.ids(&source, stamp, &query).iter().take(most as usize);
                ids.map(|id| Holder::User(*id)).collect()
            }
            HolderKind::Asset => {
                let source = Assets { workspace: records, deleted: false };
                let ids = self.asset_picker.ids(&source, stamp, &query).iter().take(most as usize);
                ids.map(|id| Holder::Asset(*id)).collect()
            }
        };
        holders.into_iter().map(|holder| choice(records, holder, license)).collect()
    }
}

fn choice(records: &Workspace, holder: Holder, license: Option<LicenseId>) -> HolderChoice {
    let holds = license.is_some_and(|license| {
        let mut held = records.assignments.of_holder(&holder).filter(|seat| seat.is_active());
        held.any(|seat| seat.license_id == license)
    });
    let about: Vec<&str> = match &holder {
        Holder::User(id) => {
            let user = records.users.get(id);
            user.map_or(Vec::new(), |user| vec![user.email.as_str(), user.department.as_str()])
        }
        Holder::Asset(id) => records.assets.get(id).map_or(Vec::new(), |asset| {
            let holder = records.user_name(asset.holder_id);
            vec![asset.category.as_str(), asset.serial.as_str(), holder]
        }),
        Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => Vec::new(),
    };
    let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
    HolderChoice {
        name: records.holder_name(&holder),
        about: about.join(" · "),
        holds,
        is_gone: domain::compliance::is_stranded(&holder, records),
        holder,
    }
}

/// Answers a question about people and seats.
pub(crate) fn answer(session: &mut Session, lists: &mut Lists, question: Question) -> Answer {
    match question {
        Question::List { list, query, from, most, today } => {
            lists.catch_up(session);
            lists.window(session.inventory.workspace(), list, &query, (from, most), today)
        }
        Question::ListIds { list, query, today } => {
            lists.catch_up(session);
            let records = session.inventory.workspace();
            Answer::Ids(Packed::of(&lists.ids(records, list, &query, today)))
        }
        Question::User { id, today } => {
            let found = user(session.inventory.workspace(), id, today);
            Answer::User(found.as_ref().map(Packed::of))
        }
        Question::Asset { id, today } => {
            let found = asset(session.inventory.workspace(), id, today);
            Answer::Asset(found.as_ref().map(Packed::of))
        }
        Question::FindHolders { kind, text, license, most } => {
            lists.catch_up(session);
            let records = session.inventory.workspace();
            Answer::Holders(Packed::of(&lists.holders(records, kind, text, license, most)))
        }
        Question::PlanSeats { license, who, quantity, on } => {
            let plan = seat_plan::plan(session.inventory.workspace(), license, &who, quantity, on);
            Answer::SeatPlan(plan.as_ref().map(Packed::of))
        }
        Question::OverSince { license, gap } => {
            Answer::OverSince(Packed::of(&session.inventory.over_since(license, gap)))
        }
        Question::Past { license, months, today } => {
            Answer::Past(Packed::of(&past(session.inventory.workspace(), license, months, today)))
        }
        Question::ComplianceSummary { today } => {
            lists.catch_up(session);
            lists.work_out(session.inventory.workspace(), today);
            Answer::ComplianceSummary(Packed::of(&summary(&lists.positions, &lists.products)))
        }
        Question::SeatGroups { query, by, today } => {
            lists.catch_up(session);
            let source = SeatsHeld { workspace: session.inventory.workspace(), today };
            let ids = lists.seats.ids(&source, lists.stamp.all, &query);
            Answer::SeatGroups(Packed::of(&groups(&source, ids, by)))
        }
    }
}

/// The seats a holder has, or those they had.
fn lines(records: &Workspace, holder: &Holder, active: bool, today: Date) -> Vec<SeatLine> {
    let source = SeatsHeld { workspace: records, today };
    let seats = records.assignments.of_holder(holder);
    let present = seats.filter(|seat| seat.is_active() == active).filter(|seat| {
        let license = records.licenses.get(&seat.license_id);
        license.is_some_and(|license| license.deleted_at.is_none())
    });
    let mut lines: Vec<SeatLine> = present.filter_map(|seat| source.line(seat.id)).collect();
    lines.sort_by_cached_key(|line| (line.license.to_lowercase(), line.seat.from_on));
    lines
}

fn ended(records: &Workspace, holder: &Holder, today: Date) -> Vec<SeatLine> {
    let mut ended = lines(records, holder, false, today);
    ended.sort_by_key(|line| std::cmp::Reverse(line.seat.ended_on));
    ended
}

fn user(records: &Workspace, id: UserId, today: Date) -> Option<UserDetail> {
    let (user, holder) = (records.users.get(&id)?, Holder::User(id));
    let active = |holder: &Holder| lines(records, holder, true, today);
    let assets: Vec<_> =
        records.present_assets().filter(|asset| asset.holder_id == Some(id)).collect();
    let reports = records.present_users().filter(|user| user.manager_id == Some(id));
    Some(UserDetail {
        user: user.clone(),
        manager: records.user_name(user.manager_id).to_owned(),
        seats: active(&holder),
        ended: ended(records, &holder, today),
        of_assets: assets.iter().flat_map(|asset| active(&Holder::Asset(asset.id))).collect(),
        assets: assets.iter().map(|asset| (asset.id, asset.label())).collect(),
        reports: reports.map(|user| (user.id, user.label().to_owned())).collect(),
    })
}

fn asset(records: &Workspace, id: AssetId, today: Date) -> Option<AssetDetail> {
    let (asset, holder) = (records.assets.get(&id)?, Holder::Asset(id));
    Some(AssetDetail {
        asset: asset.clone(),
        holder: records.user_name(asset.holder_id).to_owned(),
        seats: lines(records, &holder, true, today),
        ended: ended(records, &holder, today),
    })
}
