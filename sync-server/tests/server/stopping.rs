//! A running server ends when it is told to.

use std::fs;
use std::time::Duration;

use crate::site::Site;
use sync_server::shutdown::GRACE;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const HEALTH: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";

struct Running {
    site: Site,
    client: TcpStream,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

/// A running server with one client that was answered and stays connected.
async fn start() -> Running {
    let site = Site::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn(sync_server::run(listener, site.state().await, async {
        stopped.await.unwrap();
    }));
    client.write_all(HEALTH).await.unwrap();
    let mut answer = String::new();
    while !answer.ends_with('}') {
        let mut buffer = [0; 1024];
        let n = client.read(&mut buffer).await.unwrap();
        assert_ne!(n, 0, "closed after {answer}");
        answer.push_str(str::from_utf8(&buffer[..n]).unwrap());
    }
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    Running { site, client, stop, server }
}

#[tokio::test]
async fn an_idle_connection_does_not_delay_the_end() {
    let mut running = start().await;
    running.stop.send(()).unwrap();
    timeout(GRACE / 2, running.server).await.expect("still running").unwrap();
    assert_eq!(running.client.read(&mut [0; 16]).await.unwrap(), 0, "the client is told");
}

#[tokio::test]
async fn a_client_that_never_finishes_delays_the_end_only_for_a_moment() {
    let mut running = start().await;
    let large = running.site.assets().join("large.bin");
    fs::File::create(large).unwrap().set_len(64 * 1024 * 1024).unwrap();
    running.client.write_all(b"GET /large.bin HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    running.client.read_exact(&mut [0; 1024]).await.unwrap();

    running.stop.send(()).unwrap();
    let patience = GRACE + Duration::from_secs(2);
    timeout(patience, running.server).await.expect("still running").unwrap();
}

#[tokio::test]
async fn who_sends_a_request_too_slowly_is_let_go_of() {
    let mut running = start().await;
    let address = running.client.peer_addr().unwrap();
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: loc").await.unwrap();
    // Whoever has been answered and asks for nothing more is let go of, too.
    for client in [&mut slow, &mut running.client] {
        let mut left = Vec::new();
        let end = timeout(Duration::from_mins(1), client.read_to_end(&mut left));
        end.await.expect("it is still waited for").unwrap();
    }
    let mut other = TcpStream::connect(address).await.unwrap();
    other.write_all(HEALTH).await.unwrap();
    assert_ne!(other.read(&mut [0; 16]).await.unwrap(), 0, "others are served");
    running.stop.send(()).unwrap();
    running.server.await.unwrap();
}
