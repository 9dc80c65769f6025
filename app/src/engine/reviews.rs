//! What the worker tells about kits, reviews and requests.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::Assignment;
use domain::date::Date;
use domain::id::{LicenseId, RequestId};
use domain::kit;
use domain::request::{RequestState, next_in_line, waiting_list};
use domain::review::Review;
use domain::workspace::Workspace;
use replica::protocol::{Answer, KitLine, Packed, RequestLine, ReviewDetail, ReviewSummary, Task};

/// Answers a task about them.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other task comes here")]
pub(crate) fn answer(records: &Workspace, task: Task) -> Answer {
    match task {
        Task::Kits => Answer::Kits(Packed::of(&kits(records))),
        Task::PlanKit { kit, holders, on } => {
            let found = records.kits.get(&kit);
            let plan = found.map(|kit| kit::plan(records, kit, &holders, on));
            Answer::KitPlan(plan.as_ref().map(Packed::of))
        }
        Task::Reviews => Answer::Reviews(Packed::of(&reviews(records))),
        Task::Review(id) => {
            let found = records.reviews.get(&id).map(|review| detail(records, review));
            Answer::Review(found.as_ref().map(Packed::of))
        }
        Task::Requests { today } => Answer::Requests(Packed::of(&requests(records, today))),
        _ => Answer::Done,
    }
}

fn kits(records: &Workspace) -> Vec<KitLine> {
    let line = |kit: &kit::Kit| {
        let named = kit
            .licenses
            .iter()
            .map(|(id, quantity)| (*id, records.license_name(Some(*id)).to_owned(), *quantity));
        let mut licenses: Vec<_> = named.collect();
        licenses.sort_by_cached_key(|(_, name, _)| name.to_lowercase());
        KitLine { kit: kit.clone(), licenses }
    };
    let mut lines: Vec<KitLine> = records.kits.values().map(line).collect();
    lines.sort_by_cached_key(|line| line.kit.name.to_lowercase());
    lines
}

fn reviews(records: &Workspace) -> Vec<ReviewSummary> {
    let summary = |review: &Review| ReviewSummary {
        id: review.id,
        name: review.name.clone(),
        scope: review.scope.clone(),
        started_on: review.started_on,
        due_on: review.due_on,
        closed_on: review.closed_on,
        progress: review.progress(),
    };
    let mut all: Vec<ReviewSummary> = records.reviews.values().map(summary).collect();
    // Those under way first.
    all.sort_by_key(|review| {
        (review.closed_on.is_some(), std::cmp::Reverse((review.started_on, review.id)))
    });
    all
}

fn detail(records: &Workspace, review: &Review) -> ReviewDetail {
    let is_held = |id| records.assignments.get(id).is_some_and(Assignment::is_active);
    ReviewDetail {
        releases: review.releases(records).into_iter().cloned().collect(),
        gone: review.lines.keys().filter(|id| !is_held(id)).copied().collect(),
        review: review.clone(),
    }
}

fn requests(records: &Workspace, today: Date) -> Vec<RequestLine> {
    let waiting = records.requests.values().filter(|r| r.state == RequestState::Waiting);
    let wanted: BTreeSet<LicenseId> = waiting.map(|request| request.license_id).collect();
    let mut places: BTreeMap<RequestId, u32> = BTreeMap::new();
    let mut next: BTreeSet<RequestId> = BTreeSet::new();
    for license in wanted {
        let line = waiting_list(records, license);
        places.extend((1..).zip(line).map(|(place, request)| (request.id, place)));
        next.extend(next_in_line(records, license, today).map(|request| request.id));
    }
    let mut lines: Vec<RequestLine> = Vec::new();
    lines.extend(records.requests.values().map(|request| RequestLine {
        license: records.license_name(Some(request.license_id)).to_owned(),
        holder: records.holder_name(&request.holder),
        against: if request.state.is_undecided() {
            request.judged(records, today)
        } else {
            Vec::new()
        },
        place: places.get(&request.id).copied(),
        is_next: next.contains(&request.id),
        request: request.clone(),
    }));
    lines.sort_by_key(|line| (line.request.asked_on, line.request.id));
    lines
}
