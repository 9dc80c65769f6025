//! Writes a backup of a workspace whose inventory has grown so old that it is to be carried
//! forward: one license, whose product key somebody has copied more often than anybody will.
//!
//! `cargo run --release -p replica --example long_history -- FILE`; the browser tests restore it.
use std::error::Error;

use chrono::{DateTime, Duration, Utc};
use domain::command::{Command, Named};
use domain::id::{KeyId, LicenseId, WorkspaceId};
use domain::license::{KeyLabel, License};
use domain::license_type::LicenseType;
use replica::backup::Backup;
use replica::carry_forward::MOST_CHANGES;
use replica::inventory::Inventory;
use replica::message::{KeyUse, Message, Tag};
use replica::vault::Vault;
use uuid::Uuid;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("the name of the file to write")?;
    let start: DateTime<Utc> = "2016-03-01T09:00:00Z".parse()?;
    let mut inventory = Inventory::new([1; 16])?;
    let (id, key) = (LicenseId(Uuid::from_u128(7 << 96)), KeyId(Uuid::from_u128(8)));
    let label = KeyLabel { label: "Office".to_owned(), last4: "4F2A".to_owned() };
    let created = License {
        name: "Typesetter".to_owned(),
        keys: [(key, label)].into(),
        ..License::new(id, LicenseType::Perpetual, start)
    };
    let command =
        Command::CreateLicense { license: Box::new(created.clone()), named: Named::default() };
    inventory.apply(&command, start)?;
    let mut now = start;
    for _ in 0..MOST_CHANGES {
        now += Duration::minutes(20);
        inventory.note(&Message::Gave(KeyUse::Copied, Tag::of(id), key), now)?;
    }
    let noted = License { notes: "Used by the print shop.".to_owned(), ..created.clone() };
    inventory.apply(&Command::edit(created, noted.clone()), now + Duration::hours(1))?;
    let renamed = License { name: "Typesetter Pro".to_owned(), ..noted.clone() };
    inventory.apply(&Command::edit(noted, renamed), now + Duration::hours(2))?;
    let backup = Backup {
        workspace: WorkspaceId(Uuid::from_u128(9 << 96)),
        made_at: now + Duration::hours(3),
        inventory: inventory.document().save(),
        vault: Vault::new([2; 16])?.document().save(),
        closed: Vec::new(),
    };
    std::fs::write(file, backup.encode().ok_or("the backup does not encode")?)?;
    Ok(())
}
