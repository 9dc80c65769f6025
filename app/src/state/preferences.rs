//! Small preferences of this device, in `localStorage`. Never documents, keys or credentials.

use domain::id::WorkspaceId;
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;

use crate::platform::page;

const THEME: &str = "seatwise.theme";
const WORKSPACE: &str = "seatwise.workspace";
const COLUMNS: &str = "seatwise.hidden-columns";
const CUSTOM_COLUMNS: &str = "seatwise.custom-columns";
const BACKUP: &str = "seatwise.backup.";
const ASKED_TO_KEEP: &str = "seatwise.asked-to-keep";
const SAMPLE: &str = "seatwise.sample";
const NAME: &str = "seatwise.name";
const IMPORT_COLUMNS: &str = "seatwise.import-columns";
const LIST_COLUMNS: &str = "seatwise.list-columns.";

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in storage.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

/// Preferences of this device.
#[derive(Debug, Clone, Copy)]
pub struct Preferences {
    /// The theme.
    pub theme: RwSignal<Theme>,
}

impl Preferences {
    /// Chooses a theme, now and for next time.
    pub fn set_theme(&self, theme: Theme) {
        self.theme.set(theme);
        write(THEME, theme.code());
        let attribute = (theme != Theme::System).then_some(theme.code());
        page::set_root_attribute("data-theme", attribute);
    }
}

/// The workspace this device opened last, if it remembers.
pub fn last_workspace() -> Option<WorkspaceId> {
    read(WORKSPACE)?.parse().ok()
}

/// Remembers which workspace to open next time.
pub fn remember_workspace(id: WorkspaceId) {
    write(WORKSPACE, &id.to_string());
}

/// The workspace on this device that holds the sample data.
pub fn sample_workspace() -> Option<WorkspaceId> {
    read(SAMPLE)?.parse().ok()
}

/// Remembers which workspace holds the sample data.
pub fn remember_sample(id: WorkspaceId) {
    write(SAMPLE, &id.to_string());
}

/// The columns of the list that are left out, if anybody chose.
pub fn hidden_columns() -> Option<String> {
    read(COLUMNS)
}

/// Remembers them.
pub fn remember_hidden_columns(codes: &str) {
    write(COLUMNS, codes);
}

/// The organisation's own fields that the list shows, if anybody chose.
pub fn custom_columns() -> Option<String> {
    read(CUSTOM_COLUMNS)
}

/// Remembers them.
pub fn remember_custom_columns(codes: &str) {
    write(CUSTOM_COLUMNS, codes);
}

/// The columns of a long list that are left out, if anybody chose.
pub fn list_columns(list: &str) -> Option<String> {
    read(&format!("{LIST_COLUMNS}{list}"))
}

/// Remembers them.
pub fn remember_list_columns(list: &str, codes: &str) {
    write(&format!("{LIST_COLUMNS}{list}"), codes);
}

/// What the columns of files mean, as it was chosen on this device.
pub fn import_columns() -> String {
    read(IMPORT_COLUMNS).unwrap_or_default()
}

/// Remembers it.
pub fn remember_import_columns(text: &str) {
    write(IMPORT_COLUMNS, text);
}

/// What the person at this device calls themselves, or nothing.
pub fn name() -> Option<String> {
    read(NAME).filter(|name| !name.is_empty())
}

/// Remembers it.
pub fn remember_name(name: &str) {
    write(NAME, name);
}

/// When a workspace was last backed up on this device, or a reminder of it was put off, in
/// milliseconds since 1970.
pub fn last_backup(id: WorkspaceId) -> Option<i64> {
    read(&format!("{BACKUP}{id}"))?.parse().ok()
}

/// Remembers it.
pub fn remember_backup(id: WorkspaceId, millis: i64) {
    write(&format!("{BACKUP}{id}"), &millis.to_string());
}

/// Whether the browser was asked to keep what is stored; `true` from the second call on.
pub fn has_asked_to_keep() -> bool {
    let has_asked = read(ASKED_TO_KEEP).is_some();
    write(ASKED_TO_KEEP, "yes");
    has_asked
}

/// Plain text: `LocalStorage::get` would bring a JSON parser along.
fn read(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).ok().flatten()
}

fn write(key: &str, text: &str) {
    // A full or forbidden localStorage forgets the choice with the page.
    LocalStorage::raw().set_item(key, text).ok();
}

/// Installs the preferences as they were left.
pub fn provide_preferences() {
    let theme = read(THEME).map_or(Theme::System, |code| Theme::from_code(&code));
    provide_context(Preferences { theme: RwSignal::new(theme) });
}

/// The preferences.
pub fn use_preferences() -> Preferences {
    expect_context()
}
