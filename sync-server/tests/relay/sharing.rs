//! Sharing, joining, roles and what becomes of those who go.

use replica::team::Role;
use replica::team::api::{
    Accepted, ChangeMember, Hex, InviteInfo, LookAtInvite, Membership, RelayInfo, close,
};

use crate::device::{Device, open};
use crate::noise::noise;
use crate::server::Server;

#[tokio::test]
async fn a_fresh_relay_is_claimed_once_with_the_code_it_prints() {
    let server = Server::start().await;
    let info: RelayInfo = server.ask("GET", "/relay", None, &()).await.json();
    assert_eq!((info.service.as_str(), info.is_claimed), ("seatwise", false));
    let device = Device::new();
    for code in [None, Some("AAAA-AAAA-AAAA-AAAA".to_owned())] {
        let refused = server.ask("POST", "/workspaces", None, &device.share(code)).await;
        assert_eq!((refused.status, refused.error().as_str()), (403, "no_sign_up"));
    }
    let owner = Device::owner_on(&server).await;
    let info: RelayInfo = server.ask("GET", "/relay", None, &()).await.json();
    assert!(info.is_claimed);
    let again = device.share(server.setup_code.clone());
    let refused = server.ask("POST", "/workspaces", None, &again).await;
    assert_eq!(refused.error(), "no_sign_up", "the code is good once");
    // Whoever owns a workspace here may bring another one.
    let second = device.share(None);
    let answer = server.ask("POST", "/workspaces", Some(&owner.credential), &second).await;
    assert_eq!(answer.status, 201);
    // An answer that was lost is given again.
    let answer = server.ask("POST", "/workspaces", None, &second).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json::<Membership>().role, Role::Owner);
}

#[tokio::test]
async fn two_members_see_what_the_other_does_and_a_restart_loses_nothing() {
    let server = Server::start().await;
    let mut ada = Device::owner_on(&server).await;
    ada.create_license("Figma");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    bob.create_license("Slack");
    let mut of_bob = bob.connect(&server).await;
    of_bob.until(&mut bob.replicas, |_, r| r.inventory.workspace().licenses.len() == 2).await;
    of_bob.settle(&mut bob.replicas).await;
    line.until(&mut ada.replicas, |_, r| r.inventory.workspace().licenses.len() == 2).await;
    assert_eq!(ada.names(), ["Figma", "Slack"]);
    drop((line, of_bob));
    let server = server.restart().await;
    let mut eve = Device::invited_by(&ada, &server, Role::Viewer).await;
    let mut of_eve = eve.connect(&server).await;
    of_eve.until(&mut eve.replicas, |_, r| r.inventory.workspace().licenses.len() == 2).await;
    assert_eq!(eve.names(), ["Figma", "Slack"]);
}

#[tokio::test]
async fn an_invitation_is_good_once_for_whoever_has_its_secret() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let (invite, proof) = ada.invite(&server, Role::Editor).await;
    let look = |proof: [u8; 32]| LookAtInvite { proof: Hex(proof.to_vec()) };
    let path = format!("/invites/{invite}/look");
    let info: InviteInfo = server.ask("POST", &path, None, &look(proof)).await.json();
    assert_eq!((info.role, info.by.as_str()), (Role::Editor, "Ada"));
    assert_eq!(server.ask("POST", &path, None, &look([0; 32])).await.error(), "unknown");
    let bob = Device::new();
    assert_eq!(bob.accept(&server, invite, [1; 32], "Bob").await.error(), "unknown");
    let accepted: Accepted = bob.accept(&server, invite, proof, "Bob").await.json();
    assert_eq!(accepted.sealed_key, Some(Hex(vec![5; 60])));
    let eve = Device::new();
    assert_eq!(eve.accept(&server, invite, proof, "Eve").await.error(), "used");
    // Bob's answer may have been lost; he is in, and the sealed key was given out once.
    let again: Accepted = bob.accept(&server, invite, proof, "Bob").await.json();
    assert_eq!((again.membership.role, again.sealed_key), (Role::Editor, None));
    let (invite, proof) = ada.invite(&server, Role::Viewer).await;
    let revoked = ada.ask(&server, "DELETE", &format!("/invites/{invite}"), &()).await;
    assert_eq!(revoked.status, 204);
    assert_eq!(eve.accept(&server, invite, proof, "Eve").await.error(), "revoked");
}

#[tokio::test]
async fn roles_hold_and_a_change_of_them_counts_at_once() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let eve = Device::invited_by(&ada, &server, Role::Viewer).await;
    let member = |device: &Device| format!("/members/{}", device.member);
    let role = |role| ChangeMember { role: Some(role), ..ChangeMember::default() };
    for device in [&bob, &eve] {
        for (who, change) in [(&ada, role(Role::Viewer)), (&eve, role(Role::Admin))] {
            let refused = device.ask(&server, "PATCH", &member(who), &change).await;
            assert_eq!(refused.error(), "not_allowed");
        }
        assert_eq!(device.ask(&server, "DELETE", &member(&ada), &()).await.error(), "not_allowed");
        assert_eq!(device.ask(&server, "DELETE", "", &()).await.error(), "not_allowed");
        assert!(device.team(&server).await.invites.is_empty());
    }
    // The owner can be neither removed nor made less.
    assert_eq!(ada.ask(&server, "DELETE", &member(&ada), &()).await.error(), "not_allowed");
    let mut line = bob.connect(&server).await;
    line.next().await.unwrap();
    let answer = ada.ask(&server, "PATCH", &member(&bob), &role(Role::Viewer)).await;
    assert_eq!(answer.status, 204);
    assert_eq!(line.closed().await, Some(close::CHANGED));
    assert_eq!(bob.membership(&server).await.role, Role::Viewer);
    // Handing on makes one owner of two.
    ada.ask(&server, "PATCH", &member(&bob), &role(Role::Owner)).await;
    let roles = bob.team(&server).await.members.into_iter().map(|m| (m.name, m.role));
    let mut roles: Vec<_> = roles.collect();
    roles.sort();
    assert_eq!(roles[0], ("Ada".to_owned(), Role::Admin));
    assert_eq!(roles.iter().filter(|(_, role)| *role == Role::Owner).count(), 1);
}

