//! Who comes twice, too late, or at the same time as others.

use futures::future::join_all;
use replica::team::Role;
use tokio_tungstenite::tungstenite::Error;

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
    at: domain::id::WorkspaceId,
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
