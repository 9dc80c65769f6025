//! Installing the app: the browser's own offer where it makes one, and which browser this is where
//! it does not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, Navigator};

/// How the app can be installed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallWay {
    /// The browser asks the person when we say so.
    Offer,
    /// The person finds it in the browser.
    ByHand(Browser),
    /// It is installed, or this is the installed app.
    Done,
}

/// Browsers by where they keep the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chrome, Edge and their relatives.
    Chromium,
    /// Any browser of an iPhone or iPad.
    AppleMobile,
    /// Safari of a Mac.
    SafariMac,
    /// Firefox of a phone.
    FirefoxMobile,
    /// Firefox of a computer.
    FirefoxDesktop,
    /// One we do not know.
    Other,
}

/// The way to install, as it changes.
#[derive(Debug, Clone, Copy)]
pub struct Install {
    /// The way now.
    pub way: RwSignal<InstallWay>,
    offer: StoredValue<Option<Event>, LocalStorage>,
}

impl Install {
    /// Takes up the browser's offer. It can be taken up once; a browser that is turned down makes
    /// another one when it thinks fit.
    pub fn ask(&self) {
        let offer = self.offer.try_update_value(Option::take).flatten();
        self.way.set(InstallWay::ByHand(browser()));
        let Some(prompted) = offer.and_then(|offer| prompt(&offer)) else { return };
        spawn_local(async move {
            // The answer comes as an event of its own, `appinstalled`, if it is yes.
            JsFuture::from(prompted).await.map(drop).unwrap_or_default();
        });
    }
}

fn prompt(offer: &Event) -> Option<js_sys::Promise> {
    let prompt = js_sys::Reflect::get(offer, &"prompt".into()).ok()?;
    prompt.dyn_ref::<js_sys::Function>()?.call0(offer).ok()?.dyn_into().ok()
}

/// Keeps the browser's offer when it comes.
pub fn follow() -> Install {
    let way = if is_installed() { InstallWay::Done } else { InstallWay::ByHand(browser()) };
    let install = Install { way: RwSignal::new(way), offer: StoredValue::new_local(None) };
    // The browser may have made its offer before this program was there; `early.js` kept it.
    let early = js_sys::Reflect::get(&js_sys::global(), &"seatwiseInstallOffer".into());
    if let Ok(Ok(offer)) = early.map(JsCast::dyn_into::<Event>) {
        install.offer.set_value(Some(offer));
        install.way.set(InstallWay::Offer);
    }
    let offered = window_event_listener_untyped("beforeinstallprompt", move |event| {
        // The browser's own bar would come at a moment of its choosing.
        event.prevent_default();
        install.offer.set_value(Some(event));
        install.way.set(InstallWay::Offer);
    });
    let installed = window_event_listener_untyped("appinstalled", move |_| {
        install.offer.set_value(None);
        install.way.set(InstallWay::Done);
    });
    on_cleanup(move || {
        offered.remove();
        installed.remove();
    });
    install
}

/// Whether the page runs in a window of its own.
fn is_installed() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let has_own_window = window
        .match_media("(display-mode: standalone), (display-mode: window-controls-overlay)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    // Safari of a phone says it in its own way.
    let standalone = js_sys::Reflect::get(&window.navigator(), &"standalone".into());
    has_own_window || standalone.is_ok_and(|standalone| standalone == JsValue::TRUE)
}

fn browser() -> Browser {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.map_or(Browser::Other, |navigator| {
        let agent = navigator.user_agent().unwrap_or_default();
        browser_of(&agent, has_touch(&navigator))
    })
}

fn has_touch(navigator: &Navigator) -> bool {
    let points = js_sys::Reflect::get(navigator, &"maxTouchPoints".into());
    points.ok().and_then(|points| points.as_f64()).is_some_and(|points| points > 1.0)
}

/// Nearly every browser names others too, so the order matters.
fn browser_of(agent: &str, has_touch: bool) -> Browser {
    let names = |name: &str| agent.contains(name);
    // An iPad says it is a Mac, but no Mac has a touch screen.
    let is_apple_mobile = names("iPhone") || names("iPad") || (names("Macintosh") && has_touch);
    if is_apple_mobile {
        Browser::AppleMobile
    } else if names("Firefox/") && names("Android") {
        Browser::FirefoxMobile
    } else if names("Firefox/") {
        Browser::FirefoxDesktop
    } else if names("Chrome/") {
        Browser::Chromium
    } else if names("Macintosh") && names("Safari/") {
        Browser::SafariMac
    } else {
        Browser::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(agent: &str, has_touch: bool, expected: Browser) {
        assert_eq!(browser_of(agent, has_touch), expected, "{agent}");
    }

    #[test]
    fn browsers_are_told_apart_though_they_name_each_other() {
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";
        check(&format!("{mac} Version/18.0 Safari/605.1.15"), false, Browser::SafariMac);
        check(&format!("{mac} Version/18.0 Safari/605.1.15"), true, Browser::AppleMobile);
        check(&format!("{mac} Chrome/140.0 Safari/537.36"), false, Browser::Chromium);
        check("Mozilla/5.0 (iPhone) CriOS/140.0 Mobile Safari/604.1", true, Browser::AppleMobile);
        check("Mozilla/5.0 (Android 15; Mobile) Firefox/140.0", true, Browser::FirefoxMobile);
        check(
            "Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0",
            false,
            Browser::FirefoxDesktop,
        );
        check(
            "Mozilla/5.0 (Windows) Chrome/140.0 Safari/537.36 Edg/140.0",
            true,
            Browser::Chromium,
        );
        check("Lynx/2.9", false, Browser::Other);
    }
}
