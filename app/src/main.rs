//! The page: installs the panic hook and shows the app.

use app::app::App;
use leptos::prelude::*;

fn main() {
    app::platform::panic::install();
    mount_to_body(|| view! { <App second=second_half::REACHED/> });
}

/// Where a release build is split (decision 0007). It must not be in the library, whose other
/// program would then hold the pages as well.
#[cfg(split)]
mod second_half {
    use app::pages::later;
    use app::state::later::{Later, SecondHalf};
    use futures::FutureExt as _;
    use leptos::prelude::AnyView;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    pub(super) const REACHED: SecondHalf = SecondHalf {
        fetch: || Box::pin(arrive().map(|arrived| arrived.is_ok())),
        page: |later| page(later).now_or_never()?.ok(),
    };

    #[wasm_split(pages, wasm_split_path = leptos::wasm_split, preload(arrive), fallible)]
    fn page(later: Later) -> Result<AnyView, SplitLoaderError> {
        Ok(later::page(later))
    }
}

#[cfg(not(split))]
mod second_half {
    use app::pages::later;
    use app::state::later::SecondHalf;

    pub(super) const REACHED: SecondHalf = SecondHalf {
        fetch: || Box::pin(std::future::ready(true)),
        page: |later| Some(later::page(later)),
    };
}
