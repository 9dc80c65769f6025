//! What the page knows, as signals, and the one way to change it.
//!
//! Views read signals and send commands; they never edit state in place. Every context is a type
//! of its own with a `provide_` and a `use_` function.

pub mod backup;
pub mod calendar;
pub mod columns;
pub mod custom_fields;
pub mod dispatch;
pub mod engine;
pub mod exporting;
pub mod install_help;
pub mod invitation;
pub mod later;
pub mod license_names;
pub mod list_address;
pub mod list_query;
pub mod listing;
pub mod listing_query;
pub mod names;
pub mod open;
pub mod picked;
pub mod preferences;
pub mod recovery;
pub mod rows;
pub mod sample;
pub mod seats_of;
pub mod selection;
pub mod storage_status;
pub mod sync;
pub mod team;
pub mod toasts;
pub mod told;
pub mod undo;
pub mod workspace;
pub mod workspaces;
