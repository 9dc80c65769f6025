//! A device: its documents, its credential, its line.

use std::time::Duration;

use automerge::sync::{Message as SyncMessage, State};
use chrono::{DateTime, Utc};
use domain::command::{Command, Edit, Named};
use domain::id::{DeviceId, InviteId, LicenseId, MemberId, WorkspaceId};
use domain::license::License;
use domain::license_type::LicenseType;
use futures::{SinkExt as _, StreamExt as _};
use replica::document::{Document, DocumentError};
use replica::document_id::DocumentId;
use replica::inventory::Inventory;
use replica::sync::link::{Documents, Heard, Link};
use replica::team::Role;
use replica::team::api::{
    AcceptInvite, Accepted, Hex, Membership, NewInvite, Newcomer, Share, Team, Ticket,
};
use replica::vault::Vault;
use replica::wire::Frame;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use uuid::Uuid;

use crate::server::{Answer, Server};

/// Nothing here takes so long.
const SOON: Duration = Duration::from_secs(10);

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(crate) struct Device {
    pub(crate) workspace: WorkspaceId,
    pub(crate) id: DeviceId,
    pub(crate) member: MemberId,
    pub(crate) credential: [u8; 32],
    pub(crate) replicas: Replicas,
}

pub(crate) struct Replicas {
    pub(crate) ids: [DocumentId; 2],
    pub(crate) inventory: Inventory,
    pub(crate) vault: Vault,
}

impl Documents for Replicas {
    fn document(&self, id: DocumentId) -> Option<&Document> {
        let documents = [self.inventory.document(), self.vault.document()];
        self.ids.iter().position(|known| *known == id).map(|n| documents[n])
    }

    fn receive(
        &mut self,
        id: DocumentId,
        state: &mut State,
        message: SyncMessage,
    ) -> Result<(), DocumentError> {
        if id == self.ids[0] {
            self.inventory.receive(state, message).map(drop)
        } else {
            self.vault.receive(state, message)
        }
    }
}

fn fresh() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

fn fresh_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(fresh()).into_uuid()
}

