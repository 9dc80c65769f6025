//! The worker: starts listening and runs until its page is gone.

fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(app::engine::run(second_half::REACHED));
}

/// Where a release build is split, as the page's program is (`src/main.rs`, decision 7).
#[cfg(split)]
mod second_half {
    use app::engine::seldom::{self, Answering, Papers, SecondHalf};
    use app::engine::session::Session;
    use futures::FutureExt as _;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use replica::protocol::{Packed, RequestId, Task};

    pub(super) const REACHED: SecondHalf = SecondHalf {
        fetch: || Box::pin(arrive().map(|arrived| arrived.is_ok())),
        answer: |session, papers, id, task| answer(session, papers, id, task).now_or_never()?.ok(),
    };

    #[wasm_split(seldom, wasm_split_path = leptos::wasm_split, preload(arrive), fallible)]
    fn answer<'a>(
        session: &'a mut Session,
        papers: &'a mut Papers,
        id: RequestId,
        task: Packed<Task>,
    ) -> Result<Answering<'a>, SplitLoaderError> {
        Ok(seldom::answer(session, papers, id, task))
    }
}

#[cfg(not(split))]
mod second_half {
    use app::engine::seldom::{self, SecondHalf};

    pub(super) const REACHED: SecondHalf = SecondHalf {
        fetch: || Box::pin(std::future::ready(true)),
        answer: |session, papers, id, task| Some(seldom::answer(session, papers, id, task)),
    };
}
