//! What a person asks about sharing, one function for each.

use chrono::{DateTime, Utc};
use domain::id::{DeviceId, InviteId};
use replica::protocol::{
    Answer, Ended, Failure, Packed, RelayTrouble, Secret, TeamState, TeamTask,
};
use replica::team::Role;
use replica::team::api::{
    ChangeMember, Hex, Membership as Told, NewInvite, Refused, Share, Team as Members, WrappedKeys,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::coming::Coming;
use super::http::{self, Question};
use super::keys::{self, InviteKeys};
use super::{aside, joining, line, vaults};
use crate::engine::mailbox::Event;
use crate::engine::seldom::Papers;
use crate::engine::session::Session;
use crate::engine::webcrypto;
use crate::platform::random;
use crate::storage::memberships::{Errand, Membership};

/// The link for a further device is for a person who has it beside them.
const HOURS_FOR_DEVICE: u32 = 1;

pub(super) type Done = Result<Answer, Failure>;

/// Does it.
pub(super) async fn answer(session: &mut Session, papers: &mut Papers, task: TeamTask) -> Answer {
    let done = match task {
        TeamTask::Tell => tell(session).await,
        TeamTask::Look { address } => look(&address).await,
        TeamTask::Share { address, code, name, device } => {
            share(session, papers, &address, code, &name, &device).await
        }
        TeamTask::Invite { role, sees_keys, hours } => {
            invite(session, role, sees_keys, hours, false).await
        }
        TeamTask::AddDevice => add_device(session).await,
        TeamTask::Revoke(id) => ask_team(session, "DELETE", &format!("/invites/{id}"), &()).await,
        TeamTask::Change { member, role, sees_keys } => {
            let change = ChangeMember { name: None, role, sees_keys };
            put_out(session, "PATCH", &format!("/members/{member}"), &change).await
        }
        TeamTask::Remove(id) => put_out(session, "DELETE", &format!("/members/{id}"), &()).await,
        TeamTask::RemoveDevice(id) => {
            put_out(session, "DELETE", &format!("/devices/{id}"), &()).await
        }
        TeamTask::Leave { anyway } => leave(session, papers, anyway).await,
        TeamTask::StopSharing { anyway } => stop_sharing(session, papers, anyway).await,
        TeamTask::LookAtInvite(link) => joining::look_at(session, &link).await,
        TeamTask::Join { link, name, device } => {
            joining::join(session, &link, &name, &device).await
        }
        TeamTask::See(license) => {
            if papers.team.sees != license {
                papers.team.sees = license;
                line::say(session, &mut papers.team);
            }
            Ok(Answer::Done)
        }
        TeamTask::Unsent(at) => unsent(session, at).await,
        TeamTask::DropUnsent(at) => drop_unsent(session, papers, at).await,
    };
    done.unwrap_or_else(Answer::Failed)
}

pub(super) fn relay(trouble: RelayTrouble) -> Failure {
    Failure::Relay(trouble)
}

/// The membership of a workspace that is shared from here.
fn membership(session: &Session) -> Result<&Membership, Failure> {
    let live = session.share.as_ref().filter(|share| share.is_live());
    live.ok_or(relay(RelayTrouble::Refused(Refused::NotFound)))
}

async fn tell(session: &mut Session) -> Done {
    let Some(share) = session.share.clone() else { return Ok(Answer::Team(None)) };
    let team = if share.is_live() { members(&share).await.ok() } else { None };
    if let Some(team) = &team {
        hand_on_keys(session, &share, team).await;
    }
    let state = TeamState {
        address: share.address.clone(),
        member: share.member,
        device: share.device,
        role: share.role,
        sees_keys: share.sees_keys,
        ended: share.ended,
        unsent: share.unsent.iter().copied().filter_map(DateTime::from_timestamp_millis).collect(),
        team,
    };
    Ok(Answer::Team(Some(Packed::of(&state))))
}

/// Wraps the workspace key for devices that may have it and do not yet.
async fn hand_on_keys(session: &mut Session, share: &Membership, team: &Members) {
    if !share.sees_keys {
        return;
    }
    let members = team.members.iter().filter(|member| member.sees_keys);
    let lacking: Vec<(DeviceId, Vec<u8>)> = members
        .flat_map(|member| &member.devices)
        .filter(|device| !device.has_key && !device.public_key.0.is_empty())
        .map(|device| (device.id, device.public_key.0.clone()))
        .collect();
    if lacking.is_empty() {
        return;
    }
    let Some(own) = session.keys_of(&share.epoch).await else { return };
    let bound_to = session.registration.bound_to;
    let mut wrapped = Vec::new();
    for (device, public_key) in lacking {
        if let Ok(bytes) = keys::wrap_for(device, &public_key, bound_to, &own).await {
            wrapped.push((device, Hex(bytes)));
        }
    }
    let path = format!("/workspaces/{}/keys", share.workspace);
    let body = WrappedKeys { epoch: share.epoch.clone(), keys: wrapped };
    // Whoever looks at the members next tries again.
    http::tell(question(share, "PUT", &path), &body).await.unwrap_or_default();
}

async fn look(address: &str) -> Done {
    let address = http::address(address).map_err(relay)?;
    let info = http::about(&address).await.map_err(relay)?;
    Ok(Answer::Relay(Packed::of(&info)))
}

async fn share(
    session: &mut Session,
    papers: &mut Papers,
    address: &str,
    code: Option<Secret>,
    name: &str,
    device: &str,
) -> Done {
    if session.share.as_ref().is_some_and(Membership::is_live) {
        return Err(relay(RelayTrouble::SharedAlready));
    }
    session.check_sharable()?;
    let address = http::address(address).map_err(relay)?;
    http::about(&address).await.map_err(relay)?;
    let own = session.sealing_keys().await?;
    let errand = Errand::Sharing(session.id(), address.clone());
    let coming = Coming::for_errand(&session.keeper, &errand).await?;
    let body = Share {
        workspace: session.id(),
        inventory: session.registration.inventory,
        vault: session.registration.vault,
        epoch: own.epoch.clone(),
        code: code.map(|code| code.0),
        owner: coming.newcomer(name, device).await?,
    };
    let question =
        Question { address: &address, method: "POST", path: "/workspaces", credential: None };
    let told: Told = http::ask(question, &body).await.map_err(relay)?;
    session.keeper.put_device_pair(session.id(), &coming.pair).await.map_err(Failure::NotStored)?;
    if !session.put_share(coming.membership(address, &told)).await {
        return Err(session.not_stored());
    }
    session.keeper.forget_asked(&errand).await;
    papers.team.forget();
    session.tell_tabs_shared();
    papers.mailbox.put(Event::Line(super::LineEvent::Begin));
    Ok(Answer::Done)
}

/// Asks one more device of the same member in.
async fn add_device(session: &mut Session) -> Done {
    let Membership { role, sees_keys, .. } = *membership(session)?;
    invite(session, role, sees_keys, HOURS_FOR_DEVICE, true).await
}

async fn invite(
    session: &mut Session,
    role: Role,
    sees_keys: bool,
    hours: u32,
    is_for_device: bool,
) -> Done {
    let share = membership(session)?.clone();
    let (id, crypto) = (InviteId(random::uuid()), webcrypto::crypto()?);
    let secret = webcrypto::random::<32>(&crypto)?;
    let derived = InviteKeys::of(&secret, id).await?;
    let sealed_key = match session.keys_of(&share.epoch).await.filter(|_| sees_keys) {
        Some(own) => Some(Hex(derived.seal(id, session.registration.bound_to, &own).await?)),
        None => None,
    };
    let proof_hash = Hex(Sha256::digest(&derived.proof).to_vec());
    let body = NewInvite { id, role, sees_keys, hours, proof_hash, sealed_key, is_for_device };
    let path = format!("/workspaces/{}/invites", share.workspace);
    http::tell(question(&share, "POST", &path), &body).await.map_err(relay)?;
    // The app at the relay's own address is the one that may speak with it.
    Ok(Answer::Key(Secret(format!("{}/join/{id}#{}", share.address, hex::encode(secret)))))
}

async fn ask_team(session: &Session, method: &str, path: &str, body: &impl Serialize) -> Done {
    let share = membership(session)?;
    let path = format!("/workspaces/{}{path}", share.workspace);
    http::tell(question(share, method, &path), body).await.map_err(relay)?;
    Ok(Answer::Done)
}

/// Does something after which somebody, or a device, may not see product keys any more. The relay then
/// tells whoever may seal them anew to do so, this device among them.
async fn put_out(session: &mut Session, method: &str, path: &str, body: &impl Serialize) -> Done {
    ask_team(session, method, path, body).await?;
    // It is done, whether or not the relay answers once more.
    let team = members(membership(session)?).await.ok();
    let could_read = team.is_some_and(|team| team.must_seal);
    let readable = if could_read { vaults::were_readable(session) } else { Vec::new() };
    Ok(Answer::WereReadable(Packed::of(&readable)))
}

/// Who shares a workspace.
pub(super) async fn members(share: &Membership) -> Result<Members, Failure> {
    let path = format!("/workspaces/{}/team", share.workspace);
    http::ask(question(share, "GET", &path), &()).await.map_err(relay)
}

/// Now, as the relay and other devices go by it.
pub(super) fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of this century")]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::UNIX_EPOCH)
}

