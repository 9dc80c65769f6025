//! What giving seats of a license to many would come to: who gets one, who does not and why, and how
//! many seats are used before and after.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::assigning::{Objection, Weight, judge};
use crate::assignment::{Assignment, Holder};
use crate::command::Change;
use crate::compliance::{IDLE_AFTER, is_idle, is_stranded};
use crate::date::Date;
use crate::entitlement::{Standing, owned_on};
use crate::id::{AssignmentId, LicenseId, UserId};
use crate::particulars::OverUse;
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::usage;
use crate::user::{User, UserStatus};
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// Who shall get a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// These.
    Holders(Vec<Holder>),
    /// Whoever these e-mail addresses, login names, names, asset tags or serial numbers belong to,
    /// one a line or between commas or semicolons.
    Pasted(String),
    /// Everybody of this department who has not left.
    Department(String),
}

/// Somebody who gets a seat, or would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who or what.
    pub holder: Holder,
    /// What they are called.
    pub name: String,
    /// Their e-mail address, or empty.
    pub email: String,
}

/// What it would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatPlan {
    /// Those who get one, and what a person should know of each before.
    pub ready: Vec<(Candidate, Vec<Objection>)>,
    /// Those who do not, and why.
    pub skipped: Vec<(Candidate, Objection)>,
    /// What was pasted that belongs to nobody.
    pub unknown: Vec<String>,
    /// What was pasted that belongs to several.
    pub unclear: Vec<String>,
    /// Rights there are.
    pub owned: Seats,
    /// Whether the license gives any right.
    pub standing: Standing,
    /// What happens when more is used.
    pub over_use: OverUse,
    /// Used now.
    pub used_before: Quantity,
    /// Used then.
    pub used_after: Quantity,
    /// Seats that could be taken back instead: of those who left first, then of those who have not
    /// used them for the longest.
    pub spare: Vec<(Assignment, Candidate)>,
}

/// So many seats are proposed to be taken back.
const MOST_SPARE: usize = 5;

/// What giving `quantity` seats of `license` to each would come to on the day `on`; `None` without
/// the license.
pub fn plan(
    workspace: &Workspace,
    license: LicenseId,
    who: &Who,
    quantity: Quantity,
    on: Date,
) -> Option<SeatPlan> {
    let record = workspace.licenses.get(&license).filter(|license| license.deleted_at.is_none())?;
    let mut found = Found::default();
    match who {
        Who::Holders(holders) => holders.iter().for_each(|holder| found.add(holder.clone())),
        Who::Pasted(text) => found.read(workspace, text),
        Who::Department(name) => {
            let wanted = fold_name(name);
            let of_it = workspace.present_users().filter(|user| {
                fold_name(&user.department) == wanted && user.status != UserStatus::Left
            });
            of_it.for_each(|user| found.add(Holder::User(user.id)));
        }
    }
    let (owned, standing) = owned_on(record, on);
    let used_before = usage::used(record, workspace);
    let mut plan = SeatPlan {
        ready: Vec::new(),
        skipped: Vec::new(),
        unknown: found.unknown,
        unclear: found.unclear,
        owned,
        standing,
        over_use: record.particulars.over_use,
        used_before,
        used_after: used_before,
        spare: spare(workspace, license, on),
    };
    let seat = |(n, holder): (u128, &Holder)| {
        let id = AssignmentId(uuid::Uuid::from_u128(n));
        Change::make(Assignment::new(id, license, holder.clone(), quantity, Some(on)))
    };
    let changes: Vec<Change<Assignment>> = (0..).zip(&found.holders).map(seat).collect();
    let judged = judge(workspace, &changes, on);
    for (seat, judgement) in changes.iter().filter_map(|change| change.after.as_ref()).zip(judged) {
        let candidate = candidate(workspace, &seat.holder);
        if let Some((why, Weight::Blocks)) = judgement.heaviest() {
            plan.skipped.push((candidate, why));
        } else {
            plan.used_after = plan.used_after.plus(usage::weight(seat, record, workspace));
            let warnings = judgement.objections.into_iter();
            let warnings = warnings.filter(|(_, weight)| *weight == Weight::Warns);
            plan.ready.push((candidate, warnings.map(|(why, _)| why).collect()));
        }
    }
    Some(plan)
}

