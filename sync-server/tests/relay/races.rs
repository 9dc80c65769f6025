//! Who comes twice, too late, or at the same time as others.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::id::WorkspaceId;
use futures::future::join_all;
use replica::team::Role;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Error;
use uuid::Uuid;

use crate::asking;
use crate::device::{Device, open};
use crate::server::Server;

#[tokio::test]
async fn of_one_device_twice_the_second_wins_and_neither_goes_round_in_circles() {
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let mut watching = bob.connect(&server).await;
    watching.settle(&mut bob.replicas).await;
    let mut first = ada.connect(&server).await;
    ada.create_license("From the first");
    first.settle(&mut ada.replicas).await;
    let mut second = ada.connect(&server).await;
    ada.create_license("From the second");
    second.settle(&mut ada.replicas).await;
    assert_eq!(first.closed().await, Some(replica::team::api::close::REPLACED));
    watching
        .until(&mut bob.replicas, |_, replicas| {
            replicas.inventory.workspace().present_licenses().count() == 2
        })
        .await;
    // All is said: whoever asks now is answered once, and then nobody has anything to say.
    assert_eq!(second.link.speak(&ada.replicas), Vec::<Vec<u8>>::new());
    bob.create_license("The next");
    watching.settle(&mut bob.replicas).await;
    let mut n_frames = 0;
    while ada.names().len() < 3 {
        n_frames += 1;
        let frame = second.next().await.unwrap();
        second.link.hear(&frame, &mut ada.replicas).unwrap();
    }
    assert!(n_frames <= 4, "{n_frames} frames for one license");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_accept_one_invitation_at_once_one_is_in() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let (invite, proof) = ada.invite(&server, Role::Editor).await;
    // One guess was spent on the set-up code.
    let devices: Vec<Device> = (0..19).map(|_| Device::new()).collect();
    let accepting = devices.iter().map(|device| device.accept(&server, invite, proof, "Bob"));
    let answers = join_all(accepting).await;
    let n = |wanted| answers.iter().filter(|answer| answer.status == wanted).count();
    assert_eq!(n(200) + n(201), 1, "{:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>());
    for answer in answers.iter().filter(|answer| answer.status >= 300) {
        assert_eq!(answer.error(), "used");
    }
    assert_eq!(ada.team(&server).await.members.len(), 2);
}

/// What somebody sees who is not let in; the date aside.
async fn turned_away(
    server: &Server,
    at: WorkspaceId,
    ticket: &str,
) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let error = open(server, at, ticket).await.map(drop).unwrap_err();
    let Error::Http(response) = *error else { panic!("{error}") };
    let headers = response.headers().iter().filter(|(name, _)| *name != "date");
    let headers = headers.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
    (response.status().as_u16(), headers, response.body().clone().unwrap_or_default())
}

#[tokio::test]
async fn tickets_that_are_no_good_all_look_the_same() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let eve = Device::elsewhere(&ada, &server).await;
    let used = ada.ticket(&server).await.ticket;
    drop(open(&server, ada.workspace, &used).await.unwrap());
    let foreign = ada.ticket(&server).await.ticket;
    let mut forged = hex::decode(ada.ticket(&server).await.ticket).unwrap();
    // As if it were good until later.
    forged[32] ^= 0x01;
    let made_up = turned_away(&server, ada.workspace, &"ab".repeat(88)).await;
    assert_eq!(made_up.0, 403);
    assert_eq!(turned_away(&server, ada.workspace, &used).await, made_up, "used");
    assert_eq!(turned_away(&server, eve.workspace, &foreign).await, made_up, "another room's");
    let forged = hex::encode(forged);
    assert_eq!(turned_away(&server, ada.workspace, &forged).await, made_up, "forged");
}

#[tokio::test]
async fn how_long_a_refusal_takes_tells_nothing() {
    const TIMES: usize = 25;
    // From one address so much could not be tried.
    asking::FROM_EVERYWHERE.store(true, Ordering::Relaxed);
    let server = Server::start_with(&["--trust-proxy"]).await;
    let ada = Device::owner_on(&server).await;
    let eve = Device::elsewhere(&ada, &server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let (invite, proof) = ada.invite(&server, Role::Editor).await;
    let spent = Device::new();
    assert_eq!(spent.accept(&server, invite, proof, "Carol").await.status, 200);
    ada.ask(&server, "DELETE", &format!("/members/{}", bob.member), &()).await;

    // By turns, so that whatever else this machine does falls on all of them.
    let mut took: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for _ in 0..TIMES {
        let used = ada.ticket(&server).await.ticket;
        drop(open(&server, ada.workspace, &used).await.unwrap());
        let foreign = ada.ticket(&server).await.ticket;
        let mut time = Stopwatch(&mut took);
        let made_up = "ab".repeat(88);
        for (what, at, ticket) in [
            ("a ticket made up", ada.workspace, &made_up),
            ("a ticket that was used", ada.workspace, &used),
            ("a ticket for another room", eve.workspace, &foreign),
            ("a ticket for no room", WorkspaceId(Uuid::from_u128(1)), &foreign),
        ] {
            time.of(what, turned_away(&server, at, ticket)).await;
        }
        let team = format!("/workspaces/{}/team", ada.workspace);
        let nowhere = format!("/workspaces/{}/team", Uuid::from_u128(1));
        for (what, path, credential) in [
            ("a credential made up", &team, &[7; 32]),
            ("a credential of another room", &team, &eve.credential),
            ("a credential that was removed", &team, &bob.credential),
            ("a room that is not there", &nowhere, &ada.credential),
        ] {
            let answer = time.of(what, server.ask("GET", path, Some(credential), &())).await;
            assert!([401, 403, 404, 410].contains(&answer.status), "{what}: {}", answer.status);
        }
    }
    let medians = took.into_iter().map(|(what, mut took)| {
        took.sort();
        (took[TIMES / 2], what)
    });
    let medians: Vec<_> = medians.collect();
    println!("{medians:?}");
    let (least, most) = (medians.iter().min().unwrap(), medians.iter().max().unwrap());
    assert!(most.0 < least.0 + Duration::from_millis(5), "{least:?} and {most:?}");
}

/// How long each of several things takes, again and again.
struct Stopwatch<'a>(&'a mut BTreeMap<&'static str, Vec<Duration>>);

impl Stopwatch<'_> {
    async fn of<T>(&mut self, what: &'static str, doing: impl Future<Output = T>) -> T {
        let begun = Instant::now();
        let done = doing.await;
        self.0.entry(what).or_default().push(begun.elapsed());
        done
    }
}
