//! What the pages of users and of assets share: asking about one, the seats it holds, giving them and
//! taking them back, the parts of their forms and what is done to many at once.

pub(super) mod assign;
pub(super) mod bulk;
pub(super) mod bulk_bar;
pub(super) mod bulk_status;
pub(super) mod bulk_text;
pub(super) mod checked;
pub(super) mod choices;
pub(super) mod definitions;
pub(super) mod form_head;
pub(super) mod gone;
pub(super) mod holding;
mod license_picker;
pub(super) mod list_head;
pub(super) mod loaded;
pub(super) mod missing;
mod move_plan;
pub(super) mod move_seats;
pub(super) mod pick_dialog;
pub(super) mod pick_field;
mod plan_view;
pub(super) mod saving;
pub(super) mod seat_acts;
pub(super) mod seats_tab;
mod unassign;
