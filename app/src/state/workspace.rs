//! The read model of the open workspace.

use std::collections::BTreeSet;

use domain::custom_field::CustomField;
use domain::id::WorkspaceId;
use domain::settings::Settings;
use domain::user::UserName;
use domain::vendor::Vendor;
use domain::view::SavedView;
use leptos::prelude::*;
use replica::protocol;
use replica::snapshot::Snapshot;

use super::rows::{Rows, touches_rows};

/// How far opening has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is known yet.
    Loading,
    /// The cached projection is shown; the document is being opened.
    Cached,
    /// The document is open.
    Open,
    /// Nothing of it is stored any more. What is shown is what the cache had, and nothing is written
    /// until the person says that it begins anew.
    Gone,
    /// The worker could not be started or has stopped.
    Stopped(String),
}

/// What the page knows of the workspace.
#[derive(Debug, Clone, Copy)]
pub struct WorkspaceState {
    /// Which one it is, as soon as it is being opened.
    pub id: RwSignal<Option<WorkspaceId>>,
    /// How far opening has come.
    pub phase: RwSignal<Phase>,
    /// Rows of all licenses that are not deleted.
    pub rows: RwSignal<Rows>,
    /// Settings.
    pub settings: RwSignal<Settings>,
    /// All vendors.
    pub vendors: RwSignal<Vec<Vendor>>,
    /// All users.
    pub users: RwSignal<Vec<UserName>>,
    /// Fields of the organisation's own, retired ones included, in no order.
    pub custom_fields: RwSignal<Vec<CustomField>>,
    /// Saved views, in no order.
    pub views: RwSignal<Vec<SavedView>>,
    /// Goes up with every update; pages that show details ask again when it does.
    pub revision: RwSignal<u64>,
    /// Stored chunks that could not be read and were set aside.
    pub damaged: RwSignal<u32>,
}

impl WorkspaceState {
    /// Whether rows can be shown.
    pub fn has_rows(&self) -> bool {
        self.phase.with(|phase| matches!(phase, Phase::Cached | Phase::Open | Phase::Gone))
    }

    /// Shows a snapshot in place of everything.
    pub fn show(&self, snapshot: Snapshot, phase: Phase) {
        self.settings.set(snapshot.settings);
        self.vendors.set(snapshot.vendors);
        self.users.set(snapshot.users);
        self.custom_fields.set(snapshot.custom_fields);
        self.views.set(snapshot.views);
        self.rows.set(Rows::new(snapshot.rows));
        self.phase.set(phase);
        self.revision.update(|revision| *revision += 1);
    }

    /// Takes in what changed.
    pub fn patch(&self, update: protocol::Update) {
        if touches_rows(&update) {
            self.rows.update(|all| all.patch(update.rows, &update.removed));
        }
        if let Some(settings) = update.settings {
            self.settings.set(settings);
        }
        if let Some(fields) = update.custom_fields {
            self.custom_fields.set(fields);
        }
        if let Some(views) = update.views {
            self.views.set(views);
        }
        if !update.vendors.is_empty() {
            self.vendors.update(|all| merge(all, update.vendors, |vendor| vendor.id));
        }
        if !update.users.is_empty() || !update.removed_users.is_empty() {
            self.users.update(|all| {
                all.retain(|user| !update.removed_users.contains(&user.id));
                merge(all, update.users, |user| user.id);
            });
        }
        self.revision.update(|revision| *revision += 1);
    }
}

/// Replaces records of the same identity and adds the rest.
fn merge<T, K: Ord>(all: &mut Vec<T>, changed: Vec<T>, id: impl Fn(&T) -> K) {
    let mut ids = BTreeSet::new();
    ids.extend(changed.iter().map(&id));
    all.retain(|old| !ids.contains(&id(old)));
    all.extend(changed);
}

/// Installs an empty workspace.
pub fn provide_workspace() -> WorkspaceState {
    let state = WorkspaceState {
        id: RwSignal::new(None),
        phase: RwSignal::new(Phase::Loading),
        rows: RwSignal::new(Rows::default()),
        settings: RwSignal::new(Settings::default()),
        vendors: RwSignal::new(Vec::new()),
        users: RwSignal::new(Vec::new()),
        custom_fields: RwSignal::new(Vec::new()),
        views: RwSignal::new(Vec::new()),
        revision: RwSignal::new(0),
        damaged: RwSignal::new(0),
    };
    provide_context(state);
    state
}

/// The workspace.
pub fn use_workspace() -> WorkspaceState {
    expect_context()
}
