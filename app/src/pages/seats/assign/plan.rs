//! What it would come to, asked from the worker whenever anything is chosen or typed.

use std::time::Duration;

use domain::assignment::Assignment;
use domain::command::{Change, RecordChange};
use domain::date::Date;
use domain::id::{AssignmentId, KeyId, LicenseId, UserId};
use domain::quantity::Quantity;
use domain::seat_plan::{SeatPlan, Who, user_for};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Question};

use super::terms::{ReadTerms, SeatTerms};
use super::who::Targets;
use crate::pages::seats::acts::ended;
use crate::platform::random;
use crate::state::calendar::use_today;
use crate::state::engine::use_engine;
use crate::state::workspace::use_workspace;
use crate::text;

/// A pasted list is read when the typing rests so long.
const PAUSE: Duration = Duration::from_millis(150);

/// The plan, and what the person says to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Planned {
    pub(super) plan: RwSignal<Option<SeatPlan>>,
    /// Whether those that nobody knows are recorded as users.
    pub(super) create_unknown: RwSignal<bool>,
    /// Whether seats that nobody would miss are taken back with it.
    pub(super) release_spare: RwSignal<bool>,
    quantity: Memo<Quantity>,
}

impl Planned {
    pub(super) fn of(id: LicenseId, targets: Targets, terms: SeatTerms) -> Self {
        let (engine, today, workspace) = (use_engine(), use_today(), use_workspace());
        let plan = RwSignal::new(None);
        let quantity =
            Memo::new(move |_| Quantity::parse(&terms.quantity.read()).unwrap_or(Quantity::ONE));
        let round = StoredValue::new(0_u32);
        let asked = move || {
            workspace.revision.track();
            (targets.who(), quantity.get(), today.get())
        };
        let ask = move |(who, quantity, on): (Option<Who>, Quantity, Date)| {
            round.update_value(|round| *round += 1);
            let now = round.get_value();
            let Some(who) = who else { return plan.set(None) };
            let ask = move || {
                if round.try_get_value() != Some(now) {
                    return;
                }
                spawn_local(async move {
                    let task = Question::PlanSeats { license: id, who, quantity, on };
                    let answer = engine.ask(task).await;
                    if let Answer::SeatPlan(found) = answer
                        && round.try_get_value() == Some(now)
                    {
                        plan.set(found.and_then(|packed| packed.open()));
                    }
                });
            };
            set_timeout(ask, PAUSE);
        };
        Effect::new(move |_| ask(asked()));
        Self {
            plan,
            create_unknown: RwSignal::new(false),
            release_spare: RwSignal::new(false),
            quantity,
        }
    }

    /// How many get a seat.
    pub(super) fn n_seats(self) -> usize {
        self.plan.read().as_ref().map_or(0, |plan| {
            let unknown = if self.create_unknown.get() { plan.unknown.len() } else { 0 };
            plan.ready.len() + unknown
        })
    }

    /// How much is used then.
    pub(super) fn used_after(self) -> Quantity {
        let plan = self.plan.read();
        let Some(plan) = plan.as_ref() else { return Quantity::ZERO };
        let mut used = plan.used_after;
        if self.create_unknown.get() {
            used = plan.unknown.iter().fold(used, |sum, _| sum.plus(self.quantity.get()));
        }
        if self.release_spare.get() {
            used = plan.spare.iter().fold(used, |sum, (seat, _)| sum.less(seat.quantity));
        }
        used
    }

    /// What the button says: how many, and whether something speaks against it.
    pub(super) fn button(self) -> String {
        let has_warnings = self
            .plan
            .read()
            .as_ref()
            .is_some_and(|plan| plan.ready.iter().any(|(_, warnings)| !warnings.is_empty()));
        match (self.n_seats(), has_warnings) {
            (0, _) => "Assign".to_owned(),
            (n, false) => format!("Assign {}", text::license::counted(n, "seat", "seats")),
            (n, true) => format!("Assign {} anyway", text::license::counted(n, "seat", "seats")),
        }
    }

    /// The changes it comes to: new users, seats taken back, seats given.
    pub(super) fn changes(
        self,
        id: LicenseId,
        terms: &ReadTerms,
        free_keys: &[KeyId],
        today: Date,
    ) -> (Vec<RecordChange>, Vec<Change<Assignment>>) {
        let plan = self.plan.read_untracked();
        let Some(plan) = plan.as_ref() else { return (Vec::new(), Vec::new()) };
        let mut holders: Vec<_> =
            plan.ready.iter().map(|(candidate, _)| candidate.holder.clone()).collect();
        let mut records = Vec::new();
        if self.create_unknown.get_untracked() {
            for pasted in &plan.unknown {
                let user = user_for(UserId(random::uuid()), pasted);
                holders.push(domain::assignment::Holder::User(user.id));
                records.push(RecordChange::User(Change::make(user)));
            }
        }
        let mut changes = Vec::new();
        if self.release_spare.get_untracked() {
            let spare: Vec<Assignment> = plan.spare.iter().map(|(seat, _)| seat.clone()).collect();
            changes = ended(&spare, today, "Reclaimed for somebody else");
        }
        let mut free = free_keys.iter().copied();
        changes.extend(holders.into_iter().map(|holder| {
            let seat = AssignmentId(random::uuid());
            let seat = Assignment::new(seat, id, holder, terms.quantity, Some(today));
            Change::make(terms.on(seat, &mut free))
        }));
        (records, changes)
    }
}
