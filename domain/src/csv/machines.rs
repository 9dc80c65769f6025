//! Machines by their tag, else their serial number, else their name: those of the workspace and
//! those a file adds.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::asset::Asset;
use crate::assignment::Holder;
use crate::id::AssetId;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

type Index = BTreeMap<String, Vec<AssetId>>;

/// The machines that are known.
#[derive(Debug, Default)]
pub(crate) struct Machines {
    by_tag: Index,
    by_serial: Index,
    by_name: Index,
    pub(crate) added: Vec<Asset>,
}

impl Machines {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let mut machines = Self::default();
        workspace.present_assets().for_each(|asset| machines.learn(asset));
        machines
    }

    /// Which machine a word means, if anybody knows it. Of several of one name it is the one that
    /// is among `held`, so that an export finds the holders it came from.
    pub(crate) fn find(&self, word: &str, held: &[Holder]) -> Option<AssetId> {
        let word = fold_name(word);
        let indexes = [&self.by_tag, &self.by_serial, &self.by_name];
        let found = indexes.into_iter().find_map(|index| index.get(&word))?;
        let is_held = |id: &&AssetId| held.contains(&Holder::Asset(**id));
        found.iter().find(is_held).or_else(|| found.first()).copied()
    }

    /// Which machine a word means; one with this tag is added if nobody knew it.
    pub(crate) fn find_or_add(&mut self, word: &str, fresh: &mut dyn FnMut() -> Uuid) -> AssetId {
        self.find(word, &[]).unwrap_or_else(|| {
            let asset = Asset::new(AssetId(fresh()), word);
            self.learn(&asset);
            self.added.push(asset.clone());
            asset.id
        })
    }

    fn learn(&mut self, asset: &Asset) {
        let said = [
            (&mut self.by_tag, &asset.tag),
            (&mut self.by_serial, &asset.serial),
            (&mut self.by_name, &asset.name),
        ];
        for (index, word) in said {
            let word = fold_name(word);
            if !word.is_empty() {
                index.entry(word).or_default().push(asset.id);
            }
        }
    }
}

/// Whether a word is what this machine is called by.
pub(crate) fn is_called(asset: &Asset, word: &str) -> bool {
    let word = fold_name(word);
    [&asset.tag, &asset.serial, &asset.name].into_iter().any(|own| fold_name(own) == word)
}

/// What a file calls it, so that [`Machines::find`] finds it again.
pub(crate) fn word_for(asset: &Asset) -> &str {
    let known = [&asset.tag, &asset.serial, &asset.name];
    known.into_iter().find(|word| !word.is_empty()).map_or("", String::as_str)
}
