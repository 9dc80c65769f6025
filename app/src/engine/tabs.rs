//! News to and from other tabs that hold the same workspace open.

use domain::id::WorkspaceId;
use replica::document_id::DocumentId;
use replica::protocol::{SyncState, decode, encode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::mailbox::{Event, Mailbox};

/// A change that another tab has stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct News {
    /// Of which document.
    pub(crate) document: DocumentId,
    /// The chunk.
    #[serde(with = "serde_bytes")]
    pub(crate) bytes: Vec<u8>,
}

/// What tabs tell each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TabMessage {
    /// A change was stored.
    News(News),
    /// How the connection to the relay stands, which one of them keeps.
    Sync(SyncState),
    /// How the workspace is shared has changed.
    Shared,
    /// What is stored of the workspace is another document now.
    Reopen,
    /// Somebody has come and wants to know how the connection stands.
    AskSync,
}

/// The line to other tabs.
pub(crate) struct Tabs {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl std::fmt::Debug for Tabs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tabs")
    }
}

impl Tabs {
    /// Joins the tabs of a workspace. `None` where the browser has no such line; tabs then see
    /// each other's changes when they open next.
    pub(crate) fn join(workspace: WorkspaceId, mailbox: &Mailbox) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("seatwise-{workspace}")).ok()?;
        let mailbox = mailbox.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<js_sys::Uint8Array>().map(|array| array.to_vec());
            if let Some(message) = bytes.ok().and_then(|bytes| decode(&bytes)) {
                mailbox.put(Event::Tab(message));
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { channel, _on_message: on_message })
    }

    /// Tells the others.
    pub(crate) fn tell(&self, message: &TabMessage) {
        if let Some(bytes) = encode(message) {
            let array = js_sys::Uint8Array::from(bytes.as_slice());
            // Nobody listening is fine.
            self.channel.post_message(&array).unwrap_or_default();
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}
