//! What can be done to the terms of a license and what was bought for them: renew it, correct any
//! of them, add a purchase in the middle of one. Each act is one step to undo.

mod form;

use std::sync::Arc;

use domain::command::Command;
use domain::date::Date;
use domain::id::{PurchaseId, TermId};
use domain::license::License;
use domain::purchase::Purchase;
use domain::renewal::next_term;
use domain::term::Term;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::LicenseDetail;

use self::form::TermForm;
use crate::components::Dialog;
use crate::erased::{memo, part};
use crate::platform::{intl, random};
use crate::state::calendar::use_today;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::undo::{Undo, use_undo};

/// What the form is open for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// The next term.
    Renew,
    /// A term that is there, and one of its purchases.
    Correct,
    /// Another purchase for a term that is there.
    AddPurchase,
}

/// What is in the form.
#[derive(Debug, Clone)]
struct Open {
    aim: Aim,
    term: Term,
    line: Purchase,
}

/// The acts, for whoever shows a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermActs {
    detail: Memo<Option<Arc<LicenseDetail>>>,
    ways: StoredValue<(Dispatch, Undo)>,
    today: Signal<Date>,
    opened: RwSignal<Option<Open>>,
    is_open: RwSignal<bool>,
    /// Whether anything may be changed: not of a deleted license.
    pub(super) may_edit: Memo<bool>,
}

impl TermActs {
    pub(super) fn new(detail: Memo<Option<Arc<LicenseDetail>>>) -> Self {
        Self {
            detail,
            ways: StoredValue::new((use_dispatch(), use_undo())),
            today: use_today(),
            opened: RwSignal::new(None),
            is_open: RwSignal::new(false),
            may_edit: memo(move || {
                detail.with(|d| d.as_ref().is_some_and(|d| d.license.deleted_at.is_none()))
            }),
        }
    }

    /// Proposes the term that follows the last one.
    pub(super) fn renew(self) {
        let ids = (TermId(random::uuid()), PurchaseId(random::uuid()));
        let next = self.with_license(|license| next_term(license, ids.0, ids.1)).flatten();
        if let Some((term, line)) = next {
            self.open(Aim::Renew, term, line);
        }
    }

    /// Opens a term with one of its purchases.
    pub(super) fn correct(self, term: TermId, line: Option<PurchaseId>) {
        let found = self.with_license(|license| {
            let line = line.and_then(|line| license.purchases.get(&line)).cloned();
            Some((*license.terms.get(&term)?, line))
        });
        if let Some((term, line)) = found.flatten() {
            let line = line.unwrap_or_else(|| blank(term.id));
            self.open(Aim::Correct, term, line);
        }
    }

    /// Opens another purchase for a term.
    pub(super) fn add_purchase(self, term: TermId) {
        if let Some(term) = self.with_license(|l| l.terms.get(&term).copied()).flatten() {
            let line =
                Purchase { purchased_on: Some(self.today.get_untracked()), ..blank(term.id) };
            self.open(Aim::AddPurchase, term, line);
        }
    }

    /// Takes a purchase away, and its term with the last one; a license keeps its last term.
    pub(super) fn remove(self, term: TermId, line: Option<PurchaseId>) {
        self.change("Removed.", move |license| {
            if let Some(line) = line {
                license.purchases.remove(&line);
            }
            if license.lines_of(term).next().is_none() && license.terms.len() > 1 {
                license.terms.remove(&term);
            }
        });
    }

    fn open(self, aim: Aim, term: Term, line: Purchase) {
        self.opened.set(Some(Open { aim, term, line }));
        self.is_open.set(true);
    }

    fn save(self, aim: Aim, term: Term, line: Purchase) {
        if aim == Aim::Renew {
            let said = term.span.last_day.map_or_else(
                || "Renewed without an end.".to_owned(),
                |day| format!("Renewed until {}.", intl::date(day)),
            );
            let id = self.with_license(|license| license.id);
            if let Some(id) = id {
                self.run(Command::RenewLicense { id, term, line: Box::new(line) }, said);
            }
            return;
        }
        let said = if aim == Aim::Correct { "Term changed." } else { "Purchase added." };
        self.change(said, move |license| {
            license.terms.insert(term.id, term);
            let is_new = !license.purchases.contains_key(&line.id);
            if !(is_new && line == Purchase { id: line.id, ..blank(term.id) }) {
                license.purchases.insert(line.id, line);
            }
        });
    }

    fn change(self, said: &str, act: impl FnOnce(&mut License)) {
        let Some(before) = self.with_license(License::clone) else { return };
        let mut after = before.clone();
        act(&mut after);
        self.run(Command::edit(before, after), said.to_owned());
    }

    fn run(self, command: Command, said: String) {
        let (dispatch, undo) = self.ways.get_value();
        spawn_local(async move {
            if dispatch.run(command, None).await {
                self.is_open.try_set(false);
                undo.offer(said);
            }
        });
    }

    fn with_license<T>(self, read: impl FnOnce(&License) -> T) -> Option<T> {
        self.detail.with_untracked(|detail| detail.as_ref().map(|detail| read(&detail.license)))
    }
}

fn blank(term: TermId) -> Purchase {
    Purchase::new(PurchaseId(random::uuid()), term)
}

/// The form, while it is open.
#[component]
pub(super) fn TermDialog(acts: TermActs) -> impl IntoView {
    let title = Signal::derive(move || {
        let aim = acts.opened.read().as_ref().map(|open| open.aim);
        match aim {
            Some(Aim::Renew) | None => "Renew license",
            Some(Aim::Correct) => "Edit term",
            Some(Aim::AddPurchase) => "Add purchase",
        }
        .to_owned()
    });
    let form = move || acts.opened.get_untracked().map(|opened| view! { <TermForm opened acts/> });
    view! {
        <Dialog open=acts.is_open title close="Close">
            {part(form)}
        </Dialog>
    }
}
