//! One module per thing that is answered. Handlers extract, call and answer; they decide little.

pub(crate) mod api;
pub(crate) mod assets;
pub(crate) mod docs;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod socket;
