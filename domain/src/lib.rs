//! What a software license is: types, rules, sums and the file formats around them.
//!
//! This crate is pure. It knows no clock, no randomness, no storage and no screen: whoever calls
//! it passes `today`, new identities and typed text in, and gets values out. It holds no words a
//! person reads; the app turns its enums into words.
//!
//! Where to start, in reading order:
//! * [`license`] and its parts [`term`] and [`purchase`]: what is recorded,
//! * [`status`]: what the dates mean today,
//! * [`draft`] and [`problem`]: what a person typed, and everything wrong with it at once,
//! * [`command`]: everything a person can do, and [`workspace`] it is done to,
//! * [`assigning`]: who may be given a seat, and [`compliance`]: whether what is used is allowed,
//! * [`kit`], [`request`] and [`review`]: how seats are asked for, given together and looked over,
//! * [`row`] and [`filter`]: what the list shows,
//! * [`listing`]: the other long lists,
//! * [`csv`]: files that come in and go out.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

pub mod asset;
pub mod assigning;
pub mod assignment;
pub mod assignments;
pub mod bulk;
pub mod command;
pub mod compliance;
pub mod coverage;
pub mod csv;
pub mod currency;
pub mod custom_field;
pub mod date;
pub mod difference;
pub mod draft;
pub mod entitlement;
pub mod filter;
pub mod id;
pub mod key_paste;
pub mod kit;
pub mod license;
pub mod license_type;
pub mod lifecycle;
pub mod listing;
pub mod money;
pub mod parent;
pub mod particulars;
pub mod passphrase;
pub mod price;
pub mod problem;
pub mod purchase;
pub mod quantity;
pub mod renewal;
pub mod request;
pub mod review;
pub mod row;
pub mod seat_plan;
pub mod settings;
pub mod status;
pub mod term;
pub mod undo;
pub mod usage;
pub mod user;
pub mod vendor;
pub mod view;
pub mod workspace;
