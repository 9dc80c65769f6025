//! The browser's locks: what only one tab may do, or none while another does something else.

use futures::channel::oneshot;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::WorkerGlobalScope;

/// How a lock is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Alone, whenever it is free.
    Alone,
    /// Alone, or not at all if it is not free now.
    AloneNow,
    /// Together with all who share it, whenever nobody has it alone.
    Shared,
}

/// A lock that is held until this is dropped.
pub(crate) struct Held(Function);

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held")
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap_or_default();
    }
}

/// Asks for a lock, at once and not when the answer is awaited. `None` if it is not to be had, as
/// in a browser that has no locks.
///
/// Nobody who stops waiting is left with a lock: one that is granted too late is given back.
pub(crate) fn request(name: &str, wish: Wish) -> impl Future<Output = Option<Held>> + use<> {
    let asked = ask(name, wish);
    async move { asked?.await.ok() }
}

fn ask(name: &str, wish: Wish) -> Option<oneshot::Receiver<Held>> {
    let (manager, request) = method("request")?;
    let (granted, answer) = oneshot::channel();
    // Called without a lock when it is not free.
    let on_granted = Closure::once_into_js(move |lock: JsValue| -> Promise {
        if lock.is_null() {
            return Promise::resolve(&JsValue::UNDEFINED);
        }
        let mut granted = Some(granted);
        // The lock is held until this promise ends.
        Promise::new(&mut |resolve, _| {
            if let Some(granted) = granted.take() {
                granted.send(Held(resolve)).unwrap_or_default();
            }
        })
    });
    let options = Object::new();
    if wish == Wish::Shared {
        Reflect::set(&options, &"mode".into(), &"shared".into()).unwrap_or_default();
    }
    let if_available = JsValue::from(wish == Wish::AloneNow);
    Reflect::set(&options, &"ifAvailable".into(), &if_available).unwrap_or_default();
    // The promise it returns settles when the lock is given back, which nobody waits for.
    request.call3(&manager, &name.into(), &options, &on_granted).ok()?;
    Some(answer)
}

/// Whether anybody waits for a lock. Where the browser cannot tell, somebody may.
pub(crate) async fn is_waited_for(name: &str) -> bool {
    let Some((manager, query)) = method("query") else { return true };
    let asked = query.call0(&manager).and_then(JsCast::dyn_into::<Promise>);
    let Ok(asked) = asked else { return true };
    let Ok(locks) = JsFuture::from(asked).await else { return true };
    let pending = Reflect::get(&locks, &"pending".into()).and_then(JsCast::dyn_into::<Array>);
    let is_it = |lock: JsValue| {
        let found = Reflect::get(&lock, &"name".into()).ok();
        found.and_then(|found| found.as_string()).is_none_or(|found| found == name)
    };
    pending.map_or(true, |pending| pending.iter().any(is_it))
}

fn method(name: &str) -> Option<(JsValue, Function)> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let locks = Reflect::get(&scope.navigator(), &"locks".into()).ok()?;
    let method = Reflect::get(&locks, &name.into()).ok()?.dyn_into().ok()?;
    Some((locks, method))
}
