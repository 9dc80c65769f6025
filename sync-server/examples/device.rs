//! A device that is led by another program, for tests of how others get on with ours: it takes words
//! on standard input and says on standard output, as JSON, one line each, what it sees.
//!
//! * `share CODE`: brings its workspace to the relay, `invite ROLE`: asks somebody in,
//! * `connect`, `connect ADDRESS`: opens a connection, also after the relay has moved,
//! * `create NAME`, `rename ID NAME`: edits.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a helper of tests that speaks over its standard output"
)]

#[expect(dead_code, reason = "it has more than is used here")]
#[path = "../tests/support/asking.rs"]
mod asking;
#[expect(dead_code, reason = "it has more than is used here")]
#[path = "../tests/relay/device.rs"]
mod device;

/// A relay that somebody else has started.
mod server {
    use std::net::SocketAddr;

    use serde::Serialize;

    pub(crate) use crate::asking::Answer;
    use crate::asking::ask;

    pub(crate) struct Server {
        pub(crate) address: SocketAddr,
        pub(crate) setup_code: Option<String>,
    }

    impl Server {
        pub(crate) async fn ask(
            &self,
            method: &str,
            path: &str,
            credential: Option<&[u8; 32]>,
            body: &impl Serialize,
        ) -> Answer {
            let origin = format!("http://{}", self.address);
            ask(self.address, method, path, Some(&origin), credential, body).await
        }
    }
}

use futures::StreamExt as _;
use replica::team::Role;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;

use crate::device::{Device, Line};
use crate::server::Server;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let address = std::env::args().nth(1).expect("device ADDRESS");
    let mut led = Led {
        server: Server { address: address.parse().unwrap(), setup_code: None },
        device: Device::new(),
        line: None,
        said: Value::Null,
    };
    let mut words = words();
    loop {
        led.speak().await;
        let heard = tokio::select! {
            line = words.recv() => match line {
                Some(line) => {
                    led.act(&line).await;
                    continue;
                }
                None => return,
            },
            heard = next(led.line.as_mut()) => heard,
        };
        let frame = match heard {
            Some(Ok(Message::Binary(frame))) => frame,
            Some(Ok(Message::Close(frame))) => {
                say(&json!({ "closed": frame.map(|frame| u16::from(frame.code)) }));
                led.line = None;
                continue;
            }
            Some(Ok(_)) => continue,
            Some(Err(_)) | None => {
                say(&json!({ "closed": null }));
                led.line = None;
                continue;
            }
        };
        let line = led.line.as_mut().unwrap();
        line.link.hear(&frame, &mut led.device.replicas).unwrap();
    }
}

/// The lines of standard input, read where it may wait.
fn words() -> mpsc::UnboundedReceiver<String> {
    let (sender, words) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    words
}

async fn next(
    line: Option<&mut Line>,
) -> Option<Result<Message, tokio_tungstenite::tungstenite::Error>> {
    match line {
        Some(line) => line.socket.next().await,
        None => std::future::pending().await,
    }
}

struct Led {
    server: Server,
    device: Device,
    line: Option<Line>,
    said: Value,
}

impl Led {
    async fn act(&mut self, line: &str) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "share" => {
                self.server.setup_code = Some(rest.to_owned());
                let share = self.device.share(self.server.setup_code.clone());
                let answer = self.server.ask("POST", "/workspaces", None, &share).await;
                assert_eq!(answer.status, 201, "{}", answer.body);
                let inventory = self.device.replicas.ids[0].to_string();
                say(&json!({ "workspace": self.device.workspace, "inventory": inventory }));
            }
            "invite" => {
                let role: Role = serde_json::from_value(json!(rest)).unwrap();
                let (invite, proof) = self.device.invite(&self.server, role).await;
                say(&json!({ "invite": invite, "proof": hex::encode(proof) }));
            }
            "connect" => {
                if !rest.is_empty() {
                    self.server.address = rest.parse().unwrap();
                }
                self.line = Some(self.device.connect(&self.server).await);
            }
            "create" => drop(self.device.create_license(rest)),
            "rename" => {
                let (id, name) = rest.split_once(' ').unwrap();
                let id = id.parse().unwrap();
                self.device.edit(id, |license| name.clone_into(&mut license.name));
            }
            _ => panic!("no such word: {verb}"),
        }
    }

    /// Sends what there is to send, and says what it sees if that has changed.
    async fn speak(&mut self) {
        let mut is_acknowledged = false;
        let replicas = &self.device.replicas;
        if let Some(line) = &mut self.line {
            for frame in line.link.speak(replicas) {
                line.send(frame).await;
            }
            is_acknowledged = line.link.is_acknowledged(replicas.ids[0], replicas);
        }
        let licenses = replicas.inventory.workspace().present_licenses();
        let licenses: serde_json::Map<_, _> =
            licenses.map(|license| (license.id.to_string(), json!(license.name))).collect();
        let mut heads: Vec<_> = replicas.inventory.document().automerge().get_heads();
        heads.sort_unstable();
        let heads: Vec<_> = heads.iter().map(ToString::to_string).collect();
        let sees = json!({
            "licenses": licenses, "heads": heads, "is_acknowledged": is_acknowledged,
        });
        if sees != self.said {
            say(&json!({ "sees": sees }));
            self.said = sees;
        }
    }
}

fn say(value: &Value) {
    println!("{value}");
}
