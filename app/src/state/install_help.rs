//! The help for installing the app: a button of the frame opens it, a dialog shows it.

use leptos::prelude::*;

use crate::platform::install::Install;

/// What the help follows, and whether it is open.
#[derive(Debug, Clone, Copy)]
pub struct Help {
    /// Whether and how the app can be installed.
    pub install: Install,
    /// Whether the help is open.
    pub open: RwSignal<bool>,
}

/// Installs the help, closed; the signal opens it.
pub fn provide_help(install: Install) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    provide_context(Help { install, open });
    open
}

/// The help.
pub fn use_help() -> Help {
    expect_context()
}
