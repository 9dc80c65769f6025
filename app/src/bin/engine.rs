//! The worker: starts listening and runs until its page is gone.

fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(app::engine::run());
}
