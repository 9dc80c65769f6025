//! A WebSocket whose events go into the worker's queue. Dropped, it is closed, and says no more.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

use super::LineEvent;
use crate::engine::mailbox::{Event, Mailbox};

/// An open socket, or one that is being opened.
pub(super) struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Opens one; what happens to it is told with the number of this try.
    pub(super) fn open(
        url: &str,
        protocols: &[String],
        attempt: u32,
        mailbox: &Mailbox,
    ) -> Result<Self, JsValue> {
        let list: Array = protocols.iter().map(|word| JsValue::from(word.as_str())).collect();
        let socket = WebSocket::new_with_str_sequence(url, &list)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let put = {
            let mailbox = mailbox.clone();
            move |event| mailbox.put(Event::Line(event))
        };
        let on_open = {
            let put = put.clone();
            Closure::<dyn FnMut()>::new(move || put(LineEvent::Opened(attempt)))
        };
        let on_message = {
            let put = put.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() {
                    put(LineEvent::Frame(attempt, Uint8Array::new(&buffer).to_vec()));
                }
            })
        };
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            put(LineEvent::Closed(attempt, event.code()));
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self { socket, _on_open: on_open, _on_message: on_message, _on_close: on_close })
    }

    /// Sends a frame; of one that does not go out, the end of the socket tells.
    pub(super) fn send(&self, frame: &[u8]) {
        self.socket.send_with_u8_array(frame).unwrap_or_default();
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        self.socket.close().unwrap_or_default();
    }
}
