//! How the app is installed where the browser does not offer it by itself.

use crate::platform::install::Browser;

/// What to do, step by step; `None` where the browser installs no apps at all.
pub fn steps(browser: Browser) -> Option<&'static [&'static str]> {
    match browser {
        Browser::Chromium => Some(&[
            "Open the browser's menu, or look for the install icon at the end of the address bar.",
            "Choose “Install Seatwise”. In some versions it stands under “Cast, save and share” or “Apps”.",
        ]),
        Browser::AppleMobile => {
            Some(&["Tap the Share button.", "Choose “Add to Home Screen”.", "Tap “Add”."])
        }
        Browser::SafariMac => Some(&["Open the File menu.", "Choose “Add to Dock”."]),
        Browser::FirefoxMobile => {
            Some(&["Open the browser's menu.", "Choose “Install” or “Add app to Home screen”."])
        }
        Browser::Other => Some(&[
            "Open the browser's menu.",
            "Choose “Install” or “Add to Home screen”, if it is there.",
        ]),
        Browser::FirefoxDesktop => None,
    }
}

/// What is said where [`steps`] has nothing to say.
pub const NOT_HERE: &str = "This browser installs no apps. Seatwise works in it all the same, also \
    without a network. To have it in a window of its own, open this page in Chrome, Edge or Safari; \
    bring your inventory along with a backup.";

/// What installing is good for.
pub const WHY: &str = "An installed Seatwise has a window and an icon of its own. It works the same, also without a network.";
