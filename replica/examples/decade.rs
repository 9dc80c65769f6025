//! Ten years of edits: how large the document gets, and how long it takes to open.
//!
//! `cargo run --release -p replica --example decade -- [LICENSES] [EDITS_EACH] [FILE]`, by default 10,000
//! licenses with 120 edits each: a new term a year and a changed price, seat count or note a month.
//! What is open at the end can be written to FILE, as a backup to try the app with.
#![expect(clippy::print_stdout, reason = "a measurement talks to its terminal")]
#![expect(clippy::disallowed_methods, reason = "and looks at the clock")]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::command::{Command, Edit, Import, Named};
use domain::currency::Currency;
use domain::id::{LicenseId, PurchaseId, TermId, WorkspaceId};
use domain::license::License;
use domain::license_type::LicenseType;
use domain::money::Money;
use domain::purchase::{BillingPeriod, PriceBasis, Purchase, Seats};
use domain::term::{Span, Term};
use replica::backup::Backup;
use replica::carry_forward::{CarryForward, MOST_CHANGES};
use replica::inventory::Inventory;
use replica::journal::ChunkKey;
use replica::records;
use replica::vault::Vault;
use uuid::Uuid;

/// After so many edits without a pause the worker rests.
const EDITS_A_SESSION: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut number = |usual| args.next().map_or(Ok(usual), |arg| arg.parse::<u32>());
    let (n_licenses, n_edits) = (number(10_000)?, number(120)?);
    let file = args.next();
    let start = DateTime::from_timestamp(1_700_000_000, 0).ok_or("no such moment")?;

    let mut inventory = Inventory::new([1; 16])?;
    let licenses: Vec<License> = (0..n_licenses).map(|n| license(n, start)).collect();
    let import = Import { licenses, ..Import::default() };
    inventory.apply(&Command::ImportLicenses(Box::new(import)), start)?;
    println!("{n_licenses} licenses, {n_edits} edits each");
    report("after the import", &inventory)?;

    let mut closed = 0;
    let began = Instant::now();
    let ids: Vec<LicenseId> = inventory.workspace().licenses.keys().copied().collect();
    for round in 0..n_edits {
        let at = start + chrono::Duration::days(i64::from(round) * 30);
        for (n, id) in ids.iter().enumerate() {
            if n % EDITS_A_SESSION == 0 {
                // What the worker does when it rests.
                inventory.document_mut().trim();
            }
            let Some(before) = inventory.workspace().licenses.get(id).cloned() else { continue };
            let command = command(before, round);
            inventory.apply(&command, at)?;
        }
        if inventory.document().n_changes() > MOST_CHANGES {
            closed += inventory.document().save().len();
            let began = Instant::now();
            inventory =
                carry_forward(&inventory, [u8::try_from(round % 250)?.wrapping_add(3); 16])?;
            println!("carried forward in {:.2?}", began.elapsed());
        }
        // A session of the app ends now and then; the next one writes under a new name.
        if round % 12 == 11 {
            let bytes = inventory.document().save();
            let actor = [u8::try_from(round % 250)?.wrapping_add(2); 16];
            let key = ChunkKey::snapshot(&inventory.document().heads_digest());
            inventory = Inventory::open(actor, &[(key, bytes)])?.0;
            let told = format!("year {}, {:.0?} so far", round / 12 + 1, began.elapsed());
            report(&told, &inventory)?;
            println!("closed documents: {:.2} MB, {}", megabytes(closed)?, peak());
        }
    }
    if let Some(file) = file {
        let backup = Backup {
            workspace: WorkspaceId(Uuid::from_u128(9)),
            made_at: start,
            inventory: inventory.document().save(),
            vault: Vault::new([2; 16])?.document().save(),
            closed: Vec::new(),
        };
        std::fs::write(file, backup.encode().ok_or("the backup does not encode")?)?;
    }
    let began = Instant::now();
    let edits = inventory.workspace().licenses.values().map(|before| {
        let mut after = before.clone();
        for line in after.purchases.values_mut() {
            line.amount = Some(Money { minor: 77_700, currency: Currency::EUR });
        }
        Edit { before: before.clone(), after }
    });
    let edits = edits.collect();
    let command = Command::EditLicenses { edits, named: Named::default() };
    inventory.apply(&command, start + chrono::Duration::days(4_000))?;
    println!("one edit of them all: {:.2?}, {}", began.elapsed(), peak());
    Ok(())
}

/// The most memory this took so far, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    format!("at most {} of memory", line.map_or("an unknown amount", str::trim))
}

