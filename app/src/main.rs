//! The page: installs the panic hook and shows the app.

use app::app::App;
use leptos::prelude::*;

fn main() {
    app::platform::panic::install();
    mount_to_body(|| view! { <App parts=parts::REACHED/> });
}

/// Where a release build is split (decision 0007). It must not be in the library, whose other
/// program would then hold the pages as well.
#[cfg(split)]
mod parts {
    use app::pages::later;
    use app::state::later::{Far, Near, Part, Parts, People};
    use futures::FutureExt as _;
    use leptos::prelude::AnyView;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    pub(super) const REACHED: Parts = Parts {
        near: Part {
            fetch: || Box::pin(near_here().map(|arrived| arrived.is_ok())),
            page: |page| near(page).now_or_never()?.ok(),
        },
        people: Part {
            fetch: || Box::pin(people_here().map(|arrived| arrived.is_ok())),
            page: |page| people(page).now_or_never()?.ok(),
        },
        far: Part {
            fetch: || Box::pin(far_here().map(|arrived| arrived.is_ok())),
            page: |page| far(page).now_or_never()?.ok(),
        },
    };

    #[wasm_split(pages, wasm_split_path = leptos::wasm_split, preload(near_here), fallible)]
    fn near(page: Near) -> Result<AnyView, SplitLoaderError> {
        Ok(later::near(page))
    }

    #[wasm_split(people, wasm_split_path = leptos::wasm_split, preload(people_here), fallible)]
    fn people(page: People) -> Result<AnyView, SplitLoaderError> {
        Ok(later::people(page))
    }

    #[wasm_split(others, wasm_split_path = leptos::wasm_split, preload(far_here), fallible)]
    fn far(page: Far) -> Result<AnyView, SplitLoaderError> {
        Ok(later::far(page))
    }
}

#[cfg(not(split))]
mod parts {
    use std::future::ready;

    use app::pages::later;
    use app::state::later::{Part, Parts};

    pub(super) const REACHED: Parts = Parts {
        near: Part { fetch: || Box::pin(ready(true)), page: |page| Some(later::near(page)) },
        people: Part { fetch: || Box::pin(ready(true)), page: |page| Some(later::people(page)) },
        far: Part { fetch: || Box::pin(ready(true)), page: |page| Some(later::far(page)) },
    };
}
