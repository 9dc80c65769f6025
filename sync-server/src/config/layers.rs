//! What was said where, and which of it counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Environment, Mistake, Secret, keys};

/// What was said of each key in one place. A list has several texts, everything else one.
pub(super) type Layer = BTreeMap<&'static str, Vec<String>>;

/// Where something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Flags,
    Environment,
    File(PathBuf),
}

impl Place {
    /// What a key is called there.
    pub(super) fn name(&self, key: &str) -> String {
        match self {
            Self::Flags => keys::flag(key),
            Self::Environment => keys::variable(key),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// All places, the one that counts most in front, and the mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Layers {
    layers: Vec<(Place, Layer)>,
    pub(super) mistakes: Vec<Mistake>,
}

impl Layers {
    pub(super) fn new(config: Option<&Path>, flags: Layer, environment: Environment<'_>) -> Self {
        let mut of_environment = Layer::new();
        for key in keys::all() {
            // A variable that is set to nothing says nothing.
            if let Some(text) = environment(&keys::variable(key)).filter(|text| !text.is_empty()) {
                of_environment.insert(key, vec![text]);
            }
        }
        let mut layers = Self {
            layers: vec![(Place::Flags, flags), (Place::Environment, of_environment)],
            mistakes: Vec::new(),
        };
        let config = config.map(Path::to_owned);
        let named = environment("SEATWISE_CONFIG").filter(|path| !path.is_empty());
        if let Some(path) = config.or(named.map(PathBuf::from)) {
            let read = super::file::read(&path, &mut layers.mistakes);
            layers.layers.push((Place::File(path), read));
        }
        layers
    }

    /// What counts of what was said of a key.
    fn find(&self, key: &str) -> Option<(&Place, &[String])> {
        let mut said = self.layers.iter();
        said.find_map(|(place, layer)| Some((place, layer.get(key)?.as_slice())))
    }

    pub(super) fn one<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let mut all = self.list(key, read)?;
        if all.len() > 1 {
            self.mistakes.push(Mistake::new(format!("{key} can be only one")));
        }
        all.pop()
    }

    /// Several, with commas between them where it is one text.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        let (place, texts) = self.find(key)?;
        let mut mistakes = Vec::new();
        let mut values = Vec::new();
        for text in texts.iter().flat_map(|text| text.split(',')).map(str::trim) {
            match read(text) {
                Ok(value) => values.push(value),
                Err(why) => {
                    let name = place.name(key);
                    mistakes.push(Mistake::new(format!("{key} = {text:?} ({name}): {why}")));
                }
            }
        }
        self.mistakes.extend(mistakes);
        Some(values)
    }

    /// A text as it is, commas included.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.find(key).and_then(|(_, texts)| texts.first()).cloned()
    }

    /// Whether nothing was said of a secret, not even something wrong.
    pub(super) fn has_no_secret(&self, key: &str) -> bool {
        let names = keys::SECRETS.into_iter().find(|(name, _)| *name == key);
        names.is_none_or(|(key, file)| self.find(key).or(self.find(file)).is_none())
    }

    /// A secret, said as it is or by the file it stands in. What it is stays out of every mistake.
    pub(super) fn secret(
        &mut self,
        key: &'static str,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> Option<Secret> {
        let (_, in_file) = keys::SECRETS.into_iter().find(|(name, _)| *name == key)?;
        let mut layers = self.layers.iter();
        let (place, plain, file) = layers.find_map(|(place, layer)| {
            let one = |key| layer.get(key).and_then(|texts: &Vec<String>| texts.first());
            let (plain, file) = (one(key), one(in_file));
            (plain.is_some() || file.is_some()).then_some((place, plain, file))
        })?;
        let read = match (plain, file) {
            (Some(_), Some(_)) => {
                Err(format!("{key} and {in_file} ({}): say one of them", place.name(in_file)))
            }
            (Some(text), None) => Ok((text.clone(), format!("{key} ({})", place.name(key)))),
            (None, file) => {
                let path = file.map(String::as_str).unwrap_or_default();
                let name = format!("{in_file} = {path:?} ({})", place.name(in_file));
                fs::read_to_string(path)
                    .map(|text| (text.trim().to_owned(), name.clone()))
                    .map_err(|error| format!("{name} can't be read: {error}; name another file"))
            }
        };
        let checked = read.and_then(|(text, name)| match check(&text) {
            Ok(()) => Ok(Secret::from(text)),
            Err(why) => Err(format!("{name}: {why}")),
        });
        checked.map_err(|text| self.mistakes.push(Mistake::new(text))).ok()
    }
}
