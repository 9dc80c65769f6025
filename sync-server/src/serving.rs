//! Connections: taken in one by one, each served until it ends, all ended when the server stops.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::Service as _;

use crate::rooms::Rooms;
use crate::shutdown::GRACE;

/// The head of a request must have come within this, from the first moment on; so must the next one on
/// a connection that is kept.
const HEAD_WITHIN: Duration = Duration::from_secs(20);
/// When no connection can be taken in, as when too many are open, the next try is after this.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

pub(crate) async fn serve_until(
    listener: TcpListener,
    router: Router,
    rooms: Rooms,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let mut shutdown = std::pin::pin!(shutdown);
    let (stop, stopped) = watch::channel(());
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, from)) => {
                    connections.spawn(serve(stream, from, router.clone(), stopped.clone()));
                }
                Err(error) => wait_after(&error).await,
            },
            Some(_) = connections.join_next() => {}
            () = &mut shutdown => break,
        }
    }
    tracing::info!("stopping");
    drop(listener);
    // Connections end by themselves only when somebody goes; and what they sent is stored first.
    rooms.drain().await;
    drop(stop);
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all_ended).await.is_ok() {
        tracing::info!("stopped");
    } else {
        tracing::warn!("stopped with requests still running");
    }
}

/// Serves one connection until it ends; after `stopped`, until it has its answer.
async fn serve(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<()>,
) {
    // A frame is small and awaited: it must not wait for the acknowledgement of the one before.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection will hold back small frames");
    }
    let answer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let connection = http.serve_connection(TokioIo::new(stream), answer).with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let end = tokio::select! {
        end = connection.as_mut() => end,
        // The other end is gone once it is asked for.
        Err(_) = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = end {
        tracing::debug!(%error, "a connection ended before its time");
    }
}

async fn wait_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    // That was about one connection alone.
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection can be taken in");
        tokio::time::sleep(AGAIN_AFTER).await;
    }
}
