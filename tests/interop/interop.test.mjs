// automerge-repo as a device of our relay, both ways.

import assert from "node:assert/strict"
import { once } from "node:events"
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, test } from "node:test"

import * as Automerge from "@automerge/automerge"
import { ImmutableString } from "@automerge/automerge-repo"

import { OurDevice, Peer, Relay, until } from "./relay.mjs"

let relay, ours

beforeEach(async () => {
  relay = await Relay.start()
  ours = new OurDevice(relay)
  await ours.share()
  ours.tell("connect")
})

afterEach(async () => {
  await ours.end()
  await relay.stop()
})

const peer = async role => Peer.invited(relay, await ours.invite(role))

const joined = async (role = "editor") => {
  const joined = await peer(role)
  await joined.connect()
  joined.handle = await joined.find()
  return joined
}

const names = doc => Object.values(doc.licenses).map(license => `${license.name}`).sort()
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b)
const has = (...expected) => doc => isSame(names(doc), expected)
const seen = ({ licenses }) => Object.values(licenses).sort()
const oursHas = (...expected) => sees => isSame(seen(sees), expected)
const heads = handle => [...Automerge.getHeads(handle.doc())].sort()

const create = (handle, name) => {
  const id = randomUUID()
  handle.change(doc => {
    doc.licenses[id] = {
      name: new ImmutableString(name),
      type: new ImmutableString("perpetual"),
      lifecycle: new ImmutableString("active"),
      reassignable: true,
      created_at: 1_790_000_000_000,
      terms: {},
      purchases: {},
      keys: {},
      extra: {},
    }
  })
  return id
}

const rename = (handle, id, name) =>
  handle.change(doc => {
    doc.licenses[id].name = new ImmutableString(name)
  })

test("two devices are kept equal, both ways", async () => {
  ours.tell("create Atlas")
  const theirs = await joined()
  await until(theirs.handle, has("Atlas"))
  const [id] = Object.keys(theirs.handle.doc().licenses)
  rename(theirs.handle, id, "Atlas 2")
  const created = create(theirs.handle, "Boreal")
  const sees = await ours.sees(oursHas("Atlas 2", "Boreal"))
  assert.equal(sees.licenses[id], "Atlas 2")
  assert.equal(sees.licenses[created], "Boreal")
  assert.deepEqual(sees.heads, heads(theirs.handle))
  ours.tell(`rename ${created} Boreal 2`)
  await until(theirs.handle, has("Atlas 2", "Boreal 2"))
})

test("three devices are kept equal", async () => {
  const [one, two] = [await joined(), await joined()]
  create(one.handle, "From one")
  create(two.handle, "From two")
  ours.tell("create From ours")
  const all = ["From one", "From ours", "From two"]
  await ours.sees(oursHas(...all))
  await until(one.handle, has(...all))
  await until(two.handle, has(...all))
  assert.deepEqual(heads(one.handle), heads(two.handle))
})

test("what one says to the others reaches them, and tells who said it", async () => {
  const [one, two] = [await joined(), await joined()]
  const heard = once(two.handle, "ephemeral-message")
  one.handle.broadcast({ looksAt: "the licenses" })
  const [{ message, senderId }] = await heard
  assert.deepEqual(message, { looksAt: "the licenses" })
  assert.equal(senderId, one.id)
})

test("the relay says who it is when it answers", async () => {
  const theirs = await peer("editor")
  await theirs.connect()
  assert.match(theirs.met.peerId, /^relay-[0-9a-f]{16}$/)
  assert.equal(theirs.met.peerMetadata.isEphemeral, false)
})

test("both ends notice when a connection ends", async () => {
  const theirs = await joined()
  await relay.restart("SIGTERM")
  const { peerId } = await theirs.gone
  assert.equal(peerId, theirs.met.peerId)
  await ours.program.until(line => ("closed" in JSON.parse(line) ? true : undefined))
})

test("who has disconnected hears nothing", async () => {
  const [gone, stays] = [await joined(), await joined()]
  gone.disconnect()
  ours.tell("create Later")
  await until(stays.handle, has("Later"))
  assert.deepEqual(names(gone.handle.doc()), [])
})

test("who connects again gets what it missed, and edits of the same license meet", async () => {
  ours.tell("create Atlas")
  const theirs = await joined()
  await until(theirs.handle, has("Atlas"))
  const [id] = Object.keys(theirs.handle.doc().licenses)
  theirs.disconnect()
  rename(theirs.handle, id, "Theirs")
  create(theirs.handle, "Made away")
  ours.tell(`rename ${id} Ours`)
  ours.tell("create Made here")
  await ours.sees(sees => seen(sees).length === 2 && sees.is_acknowledged)
  await theirs.connect()
  await until(theirs.handle, doc => names(doc).length === 3)
  const mine = heads(theirs.handle)
  const sees = await ours.sees(sees => isSame(sees.heads, mine))
  assert.deepEqual(seen(sees), names(theirs.handle.doc()), "and the same name has won")
  const conflicts = Automerge.getConflicts(theirs.handle.doc().licenses[id], "name")
  assert.deepEqual(Object.values(conflicts).map(String).sort(), ["Ours", "Theirs"])
})

test("after the relay was killed and started again, a fresh ticket is enough", async () => {
  const theirs = await joined()
  create(theirs.handle, "Before")
  await ours.sees(oursHas("Before"))
  await relay.restart("SIGKILL")
  await theirs.gone
  create(theirs.handle, "Meanwhile")
  await theirs.connect()
  ours.tell(`connect ${relay.address}`)
  await ours.sees(oursHas("Before", "Meanwhile"))
  ours.tell("create After")
  await until(theirs.handle, has("After", "Before", "Meanwhile"))
})

test("what a viewer writes never arrives", async () => {
  const viewer = await joined("viewer")
  ours.tell("create Atlas")
  await until(viewer.handle, has("Atlas"))
  create(viewer.handle, "A viewer's")
  // Another's news still come, over the same connection.
  ours.tell("create Boreal")
  await until(viewer.handle, doc => names(doc).includes("Boreal"))
  const editor = await joined()
  create(editor.handle, "An editor's")
  const sees = await ours.sees(sees => seen(sees).includes("An editor's"))
  assert.deepEqual(seen(sees), ["An editor's", "Atlas", "Boreal"])
  await until(viewer.handle, doc => names(doc).includes("An editor's"))
})

test("a document that nobody shared is not there", async () => {
  const theirs = await joined()
  await theirs.repo.networkSubsystem.whenReady()
  const other = theirs.repo.create()
  const stranger = await joined()
  await assert.rejects(stranger.repo.find(other.url), /unavailable/)
})

test("a viewer is not given the vault", async () => {
  const viewer = await joined("viewer")
  const path = `/workspaces/${viewer.workspace}`
  const { vault } = await relay.ask("GET", path, { credential: viewer.credential })
  await assert.rejects(viewer.find(vault), /unavailable/)
})
