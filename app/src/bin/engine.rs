//! The worker: starts listening and runs until its page is gone.

fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(app::engine::run(parts::TASKS, parts::FILES, parts::TEAM));
}

/// Where a release build is split, as the page's program is (`src/main.rs`, decision 7).
#[cfg(split)]
mod parts {
    use app::engine::files;
    use app::engine::seldom::{self, Answering, Half, Papers};
    use app::engine::session::Session;
    use app::engine::team::{self, TeamCall, TeamPart};
    use futures::FutureExt as _;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use replica::protocol::{FileTask, Packed, RequestId, Task};

    pub(super) const TASKS: Half<Task> = Half {
        fetch: || Box::pin(tasks_here().map(|arrived| arrived.is_ok())),
        answer: |session, papers, id, task| tasks(session, papers, id, task).now_or_never()?.ok(),
    };

    pub(super) const FILES: Half<FileTask> = Half {
        fetch: || Box::pin(files_here().map(|arrived| arrived.is_ok())),
        answer: |session, papers, id, task| {
            with_files(session, papers, id, task).now_or_never()?.ok()
        },
    };

    pub(super) const TEAM: TeamPart = TeamPart {
        fetch: || Box::pin(team_here().map(|arrived| arrived.is_ok())),
        call: |session, papers, call| with_team(session, papers, call).now_or_never()?.ok(),
    };

    #[wasm_split(seldom, wasm_split_path = leptos::wasm_split, preload(tasks_here), fallible)]
    fn tasks<'a>(
        session: &'a mut Session,
        papers: &'a mut Papers,
        id: RequestId,
        task: Packed<Task>,
    ) -> Result<Answering<'a>, SplitLoaderError> {
        Ok(seldom::answer(session, papers, id, task))
    }

    #[wasm_split(files, wasm_split_path = leptos::wasm_split, preload(files_here), fallible)]
    fn with_files<'a>(
        session: &'a mut Session,
        papers: &'a mut Papers,
        id: RequestId,
        task: Packed<FileTask>,
    ) -> Result<Answering<'a>, SplitLoaderError> {
        Ok(files::answer(session, papers, id, task))
    }

    #[wasm_split(team, wasm_split_path = leptos::wasm_split, preload(team_here), fallible)]
    fn with_team<'a>(
        session: &'a mut Session,
        papers: &'a mut Papers,
        call: TeamCall,
    ) -> Result<Answering<'a>, SplitLoaderError> {
        Ok(team::call(session, papers, call))
    }
}

#[cfg(not(split))]
mod parts {
    use std::future::ready;

    use app::engine::files;
    use app::engine::seldom::{self, Half};
    use app::engine::team::{self, TeamPart};
    use replica::protocol::{FileTask, Task};

    pub(super) const TASKS: Half<Task> = Half {
        fetch: || Box::pin(ready(true)),
        answer: |session, papers, id, task| Some(seldom::answer(session, papers, id, task)),
    };

    pub(super) const FILES: Half<FileTask> = Half {
        fetch: || Box::pin(ready(true)),
        answer: |session, papers, id, task| Some(files::answer(session, papers, id, task)),
    };

    pub(super) const TEAM: TeamPart = TeamPart {
        fetch: || Box::pin(ready(true)),
        call: |session, papers, call| Some(team::call(session, papers, call)),
    };
}
