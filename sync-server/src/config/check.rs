//! From what was said to what is meant. Nothing is made or opened here but files that are named to
//! be read.

use std::fs;
use std::path::PathBuf;

use replica::team::api::SignUp;

use super::layers::Layers;
use super::{
    Environment, LogFormat, Mistake, Mistakes, ServeArgs, ServeOptions, Storage, StorageArgs,
    origin,
};

/// A code or a token that is shorter could be guessed.
const SHORTEST_CODE: usize = 8;
const SHORTEST_TOKEN: usize = 16;

impl StorageArgs {
    pub fn check(&self, environment: Environment<'_>) -> Result<Storage, Mistakes> {
        let mut layers = Layers::new(self.config.as_deref(), self.said(), environment);
        let storage = storage(&mut layers);
        finish(layers, storage)
    }
}

impl ServeArgs {
    pub fn check(&self, environment: Environment<'_>) -> Result<ServeOptions, Mistakes> {
        let config = self.storage.config.as_deref();
        let mut layers = Layers::new(config, self.said(), environment);
        let options = ServeOptions {
            storage: storage(&mut layers),
            listen: layers.one("listen", listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            assets: assets(&mut layers),
            public_origin: layers.one("public_origin", origin::read),
            allowed_origins: layers.list("allowed_origins", origin::read).unwrap_or_default(),
            relays: layers.list("relays", origin::read).unwrap_or_default(),
            sign_up: layers.one("sign_up", sign_up).unwrap_or_default(),
            sign_up_code: layers.secret("sign_up_code", |code| at_least(SHORTEST_CODE, code)),
            metrics_token: layers.secret("metrics_token", |token| at_least(SHORTEST_TOKEN, token)),
            requests_per_minute: layers.one("requests_per_minute", count).unwrap_or(600),
            workspace_mebibytes: layers.one("workspace_mib", count).unwrap_or(1024),
            trust_proxy: layers.one("trust_proxy", yes_or_no).unwrap_or_default(),
        };
        if options.sign_up == SignUp::Code && layers.has_no_secret("sign_up_code") {
            layers.mistakes.push(Mistake::new(
                "sign_up = \"code\" needs a code; give one with --sign-up-code-file FILE, \
                 SEATWISE_SIGN_UP_CODE or sign_up_code in the configuration",
            ));
        }
        finish(layers, options)
    }
}

fn finish<T>(layers: Layers, checked: T) -> Result<T, Mistakes> {
    if layers.mistakes.is_empty() { Ok(checked) } else { Err(Mistakes(layers.mistakes)) }
}

fn storage(layers: &mut Layers) -> Storage {
    Storage {
        data: PathBuf::from(layers.text("data").unwrap_or_else(|| "./data".to_owned())),
        database_url: layers.secret("database_url", |url| {
            let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
            if is_postgres {
                Ok(())
            } else {
                Err("it is no address of a Postgres database; say \
                     postgres://USER:PASSWORD@HOST/DATABASE, or leave it out to keep everything in \
                     the data folder"
                    .to_owned())
            }
        }),
        log_format: layers.one("log_format", log_format).unwrap_or_default(),
    }
}

fn assets(layers: &mut Layers) -> PathBuf {
    let assets = PathBuf::from(layers.text("assets").unwrap_or_else(|| "dist".to_owned()));
    let index = assets.join("index.html");
    if let Err(error) = fs::metadata(&index) {
        layers.mistakes.push(Mistake::new(format!(
            "can't read the built app at {}: {error}; build it with `cargo xtask dist`, or name \
             its folder with --assets DIR, SEATWISE_ASSETS or assets in the configuration",
            index.display()
        )));
    }
    assets
}

fn listen(text: &str) -> Result<String, String> {
    let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
    match port.map(|(_, port)| port.parse::<u16>()) {
        Some(Ok(_)) => Ok(text.to_owned()),
        _ => Err("it is no HOST:PORT; say for example 127.0.0.1:8080".to_owned()),
    }
}

fn sign_up(word: &str) -> Result<SignUp, String> {
    match word {
        "closed" => Ok(SignUp::Closed),
        "code" => Ok(SignUp::Code),
        "open" => Ok(SignUp::Open),
        _ => Err("it is closed, code or open".to_owned()),
    }
}

fn log_format(word: &str) -> Result<LogFormat, String> {
    match word {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("it is text or json".to_owned()),
    }
}

fn yes_or_no(word: &str) -> Result<bool, String> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err("it is true or false".to_owned()),
    }
}

fn count<N: std::str::FromStr + PartialOrd + From<u8>>(text: &str) -> Result<N, String> {
    let number = text.parse::<N>().ok().filter(|number| *number >= N::from(1));
    number.ok_or_else(|| "it is no number from 1".to_owned())
}

fn at_least(shortest: usize, text: &str) -> Result<(), String> {
    if text.chars().count() >= shortest && text.chars().all(|c| c.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(format!(
            "it has fewer than {shortest} characters, or others than letters, digits and signs; \
             take one that nobody guesses, such as `openssl rand -hex 16` makes"
        ))
    }
}
