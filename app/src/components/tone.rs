//! The five tones a status can have. A tone is always shown as a shape and a word too, never as a color alone.

/// How much attention something asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    Ok,
    Warn,
    Bad,
    #[default]
    Mute,
    Info,
}

impl Tone {
    /// The value of `data-tone`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Mute => "mute",
            Self::Info => "info",
        }
    }
}