async fn leave(session: &mut Session, papers: &mut Papers, anyway: bool) -> Done {
    let member = membership(session)?.member;
    if !session.change_share(|share| share.is_leaving = true).await {
        return Err(session.not_stored());
    }
    let gone = ask_team(session, "DELETE", &format!("/members/{member}"), &()).await;
    if let Err(failure) = gone.or_else(|failure| over_anyway(failure, anyway)) {
        session.change_share(|share| share.is_leaving = false).await;
        return Err(failure);
    }
    end(session, papers, Ended::Left).await
}

async fn end(session: &mut Session, papers: &mut Papers, ended: Ended) -> Done {
    let team = &mut papers.team;
    if !aside::end(session, team, ended).await {
        return Err(session.not_stored());
    }
    team.forget();
    session.tell_tabs_shared();
    line::tell(session, team);
    Ok(Answer::Done)
}

/// Whether it is over all the same: the relay knows nothing of it, or does not do what it should and
/// the person goes `anyway`.
fn over_anyway(failure: Failure, anyway: bool) -> Done {
    let is_refused = |refused| failure == relay(RelayTrouble::Refused(refused));
    let is_over = is_forgotten(&failure) || (anyway && !is_refused(Refused::NotAllowed));
    if is_over { Ok(Answer::Done) } else { Err(failure) }
}