#[tokio::test]
async fn who_was_removed_is_out_within_a_second_and_told_so() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Admin).await;
    let mut line = bob.connect(&server).await;
    line.next().await.unwrap();
    let ticket = bob.ticket(&server).await.ticket;
    let begun = tokio::time::Instant::now();
    let path = format!("/members/{}", bob.member);
    assert_eq!(ada.ask(&server, "DELETE", &path, &()).await.status, 204);
    assert_eq!(line.closed().await, Some(close::REMOVED));
    assert!(begun.elapsed().as_secs() < 1);
    let refused = bob.ask(&server, "POST", "/ticket", &()).await;
    assert_eq!((refused.status, refused.error().as_str()), (410, "removed"));
    // Nor with a ticket from before.
    open(&server, bob.workspace, &ticket).await.unwrap_err();
}

#[tokio::test]
async fn a_member_brings_in_further_devices_whatever_their_role() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let eve = Device::invited_by(&ada, &server, Role::Viewer).await;
    for first in [&ada, &eve] {
        let second = first.second(&server).await;
        assert_eq!(second.member, first.member);
        let role = first.membership(&server).await.role;
        assert_eq!(second.membership(&server).await.role, role);
        let members = first.team(&server).await.members;
        let me = members.iter().find(|member| member.id == first.member).unwrap();
        assert_eq!((members.len(), me.devices.len()), (2, 2));
        assert!(members.iter().all(|member| member.name != "nobody asks"));
    }
    // One's own invitations are one's own to see and to take back.
    let (invite, _) = eve.invite_device(&server).await;
    let shown = eve.team(&server).await.invites;
    assert_eq!(shown.iter().map(|invite| invite.id).collect::<Vec<_>>(), [invite]);
    let revoked = eve.ask(&server, "DELETE", &format!("/invites/{invite}"), &()).await;
    assert_eq!(revoked.status, 204);
    // Twenty devices are enough for anybody.
    for _ in 2..20 {
        eve.invite_device(&server).await;
    }
    let (new, _) = Device::new_device_invite();
    let refused = eve.ask(&server, "POST", "/invites", &new).await;
    assert_eq!(refused.error(), "over_quota");
}

/// Nobody but them can: not who leaves, nor an editor who has lost a device.
#[tokio::test]
async fn who_may_seal_product_keys_anew_is_called_for_it() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let lost = bob.second(&server).await;
    assert!(!ada.membership(&server).await.must_seal);
    let mut line = ada.connect(&server).await;
    line.next().await.unwrap();
    let path = format!("/devices/{}", lost.id);
    assert_eq!(bob.ask(&server, "DELETE", &path, &()).await.status, 204);
    assert_eq!(line.closed().await, Some(close::CHANGED));
    assert!(ada.membership(&server).await.must_seal);
    assert!(ada.team(&server).await.must_seal);
    let mut line = ada.connect(&server).await;
    line.next().await.unwrap();
    let path = format!("/members/{}", bob.member);
    assert_eq!(bob.ask(&server, "DELETE", &path, &()).await.status, 204);
    assert_eq!(line.closed().await, Some(close::CHANGED));
}

/// What there is no room for ends the connection of whoever brought it, and nobody else's.
#[tokio::test]
async fn over_quota_one_goes_and_the_others_go_on() {
    let server = Server::start_with(&["--workspace-mib", "1"]).await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let id = ada.create_license("Before");
    let mut adas = ada.connect(&server).await;
    adas.settle(&mut ada.replicas).await;
    let mut bobs = bob.connect(&server).await;
    bobs.settle(&mut bob.replicas).await;
    for round in 0..2 {
        ada.edit(id, |license| license.notes = noise(round, 2_000_000));
        assert_eq!(adas.try_to_settle(&mut ada.replicas).await, Err(Some(close::OVER_QUOTA)));
        bob.create_license(&format!("Meanwhile {round}"));
        bobs.settle(&mut bob.replicas).await;
        adas = ada.connect(&server).await;
    }
    assert_eq!(bob.names(), ["Before", "Meanwhile 0", "Meanwhile 1"]);
}

#[tokio::test]
async fn the_relay_and_its_log_never_see_a_credential_or_a_proof() {
    let server = Server::start().await;
    let ada = Device::owner_on(&server).await;
    let (_, proof) = ada.invite(&server, Role::Editor).await;
    let server = server.restart().await;
    let mut stored = Vec::new();
    for entry in std::fs::read_dir(server.data()).unwrap() {
        stored.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    for secret in [ada.credential, proof] {
        let text = hex::encode(secret);
        for needle in [secret.as_slice(), text.as_bytes()] {
            assert!(!stored.windows(needle.len()).any(|window| window == needle));
        }
    }
}
