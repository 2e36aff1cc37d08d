import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** A line to a port of this machine and back, as wide as it is told to be; it says nothing of who uses it. */
export type UdpLine = { port: number; setWidth(bytesPerSecond: number): void } & AsyncDisposable

/** What would wait for longer is dropped, as in the equipment of such a line. */
const longestWaitMs = 400

export const openUdpLine = async (toPort: number): Promise<UdpLine> => {
  let width = Number.POSITIVE_INFINITY
  /** One way: packets go one after the other. */
  const openWay = () => {
    let freeAt = 0
    return (packet: Buffer, send: (packet: Buffer) => void) => {
      const now = performance.now()
      const startsAt = Math.max(now, freeAt)
      if (startsAt - now > longestWaitMs) return
      freeAt = startsAt + (packet.length / width) * 1_000
      if (freeAt - now < 1) send(packet)
      else setTimeout(send, freeAt - now, packet)
    }
  }
  const [up, down] = [openWay(), openWay()]
  const near = createSocket('udp4')
  const far = new Map<string, Socket>()
  let isClosed = false
  const farOf = (address: string, port: number): Socket => {
    const name = `${address} ${port}`
    const known = far.get(name)
    if (known) return known
    const socket = createSocket('udp4')
    socket.on('message', (packet) => down(packet, (late) => void (isClosed || near.send(late, port, address))))
    // Nobody listens there for now.
    socket.on('error', () => {})
    far.set(name, socket)
    return socket
  }
  near.on('message', (packet, { address, port }) =>
    up(packet, (late) => void (isClosed || farOf(address, port).send(late, toPort, '127.0.0.1'))),
  )
  near.bind(0, '127.0.0.1')
  await once(near, 'listening')
  return {
    port: near.address().port,
    setWidth(bytesPerSecond) {
      width = bytesPerSecond
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      for (const socket of [near, ...far.values()]) socket.close()
    },
  }
}
