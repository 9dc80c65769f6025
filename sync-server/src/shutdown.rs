//! How the server stops: what asks it to, and how long it waits for those still being served.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// How long running requests may take to finish once the server was asked to stop.
pub const GRACE: Duration = Duration::from_secs(3);

/// Resolves when the person presses Ctrl-C or a supervisor sends SIGTERM.
pub async fn signal() {
    tokio::select! {
        result = tokio::signal::ctrl_c() => or_never(result).await,
        result = terminate() => or_never(result).await,
    }
}

pub(crate) async fn serve_until(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let stopping = Arc::new(Notify::new());
    let asked = Arc::clone(&stopping);
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(async move {
        shutdown.await;
        tracing::info!("stopping");
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
async fn terminate() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::terminate())?.recv().await;
    Ok(())
}

#[cfg(not(unix))]
async fn terminate() -> io::Result<()> {
    std::future::pending().await
}

/// A signal that can't be listened to must not stop the server.
async fn or_never(received: io::Result<()>) {
    if let Err(error) = received {
        tracing::warn!(%error, "can't listen for a signal");
        std::future::pending::<()>().await;
    }
}
