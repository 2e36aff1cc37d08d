import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Addresses, findDestination } from './destination.ts'
import { type GatewayLog, printable } from './gateway-log.ts'
import type { PolicyStore } from './policy-store.ts'
import { isBearer } from './secret.ts'

/** Matrix federation and HTTPS of a partner; nothing else can be reached. */
const allowedPorts = new Set([443, 8448])
const connectTimeoutMs = 10_000
const idleTimeoutMs = 10 * 60_000

export type Egress = {
  server: Server
  /** Ends the live tunnels to everybody whom the policy does not let through; says how many there were. */
  cutRefused(): number
  cutAll(): void
}

type Options = {
  policy: PolicyStore
  addresses(): Addresses
  /** By `Proxy-Authorization` the service marks what it must say about the partnership itself. */
  secret: string
  log: GatewayLog
}

const parseTarget = (target: string | undefined): { host: string; port: number } | null => {
  const match = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/i.exec(target ?? '')
  return match?.[1] && match[2] ? { host: match[1].toLowerCase(), port: Number(match[2]) } : null
}

/** By this our service tells an admin which step failed. */
const reasonHeader = 'x-consilium-reason'

const refuse = (socket: Duplex, status: string, reason?: string) =>
  socket.end(
    `HTTP/1.1 ${status}\r\n${reason ? `${reasonHeader}: ${reason}\r\n` : ''}Content-Length: 0\r\nConnection: close\r\n\r\n`,
  )

/**
 * The only way out to other clinics, for Synapse and the service (HTTP CONNECT). Bytes pass to active partners.
 * While a partner is proposed or suspended, only our service may speak to it, and only about the partnership:
 * it marks those tunnels with the secret, which Synapse does not have.
 */
export const createEgress = ({ policy, addresses, secret, log }: Options): Egress => {
  const tunnels = new Map<string, Map<() => void, { isMarked: boolean }>>()

  const mayPass = (host: string, isMarked: boolean) => {
    const status = policy.statusOf(host)
    return status === 'active' || (isMarked && status !== null)
  }

  const open = async (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy())
    const target = parseTarget(request.url)
    if (!target || !allowedPorts.has(target.port)) {
      log('egress-refused', { reason: 'target', partner: printable(target?.host ?? '') })
      return refuse(client, '403 Forbidden')
    }
    const isMarked = isBearer(request.headers['proxy-authorization'], secret)
    if (!mayPass(target.host, isMarked)) {
      log('egress-refused', {
        reason: policy.statusOf(target.host) ?? 'not-a-partner',
        partner: printable(target.host),
      })
      return refuse(client, '403 Forbidden')
    }
    const destination = await findDestination(addresses(), target.host, target.port)
    if (typeof destination === 'string') {
      log('egress-refused', { reason: destination, partner: target.host })
      return refuse(client, '502 Bad Gateway', destination)
    }
    // The policy may have changed while DNS was asked.
    if (!mayPass(target.host, isMarked)) return refuse(client, '403 Forbidden')
    const partner = connect({ ...destination, timeout: connectTimeoutMs })
    join({ host: target.host, isMarked }, client, partner, head)
  }

  const join = (
    { host, isMarked }: { host: string; isMarked: boolean },
    client: Duplex,
    partner: Socket,
    head: Buffer,
  ) => {
    const cut = () => {
      client.destroy()
      partner.destroy()
    }
    const live = tunnels.get(host) ?? new Map<() => void, { isMarked: boolean }>()
    tunnels.set(host, live.set(cut, { isMarked }))
    let isOpen = false
    partner.once('connect', () => {
      isOpen = true
      partner.setTimeout(idleTimeoutMs)
      partner.setNoDelay(true)
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      if (head.length > 0) partner.write(head)
      client.pipe(partner)
      partner.pipe(client)
    })
    partner.once('timeout', () => (isOpen ? cut() : partner.destroy(new Error('no answer'))))
    partner.once('error', (error: NodeJS.ErrnoException) => {
      if (isOpen || client.destroyed) return cut()
      const reason = error.code === 'ECONNREFUSED' ? 'port-closed' : 'port-silent'
      log('egress-failed', { partner: host, reason })
      refuse(client, '502 Bad Gateway', reason)
    })
    client.once('close', cut)
    partner.once('close', () => {
      live.delete(cut)
      if (live.size === 0 && tunnels.get(host) === live) tunnels.delete(host)
      if (isOpen) client.destroy()
    })
  }

  const server = createServer({ maxHeaderSize: 8 * 1024 }, (_request, response) => {
    log('egress-refused', { reason: 'plain-http' })
    response.writeHead(405, { connection: 'close' }).end()
  })
  server.on('connect', (request, client, head) => void open(request, client, head))
  server.headersTimeout = 10_000

  const cutWhere = (isToCut: (host: string, isMarked: boolean) => boolean): number => {
    const found = [...tunnels].flatMap(([host, live]) =>
      [...live].flatMap(([cut, { isMarked }]) => (isToCut(host, isMarked) ? [cut] : [])),
    )
    for (const cut of found) cut()
    return found.length
  }

  return {
    server,
    cutRefused: () => cutWhere((host, isMarked) => !mayPass(host, isMarked)),
    cutAll: () => void cutWhere(() => true),
  }
}
