//! How an asset is laid out.

use domain::asset::{Asset, AssetStatus};
use domain::id::AssetId;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of an asset.
pub(crate) fn write(asset: &Asset) -> Fields {
    let is_usual = matches!(asset.status, AssetStatus::Available | AssetStatus::Unknown);
    Writer::default()
        .text("tag", &asset.tag)
        .text("name", &asset.name)
        .text("serial", &asset.serial)
        .text("category", &asset.category)
        .code("status", asset.status.code(), is_usual)
        .id("holder_id", asset.holder_id)
        .text("location", &asset.location)
        .int("cores", asset.cores.map(i64::from))
        .int("processors", asset.processors.map(i64::from))
        .date("retired_on", asset.retired_on)
        .text("notes", &asset.notes)
        .instant("deleted_at", asset.deleted_at)
        .0
}

/// The asset of a tree.
pub(crate) fn read(id: AssetId, fields: &Fields) -> Asset {
    let reader = Reader(fields);
    let count = |key: &str| reader.int(key).and_then(|n| n.try_into().ok());
    Asset {
        name: reader.text("name"),
        serial: reader.text("serial"),
        category: reader.text("category"),
        status: AssetStatus::from_code(reader.str("status")),
        holder_id: reader.parsed("holder_id"),
        location: reader.text("location"),
        cores: count("cores"),
        processors: count("processors"),
        retired_on: reader.date("retired_on"),
        notes: reader.text("notes"),
        deleted_at: reader.instant("deleted_at"),
        ..Asset::new(id, reader.str("tag"))
    }
}
