//! What strangers and damaged programs try.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use replica::team::Role;
use replica::wire::Frame;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::device::{Device, Socket, open, open_from};
use crate::server::Server;

fn is_refused(result: Result<Socket, Box<Error>>) -> Option<u16> {
    let error = *result.err()?;
    let Error::Http(response) = error else { panic!("{error}") };
    Some(response.status().as_u16())
}

#[tokio::test]
async fn a_connection_needs_a_page_that_may_ask_and_a_ticket_of_its_own() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
        let ticket = ada.ticket(&server).await.ticket;
        let opened = open_from(&server, ada.workspace, &ticket, Some(origin)).await;
        assert_eq!(is_refused(opened), Some(403), "{origin}");
        let asked = server.ask_from("GET", "/relay", Some(origin), None, &()).await;
        assert_eq!(asked.status, 403, "{origin}");
    }
    // A browser always says on whose behalf it asks: its ticket is of no use without.
    let ticket = ada.ticket(&server).await.ticket;
    assert_eq!(is_refused(open_from(&server, ada.workspace, &ticket, None).await), Some(403));
    // The same ticket is good once.
    open(&server, ada.workspace, &ticket).await.unwrap();
    assert_eq!(is_refused(open(&server, ada.workspace, &ticket).await), Some(403));
    // For its own workspace.
    let elsewhere = Device::new();
    let share = elsewhere.share(None);
    server.ask("POST", "/workspaces", Some(&ada.credential), &share).await;
    let ticket = bob.ticket(&server).await.ticket;
    assert_eq!(is_refused(open(&server, elsewhere.workspace, &ticket).await), Some(403));
    for made_up in ["", "00", &"ab".repeat(88)] {
        assert_eq!(is_refused(open(&server, ada.workspace, made_up).await), Some(403));
    }
}

#[tokio::test]
async fn frames_that_no_device_sends_close_their_connection_and_nobody_elses() {
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut line = ada.connect(&server).await;
    line.until(&mut ada.replicas, |link, _| link.has_joined()).await;
    let sync = |document: String, data: Vec<u8>| {
        let (sender, target) = (bob.id.to_string(), "anybody".to_owned());
        Frame::Sync { sender, target, document, data, is_request: false }.encode()
    };
    let document = bob.replicas.ids[0].to_string();
    let frames: Vec<(&str, Message)> = vec![
        ("text", Message::Text("hello".into())),
        ("nothing", Message::Binary(Vec::new().into())),
        ("no frame", Message::Binary(vec![0xff; 100].into())),
        ("to somebody else", Message::Binary(sync(document, vec![0x42]).into())),
        ("no document", Message::Binary(sync("../etc".to_owned(), vec![0x42]).into())),
        ("seventeen mebibytes", Message::Binary(vec![0; 17 << 20].into())),
    ];
    for (what, message) in frames {
        let mut bad = bob.connect(&server).await;
        bad.next().await.unwrap();
        // Of a frame that is too long the relay does not wait for the end.
        bad.socket.send(message).await.unwrap_or_default();
        bad.closed().await;
        ada.create_license(what);
        line.settle(&mut ada.replicas).await;
    }
    // A long frame before anything was said.
    let ticket = bob.ticket(&server).await.ticket;
    let mut socket = open(&server, bob.workspace, &ticket).await.unwrap();
    socket.send(Message::Binary(vec![0; 65 * 1024].into())).await.unwrap();
    let end = timeout(Duration::from_secs(5), async {
        while let Some(Ok(message)) = socket.next().await {
            assert!(matches!(message, Message::Close(_)), "{message:?}");
        }
    });
    end.await.unwrap();
}

#[tokio::test]
async fn a_device_that_is_refused_again_and_again_is_not_let_in_for_a_while() {
    let server = Server::start_with(&["--requests-per-minute", "150"]).await;
    let mut ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    for n in 0..5 {
        let mut line = bob.connect(&server).await;
        line.introduced().await;
        line.send(vec![0xff; 100]).await;
        assert_eq!(line.closed().await, Some(4400), "{n}");
    }
    let ticket = bob.ticket(&server).await.ticket;
    assert_eq!(is_refused(open(&server, bob.workspace, &ticket).await), Some(429));
    // Nobody else notices.
    let mut line = ada.connect(&server).await;
    ada.create_license("Atlas");
    line.settle(&mut ada.replicas).await;
}

#[tokio::test]
async fn guessing_is_slow() {
    let server = Server::start().await;
    let device = Device::new();
    let mut words = Vec::new();
    for n in 0..30 {
        let share = device.share(Some(format!("AAAA-AAAA-AAAA-{n:04}")));
        words.push(server.ask("POST", "/workspaces", None, &share).await.error());
    }
    assert_eq!(words.iter().filter(|word| *word == "no_sign_up").count(), 20);
    assert_eq!(words.iter().filter(|word| *word == "too_many").count(), 10);
}
