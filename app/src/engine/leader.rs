//! Which tab does what only one may do. A Web Lock decides; when that tab dies, the browser gives
//! the lock to the next one.

use std::cell::Cell;
use std::rc::Rc;

use domain::id::WorkspaceId;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WorkerGlobalScope;

/// Whether this tab leads.
#[derive(Clone)]
pub(crate) struct Leader {
    is_leading: Rc<Cell<bool>>,
    give_up: Rc<Cell<Option<Function>>>,
}

impl std::fmt::Debug for Leader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Leader({})", self.is_leading())
    }
}

impl Leader {
    /// Stands for election among the tabs of a workspace. Without locks in the browser nobody
    /// leads, and what only one may do waits.
    pub(crate) fn stand(workspace: WorkspaceId) -> Self {
        let leader =
            Self { is_leading: Rc::new(Cell::new(false)), give_up: Rc::new(Cell::new(None)) };
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        let locks = Reflect::get(&scope.navigator(), &"locks".into()).unwrap_or_default();
        let request = Reflect::get(&locks, &"request".into()).unwrap_or_default();
        let Ok(request) = request.dyn_into::<Function>() else { return leader };
        let elected = leader.clone();
        let on_granted = Closure::once_into_js(move |_: JsValue| -> Promise {
            elected.is_leading.set(true);
            // The lock is held until this promise ends.
            Promise::new(&mut |resolve, _| elected.give_up.set(Some(resolve)))
        });
        let name = format!("seatwise-leader-{workspace}");
        // The promise it returns settles when the lock is given back, which nobody waits for.
        request.call2(&locks, &name.into(), &on_granted).unwrap_or_default();
        leader
    }

    /// Whether this tab leads.
    pub(crate) fn is_leading(&self) -> bool {
        self.is_leading.get()
    }

    /// Lets another tab lead.
    pub(crate) fn resign(&self) {
        self.is_leading.set(false);
        if let Some(resolve) = self.give_up.take() {
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
        }
    }
}
