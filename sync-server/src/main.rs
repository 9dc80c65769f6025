//! The command line: reads the options, starts the log, and hands over to the library. Standard
//! output carries what a command says, for `serve` the address and the set-up code, or that somebody
//! has claimed the relay; everything else goes to standard error.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use sync_server::chores;
use sync_server::config::{Cli, LogFormat, Order, ServeOptions};
use sync_server::error::StartError;
use sync_server::state::AppState;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

fn main() -> ExitCode {
    let read = |name: &str| std::env::var_os(name).map(|it| it.to_string_lossy().into_owned());
    let order = match Cli::parse().command.check(&read) {
        Ok(order) => order,
        Err(mistakes) => {
            mistakes.0.iter().for_each(|mistake| report(&mistake.to_string()));
            return ExitCode::FAILURE;
        }
    };
    start_log(order.log_format());
    match carry_out(order) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            report(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Whether all is well afterwards.
#[tokio::main]
async fn carry_out(order: Order) -> Result<bool, StartError> {
    let (lines, is_well) = match order {
        Order::Serve(options) => {
            serve(&options).await?;
            (Vec::new(), true)
        }
        Order::Backup(storage, file) => (chores::backup(&storage, &file).await?, true),
        Order::Restore(storage, file) => (chores::restore(&storage, &file).await?, true),
        Order::Doctor(storage) => chores::doctor(&storage).await?,
    };
    for line in lines {
        if announce(&line).is_err() {
            break;
        }
    }
    Ok(is_well)
}

async fn serve(options: &ServeOptions) -> Result<(), StartError> {
    let state = AppState::open(options).await?;
    let setup_code = state.fresh_setup_code().await?;
    let cannot_listen = |source| StartError::Listen { address: options.listen.clone(), source };
    let listener = TcpListener::bind(&options.listen).await.map_err(cannot_listen)?;
    let asked_to_stop = sync_server::shutdown::signal();
    let address = listener.local_addr().map_err(cannot_listen)?;
    if let Err(error) = announce(&format!("listening on http://{address}")) {
        tracing::warn!(%error, %address, "nobody reads standard output");
    }
    if let Some(code) = setup_code {
        let line = format!("set-up code, good until somebody shares a first workspace: {code}");
        if announce(&line).is_err() {
            // The code itself has no business in a log.
            tracing::warn!("nobody has read the set-up code; it is made anew at the next start");
        }
    } else if let Err(error) = announce("the relay is claimed") {
        tracing::debug!(%error, "nobody reads standard output");
    }
    sync_server::run(listener, state, asked_to_stop).await;
    Ok(())
}

/// Scripts wait for these lines, so they may not linger in a buffer.
fn announce(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}").and_then(|()| stdout.flush())
}

fn start_log(format: LogFormat) {
    let asked = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let log = tracing_subscriber::fmt().with_env_filter(filter(&asked)).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// What is logged: what `asked` asks for, and nothing of Automerge but its errors. Its spans write out
/// the whole history of a document for each change: that is slow, and nobody's business.
fn filter(asked: &str) -> EnvFilter {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into());
    let of_automerge = "automerge=error".parse();
    of_automerge.into_iter().fold(filter.parse_lossy(asked), EnvFilter::add_directive)
}

#[expect(clippy::print_stderr, reason = "the reason must show whatever RUST_LOG says")]
fn report(reason: &str) {
    eprintln!("error: {reason}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn automerge_says_nothing_of_documents_whatever_is_asked_for() {
        for asked in ["", "debug", "trace,automerge=trace"] {
            let directives = filter(asked).to_string();
            let of_automerge = directives.split(',').filter(|part| part.starts_with("automerge"));
            assert_eq!(of_automerge.collect::<Vec<_>>(), ["automerge=error"], "{directives}");
        }
    }
}
