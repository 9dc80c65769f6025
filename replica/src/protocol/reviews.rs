//! What the page is told about kits, reviews and requests.

use std::collections::BTreeSet;

use domain::assigning::{Objection, Weight};
use domain::assignment::Assignment;
use domain::date::Date;
use domain::id::{AssignmentId, LicenseId, ReviewId};
use domain::kit::Kit;
use domain::quantity::Quantity;
use domain::request::Request;
use domain::review::{Review, ReviewProgress};
use serde::{Deserialize, Serialize};

/// A kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitLine {
    /// It.
    pub kit: Kit,
    /// Its licenses by name, and how many seats of each; a license that is gone has no name.
    pub licenses: Vec<(LicenseId, String, Quantity)>,
}

/// A review, without its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewSummary {
    /// Which.
    pub id: ReviewId,
    /// What it is called.
    pub name: String,
    /// What is looked over, in words.
    pub scope: String,
    /// When it was started.
    #[serde(with = "domain::date::maybe_day")]
    pub started_on: Option<Date>,
    /// By when it should be answered.
    #[serde(with = "domain::date::maybe_day")]
    pub due_on: Option<Date>,
    /// When it was applied.
    #[serde(with = "domain::date::maybe_day")]
    pub closed_on: Option<Date>,
    /// How far it is.
    pub progress: ReviewProgress,
}

/// All about a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDetail {
    /// The record.
    pub review: Review,
    /// The seats that applying it would end.
    pub releases: Vec<Assignment>,
    /// Seats under review that are in nobody's hands any more.
    pub gone: BTreeSet<AssignmentId>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLine {
    /// It.
    pub request: Request,
    /// What the license is called; empty for one that is gone.
    pub license: String,
    /// What they are called whom it is for.
    pub holder: String,
    /// What stands against approving it, as long as nobody has decided.
    pub against: Vec<(Objection, Weight)>,
    /// Its place among those who wait for the same license, from 1.
    pub place: Option<u32>,
    /// Whether it waits and its turn has come: a seat is free for it.
    pub is_next: bool,
}
