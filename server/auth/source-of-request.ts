import type { Context as HonoContext } from 'hono'

const isLoopback = (address: string) => /^(?:127\.|::1$|::ffff:127\.)/.test(address)

type Bindings = { incoming?: { socket?: { remoteAddress?: string } } }

/**
 * The address that a request came from. Only the gateway beside us may say for whom it speaks; what a client wrote
 * into the header itself stands before the last address that is not one of our own proxies.
 */
export const sourceOfRequest = (c: HonoContext): string => {
  const peer = (c.env as Bindings | undefined)?.incoming?.socket?.remoteAddress ?? ''
  if (peer !== '' && !isLoopback(peer)) return peer
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.reverse().find((hop) => hop !== '' && !isLoopback(hop)) ?? 'loopback'
}

/** Asked directly, on this machine: the gateway says of everything that it passes on for whom it is. */
export const isOfThisMachine = (c: HonoContext): boolean => {
  const peer = (c.env as Bindings | undefined)?.incoming?.socket?.remoteAddress ?? ''
  return isLoopback(peer) && c.req.header('x-forwarded-for') === undefined
}
