//! Form fields: a label, a control, and under it a hint or what is wrong, all wired to each other by ids.
//!
//! A field keeps what was typed, as it was typed. It never parses and never decides whether it is right.

pub mod checkbox_field;
pub mod date_field;
pub mod file_field;
pub mod frame;
pub mod number_field;
pub mod segmented_field;
pub mod select_field;
pub mod text_area;
pub mod text_field;

pub use checkbox_field::CheckboxField;
pub use date_field::DateField;
pub use file_field::FileField;
pub use number_field::NumberField;
pub use segmented_field::SegmentedField;
pub use select_field::SelectField;
pub use text_area::TextArea;
pub use text_field::TextField;
