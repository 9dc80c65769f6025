//! The form of an asset, as typed and as meant.

use super::reader::Reader;
use super::{LONGEST_LINE, LONGEST_NAME, LONGEST_NOTES};
use crate::asset::{Asset, AssetStatus};
use crate::id::UserId;
use crate::problem::{Field, ProblemKind, Problems};

/// The most cores or processors one machine has.
pub const MOST_CORES: u32 = 100_000;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssetDraft {
    /// The organisation's own mark on it.
    pub tag: String,
    /// What it is called.
    pub name: String,
    /// The maker's serial number.
    pub serial: String,
    /// What kind of machine it is.
    pub category: String,
    /// Code of the [`AssetStatus`].
    pub status: String,
    /// Whose it is.
    pub holder_id: Option<UserId>,
    /// Where it is.
    pub location: String,
    /// A whole number, or empty.
    pub cores: String,
    /// A whole number, or empty.
    pub processors: String,
    /// ISO date.
    pub retired_on: String,
    /// Anything else.
    pub notes: String,
}

impl AssetDraft {
    /// The form that shows this asset.
    pub fn of(asset: &Asset) -> Self {
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        Self {
            tag: asset.tag.clone(),
            name: asset.name.clone(),
            serial: asset.serial.clone(),
            category: asset.category.clone(),
            status: asset.status.code().to_owned(),
            holder_id: asset.holder_id,
            location: asset.location.clone(),
            cores: number(asset.cores),
            processors: number(asset.processors),
            retired_on: asset.retired_on.map(|day| day.to_string()).unwrap_or_default(),
            notes: asset.notes.clone(),
        }
    }

    /// Reads the form: `asset` as it was changed, or everything that is wrong. What only a newer
    /// version knows is kept.
    pub fn check(&self, asset: &Asset) -> Result<Asset, Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let tag = reader.line(&self.tag, Field::AssetTag, LONGEST_NAME);
        let name = reader.line(&self.name, Field::Name, LONGEST_NAME);
        let serial = reader.line(&self.serial, Field::Serial, LONGEST_NAME);
        if [&tag, &name, &serial].into_iter().all(String::is_empty) {
            reader.report(Field::AssetTag, ProblemKind::MissingName);
        }
        let status = AssetStatus::from_code(&self.status);
        let asset = Asset {
            id: asset.id,
            tag,
            name,
            serial,
            category: reader.line(&self.category, Field::Category, LONGEST_LINE),
            status: if status == AssetStatus::Unknown { asset.status } else { status },
            holder_id: self.holder_id,
            location: reader.line(&self.location, Field::Location, LONGEST_LINE),
            cores: cores(&mut reader, &self.cores, Field::Cores),
            processors: cores(&mut reader, &self.processors, Field::Processors),
            retired_on: reader.date(&self.retired_on, Field::RetiredOn),
            notes: reader.text(&self.notes, Field::Notes, LONGEST_NOTES),
            deleted_at: asset.deleted_at,
        };
        if reader.problems.is_empty() { Ok(asset) } else { Err(reader.problems) }
    }
}

fn cores(reader: &mut Reader, typed: &str, field: Field) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse().ok().filter(|n| (1..=MOST_CORES).contains(n));
    if number.is_none() {
        reader.report(field, ProblemKind::NotWithin(1, MOST_CORES));
    }
    number
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;
    use crate::id::AssetId;

    fn server() -> Asset {
        Asset {
            name: "Build server".to_owned(),
            serial: "SN-1".to_owned(),
            status: AssetStatus::Retired,
            holder_id: Some(UserId(Uuid::from_u128(2))),
            cores: Some(16),
            processors: Some(2),
            retired_on: parse_iso("2026-03-01"),
            ..Asset::new(AssetId(Uuid::from_u128(1)), "SRV-1")
        }
    }

    fn problems(change: impl FnOnce(&mut AssetDraft)) -> Vec<(Field, ProblemKind)> {
        let mut draft = AssetDraft::of(&server());
        change(&mut draft);
        let found = draft.check(&server()).err().unwrap_or_default();
        found.into_iter().map(|problem| (problem.field, problem.kind)).collect()
    }

    #[test]
    fn a_form_that_is_left_alone_changes_nothing() {
        for asset in [server(), Asset { status: AssetStatus::Unknown, ..server() }] {
            assert_eq!(AssetDraft::of(&asset).check(&asset), Ok(asset));
        }
    }

    #[test]
    fn a_tag_a_name_or_a_serial_number_is_enough() {
        let clear: [fn(&mut AssetDraft); 3] =
            [|draft| draft.tag.clear(), |draft| draft.name.clear(), |draft| draft.serial.clear()];
        for kept in 0..3 {
            let found = problems(|draft| {
                let others = clear.iter().enumerate().filter(|(at, _)| *at != kept);
                others.for_each(|(_, clear)| clear(draft));
            });
            assert_eq!(found, [], "{kept}");
        }
        let found = problems(|draft| clear.iter().for_each(|clear| clear(draft)));
        assert_eq!(found, [(Field::AssetTag, ProblemKind::MissingName)]);
    }

    #[test]
    fn cores_are_whole_numbers_within_reason() {
        for typed in ["0", "-1", "1.5", "100001", "many"] {
            let found = problems(|draft| draft.cores = typed.to_owned());
            assert_eq!(found, [(Field::Cores, ProblemKind::NotWithin(1, MOST_CORES))], "{typed}");
        }
        for typed in ["", "1", " 100000 "] {
            assert_eq!(problems(|draft| draft.processors = typed.to_owned()), [], "{typed}");
        }
    }
}
