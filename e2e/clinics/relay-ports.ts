import { once } from 'node:events'
import { createServer } from 'node:net'
import type { PortRange } from '../../synapse-config/render.ts'

/** Above those that the kernel gives to whoever asks for any. */
const first = 61_000
/** For thirty people, each with four connections and two ways to the relay. */
const each = 240
const ranges = 18

/**
 * Ports of its own for each coturn of this machine: they share them without a word, and one would be sent what is the
 * other's. Relays take UDP; whoever listens at the first by TCP has the range until their process ends.
 */
export const claimRelayPorts = async (): Promise<PortRange> => {
  for (let at = 0; at < ranges; at += 1) {
    const from = first + at * each
    const claim = createServer().listen(from, '127.0.0.1').unref()
    const isOurs = await once(claim, 'listening').then(
      () => true,
      () => false,
    )
    if (isOurs) return [from, from + each - 1]
  }
  throw new Error(`${ranges} relays run on this machine already: stop some, then try again.`)
}
