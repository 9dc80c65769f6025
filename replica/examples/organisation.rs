//! Writes a backup of an organisation of a given size, and tells how long it takes to work out the
//! positions of all its licenses from scratch and after one edit.
//!
//! `cargo run --release -p replica --example organisation -- FILE LICENSES USERS ASSETS SEATS`; the
//! bench in the browser restores the file. The figures are of this machine, not of wasm.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "it measures, tells what it finds, and stops where something is missing"
)]

use std::error::Error;
use std::time::Instant;

use chrono::{DateTime, NaiveDate, Utc};
use domain::asset::Asset;
use domain::assignment::{Assignment, Holder};
use domain::command::{Command, Edit, Import};
use domain::compliance::{Positions, products};
use domain::currency::Currency;
use domain::id::{
    AssetId, AssignmentId, LicenseId, PurchaseId, TermId, UserId, VendorId, WorkspaceId,
};
use domain::license::License;
use domain::license_type::LicenseType;
use domain::money::Money;
use domain::particulars::Metric;
use domain::purchase::{BillingPeriod, Purchase, Seats};
use domain::quantity::Quantity;
use domain::term::{Span, Term};
use domain::user::User;
use domain::vendor::Vendor;
use replica::backup::Backup;
use replica::inventory::Inventory;
use replica::update::touched_licenses;
use replica::vault::Vault;
use uuid::Uuid;

/// Edits after which positions are worked out anew.
const EDITS: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, sizes @ ..] = args.as_slice() else { return Err("FILE and four sizes".into()) };
    let sizes: Vec<usize> = sizes.iter().map(|size| size.parse()).collect::<Result<_, _>>()?;
    let [licenses, users, assets, seats] = sizes[..] else { return Err("four sizes".into()) };
    let at: DateTime<Utc> = "2026-11-24T09:00:00Z".parse()?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).ok_or("no such day")?;

    let import = organisation(licenses, users, assets, seats, at);
    let mut inventory = Inventory::new([1; 16])?;
    inventory.apply(&Command::ImportLicenses(Box::new(import)), at)?;
    println!("{licenses} licenses, {users} users, {assets} assets, {seats} seats");

    let (started, mut positions) = (Instant::now(), Positions::default());
    positions.refresh(inventory.workspace(), [], today);
    println!("positions from scratch: {:.1?}", started.elapsed());
    let started = Instant::now();
    let n = products(inventory.workspace(), &positions).len();
    println!("positions of {n} products: {:.1?}", started.elapsed());
    let mut times = Vec::new();
    for n in 0..EDITS {
        let id = LicenseId(id(1, n * 37 % licenses));
        let before = inventory.workspace().licenses.get(&id).ok_or("no such license")?.clone();
        let mut after = before.clone();
        after.purchases.values_mut().for_each(|line| line.seats = Seats::Counted(7));
        let edit = Edit { before, after };
        let command =
            Command::EditLicenses { edits: vec![edit], named: domain::command::Named::default() };
        let changes = inventory.apply(&command, at)?;
        let started = Instant::now();
        let touched = touched_licenses(&changes, inventory.workspace());
        positions.refresh(inventory.workspace(), touched, today);
        times.push(started.elapsed());
    }
    times.sort();
    println!(
        "positions after one edit: p50 {:.1?}, p95 {:.1?}",
        times[EDITS / 2],
        times[EDITS * 95 / 100]
    );

    let backup = Backup {
        workspace: WorkspaceId(Uuid::from_u128(11 << 96)),
        made_at: at,
        inventory: inventory.document().save(),
        vault: Vault::new([2; 16])?.document().save(),
        closed: Vec::new(),
    };
    std::fs::write(file, backup.encode().ok_or("the backup does not encode")?)?;
    Ok(())
}

/// The same identity each time, spread as random ones are.
fn id(kind: u64, n: usize) -> Uuid {
    let n = n as u64 + 1;
    Uuid::from_u64_pair(n.wrapping_mul(0x9e37_79b9_7f4a_7c15), kind << 48 | n)
}

fn organisation(
    licenses: usize,
    users: usize,
    assets: usize,
    seats: usize,
    at: DateTime<Utc>,
) -> Import {
    let metrics = [Metric::User, Metric::Device, Metric::UserOrDevice, Metric::Core];
    let vendors = (0..50).map(|n| Vendor::new(VendorId(id(5, n)), &format!("Vendor {n}")));
    let mut import = Import { vendors: vendors.collect(), ..Import::default() };
    import.users.extend((0..users).map(|n| User {
        email: format!("person{n}@example.org"),
        department: format!("Department {}", n % 40),
        ..User::new(UserId(id(2, n)), &format!("Person {n} {}", NAMES[n % NAMES.len()]))
    }));
    import.assets.extend((0..assets).map(|n| Asset {
        cores: Some(4 + u32::try_from(n % 5).unwrap_or(0) * 4),
        holder_id: Some(UserId(id(2, n % users))),
        category: "Laptop".to_owned(),
        ..Asset::new(AssetId(id(3, n)), &format!("LAP-{n:05}"))
    }));
    for n in 0..licenses {
        let (term, line) = (TermId(id(6, n)), PurchaseId(id(7, n)));
        let span = Span {
            start_on: NaiveDate::from_ymd_opt(2026, 1, 1),
            last_day: NaiveDate::from_ymd_opt(2026, 12, 31),
        };
        let mut license = License::new(LicenseId(id(1, n)), LicenseType::Subscription, at);
        license.name = format!("Product {} Edition {n}", n / 3);
        license.vendor_id = Some(VendorId(id(5, n % 50)));
        license.particulars.metric = metrics[n % metrics.len()];
        license.particulars.products.insert(format!("Product {}", n / 3));
        license.terms.insert(term, Term { span, ..Term::new(term) });
        let purchase = Purchase {
            seats: Seats::Counted(u32::try_from(15 + n % 12).unwrap_or(15)),
            amount: Some(Money { minor: 120_000, currency: Currency::EUR }),
            period: BillingPeriod::Year,
            ..Purchase::new(line, term)
        };
        license.purchases.insert(line, purchase);
        import.licenses.push(license);
    }
    import.assignments.extend((0..seats).map(|n| {
        let (license, k) = (n % licenses, n / licenses);
        let holder = if license % 4 == 1 || license % 4 == 3 {
            Holder::Asset(AssetId(id(3, (license * 31 + k) % assets)))
        } else {
            Holder::User(UserId(id(2, (license * 31 + k) % users)))
        };
        let from = NaiveDate::from_ymd_opt(2026, 1 + u32::try_from(k % 10).unwrap_or(0), 1);
        Assignment::new(
            AssignmentId(id(4, n)),
            LicenseId(id(1, license)),
            holder,
            Quantity::ONE,
            from,
        )
    }));
    import
}

const NAMES: [&str; 8] = ["Lee", "Byron", "Müller", "Okafor", "Silva", "Tanaka", "Novak", "Khan"];
