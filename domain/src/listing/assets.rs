//! The list of assets.

use serde::{Deserialize, Serialize};

use super::{SortKey, Source, haystack};
use crate::asset::Asset;
use crate::assignment::Holder;
use crate::id::AssetId;
use crate::workspace::Workspace;

/// A line of the list of assets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetLine {
    /// The record.
    pub asset: Asset,
    /// Whose it is, or empty.
    pub holder: String,
    /// How many licenses it holds a seat of.
    pub licenses: u32,
}

/// Where the list comes from.
#[derive(Debug, Clone, Copy)]
pub struct Assets<'a> {
    /// All records.
    pub workspace: &'a Workspace,
    /// Whether it is of the deleted ones.
    pub deleted: bool,
}

impl Assets<'_> {
    fn asset(&self, id: AssetId) -> Option<&Asset> {
        self.workspace.assets.get(&id)
    }

    fn licenses(&self, id: AssetId) -> usize {
        let holder = Holder::Asset(id);
        self.workspace.assignments.of_holder(&holder).filter(|seat| seat.is_active()).count()
    }
}

impl Source for Assets<'_> {
    type Id = AssetId;
    type Line = AssetLine;

    fn all(&self) -> Vec<(AssetId, String)> {
        let assets = self.workspace.assets.values();
        let wanted = assets.filter(|asset| asset.deleted_at.is_some() == self.deleted);
        let searched = wanted.map(|asset| {
            let holder = self.workspace.user_name(asset.holder_id);
            let words = [&asset.tag, &asset.name, &asset.serial, &asset.category, &asset.location];
            let words: Vec<&str> = words.map(String::as_str).into_iter().chain([holder]).collect();
            (asset.id, haystack(&words))
        });
        searched.collect()
    }

    fn key(&self, id: AssetId, column: &str) -> SortKey {
        let Some(asset) = self.asset(id) else { return SortKey::Nothing };
        let number = |n: Option<u32>| n.map_or(SortKey::Nothing, |n| SortKey::Number(n.into()));
        match column {
            "name" => SortKey::text(&asset.name),
            "serial" => SortKey::text(&asset.serial),
            "category" => SortKey::text(&asset.category),
            "status" => SortKey::Number(asset.status as i64),
            "holder" => SortKey::text(self.workspace.user_name(asset.holder_id)),
            "location" => SortKey::text(&asset.location),
            "cores" => number(asset.cores),
            "processors" => number(asset.processors),
            "retired" => SortKey::day(asset.retired_on),
            "licenses" => SortKey::count(self.licenses(id)),
            _ => SortKey::text(&asset.label()),
        }
    }

    fn passes(&self, id: AssetId, filter: &str, wanted: &str) -> bool {
        let Some(asset) = self.asset(id) else { return false };
        match filter {
            "status" => asset.status.code() == wanted,
            "category" => asset.category == wanted,
            "location" => asset.location == wanted,
            "licenses" => (self.licenses(id) > 0) == (wanted == "some"),
            _ => true,
        }
    }

    fn line(&self, id: AssetId) -> Option<AssetLine> {
        let asset = self.asset(id)?;
        Some(AssetLine {
            asset: asset.clone(),
            holder: self.workspace.user_name(asset.holder_id).to_owned(),
            licenses: u32::try_from(self.licenses(id)).unwrap_or(u32::MAX),
        })
    }

    fn offered(&self, id: AssetId) -> Vec<(&'static str, String)> {
        let Some(asset) = self.asset(id) else { return Vec::new() };
        vec![("category", asset.category.clone()), ("location", asset.location.clone())]
    }
}