fn report(what: &str, inventory: &Inventory) -> Result<(), Box<dyn Error>> {
    let began = Instant::now();
    let bytes = inventory.document().save();
    let saved = began.elapsed();
    let bytes_len = bytes.len();
    // Named after its heads, as the app stores it; otherwise every change would be checked anew.
    let chunk = (ChunkKey::snapshot(&inventory.document().heads_digest()), bytes);
    let chunk = std::slice::from_ref(&chunk);
    let records = records::encode(&inventory.document().heads_digest(), inventory.workspace())
        .ok_or("the records do not encode")?;
    let began = Instant::now();
    let opened = Inventory::open_with([9; 16], chunk, Some(&records))?.inventory;
    let with_records = began.elapsed();
    drop(opened);
    let began = Instant::now();
    let opened = Inventory::open([9; 16], chunk)?.0;
    let without = began.elapsed();
    let n = opened.workspace().licenses.len();
    let megabytes = megabytes(bytes_len)?;
    println!(
        "{what}: {megabytes:.2} MB, save {saved:.2?}, open {with_records:.2?} \
         ({without:.2?} without cached records), {n} licenses"
    );
    Ok(())
}

fn megabytes(bytes: usize) -> Result<f64, Box<dyn Error>> {
    Ok(f64::from(u32::try_from(bytes)?) / 1e6)
}

fn carry_forward(old: &Inventory, actor: [u8; 16]) -> Result<Inventory, Box<dyn Error>> {
    let mut carry = CarryForward::begin(old.document())?;
    while carry.step()? {}
    Ok(Inventory::carried(carry.finish()?, old, actor)?)
}

/// What somebody does to a license in one month.
fn command(before: License, round: u32) -> Command {
    let mut after = before.clone();
    if round.is_multiple_of(12) {
        let id = TermId(uuid(before.id, 100 + round));
        let day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
        let first = day + Days::new(u64::from(round / 12) * 365);
        let span = Span { start_on: Some(first), last_day: Some(first + Days::new(364)) };
        let line = line(PurchaseId(uuid(before.id, 300 + round)), id, round);
        let term = Term { span, ..Term::new(id) };
        return Command::RenewLicense { id: before.id, term, line: Box::new(line) };
    }
    if let Some(line) = after.purchases.values_mut().next_back() {
        match round % 3 {
            0 => line.seats = Seats::Counted(50 + round),
            1 => {
                line.amount =
                    Some(Money { minor: 10_000 + i64::from(round), currency: Currency::EUR });
            }
            _ => after.notes = format!("Reviewed in month {round}, kept for another quarter."),
        }
    }
    Command::edit(before, after)
}

fn license(n: u32, at: DateTime<Utc>) -> License {
    let id = LicenseId(Uuid::from_u64_pair(
        0x5ea7_0000_0000_0000 | u64::from(n).wrapping_mul(0x9e37_79b9),
        u64::from(n),
    ));
    let term = Term {
        span: Span {
            start_on: NaiveDate::from_ymd_opt(2023, 1, 1),
            last_day: NaiveDate::from_ymd_opt(2023, 12, 31),
        },
        ..Term::new(TermId(uuid(id, 1)))
    };
    let line = line(PurchaseId(uuid(id, 2)), term.id, 0);
    License {
        name: format!("Product {n} for Department {}", n % 37),
        terms: BTreeMap::from([(term.id, term)]),
        purchases: BTreeMap::from([(line.id, line)]),
        notes: "Bought through the framework contract.".to_owned(),
        ..License::new(id, LicenseType::Subscription, at)
    }
}

fn line(id: PurchaseId, term_id: TermId, round: u32) -> Purchase {
    Purchase {
        id,
        term_id,
        purchased_on: NaiveDate::from_ymd_opt(2023, 1, 1),
        seats: Seats::Counted(50 + round),
        amount: Some(Money { minor: 10_000, currency: Currency::EUR }),
        basis: PriceBasis::Total,
        period: BillingPeriod::Year,
        renewal_amount: None,
        purchase_order: format!("PO-{round}"),
        order_number: String::new(),
    }
}

/// Identities that compress no better than random ones.
fn uuid(of: LicenseId, n: u32) -> Uuid {
    let (high, low) = of.0.as_u64_pair();
    let mix = |seed: u64| {
        let mut x = seed ^ (u64::from(n) << 32 | u64::from(n));
        for _ in 0..3 {
            x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        }
        x ^ (x >> 33)
    };
    Uuid::from_u64_pair(mix(high), mix(low ^ high.rotate_left(17)))
}