/// Whether the relay does not know the workspace, or not this device: there is nothing to leave.
fn is_forgotten(failure: &Failure) -> bool {
    let Failure::Relay(RelayTrouble::Refused(refused)) = failure else { return false };
    matches!(refused, Refused::Removed | Refused::NotFound | Refused::Unknown)
}

/// Takes the workspace off the relay; `anyway`, leaves one that does not do it to itself.
async fn stop_sharing(session: &mut Session, papers: &mut Papers, anyway: bool) -> Done {
    if !membership(session)?.unsent.is_empty() {
        return Err(relay(RelayTrouble::UnsentFirst));
    }
    if let Err(failure) = ask_team(session, "DELETE", "", &()).await {
        if failure == relay(RelayTrouble::Refused(Refused::Removed)) {
            return end(session, papers, Ended::Removed).await;
        }
        over_anyway(failure, anyway)?;
    }
    // The owner goes on alone, with everything there is, also if what the relay had last never came.
    if let Some(old) = session.share.as_ref().and_then(|share| share.old_vault)
        && !vaults::carry_over_alone(session, old).await
    {
        return Err(session.not_stored());
    }
    session.drop_share().await.map_err(Failure::NotStored)?;
    papers.team.forget();
    session.tell_tabs_shared();
    line::tell(session, &mut papers.team);
    Ok(Answer::Done)
}

async fn unsent(session: &Session, at: DateTime<Utc>) -> Done {
    match session.keeper.unsent(session.id(), at.timestamp_millis()).await {
        Ok(Some(bytes)) => Ok(Answer::File(bytes)),
        Ok(None) => Err(Failure::NoFile),
        Err(trouble) => Err(Failure::NotStored(trouble)),
    }
}

async fn drop_unsent(session: &mut Session, papers: &mut Papers, at: DateTime<Utc>) -> Done {
    let at = at.timestamp_millis();
    session.keeper.drop_unsent(session.id(), at).await.map_err(Failure::NotStored)?;
    if session.change_share(|share| share.unsent.retain(|other| *other != at)).await {
        session.tell_tabs_shared();
    }
    line::tell(session, &mut papers.team);
    Ok(Answer::Done)
}

pub(super) fn question<'a>(share: &'a Membership, method: &'a str, path: &'a str) -> Question<'a> {
    Question { address: &share.address, method, path, credential: Some(&share.credential) }
}
