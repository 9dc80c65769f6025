// The relay and a device of ours as programs, and what else a test holds in its hands.

import { spawn } from "node:child_process"
import { createHash, randomBytes, randomUUID } from "node:crypto"
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

import { Repo } from "@automerge/automerge-repo"
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket"

const root = fileURLToPath(new URL("../..", import.meta.url))
const programs = process.env.SEATWISE_PROGRAMS ?? path.join(root, "target/debug")

// A ticket is good once: trying the same address again is of no use.
const AN_HOUR = 3_600_000

/** What a program says, line by line; whoever waits is told of every line that comes. */
class Program {
  #child
  #lines = []
  #waiting = new Set()
  #ended

  constructor(file, args) {
    this.#child = spawn(path.join(programs, file), args, { stdio: ["pipe", "pipe", "pipe"] })
    const log = []
    this.#child.stderr.on("data", data => log.push(data))
    const lines = createInterface({ input: this.#child.stdout })
    lines.on("line", line => {
      this.#lines.push(line)
      for (const look of [...this.#waiting]) look()
    })
    this.#ended = new Promise(resolve => this.#child.once("close", resolve))
    this.#ended.then(code => {
      if (code) process.stderr.write(`${file} ended with ${code}: ${Buffer.concat(log)}\n`)
    })
  }

  /** The first line, from the `from`-th on, of which `find` makes something. */
  async until(find, from = 0) {
    for (;;) {
      for (; from < this.#lines.length; from++) {
        const found = find(this.#lines[from])
        if (found !== undefined) return found
      }
      await new Promise(resolve => {
        const look = () => {
          this.#waiting.delete(look)
          resolve()
        }
        this.#waiting.add(look)
      })
    }
  }

  get length() {
    return this.#lines.length
  }

  tell(line) {
    this.#child.stdin.write(`${line}\n`)
  }

  async end(signal) {
    this.#child.kill(signal)
    await this.#ended
  }
}

/** A relay with a folder of its own; it can be started again on what it has stored. */
export class Relay {
  static async start() {
    const relay = new Relay()
    relay.folder = await mkdtemp(path.join(tmpdir(), "seatwise-interop-"))
    await mkdir(path.join(relay.folder, "dist"))
    await writeFile(path.join(relay.folder, "dist/index.html"), "<!doctype html>")
    await relay.#run()
    const code = /^set-up code.*: (\S+)$/
    relay.code = await relay.program.until(line => code.exec(line)?.[1])
    return relay
  }

  async #run() {
    const folder = name => path.join(this.folder, name)
    const args = ["serve", "--listen", "127.0.0.1:0", "--data", folder("data")]
    this.program = new Program("sync-server", [...args, "--assets", folder("dist")])
    const listening = /^listening on http:\/\/(\S+)$/
    this.address = await this.program.until(line => listening.exec(line)?.[1])
  }

  async restart(signal) {
    await this.program.end(signal)
    await this.#run()
  }

  async stop() {
    await this.program.end("SIGKILL")
    await rm(this.folder, { recursive: true })
  }

  async ask(method, path, { credential, body } = {}) {
    const headers = { "content-type": "application/json" }
    if (credential) headers.authorization = `Bearer ${credential}`
    const answer = await fetch(`http://${this.address}/api${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }
}

/** A device of ours. */
export class OurDevice {
  constructor(relay) {
    this.relay = relay
    this.program = new Program("examples/device", [relay.address])
  }

  /** Waits until it says that it sees what `is` asks for; what it said before `from` is past. */
  sees(is, from = 0) {
    return this.program.until(line => {
      const { sees } = JSON.parse(line)
      return sees && is(sees) ? sees : undefined
    }, from)
  }

  tell(line) {
    this.program.tell(line)
  }

  async share() {
    this.tell(`share ${this.relay.code}`)
    await this.program.until(line => JSON.parse(line).workspace)
  }

  invite(role) {
    const from = this.program.length
    this.tell(`invite ${role}`)
    return this.program.until(line => (JSON.parse(line).invite ? JSON.parse(line) : undefined), from)
  }

  async end() {
    await this.program.end("SIGKILL")
  }
}

/** A member whose device runs automerge-repo. */
export class Peer {
  static async invited(relay, { invite, proof }) {
    const peer = new Peer()
    peer.relay = relay
    peer.id = randomUUID()
    const credential = randomBytes(32)
    peer.credential = credential.toString("hex")
    const newcomer = {
      member: randomUUID(),
      name: "A program",
      device: peer.id,
      device_name: "automerge-repo",
      credential_hash: createHash("sha256").update(credential).digest("hex"),
      public_key: "",
    }
    const body = { proof, newcomer }
    const { membership } = await relay.ask("POST", `/invites/${invite}/accept`, { body })
    Object.assign(peer, { workspace: membership.workspace, inventory: membership.inventory })
    peer.repo = new Repo({ peerId: peer.id, network: [] })
    return peer
  }

  /** Connects with a fresh ticket; nothing is tried again behind the test's back. */
  async connect() {
    const path = `/workspaces/${this.workspace}/ticket`
    const { ticket } = await this.relay.ask("POST", path, { credential: this.credential })
    const url = `ws://${this.relay.address}/ws/${this.workspace}?ticket=${ticket}`
    this.adapter = new WebSocketClientAdapter(url, AN_HOUR)
    const met = new Promise(resolve => this.adapter.once("peer-candidate", resolve))
    const gone = new Promise(resolve => this.adapter.once("peer-disconnected", resolve))
    this.repo.networkSubsystem.addNetworkAdapter(this.adapter)
    this.met = await met
    this.gone = gone
  }

  async find(document = this.inventory) {
    return this.repo.find(`automerge:${document}`)
  }

  disconnect() {
    this.repo.networkSubsystem.removeNetworkAdapter(this.adapter)
  }
}

/** Waits until the document of a handle is as `is` asks for. */
export async function until(handle, is) {
  while (!is(handle.doc())) {
    await new Promise(resolve => handle.once("change", resolve))
  }
  return handle.doc()
}
