//! throw-away
use chrono::{DateTime, NaiveDate};
use domain::csv::{Answers, plan, read};
use domain::workspace::Workspace;
use uuid::Uuid;
#[test]
fn probe() {
    let bytes = std::fs::read(std::env::var("PROBE").unwrap()).unwrap();
    let t = read(&bytes).unwrap();
    println!("{t:?}");
    let mut n = 0u128;
    let mut fresh = || { n += 1; Uuid::from_u128(n) };
    let mut ws = Workspace::default();
    let p = plan(&t, Answers::default(), &ws, DateTime::UNIX_EPOCH, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), &mut fresh);
    let v = &p.preview;
    println!("{:?} {:?} rows {} lic {} users {} vendors {} asg {} seats {} keys {} here {} rej {} prob {}", v.layout, v.encoding, v.n_rows, v.n_licenses, v.n_users, v.n_vendors, v.n_assignments, v.n_seats, v.n_keys, v.already_here, v.n_rejected, v.n_problems);
    println!("{:?} {:?} {} {}", v.date_order, v.decimal, v.needs_date_order, v.needs_decimal);
    println!("unknown {:?}\ncolumns {:?}", v.unknown, v.columns.iter().map(|c| (&c.heading, c.field)).collect::<Vec<_>>());
    for c in &v.problems { println!("{c:?}"); }
    for c in &v.rejected { println!("{c:?}"); }
    for r in v.rows.iter().take(12) { println!("{r:?}"); }
    let dbg = format!("{p:?}");
    println!("leaks: {}", p.keys.iter().filter(|(_, _, k)| k.len() > 8 && dbg.contains(k.as_str())).count());
    domain::command::apply(&mut ws, &domain::command::Command::ImportLicenses(Box::new(p.import))).unwrap();
    let p2 = plan(&t, Answers::default(), &ws, DateTime::UNIX_EPOCH, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), &mut fresh);
    println!("again: lic {} users {} vendors {} asg {} here {}", p2.preview.n_licenses, p2.preview.n_users, p2.preview.n_vendors, p2.preview.n_assignments, p2.preview.already_here);
}
