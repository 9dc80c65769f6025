//! What arrives at the worker, in order, and the way back to the page.

use std::cell::Cell;
use std::rc::Rc;

use domain::id::WorkspaceId;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use gloo_timers::callback::Timeout;
use replica::protocol::{Answer, FromEngine, Request, RequestId, ToEngine, decode, encode};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::tabs::TabMessage;
use super::team::LineEvent;

/// Something to handle.
#[derive(Debug)]
pub(crate) enum Event {
    /// The page asks.
    Request(ToEngine),
    /// Another tab says something.
    Tab(TabMessage),
    /// Something happened to the line to the relay.
    Line(LineEvent),
    /// Nothing happened for a while: time for what can wait.
    Rest,
}

/// After this long without a change the worker does what can wait, in milliseconds.
const REST_AFTER: u32 = 800;

/// So much later for what was held on to, in milliseconds.
const LONG_REST_AFTER: u32 = 60_000;

/// The way in and the way back.
#[derive(Clone)]
pub struct Mailbox {
    queue: UnboundedSender<Event>,
    scope: DedicatedWorkerGlobalScope,
    /// The last request to stop what was asked for before it; it must not wait in the queue.
    cancelled: Rc<Cell<RequestId>>,
    rest: Rc<Cell<Option<Timeout>>>,
    n_waiting: Rc<Cell<usize>>,
    /// Whether what is new is going to be stored and sent already.
    settles: Rc<Cell<bool>>,
}

impl std::fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailbox")
    }
}

impl Mailbox {
    /// Starts listening to the page.
    pub(crate) fn open() -> (Self, UnboundedReceiver<Event>) {
        let (queue, events) = unbounded();
        let mailbox = Self {
            queue,
            scope: js_sys::global().unchecked_into(),
            cancelled: Rc::new(Cell::new(0)),
            rest: Rc::new(Cell::new(None)),
            n_waiting: Rc::new(Cell::new(0)),
            settles: Rc::new(Cell::new(false)),
        };
        let receiver = mailbox.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(array) = event.data().dyn_into::<js_sys::Uint8Array>() {
                receiver.receive(&array.to_vec());
            }
        });
        mailbox.scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // The listener lives as long as the worker.
        on_message.forget();
        (mailbox, events)
    }

    /// The workspace the page is about to ask for: it names the worker after it.
    pub(crate) fn workspace(&self) -> Option<WorkspaceId> {
        self.scope.name().parse().ok()
    }

    fn receive(&self, bytes: &[u8]) {
        // Page and worker are of one build; what does not decode was not sent by it.
        let Some(message) = decode::<ToEngine>(bytes) else { return };
        if message.request == Request::CancelImport {
            self.cancelled.set(message.id);
            self.answer(message.id, Answer::Done);
        } else {
            self.put(Event::Request(message));
        }
    }

    /// Puts an event at the end of the queue.
    pub(crate) fn put(&self, event: Event) {
        self.n_waiting.update(|n| n.saturating_add(1));
        // The reader ends with the worker; nobody is left to be told.
        self.queue.unbounded_send(event).unwrap_or_default();
    }

    /// Asks for what is new to be stored and sent, once, after all that waits now: what comes
    /// together is stored together.
    pub(crate) fn settle_soon(&self) {
        if !self.settles.replace(true) {
            self.put(Event::Line(LineEvent::Settle));
        }
    }

    /// Notes that it is being done.
    pub(crate) fn note_settled(&self) {
        self.settles.set(false);
    }

    /// Notes that an event was taken from the queue.
    pub(crate) fn note_taken(&self) {
        self.n_waiting.update(|n| n.saturating_sub(1));
    }

    /// Whether the person wants what was asked for with this number to stop.
    pub(crate) fn is_cancelled(&self, id: RequestId) -> bool {
        id < self.cancelled.get()
    }

    /// Whether something has come since the event that is being handled.
    pub(crate) fn is_anything_waiting(&self) -> bool {
        self.n_waiting.get() > 0
    }

    /// Asks for [`Event::Rest`] once nothing more has happened for a while.
    pub(crate) fn rest_soon(&self) {
        self.rest_in(REST_AFTER);
    }

    /// Notes that the moment of rest that was asked for has come.
    pub(crate) fn note_rest(&self) {
        self.rest.set(None);
    }

    /// Asks for [`Event::Rest`] after a longer while, unless it is asked for already.
    pub(crate) fn rest_later(&self) {
        let asked = self.rest.take();
        if asked.is_some() {
            self.rest.set(asked);
        } else {
            self.rest_in(LONG_REST_AFTER);
        }
    }

    /// Asks for [`Event::Rest`] in so many milliseconds, unless something happens before.
    pub(crate) fn rest_in(&self, millis: u32) {
        let mailbox = self.clone();
        // Replacing the timer cancels the one before.
        self.rest.set(Some(Timeout::new(millis, move || mailbox.put(Event::Rest))));
    }

    /// Sends the page a message.
    pub(crate) fn post(&self, message: &FromEngine) {
        let Some(bytes) = encode(message) else { return };
        let array = js_sys::Uint8Array::from(bytes.as_slice());
        let transfer = js_sys::Array::of1(&array.buffer());
        // A page that is gone needs no answer.
        self.scope.post_message_with_transfer(&array, &transfer).unwrap_or_default();
    }

    /// Answers a request.
    pub(crate) fn answer(&self, id: RequestId, answer: Answer) {
        self.post(&FromEngine::Answer { id, answer });
    }
}