fn fresh_secret() -> [u8; 32] {
    [fresh(), fresh()].concat().try_into().unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

impl Replicas {
    /// As they are before anything has come.
    fn empty(ids: [DocumentId; 2]) -> Self {
        Self {
            ids,
            inventory: Inventory::new(fresh()).unwrap(),
            vault: Vault::new(fresh()).unwrap(),
        }
    }
}

impl Device {
    pub(crate) fn new() -> Self {
        let replicas = Replicas::empty([DocumentId(fresh()), DocumentId(fresh())]);
        Self {
            workspace: WorkspaceId(fresh_uuid()),
            id: DeviceId(fresh_uuid()),
            member: MemberId(fresh_uuid()),
            credential: fresh_secret(),
            replicas,
        }
    }

    pub(crate) fn newcomer(&self, name: &str) -> Newcomer {
        Newcomer {
            member: self.member,
            name: name.to_owned(),
            device: self.id,
            device_name: "Laptop".to_owned(),
            credential_hash: Hex(Sha256::digest(self.credential).to_vec()),
            public_key: Hex(vec![4; 65]),
        }
    }

    pub(crate) fn share(&self, code: Option<String>) -> Share {
        Share {
            workspace: self.workspace,
            inventory: self.replicas.ids[0],
            vault: self.replicas.ids[1],
            epoch: "e1".to_owned(),
            code,
            owner: self.newcomer("Ada"),
        }
    }

    /// A device whose workspace is on the relay, under its own name as the owner's.
    pub(crate) async fn owner_on(server: &Server) -> Self {
        let device = Self::new();
        let share = device.share(server.setup_code.clone());
        let answer = server.ask("POST", "/workspaces", None, &share).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        device
    }

    pub(crate) async fn ask(
        &self,
        server: &Server,
        method: &str,
        path: &str,
        body: &impl serde::Serialize,
    ) -> Answer {
        let path = format!("/workspaces/{}{path}", self.workspace);
        server.ask(method, &path, Some(&self.credential), body).await
    }

    pub(crate) async fn membership(&self, server: &Server) -> Membership {
        self.ask(server, "GET", "", &()).await.json()
    }

    pub(crate) async fn team(&self, server: &Server) -> Team {
        self.ask(server, "GET", "/team", &()).await.json()
    }

    /// Makes an invitation; its identity and its proof.
    pub(crate) async fn invite(&self, server: &Server, role: Role) -> (InviteId, [u8; 32]) {
        let (new, proof) = new_invite(role);
        let answer = self.ask(server, "POST", "/invites", &new).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        (new.id, proof)
    }

    pub(crate) async fn try_to_invite(&self, server: &Server, role: Role) -> Answer {
        self.ask(server, "POST", "/invites", &new_invite(role).0).await
    }

    pub(crate) async fn accept(
        &self,
        server: &Server,
        invite: InviteId,
        proof: [u8; 32],
        name: &str,
    ) -> Answer {
        let accept = AcceptInvite { proof: Hex(proof.to_vec()), newcomer: self.newcomer(name) };
        server.ask("POST", &format!("/invites/{invite}/accept"), None, &accept).await
    }

    pub(crate) fn new_device_invite() -> (NewInvite, [u8; 32]) {
        let (new, proof) = new_invite(Role::Viewer);
        (NewInvite { is_for_device: true, ..new }, proof)
    }

    /// Asks one more device of the same member in.
    pub(crate) async fn invite_device(&self, server: &Server) -> (InviteId, [u8; 32]) {
        let (new, proof) = Self::new_device_invite();
        let answer = self.ask(server, "POST", "/invites", &new).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        (new.id, proof)
    }

    /// One more device of the same member.
    pub(crate) async fn second(&self, server: &Server) -> Self {
        let (invite, proof) = self.invite_device(server).await;
        let mut device = Self::new();
        let answer = device.accept(server, invite, proof, "nobody asks").await;
        let Accepted { membership, .. } = answer.json();
        device.member = membership.member;
        device.workspace = membership.workspace;
        device.replicas.ids = [membership.inventory, membership.vault];
        device
    }

    /// A device of a new member.
    pub(crate) async fn invited_by(owner: &Self, server: &Server, role: Role) -> Self {
        let (invite, proof) = owner.invite(server, role).await;
        let mut device = Self::new();
        let answer = device.accept(server, invite, proof, &format!("a new {role}")).await;
        let Accepted { membership, .. } = answer.json();
        device.workspace = membership.workspace;
        device.replicas.ids = [membership.inventory, membership.vault];
        device
    }

    pub(crate) async fn ticket(&self, server: &Server) -> Ticket {
        self.ask(server, "POST", "/ticket", &()).await.json()
    }

    /// A ticket for a program, which belongs to no page.
    pub(crate) async fn ticket_for_a_program(&self, server: &Server) -> String {
        let path = format!("/workspaces/{}/ticket", self.workspace);
        let credential = Some(&self.credential);
        let answer = crate::asking::ask(server.address, "POST", &path, None, credential, &()).await;
        answer.json::<Ticket>().ticket
    }

    /// Opens a socket and joins.
    pub(crate) async fn connect(&self, server: &Server) -> Line {
        let ticket = self.ticket(server).await.ticket;
        let socket = open(server, self.workspace, &ticket).await.unwrap();
        let ids = self.replicas.ids.map(|id| (id, None));
        let link = Link::new(self.id.to_string(), fresh_uuid().to_string(), ids);
        let mut line = Line { socket, link };
        line.socket.send(Message::Binary(line.link.greeting().into())).await.unwrap();
        line
    }

    /// A frame from it to the relay that brings this as a sync message of its inventory.
    pub(crate) fn frame(&self, relay: &str, data: Vec<u8>) -> Vec<u8> {
        let (sender, target) = (self.id.to_string(), relay.to_owned());
        let document = self.replicas.ids[0].to_string();
        Frame::Sync { sender, target, document, data, is_request: false }.encode()
    }

    /// A device with a workspace of its own on the relay of an owner.
    pub(crate) async fn elsewhere(owner: &Self, server: &Server) -> Self {
        let device = Self::new();
        let share = device.share(None);
        let answer = server.ask("POST", "/workspaces", Some(&owner.credential), &share).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        device
    }

    pub(crate) fn create_license(&mut self, name: &str) -> LicenseId {
        let mut license = License::new(LicenseId(fresh_uuid()), LicenseType::Perpetual, now());
        name.clone_into(&mut license.name);
        let id = license.id;
        let command =
            Command::CreateLicense { license: Box::new(license), named: Named::default() };
        self.replicas.inventory.apply(&command, now()).unwrap();
        id
    }

    /// Changes a license that it has, without asking whether that makes sense.
    pub(crate) fn edit(&mut self, id: LicenseId, edit: impl FnOnce(&mut License)) {
        let before = self.replicas.inventory.workspace().licenses[&id].clone();
        let mut after = before.clone();
        edit(&mut after);
        let edits = vec![Edit { before, after }];
        let command = Command::EditLicenses { edits, named: Named::default() };
        self.replicas.inventory.apply(&command, now()).unwrap();
    }

    /// Forgets all that it has, as if its storage had been cleared.
    pub(crate) fn forget(&mut self) {
        self.replicas = Replicas::empty(self.replicas.ids);
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let licenses = self.replicas.inventory.workspace().present_licenses();
        let mut names: Vec<String> = licenses.map(|license| license.name.clone()).collect();
        names.sort();
        names
    }
}

fn new_invite(role: Role) -> (NewInvite, [u8; 32]) {
    let (id, proof) = (InviteId(fresh_uuid()), fresh_secret());
    let new = NewInvite {
        id,
        role,
        sees_keys: role.may_write(),
        hours: 24,
        proof_hash: Hex(Sha256::digest(proof).to_vec()),
        sealed_key: role.may_write().then(|| Hex(vec![5; 60])),
        is_for_device: false,
    };
    (new, proof)
}

/// Opens a socket as the relay's own page does.
pub(crate) async fn open(
    server: &Server,
    workspace: WorkspaceId,
    ticket: &str,
) -> Result<Socket, Box<Error>> {
    let origin = format!("http://{}", server.address);
    open_from(server, workspace, ticket, Some(&origin)).await
}

pub(crate) async fn open_from(
    server: &Server,
    workspace: WorkspaceId,
    ticket: &str,
    origin: Option<&str>,
) -> Result<Socket, Box<Error>> {
    let url = format!("ws://{}/ws/{workspace}", server.address);
    let mut request = url.into_client_request().unwrap();
    let protocols = format!("seatwise.v1, seatwise.ticket.{ticket}");
    request.headers_mut().insert("sec-websocket-protocol", protocols.parse().unwrap());
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().unwrap());
    }
    // Small frames go at once, as those of browsers do.
    let connecting = connect_async_with_config(request, None, true);
    connecting.await.map(|(socket, _)| socket).map_err(Box::new)
}

