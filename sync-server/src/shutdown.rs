//! How the server stops: what asks it to, and how long it waits for those still being served.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::rooms::Rooms;

/// How long running requests may take to finish once the server was asked to stop.
pub const GRACE: Duration = Duration::from_secs(3);

/// Resolves when the person presses Ctrl-C or a supervisor sends SIGTERM. Both are listened to as
/// soon as this returns, before anybody is told that the server is there.
pub fn signal() -> impl Future<Output = ()> + Send + 'static {
    let terminate = terminate();
    let interrupt = tokio::spawn(tokio::signal::ctrl_c());
    async move {
        tokio::select! {
            result = interrupt => or_never(result.unwrap_or(Ok(()))).await,
            result = terminate => or_never(result).await,
        }
    }
}

pub(crate) async fn serve_until(
    listener: TcpListener,
    router: Router,
    rooms: Rooms,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let stopping = Arc::new(Notify::new());
    let asked = Arc::clone(&stopping);
    // A frame is small and awaited: it must not wait for the acknowledgement of the one before.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection will hold back small frames");
        }
    });
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            shutdown.await;
            tracing::info!("stopping");
            // Connections end by themselves only when somebody goes; and what they sent is stored first.
            rooms.drain().await;
            asked.notify_one();
        });
    let out_of_patience = async {
        stopping.notified().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = serving.into_future() => match result {
            Ok(()) => tracing::info!("stopped"),
            Err(error) => tracing::error!(%error, "stopped serving"),
        },
        () = out_of_patience => tracing::warn!("stopped with requests still running"),
    }
}

#[cfg(unix)]
fn terminate() -> impl Future<Output = io::Result<()>> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let listening = signal(SignalKind::terminate());
    async move {
        listening?.recv().await;
        Ok(())
    }
}

#[cfg(not(unix))]
fn terminate() -> impl Future<Output = io::Result<()>> + Send + 'static {
    std::future::pending()
}

/// A signal that can't be listened to must not stop the server.
async fn or_never(received: io::Result<()>) {
    if let Err(error) = received {
        tracing::warn!(%error, "can't listen for a signal");
        std::future::pending::<()>().await;
    }
}
