//! Which tab does what only one may do. A Web Lock decides; when that tab dies, the browser gives
//! the lock to the next one.

use std::cell::Cell;
use std::rc::Rc;

use domain::id::WorkspaceId;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::WorkerGlobalScope;

/// How far a tab has come in the election.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Waiting,
    Leading,
    Resigned,
}

/// Whether this tab leads.
#[derive(Clone)]
pub(crate) struct Leader {
    standing: Rc<Cell<Standing>>,
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
        let leader = Self {
            standing: Rc::new(Cell::new(Standing::Waiting)),
            give_up: Rc::new(Cell::new(None)),
        };
        let Some((locks, request)) = locks() else { return leader };
        let elected = leader.clone();
        let on_granted = Closure::once_into_js(move |_: JsValue| -> Promise {
            // Elected too late: it does not want to lead any more.
            if elected.standing.get() == Standing::Resigned {
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            elected.standing.set(Standing::Leading);
            // The lock is held until this promise ends.
            Promise::new(&mut |resolve, _| elected.give_up.set(Some(resolve)))
        });
        // The promise it returns settles when the lock is given back, which nobody waits for.
        request.call2(&locks, &lock_of(workspace), &on_granted).unwrap_or_default();
        leader
    }

    /// Whether this tab leads.
    pub(crate) fn is_leading(&self) -> bool {
        self.standing.get() == Standing::Leading
    }

    /// Lets another tab lead.
    pub(crate) fn resign(&self) {
        self.standing.set(Standing::Resigned);
        if let Some(resolve) = self.give_up.take() {
            resolve.call0(&JsValue::UNDEFINED).unwrap_or_default();
        }
    }
}

/// Whether no tab has this workspace open: each that has stands for election, so one leads. Where
/// the browser has no locks nobody can tell, and it counts as open.
pub(crate) async fn is_open_nowhere(workspace: WorkspaceId) -> bool {
    let Some((locks, request)) = locks() else { return false };
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).unwrap_or_default();
    // Called without a lock when somebody else holds it.
    let on_answer = Closure::once_into_js(|lock: JsValue| !lock.is_null());
    let asked = request.call3(&locks, &lock_of(workspace), &options, &on_answer);
    let Ok(answer) = asked.and_then(JsCast::dyn_into::<Promise>) else { return false };
    JsFuture::from(answer).await.is_ok_and(|is_free| is_free.is_truthy())
}

fn locks() -> Option<(JsValue, Function)> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let locks = Reflect::get(&scope.navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

fn lock_of(workspace: WorkspaceId) -> JsValue {
    format!("seatwise-leader-{workspace}").into()
}
