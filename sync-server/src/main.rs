//! The command line: reads the options, starts the log, binds, and hands over to the library.
//! Standard output carries two lines: the address, and the set-up code as long as nobody has claimed
//! the relay. Everything else goes to standard error.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use sync_server::config::{Cli, Command, ServeOptions};
use sync_server::error::StartError;
use sync_server::state::AppState;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

fn main() -> ExitCode {
    let Cli { command: Command::Serve(options) } = Cli::parse();
    start_log();
    match serve(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(options: &ServeOptions) -> Result<(), StartError> {
    let state = AppState::open(options).await?;
    let setup_code = state.fresh_setup_code().await?;
    let cannot_listen = |source| StartError::Listen { address: options.listen.clone(), source };
    let listener = TcpListener::bind(&options.listen).await.map_err(cannot_listen)?;
    let asked_to_stop = sync_server::shutdown::signal();
    let address = listener.local_addr().map_err(cannot_listen)?;
    announce(&format!("listening on http://{address}"));
    match setup_code {
        Some(code) => {
            announce(&format!("set-up code, good until somebody shares a first workspace: {code}"))
        }
        None => announce("the relay is claimed"),
    }
    sync_server::run(listener, state, asked_to_stop).await;
    Ok(())
}

/// Scripts wait for this line, so it may not linger in a buffer.
fn announce(line: &str) {
    let mut stdout = io::stdout().lock();
    if let Err(error) = writeln!(stdout, "{line}").and_then(|()| stdout.flush()) {
        tracing::warn!(%error, "nobody reads standard output; {line}");
    }
}

fn start_log() {
    let filter =
        EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    log.with_writer(io::stderr).with_ansi(io::stderr().is_terminal()).init();
}

#[expect(clippy::print_stderr, reason = "the reason must show whatever RUST_LOG says")]
fn report(error: &StartError) {
    eprintln!("error: {error}");
}
