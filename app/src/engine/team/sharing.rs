//! What a person asks about sharing, one function for each.

use chrono::{DateTime, Utc};
use domain::id::{DeviceId, InviteId, MemberId, WorkspaceId};
use replica::protocol::{
    Answer, Ended, Failure, InviteFound, InviteLink, Packed, RelayTrouble, Secret, TeamState,
    TeamTask,
};
use replica::team::Role;
use replica::team::api::{
    AcceptInvite, Accepted, ChangeMember, Hex, InviteInfo, LookAtInvite, Member,
    Membership as Told, NewInvite, Newcomer, Refused, Share, Team as Members, WrappedKeys,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::http::{self, Question};
use super::keys::{self, InviteKeys};
use super::{aside, line, vaults};
use crate::engine::mailbox::Event;
use crate::engine::seldom::Papers;
use crate::engine::session::Session;
use crate::engine::webcrypto;
use crate::platform::random;
use crate::storage::memberships::Membership;
use crate::storage::registry::Registration;

type Done = Result<Answer, Failure>;

/// Does it.
pub(super) async fn answer(session: &mut Session, papers: &mut Papers, task: TeamTask) -> Answer {
    let done = match task {
        TeamTask::Tell => tell(session).await,
        TeamTask::Look { address } => look(&address).await,
        TeamTask::Share { address, code, name, device } => {
            share(session, papers, &address, code, &name, &device).await
        }
        TeamTask::Invite { role, sees_keys, hours } => {
            invite(session, role, sees_keys, hours).await
        }
        TeamTask::Revoke(id) => ask_team(session, "DELETE", &format!("/invites/{id}"), &()).await,
        TeamTask::Change { member: id, role, sees_keys } => {
            let change = ChangeMember { name: None, role, sees_keys };
            let path = format!("/members/{id}");
            let is_out = |member: &Member, _| member.id == id && sees_keys == Some(false);
            put_out(session, "PATCH", &path, &change, is_out).await
        }
        TeamTask::Remove(id) => {
            let path = format!("/members/{id}");
            put_out(session, "DELETE", &path, &(), |member: &Member, _| member.id == id).await
        }
        TeamTask::RemoveDevice(id) => {
            let path = format!("/devices/{id}");
            put_out(session, "DELETE", &path, &(), |_: &Member, device| device == id).await
        }
        TeamTask::Leave => leave(session, papers).await,
        TeamTask::StopSharing => stop_sharing(session, papers).await,
        TeamTask::LookAtInvite(link) => look_at(session, &link).await,
        TeamTask::Join { link, name, device } => join(session, &link, &name, &device).await,
        TeamTask::Connect => Ok(line::connect_now(session, &mut papers.team, &papers.mailbox)),
        TeamTask::See(license) => {
            if papers.team.sees != license {
                papers.team.sees = license;
                line::say(session, &mut papers.team);
            }
            Ok(Answer::Done)
        }
        TeamTask::Unsent => unsent(session).await,
        TeamTask::DropUnsent => drop_unsent(session, papers).await,
    };
    done.unwrap_or_else(Answer::Failed)
}

fn relay(trouble: RelayTrouble) -> Failure {
    Failure::Relay(trouble)
}

/// The membership of a workspace that is shared from here.
fn membership(session: &Session) -> Result<&Membership, Failure> {
    let live = session.share.as_ref().filter(|share| share.is_live());
    live.ok_or(relay(RelayTrouble::Refused(Refused::NotFound)))
}

async fn tell(session: &mut Session) -> Done {
    let Some(share) = session.share.clone() else { return Ok(Answer::Team(None)) };
    let team: Option<Members> = if share.is_live() {
        let path = format!("/workspaces/{}/team", share.workspace);
        http::ask(question(&share, "GET", &path), &()).await.ok()
    } else {
        None
    };
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
        unsent: share.unsent.and_then(DateTime::from_timestamp_millis),
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

/// A member and a device that come in, and the credential the device will show.
struct Fresh {
    newcomer: Newcomer,
    credential: Vec<u8>,
    pair: web_sys::CryptoKeyPair,
}

async fn fresh(name: &str, device_name: &str) -> Result<Fresh, Failure> {
    let credential = webcrypto::random::<32>(&webcrypto::crypto()?)?.to_vec();
    let pair = keys::fresh_pair().await?;
    let newcomer = Newcomer {
        member: MemberId(random::uuid()),
        name: name.to_owned(),
        device: DeviceId(random::uuid()),
        device_name: device_name.to_owned(),
        credential_hash: Hex(Sha256::digest(&credential).to_vec()),
        public_key: Hex(keys::public_half(&pair).await?),
    };
    Ok(Fresh { newcomer, credential, pair })
}

fn member_of(address: String, fresh: &Fresh, told: &Told) -> Membership {
    Membership {
        address,
        workspace: told.workspace,
        member: told.member,
        device: told.device,
        name: told.name.clone(),
        credential: fresh.credential.clone(),
        role: told.role,
        sees_keys: told.sees_keys,
        epoch: told.epoch.clone(),
        ended: None,
        unsent: None,
    }
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
    let fresh = fresh(name, device).await?;
    let body = Share {
        workspace: session.id(),
        inventory: session.registration.inventory,
        vault: session.registration.vault,
        epoch: own.epoch.clone(),
        code: code.map(|code| code.0),
        owner: fresh.newcomer.clone(),
    };
    let question =
        Question { address: &address, method: "POST", path: "/workspaces", credential: None };
    let told: Told = http::ask(question, &body).await.map_err(relay)?;
    session.keeper.put_device_pair(session.id(), &fresh.pair).await.map_err(Failure::NotStored)?;
    if !session.put_share(member_of(address, &fresh, &told)).await {
        return Err(session.not_stored());
    }
    papers.team.forget();
    session.tell_tabs_shared();
    papers.mailbox.put(Event::Line(super::LineEvent::Begin));
    Ok(Answer::Done)
}

async fn invite(session: &mut Session, role: Role, sees_keys: bool, hours: u32) -> Done {
    let share = membership(session)?.clone();
    let (id, crypto) = (InviteId(random::uuid()), webcrypto::crypto()?);
    let secret = webcrypto::random::<32>(&crypto)?;
    let derived = InviteKeys::of(&secret, id).await?;
    let sealed_key = match session.keys_of(&share.epoch).await.filter(|_| sees_keys) {
        Some(own) => Some(Hex(derived.seal(id, session.registration.bound_to, &own).await?)),
        None => None,
    };
    let proof_hash = Hex(Sha256::digest(&derived.proof).to_vec());
    let body = NewInvite { id, role, sees_keys, hours, proof_hash, sealed_key };
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

/// Does something after which somebody, or a device, may not see product keys any more: all of them
/// are sealed anew for those who still may. `is_out` says whose devices are out.
async fn put_out(
    session: &mut Session,
    method: &str,
    path: &str,
    body: &impl Serialize,
    is_out: impl Fn(&Member, DeviceId) -> bool,
) -> Done {
    let share = membership(session)?.clone();
    let of_team = format!("/workspaces/{}/team", share.workspace);
    let team: Members = http::ask(question(&share, "GET", &of_team), &()).await.map_err(relay)?;
    ask_team(session, method, path, body).await?;
    let mut could_read = false;
    let mut left = team.members;
    for member in left.iter_mut().filter(|member| member.sees_keys) {
        let of_whom = member.clone();
        member.devices.retain(|device| !is_out(&of_whom, device.id));
        could_read |= member.devices.len() < of_whom.devices.len();
    }
    if !could_read {
        return Ok(Answer::WereReadable(Packed::of(&Vec::new())));
    }
    if share.sees_keys {
        vaults::renew(session, &share, &left).await?;
    }
    Ok(Answer::WereReadable(Packed::of(&vaults::were_readable(session))))
}

/// Now, as the relay and other devices go by it.
pub(super) fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of this century")]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::UNIX_EPOCH)
}

async fn leave(session: &mut Session, papers: &mut Papers) -> Done {
    let member = membership(session)?.member;
    let gone = ask_team(session, "DELETE", &format!("/members/{member}"), &()).await;
    if let Err(failure) = gone
        && !is_forgotten(&failure)
    {
        return Err(failure);
    }
    let team = &mut papers.team;
    aside::end(session, team, Ended::Left).await;
    team.forget();
    line::tell(session, team);
    session.tell_tabs_shared();
    Ok(Answer::Done)
}

/// Whether the relay does not know the workspace, or not this device: there is nothing to leave.
fn is_forgotten(failure: &Failure) -> bool {
    let Failure::Relay(RelayTrouble::Refused(refused)) = failure else { return false };
    matches!(refused, Refused::Removed | Refused::NotFound | Refused::Unknown)
}

async fn stop_sharing(session: &mut Session, papers: &mut Papers) -> Done {
    if let Err(failure) = ask_team(session, "DELETE", "", &()).await
        && !is_forgotten(&failure)
    {
        return Err(failure);
    }
    // The owner goes on alone, with everything there is.
    session.drop_share().await.map_err(Failure::NotStored)?;
    papers.team.forget();
    line::tell(session, &mut papers.team);
    session.tell_tabs_shared();
    Ok(Answer::Done)
}

fn secret_of(link: &InviteLink) -> Result<Vec<u8>, Failure> {
    let bytes = hex::decode(link.secret.0.trim()).ok().filter(|bytes| bytes.len() == 32);
    bytes.ok_or(relay(RelayTrouble::BadLink))
}

async fn look_at(session: &Session, link: &InviteLink) -> Done {
    let secret = secret_of(link)?;
    let address = http::address(&link.address).map_err(relay)?;
    let derived = InviteKeys::of(&secret, link.id).await?;
    let path = format!("/invites/{}/look", link.id);
    let question = Question { address: &address, method: "POST", path: &path, credential: None };
    let info: InviteInfo =
        http::ask(question, &LookAtInvite { proof: Hex(derived.proof) }).await.map_err(relay)?;
    // Found out before the invitation is used up.
    let is_here = session.keeper.is_known(info.workspace).await.unwrap_or(false);
    let share = session.keeper.membership(info.workspace).await.ok().flatten();
    let is_open = is_here && share.is_none_or(|share| share.is_live());
    let already_here = is_open.then_some(info.workspace);
    Ok(Answer::Invite(Packed::of(&InviteFound { info, already_here })))
}

/// Comes in. The documents are empty until the line has brought them.
async fn join(session: &mut Session, link: &InviteLink, name: &str, device: &str) -> Done {
    let secret = secret_of(link)?;
    let address = http::address(&link.address).map_err(relay)?;
    let derived = InviteKeys::of(&secret, link.id).await?;
    let fresh = fresh(name, device).await?;
    let path = format!("/invites/{}/accept", link.id);
    let question = Question { address: &address, method: "POST", path: &path, credential: None };
    let body = AcceptInvite { proof: Hex(derived.proof.clone()), newcomer: fresh.newcomer.clone() };
    let Accepted { membership: told, sealed_key } =
        http::ask(question, &body).await.map_err(relay)?;
    let unpacked = match sealed_key {
        Some(sealed) => Some(derived.open(link.id, &sealed.0).await?),
        None => None,
    };
    let share = member_of(address, &fresh, &told);
    let bound_to = unpacked.as_ref().map(|unpacked| unpacked.bound_to);
    let registration = registration(session, &told, bound_to).await?;
    let keeper = &session.keeper;
    let stored = async {
        if let Some(unpacked) = &unpacked {
            keeper.add_keys(unpacked.bound_to, &unpacked.keys).await?;
        }
        keeper.put_device_pair(registration.workspace, &fresh.pair).await?;
        keeper.put_membership(registration.workspace, &share).await?;
        keeper.register(&registration).await
    };
    stored.await.map_err(Failure::NotStored)?;
    Ok(Answer::Restored(registration.workspace))
}

/// What a workspace is registered as here. One that was left, or that this device was removed from,
/// is taken up again; one that is only here is somebody's own and stays as it is.
async fn registration(
    session: &Session,
    told: &Told,
    bound_to: Option<WorkspaceId>,
) -> Result<Registration, Failure> {
    let is_known = session.keeper.is_known(told.workspace).await.map_err(Failure::NotStored)?;
    let has_ended = match session.keeper.membership(told.workspace).await {
        Ok(found) => found.is_some_and(|share| !share.is_live()),
        Err(trouble) => return Err(Failure::NotStored(trouble)),
    };
    if is_known && !has_ended {
        return Err(relay(RelayTrouble::SharedAlready));
    }
    Ok(Registration {
        workspace: told.workspace,
        bound_to: bound_to.unwrap_or(told.workspace),
        inventory: told.inventory,
        vault: told.vault,
    })
}

async fn unsent(session: &Session) -> Done {
    match session.keeper.unsent(session.id()).await {
        Ok(Some(bytes)) => Ok(Answer::File(bytes)),
        Ok(None) => Err(Failure::NoFile),
        Err(trouble) => Err(Failure::NotStored(trouble)),
    }
}

async fn drop_unsent(session: &mut Session, papers: &mut Papers) -> Done {
    session.keeper.drop_unsent(session.id()).await.map_err(Failure::NotStored)?;
    if let Some(share) = session.share.clone() {
        session.put_share(Membership { unsent: None, ..share }).await;
    }
    line::tell(session, &mut papers.team);
    Ok(Answer::Done)
}

fn question<'a>(share: &'a Membership, method: &'a str, path: &'a str) -> Question<'a> {
    Question { address: &share.address, method, path, credential: Some(&share.credential) }
}
