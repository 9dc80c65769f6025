//! What the pages of long lists have in common: search and filters above, a table of which the rows
//! near the screen are drawn below.

pub(super) mod cells;
pub(super) mod columns;
mod table;
mod toolbar;

pub(super) use self::table::{Column, ListingTable, Row};
pub(super) use self::toolbar::{Filter, ListingToolbar, Offer};
