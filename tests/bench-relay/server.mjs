// One of the other relays, as a process of its own. It says its port on standard output.

import { Repo } from "@automerge/automerge-repo"
import { NodeWSServerAdapter } from "@automerge/automerge-repo-network-websocket"
import { Server } from "@hocuspocus/server"
import { WebSocketServer } from "ws"

const [, , which] = process.argv

if (which === "automerge-repo") {
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 })
  new Repo({ network: [new NodeWSServerAdapter(sockets)], peerId: "server", sharePolicy: async () => false })
  sockets.on("listening", () => console.log(sockets.address().port))
} else {
  const server = new Server({ address: "127.0.0.1", port: 0, quiet: true, stopOnSignals: false })
  await server.listen()
  console.log(server.address.port)
}
