//! The worker as the page sees it: bytes in, bytes out.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Where trunk puts the worker.
const SCRIPT: &str = "/engine_loader.js";

/// A running worker. It lives as long as the page.
#[derive(Debug)]
pub struct EngineWorker {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl EngineWorker {
    /// Starts the worker under a name, which it can read.
    ///
    /// `on_message` gets each message's bytes; `on_error` is called when the worker stops for
    /// good, because it could not be loaded or panicked.
    pub fn start(
        name: &str,
        mut on_message: impl FnMut(Vec<u8>) + 'static,
        mut on_error: impl FnMut(String) + 'static,
    ) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_name(name);
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(array) = event.data().dyn_into::<js_sys::Uint8Array>() {
                on_message(array.to_vec());
            }
        });
        let failing = worker.clone();
        // A script that does not load makes a plain event, which has no message.
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // What it was at is lost, but not its locks: they are freed for the other tabs.
            failing.terminate();
            let message = event.dyn_into::<ErrorEvent>().map(|error| error.message());
            on_error(message.unwrap_or_else(|_| "it could not be loaded".to_owned()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends bytes; they are handed over, not copied twice.
    pub fn post(&self, bytes: &[u8]) -> bool {
        let array = js_sys::Uint8Array::from(bytes);
        let transfer = js_sys::Array::of1(&array.buffer());
        self.worker.post_message_with_transfer(&array, &transfer).is_ok()
    }
}
