//! Devices, a relay, the wires between them, and what happens to all of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use automerge::sync::{Message, MessageVersion};
use automerge::transaction::Transactable;
use automerge::{Automerge, AutomergeError, ROOT};
use chrono::{DateTime, Duration, Utc};
use replica::document_id::DocumentId;
use replica::schema;
use replica::sync::link::Documents;
use replica::team::Role;
use replica::wire::Frame;
use sync_server::room::{ConnId, Guest, Kind, Room};

use crate::device::Device;
use crate::dice::Dice;
use crate::disk::Disk;

pub(crate) const INVENTORY: DocumentId = DocumentId([1; 16]);
pub(crate) const VAULT: DocumentId = DocumentId([2; 16]);
const RELAY: &str = "relay";
const DOCUMENTS: [(DocumentId, Kind); 2] = [(INVENTORY, Kind::Inventory), (VAULT, Kind::Vault)];

/// One connection: what is on its way.
#[derive(Default)]
struct Wire {
    device: usize,
    up: VecDeque<Vec<u8>>,
    down: VecDeque<Vec<u8>>,
    /// A frame was lost; nobody notices before a ping stays out.
    is_broken: bool,
}

pub(crate) struct World {
    dice: Dice,
    now: DateTime<Utc>,
    devices: Vec<Device>,
    disk: Disk,
    room: Option<Room>,
    wires: BTreeMap<ConnId, Wire>,
    next_conn: ConnId,
    /// Changes that a viewer has tried to smuggle in.
    smuggled: BTreeSet<[u8; 32]>,
    n_smuggled: usize,
    /// Whether anything still goes wrong.
    is_rough: bool,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let n = 3 + dice.below(3);
        let guest = |n: usize| Guest {
            peer: format!("device {n}"),
            role: if n == 2 { Role::Viewer } else { Role::Editor },
            sees_keys: n != 1,
        };
        let devices = (0..n).map(|n| Device::new(guest(n), &mut dice)).collect();
        Self {
            dice,
            now: DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
            devices,
            disk: Disk::new(DOCUMENTS),
            room: None,
            wires: BTreeMap::new(),
            next_conn: 0,
            smuggled: BTreeSet::new(),
            n_smuggled: 0,
            is_rough: true,
        }
    }

    pub(crate) fn run(mut self) {
        for _ in 0..160 {
            self.step();
            self.check_promises();
        }
        self.heal();
        self.check_equal();
    }

    fn step(&mut self) {
        self.now += Duration::milliseconds(i64::try_from(self.dice.below(60_000)).unwrap());
        let n = self.dice.below(self.devices.len());
        match self.dice.below(100) {
            0..20 => self.edit(n),
            20..28 => self.devices[n].store(),
            28..40 => self.connect(n),
            40..60 => self.deliver_down(),
            60..85 => self.relay_turn(),
            85..87 => self.disconnect(n),
            87..89 => self.restart_device(n),
            89..91 => self.stop_relay(),
            91..93 => self.disk.is_full = !self.disk.is_full,
            93..94 => self.disk.tears = true,
            94..96 => self.compact(),
            96..98 => self.smuggle(),
            _ => self.partition(),
        }
    }

    fn edit(&mut self, n: usize) {
        // The app of a viewer does not write; see `smuggle` for one that does.
        if !self.devices[n].guest.role.may_write() {
            return;
        }
        self.devices[n].edit(&mut self.dice, self.now);
        if self.dice.percent(80) {
            self.devices[n].store();
        }
        self.speak(n);
    }

    fn speak(&mut self, n: usize) {
        let frames = self.devices[n].speak();
        if let Some((conn, _)) = &self.devices[n].line
            && let Some(wire) = self.wires.get_mut(conn)
        {
            wire.up.extend(frames);
        }
    }

    fn connect(&mut self, n: usize) {
        let is_up = |(conn, _): &(ConnId, _)| self.wires.contains_key(conn);
        if self.devices[n].line.as_ref().is_some_and(is_up) {
            return;
        }
        let conn = self.next_conn;
        self.next_conn += 1;
        if self.room.is_none() {
            self.room = Some(Room::open(RELAY.to_owned(), self.disk.read()).unwrap());
        }
        let guest = self.devices[n].guest.clone();
        let before = self.room.as_mut().unwrap().enter(conn, guest);
        before.map(|before| self.wires.remove(&before));
        let greeting = self.devices[n].connect(conn);
        let wire = Wire { device: n, up: [greeting].into(), ..Wire::default() };
        self.wires.insert(conn, wire);
    }

    fn disconnect(&mut self, n: usize) {
        if let Some((conn, _)) = self.devices[n].line.take() {
            self.close(conn);
        }
    }

    fn close(&mut self, conn: ConnId) {
        self.wires.remove(&conn);
        if let Some(room) = &mut self.room {
            room.leave(conn);
        }
    }

    fn restart_device(&mut self, n: usize) {
        self.disconnect(n);
        self.devices[n].restart(&mut self.dice);
    }

    fn stop_relay(&mut self) {
        self.room = None;
        self.wires.clear();
    }

    /// Half of the devices hear nothing for a while.
    fn partition(&mut self) {
        let half = self.dice.below(2);
        for n in 0..self.devices.len() {
            if n % 2 == half {
                self.disconnect(n);
            }
        }
    }

    /// Takes a frame off a wire, or lets something happen to it.
    fn next_frame(&mut self, conn: ConnId, is_up: bool) -> Option<Vec<u8>> {
        let wire = self.wires.get_mut(&conn)?;
        let queue = if is_up { &mut wire.up } else { &mut wire.down };
        if self.is_rough {
            if queue.len() > 1 && self.dice.percent(3) {
                queue.swap(0, 1);
            }
            if self.dice.percent(3)
                && let Some(frame) = queue.front().cloned()
            {
                queue.push_front(frame);
            }
        }
        let frame = queue.pop_front()?;
        if self.is_rough && self.dice.percent(3) {
            wire.is_broken = true;
            return None;
        }
        Some(frame)
    }

    fn deliver_down(&mut self) {
        let conns: Vec<ConnId> = self.wires.keys().copied().collect();
        if conns.is_empty() {
            return;
        }
        let conn = conns[self.dice.below(conns.len())];
        for _ in 0..=self.dice.below(4) {
            let Some(frame) = self.next_frame(conn, false) else { return };
            let n = self.wires[&conn].device;
            if !self.devices[n].hear(&frame) {
                self.disconnect(n);
                return;
            }
            if self.dice.percent(70) {
                self.devices[n].store();
            }
            self.speak(n);
        }
    }

    /// Takes in some frames, stores, and speaks; it may stop between any two of these.
    fn relay_turn(&mut self) {
        let conns: Vec<ConnId> = self.wires.keys().copied().collect();
        for conn in conns {
            for _ in 0..self.dice.below(4) {
                let Some(frame) = self.next_frame(conn, true) else { break };
                let Some(room) = &mut self.room else { return };
                if let Err(refusal) = room.take(conn, &frame) {
                    if refusal.spoils() {
                        room.recover(self.disk.read()).unwrap();
                    }
                    self.close(conn);
                    break;
                }
            }
        }
        if self.is_rough && self.dice.percent(2) {
            self.stop_relay();
            return;
        }
        let Some(room) = &mut self.room else { return };
        if self.disk.append(&room.unstored()).is_err() {
            self.stop_relay();
            return;
        }
        if self.is_rough && self.dice.percent(2) {
            self.stop_relay();
            return;
        }
        room.mark_stored();
        for (conn, frame) in room.speak().unwrap() {
            if let Some(wire) = self.wires.get_mut(&conn) {
                wire.down.push_back(frame);
            }
        }
    }

    fn compact(&mut self) {
        let Some(room) = &self.room else { return };
        if !room.unstored().is_empty() {
            return;
        }
        let stops = self.dice.percent(30);
        for id in [INVENTORY, VAULT] {
            let snapshot = room.snapshot(id).unwrap().unwrap();
            self.disk.compact(id, snapshot, stops);
        }
        if stops {
            self.stop_relay();
        }
    }

    /// A viewer whose app was tampered with sends a change all the same.
    fn smuggle(&mut self) {
        let Some((conn, _)) = &self.devices[2].line else { return };
        let conn = *conn;
        let mut doc: Automerge = schema::inventory_genesis().unwrap();
        let before = doc.get_heads();
        self.n_smuggled += 1;
        doc.transact::<_, _, AutomergeError>(|tx| {
            tx.put(ROOT, "smuggled", i64::try_from(self.n_smuggled).unwrap())
        })
        .unwrap();
        let changes = doc.get_changes(&before);
        self.smuggled.extend(changes.iter().map(|change| change.hash().0));
        let message = Message {
            heads: doc.get_heads(),
            need: vec![],
            have: vec![],
            changes: changes.iter().map(|c| c.raw_bytes().to_vec()).collect::<Vec<_>>().into(),
            flags: None,
            version: MessageVersion::V1,
        };
        let frame = Frame::Sync {
            sender: self.devices[2].guest.peer.clone(),
            target: RELAY.to_owned(),
            document: INVENTORY.to_string(),
            data: message.encode(),
            is_request: false,
        };
        if let Some(wire) = self.wires.get_mut(&conn) {
            wire.up.push_back(frame.encode());
        }
    }

    /// "Synced" means on the relay's disk, at that moment already.
    fn check_promises(&mut self) {
        for device in &mut self.devices {
            for id in [INVENTORY, VAULT] {
                if device.is_acknowledged(id) {
                    let changes = device.changes(id);
                    assert!(
                        changes.iter().all(|hash| self.disk.has(id, hash)),
                        "acknowledged, and not on the relay's disk"
                    );
                    device.kept.extend(changes.into_iter().map(|hash| (id, hash)));
                }
            }
        }
    }

    fn heal(&mut self) {
        self.is_rough = false;
        self.disk.is_full = false;
        self.disk.tears = false;
        // A broken line shows when a ping stays out.
        let broken = self.wires.values().filter(|wire| wire.is_broken);
        for n in broken.map(|wire| wire.device).collect::<Vec<_>>() {
            self.disconnect(n);
        }
        for _ in 0..400 {
            for n in 0..self.devices.len() {
                self.connect(n);
                self.devices[n].store();
                self.speak(n);
            }
            for _ in 0..self.devices.len() {
                self.relay_turn();
                self.deliver_down();
            }
            let is_quiet = self.wires.len() == self.devices.len()
                && self.wires.values().all(|wire| wire.up.is_empty() && wire.down.is_empty());
            if is_quiet && self.devices.iter().all(|device| device.is_acknowledged(INVENTORY)) {
                return;
            }
        }
        let waiting = self.devices.iter().map(|device| {
            let wire = device.line.as_ref().and_then(|(conn, _)| self.wires.get(conn));
            let queues = wire.map(|wire| (wire.up.len(), wire.down.len()));
            (&device.guest.peer, device.is_acknowledged(INVENTORY), queues)
        });
        panic!("it does not come to rest: {:?}", waiting.collect::<Vec<_>>());
    }

    fn check_equal(&self) {
        let room = Room::open(RELAY.to_owned(), self.disk.read()).unwrap();
        let first = &self.devices[0].replicas;
        for device in &self.devices {
            let replicas = &device.replicas;
            let heads = |id| replicas.document(id).unwrap().automerge().get_heads();
            let of_first = |id| first.document(id).unwrap().automerge().get_heads();
            assert_eq!(heads(INVENTORY), of_first(INVENTORY), "{}", device.guest.peer);
            assert!(replicas.inventory.workspace() == first.inventory.workspace());
            if device.guest.sees_keys {
                assert_eq!(heads(VAULT), of_first(VAULT), "{}", device.guest.peer);
                assert!(device.is_acknowledged(VAULT));
            } else {
                assert!(replicas.vault.is_empty(), "keys reached one who may not see them");
            }
            for (id, hash) in &device.kept {
                assert!(room.has_change(*id, hash), "an acknowledged change is gone");
            }
        }
        for hash in &self.smuggled {
            assert!(!room.has_change(INVENTORY, hash), "a viewer's change was taken");
        }
    }
}
