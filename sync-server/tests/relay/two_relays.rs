//! Two relays on one Postgres database: any of them serves any workspace, and what one does counts at
//! the other.

use replica::team::Role;
use replica::team::api::{ChangeMember, Membership, close};

use crate::device::Device;
use crate::postgres::Postgres;
use crate::server::Server;

async fn two_relays(postgres: &Postgres) -> [Server; 2] {
    let database = postgres.database().await;
    let options = ["--database-url", database.as_str()];
    [Server::start_with(&options).await, Server::start_with(&options).await]
}

#[tokio::test]
async fn members_at_two_relays_see_what_the_other_does() {
    let postgres = Postgres::start();
    let [one, two] = two_relays(&postgres).await;
    // Each has printed a code, and both are good.
    let mut ada = Device::owner_on(&one).await;
    let mut bob = Device::invited_by(&ada, &two, Role::Editor).await;
    let mut at_one = ada.connect(&one).await;
    let mut at_two = bob.connect(&two).await;
    for n in 0..10 {
        ada.create_license(&format!("of Ada {n}"));
        at_one.settle(&mut ada.replicas).await;
        bob.create_license(&format!("of Bob {n}"));
        at_two.settle(&mut bob.replicas).await;
    }
    let has_all =
        |replicas: &crate::device::Replicas| replicas.inventory.workspace().licenses.len() == 20;
    at_one.until(&mut ada.replicas, |_, replicas| has_all(replicas)).await;
    at_two.until(&mut bob.replicas, |_, replicas| has_all(replicas)).await;
    assert_eq!(ada.names(), bob.names());
}

#[tokio::test]
async fn who_is_put_out_at_one_relay_is_out_at_the_other_within_a_second() {
    let postgres = Postgres::start();
    let [one, two] = two_relays(&postgres).await;
    let ada = Device::owner_on(&one).await;
    let bob = Device::invited_by(&ada, &one, Role::Editor).await;
    let eve = Device::invited_by(&ada, &one, Role::Editor).await;
    let mut of_bob = bob.connect(&two).await;
    let mut of_eve = eve.connect(&two).await;
    of_bob.next().await.unwrap();
    of_eve.next().await.unwrap();
    let begun = tokio::time::Instant::now();
    let removed = ada.ask(&one, "DELETE", &format!("/members/{}", bob.member), &()).await;
    assert_eq!(removed.status, 204);
    assert_eq!(of_bob.closed().await, Some(close::REMOVED));
    assert!(begun.elapsed().as_secs() < 1);
    let change = ChangeMember { role: Some(Role::Viewer), ..ChangeMember::default() };
    ada.ask(&one, "PATCH", &format!("/members/{}", eve.member), &change).await;
    assert_eq!(of_eve.closed().await, Some(close::CHANGED));
    let told: Membership = eve.ask(&two, "GET", "", &()).await.json();
    assert_eq!(told.role, Role::Viewer);
}
