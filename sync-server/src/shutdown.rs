//! How the server stops: what asks it to, and how long it waits for those still being served.

use std::io;
use std::time::Duration;

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
