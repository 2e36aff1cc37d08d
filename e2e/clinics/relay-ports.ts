import type { PortRange, Ports } from '../../synapse-config/render.ts'

/** Above those that the kernel gives to whoever asks for any. */
const first = 61_000
/** For thirty people, each with four connections and two ways to the relay. */
const each = 240
const ranges = 18

/**
 * Ports of its own for each coturn of this machine: they share them without a word, and one would be sent what is the
 * other's. Ranges differ as the ports do on which they listen.
 */
export const relayPortsOf = ({ turn }: Pick<Ports, 'turn'>): PortRange => {
  const from = first + (turn % ranges) * each
  return [from, from + each - 1]
}
