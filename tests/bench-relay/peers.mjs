// The load of sync-server/examples/load.rs for other relays: node peers.mjs WHICH [key=value…]

import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

import { ImmutableString, Repo } from "@automerge/automerge-repo"
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket"
import { HocuspocusProvider } from "@hocuspocus/provider"
import WebSocket from "ws"
import * as Y from "yjs"

const [, , which, ...words] = process.argv
const options = { writers: 20, readers: 20, edits: 20, seconds: 8, licenses: 100, idle: 0 }
for (const word of words) {
  const [key, value] = word.split("=")
  options[key] = Number(value)
}
globalThis.WebSocket ??= WebSocket

const server = spawn(process.execPath, [fileURLToPath(new URL("server.mjs", import.meta.url)), which], {
  stdio: ["ignore", "pipe", "inherit"],
})
const port = await new Promise(resolve => createInterface({ input: server.stdout }).once("line", resolve))

const cpu = () => {
  const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ").at(-1).split(" ")
  return (Number(fields[11]) + Number(fields[12])) / 100
}
const mebibytes = figure => {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8")
  return Math.round(Number(new RegExp(`${figure}:\\s+(\\d+)`).exec(status)[1]) / 1024)
}

const license = n => ({ name: `License ${n}`, type: "perpetual", lifecycle: "active", notes: "", seats: 5 })
const id = n => `license-${n}`

/** Each client: `edit(n, name)`, and `onName(name)` for what others do; `idle` is only connected. */
const kinds = {
  "automerge-repo": async () => {
    const open = peerId =>
      new Repo({ peerId, network: [new WebSocketClientAdapter(`ws://127.0.0.1:${port}`)] })
    const first = open("first")
    const scalars = record =>
      Object.fromEntries(
        Object.entries(record).map(([key, value]) => [
          key,
          typeof value === "string" ? new ImmutableString(value) : value,
        ]),
      )
    const made = first.create({
      licenses: Object.fromEntries(
        Array.from({ length: options.licenses }, (_, n) => [id(n), scalars(license(n))]),
      ),
    })
    const rooms = []
    const idle = async n => {
      const repo = open(`idle-${n}`)
      if (n % 100 === 0) rooms.push(repo.create({ licenses: {} }).url)
      else while (!(await repo.find(rooms.at(-1)).catch(() => undefined)));
    }
    const join = async n => {
      const repo = open(`peer-${n}`)
      let handle
      for (;;) {
        // The first may not have said yet what it has.
        handle = await repo.find(made.url).catch(() => undefined)
        if (handle) break
      }
      const client = {
        edit: (n, name) => handle.change(doc => { doc.licenses[id(n)].name = new ImmutableString(name) }),
      }
      handle.on("change", ({ patches }) => {
        for (const { path, value } of patches) {
          if (path.at(-1) === "name") client.onName?.(`${value}`)
        }
      })
      return client
    }
    return { join, idle }
  },
  hocuspocus: async () => {
    const open = (name = "inventory") => {
      const doc = new Y.Doc()
      const provider = new HocuspocusProvider({ url: `ws://127.0.0.1:${port}`, name, document: doc })
      return new Promise(resolve => provider.on("synced", () => resolve(doc)))
    }
    const first = await open()
    first.transact(() => {
      for (let n = 0; n < options.licenses; n++) {
        first.getMap("licenses").set(id(n), new Y.Map(Object.entries(license(n))))
      }
    })
    const idle = n => open(`room-${Math.floor(n / 100)}`)
    const join = async () => {
      const doc = await open()
      const licenses = doc.getMap("licenses")
      while (licenses.size < options.licenses) await new Promise(resolve => doc.once("update", resolve))
      const client = { edit: (n, name) => licenses.get(id(n)).set("name", name) }
      licenses.observeDeep(events => {
        for (const { target, keysChanged } of events) {
          if (keysChanged?.has("name")) client.onName?.(target.get("name"))
        }
      })
      return client
    }
    return { join, idle }
  },
}

const { join, idle } = await kinds[which]()
const begunFirst = performance.now()
await join("first sync")
const first_sync_ms = performance.now() - begunFirst
const clients = []
for (let n = 0; n < options.writers + options.readers; n++) clients.push(await join(n))
const rss_before_idle = [mebibytes("VmRSS")]
for (let n = 0; n < options.idle; n++) await idle(n)
const rss_with_idle = [mebibytes("VmRSS")]

const all = options.edits * options.seconds
const sent = Array.from({ length: options.writers }, () => [])
const took = []
const seen = []
for (const client of clients.slice(options.writers)) {
  const mine = Array(options.writers).fill(0)
  seen.push(mine)
  client.onName = name => {
    const [writer, n] = name.split(":").map(Number)
    if (!(n > mine[writer])) return
    for (let earlier = mine[writer]; earlier < n; earlier++) {
      took.push(performance.now() - sent[writer][earlier])
    }
    mine[writer] = n
  }
}
const before = cpu()
const begun = performance.now()
for (let writer = 0; writer < options.writers; writer++) {
  const every = 1000 / options.edits
  setTimeout(() => {
    const timer = setInterval(() => {
      sent[writer].push(performance.now())
      clients[writer].edit(writer, `${writer}:${sent[writer].length}`)
      if (sent[writer].length === all) clearInterval(timer)
    }, every)
  }, (every * writer) / 20)
}
const missing = () => seen.flat().reduce((sum, n) => sum + all - n, 0)
const until = performance.now() + (options.seconds + 20) * 1000
while (missing() > 0 && performance.now() < until) await new Promise(resolve => setTimeout(resolve, 50))
took.sort((a, b) => a - b)
const part = of => took[Math.min(took.length - 1, Math.floor(took.length * of))]
console.log(
  JSON.stringify({
    relay: which,
    nodes: 1,
    ...options,
    delivered: took.length,
    lost: missing(),
    p50: part(0.5),
    p95: part(0.95),
    p99: part(0.99),
    seconds: (performance.now() - begun) / 1000,
    cpu_seconds: cpu() - before,
    rss_before_idle,
    rss_with_idle,
    rss_most: [mebibytes("VmHWM")],
    first_sync_ms,
  }),
)
server.kill("SIGKILL")
process.exit(0)