pub(crate) fn candidate(workspace: &Workspace, holder: &Holder) -> Candidate {
    Candidate {
        holder: holder.clone(),
        name: workspace.holder_name(holder),
        email: workspace.holder_email(holder).to_owned(),
    }
}

/// Seats that nobody would miss.
fn spare(workspace: &Workspace, license: LicenseId, today: Date) -> Vec<(Assignment, Candidate)> {
    let seats = workspace.assignments.of_license(license).filter(|seat| seat.is_active());
    let mut found: Vec<(bool, Option<Date>, &Assignment)> = seats
        .filter_map(|seat| {
            let is_stranded = is_stranded(&seat.holder, workspace);
            let is_spare = is_stranded || is_idle(seat, today, IDLE_AFTER);
            is_spare.then_some((!is_stranded, seat.last_used_on, seat))
        })
        .collect();
    found.sort_by_key(|(stays, last_used_on, seat)| (*stays, *last_used_on, seat.id));
    let few = found.into_iter().take(MOST_SPARE);
    few.map(|(_, _, seat)| (seat.clone(), candidate(workspace, &seat.holder))).collect()
}

#[derive(Default)]
struct Found {
    holders: Vec<Holder>,
    seen: BTreeSet<Holder>,
    unknown: Vec<String>,
    unclear: Vec<String>,
}

impl Found {
    fn add(&mut self, holder: Holder) {
        if self.seen.insert(holder.clone()) {
            self.holders.push(holder);
        }
    }

    fn read(&mut self, workspace: &Workspace, text: &str) {
        let index = Index::of(workspace);
        for word in text.split(['\n', '\r', ',', ';', '\t']) {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            if word.is_empty() {
                continue;
            }
            match index.find(&address_in(&word)) {
                [] if self.unknown.contains(&word) => {}
                [] => self.unknown.push(word),
                [one] => self.add(one.clone()),
                _ => self.unclear.push(word),
            }
        }
    }
}

/// The address of `Kim Lee <kim@example.org>`, or the word as it is.
fn address_in(word: &str) -> String {
    let inner = word.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    fold_name(inner.map_or(word, |(address, _)| address))
}

/// Everybody and everything by what they may be called.
struct Index(BTreeMap<String, Vec<Holder>>);

impl Index {
    fn of(workspace: &Workspace) -> Self {
        let mut index = Self(BTreeMap::new());
        for user in workspace.present_users() {
            let holder = Holder::User(user.id);
            let User { name, email, username, employee_number, more_emails, .. } = user;
            for word in [name, email, username, employee_number].into_iter().chain(more_emails) {
                index.add(word, &holder);
            }
        }
        for asset in workspace.present_assets() {
            let holder = Holder::Asset(asset.id);
            for word in [&asset.tag, &asset.serial, &asset.name] {
                index.add(word, &holder);
            }
        }
        index
    }

    fn add(&mut self, word: &str, holder: &Holder) {
        let word = fold_name(word);
        if !word.is_empty() {
            let all = self.0.entry(word).or_default();
            if !all.contains(holder) {
                all.push(holder.clone());
            }
        }
    }

    fn find(&self, word: &str) -> &[Holder] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// A new user for an address or a name that belongs to nobody.
pub fn user_for(id: UserId, pasted: &str) -> User {
    let (name, address) = match pasted.split_once('<') {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches('>').trim()),
        None if pasted.contains('@') => ("", pasted.trim()),
        None => (pasted.trim(), ""),
    };
    let name = if name.is_empty() { address.split('@').next().unwrap_or("") } else { name };
    User { email: address.to_owned(), ..User::new(id, name) }
}

#[cfg(test)]
mod tests;
