//! The parts every page is made of. They know no license and no state: words, values and callbacks come in as props.
//!
//! Looks are in `style/`: each component writes the classes of the block with its name. A part whose state changes says so
//! through ARIA first, and the style follows that.

pub mod banner;
pub mod choice;
pub mod data_table;
pub mod dialog;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod filter_bar;
pub mod filter_chip;
pub mod icon;
pub mod progress;
pub mod search_box;
pub mod seats_bar;
pub mod skeleton;
pub mod status_pill;
pub mod tabs;
pub mod toasts;
pub mod tone;

pub use banner::Banner;
pub use choice::Choice;
pub use data_table::{DataTable, SortHeader, SortOrder, VirtualBody, row_window};
pub use dialog::Dialog;
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use field::{
    CheckboxField, DateField, FileField, NumberField, SegmentedField, SelectField, TextArea,
    TextField,
};
pub use filter_bar::FilterBar;
pub use filter_chip::FilterChip;
pub use icon::{Icon, IconName};
pub use progress::Progress;
pub use search_box::SearchBox;
pub use seats_bar::SeatsBar;
pub use skeleton::Skeleton;
pub use status_pill::StatusPill;
pub use tabs::{Tab, Tabs};
pub use toasts::{Toast, ToastAction, Toasts};
pub use tone::Tone;
