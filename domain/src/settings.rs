//! What holds for a whole workspace.

use serde::{Deserialize, Serialize};

use crate::currency::Currency;

/// Settings every member of a workspace shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What the workspace is called; empty until somebody names it.
    pub name: String,
    /// IANA name of the zone whose calendar decides what "today" is; empty means the device's.
    pub time_zone: String,
    /// Currency of amounts that name none.
    pub currency: Currency,
    /// A license with fewer days left than this is Expiring Soon.
    pub expiring_days: u16,
}

/// The threshold of the guide: less than 30 days.
pub const DEFAULT_EXPIRING_DAYS: u16 = 30;
/// The longest threshold that makes sense, in days.
pub const LONGEST_EXPIRING_DAYS: u16 = 365;

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            time_zone: String::new(),
            currency: Currency::USD,
            expiring_days: DEFAULT_EXPIRING_DAYS,
        }
    }
}
