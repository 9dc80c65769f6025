//! The service worker as the page sees it: registered once, and replaced by a newer one only when
//! the person says so.
//!
//! Nothing here reloads by itself: another tab may have agreed to the update, and this one may be
//! in the middle of something.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

/// Where the build puts the script. Development builds have none.
const SCRIPT: &str = "/sw.js";
/// The one word the script understands.
const TAKE_OVER: &str = "skipWaiting";
/// How often a page that stays open asks whether there is a newer version.
const LOOK_EVERY: Duration = Duration::from_hours(1);

/// A newer version of the app, once there is one.
#[derive(Debug, Clone, Copy)]
pub struct AppUpdate {
    /// Whether a newer version is on this device and waits.
    pub is_ready: RwSignal<bool>,
    registration: StoredValue<Option<ServiceWorkerRegistration>, LocalStorage>,
    consented: StoredValue<Rc<Cell<bool>>, LocalStorage>,
}

impl AppUpdate {
    /// Lets the newer version take over, and reloads when it has.
    pub fn accept(&self) {
        self.consented.with_value(|consented| consented.set(true));
        let waiting = self.registration.try_with_value(|known| known.as_ref()?.waiting()).flatten();
        let asked = waiting.is_some_and(|worker| worker.post_message(&TAKE_OVER.into()).is_ok());
        if !asked {
            // It has taken over already, on another tab's word.
            reload();
        }
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only while the page is going away anyway.
        window.location().reload().unwrap_or_default();
    }
}

/// Registers the script once the page is loaded, and follows what becomes of it.
pub fn follow() -> AppUpdate {
    let update = AppUpdate {
        is_ready: RwSignal::new(false),
        registration: StoredValue::new_local(None),
        consented: StoredValue::new_local(Rc::default()),
    };
    let Some(container) = container() else { return update };
    reload_after_consent(&container, update);
    after_load(move || {
        spawn_local(async move {
            if let Some(registration) = register(&container).await {
                watch(&registration, &container, update);
                update.registration.set_value(Some(registration));
            }
        });
    });
    if let Ok(interval) = set_interval_with_handle(move || look(update), LOOK_EVERY) {
        on_cleanup(move || interval.clear());
    }
    update
}

/// `None` where the browser offers none, as on an address that is not secure.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let container = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    (!container.is_undefined()).then(|| container.unchecked_into())
}

fn after_load(run: impl FnOnce() + 'static) {
    let document = web_sys::window().and_then(|window| window.document());
    if document.is_some_and(|document| document.ready_state() == "complete") {
        return run();
    }
    let run = Cell::new(Some(run));
    let loaded = window_event_listener_untyped("load", move |_| {
        if let Some(run) = run.take() {
            run();
        }
    });
    on_cleanup(move || loaded.remove());
}

async fn register(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    // A development build has no script, and asking for it is an error on the console.
    if cfg!(debug_assertions) {
        return None;
    }
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let registered = JsFuture::from(container.register_with_options(SCRIPT, &options)).await;
    registered.ok().map(JsCast::unchecked_into)
}

/// Tells when a newer worker waits: one that waits already, or one that arrives later.
fn watch(
    registration: &ServiceWorkerRegistration,
    container: &ServiceWorkerContainer,
    update: AppUpdate,
) {
    let tell = {
        let container = container.clone();
        move || {
            // Without a controller this is the first worker of all, and it updates nothing.
            if container.controller().is_some() {
                update.is_ready.set(true);
            }
        }
    };
    if registration.waiting().is_some() {
        tell();
    }
    let found = {
        let registration = registration.clone();
        move || {
            if let Some(worker) = registration.installing() {
                when_installed(worker, tell.clone());
            }
        }
    };
    registration.set_onupdatefound(Some(&listener(found)));
}

fn when_installed(worker: ServiceWorker, tell: impl Fn() + 'static) {
    let installing = worker.clone();
    let changed = move || {
        if worker.state() == ServiceWorkerState::Installed {
            tell();
        }
    };
    installing.set_onstatechange(Some(&listener(changed)));
}

fn reload_after_consent(container: &ServiceWorkerContainer, update: AppUpdate) {
    let had_controller = Cell::new(container.controller().is_some());
    let consented = update.consented.get_value();
    let changed = move || {
        if consented.take() {
            reload();
        } else if had_controller.replace(true) {
            update.is_ready.set(true);
        }
    };
    container.set_oncontrollerchange(Some(&listener(changed)));
}

fn look(update: AppUpdate) {
    let asked = update.registration.with_value(|known| known.as_ref()?.update().ok());
    if let Some(asked) = asked {
        spawn_local(async move {
            // Offline there is nothing newer to be had; the next look will tell.
            JsFuture::from(asked).await.map(drop).unwrap_or_default();
        });
    }
}

/// A listener that lives as long as the page.
fn listener(run: impl Fn() + 'static) -> js_sys::Function {
    let closure = Closure::<dyn Fn(JsValue)>::new(move |_| run());
    closure.into_js_value().unchecked_into()
}