/// An open connection.
pub(crate) struct Line {
    pub(crate) socket: Socket,
    pub(crate) link: Link,
}

impl Line {
    /// The next frame; the code the relay closed with if there is none.
    pub(crate) async fn next(&mut self) -> Result<Vec<u8>, Option<u16>> {
        loop {
            let message = timeout(SOON, self.socket.next()).await.expect("the relay says nothing");
            match message {
                Some(Ok(Message::Binary(bytes))) => return Ok(bytes.to_vec()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|f| f.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    pub(crate) async fn send(&mut self, frame: Vec<u8>) {
        self.socket.send(Message::Binary(frame.into())).await.unwrap();
    }

    /// Sends and takes in until `is_done`.
    pub(crate) async fn until(
        &mut self,
        replicas: &mut Replicas,
        is_done: impl Fn(&Link, &Replicas) -> bool,
    ) {
        loop {
            for frame in self.link.speak(replicas) {
                self.send(frame).await;
            }
            if self.link.has_joined() && is_done(&self.link, replicas) {
                return;
            }
            let frame = self.next().await.expect("the relay has closed the connection");
            if let Heard::Refused(why) = self.link.hear(&frame, replicas).unwrap() {
                panic!("the relay refuses: {why}");
            }
        }
    }

    /// Until all there is here is on the relay.
    pub(crate) async fn settle(&mut self, replicas: &mut Replicas) {
        let [inventory, vault] = replicas.ids;
        self.until(replicas, |link, replicas| {
            link.is_acknowledged(inventory, replicas) && link.is_acknowledged(vault, replicas)
        })
        .await;
    }

    /// Until all there is of the inventory here is on the relay, or that closes the connection: then
    /// its code.
    pub(crate) async fn try_to_settle(
        &mut self,
        replicas: &mut Replicas,
    ) -> Result<(), Option<u16>> {
        loop {
            for frame in self.link.speak(replicas) {
                self.send(frame).await;
            }
            if self.link.is_acknowledged(replicas.ids[0], replicas) {
                return Ok(());
            }
            let frame = self.next().await?;
            self.link.hear(&frame, replicas).unwrap();
        }
    }

    /// Waits for the relay's answer to the greeting; what it goes by.
    pub(crate) async fn introduced(&mut self) -> String {
        let frame = Frame::decode(&self.next().await.unwrap()).unwrap();
        let Frame::Peer { sender, .. } = frame else { panic!("{frame:?}") };
        sender
    }

    /// Reads until the relay closes the connection; its code.
    pub(crate) async fn closed(&mut self) -> Option<u16> {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }
}
