import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { freePorts } from '../../synapse-config/node/ports.ts'
import { findProgram } from '../../synapse-config/node/tools/run-command.ts'
import { claimRelayPorts } from '../clinics/relay-ports.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { until } from '../services/until.ts'

type Way = {
  /** To the relays of our clinics, UDP is closed as well. */
  transport: 'tcp' | 'tls' | 'udp'
  /** Of this clinic, instead of its own; to other clinics every way is open then. */
  relay?: Pick<Relay, 'host' | 'port'>
}

declare global {
  /** Of a page behind a firewall; null: it is open again. */
  var wayOut: Way | null | undefined
  var connectionsOut: RTCPeerConnection[] | undefined
  /** How far each of them has come, for whoever reads of a failure. */
  var tellOfConnections: (() => Promise<string[]>) | undefined
}

/**
 * A firewall that lets nothing out to LiveKit but one way to its relay, for every page that is loaded from here on.
 * The browser itself keeps to it: another way is never tried. Of several, the last one holds.
 */
export const putBehindFirewall = (context: BrowserContext, way: Way | null): Promise<unknown> =>
  context.addInitScript((now) => {
    const isThere = globalThis.wayOut !== undefined
    globalThis.wayOut = now
    if (isThere) return
    const letOut = (config: RTCConfiguration = {}): RTCConfiguration => {
      if (!globalThis.wayOut) return config
      const { transport, relay } = globalThis.wayOut
      const scheme = transport === 'tls' ? 'turns:' : 'turn:'
      const own = relay ? new RegExp(`:${relay.host}:\\d+\\?`) : /:[^:]+:\d+\?/
      const isHere = (url: string) => url.startsWith(scheme) && url.endsWith('transport=tcp') && own.test(url)
      const iceServers = (config.iceServers ?? []).flatMap((server) => {
        const urls = [server.urls].flat().filter(isHere)
        return urls.map((url) => ({
          ...server,
          urls: relay ? `turn:${relay.host}:${relay.port}?transport=${transport === 'udp' ? 'udp' : 'tcp'}` : url,
        }))
      })
      return relay && iceServers.length === 0 ? config : { ...config, iceTransportPolicy: 'relay', iceServers }
    }
    const connections: RTCPeerConnection[] = []
    globalThis.connectionsOut = connections
    globalThis.tellOfConnections = () =>
      Promise.all(
        connections.map(async (connection) => {
          const stats = await connection.getStats()
          const nameOf = (id: string) => {
            const { candidateType, relayProtocol, protocol, address, port } = stats.get(id) ?? {}
            return [candidateType, relayProtocol, protocol, address, port]
              .filter((part) => part !== undefined)
              .join(' ')
          }
          const pairs = [...stats.values()].flatMap((report) =>
            report.type === 'candidate-pair'
              ? `${nameOf(report.localCandidateId)} to ${nameOf(report.remoteCandidateId)}: ${report.state}, asked ${report.requestsSent}, answered ${report.responsesReceived}`
              : [],
          )
          const { connectionState, iceConnectionState, iceGatheringState } = connection
          return [connectionState, iceConnectionState, iceGatheringState, ...pairs].join('; ')
        }),
      )
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(config?: RTCConfiguration) {
        super(letOut(config))
        connections.push(this)
      }
      override setConfiguration(config?: RTCConfiguration) {
        super.setConfiguration(letOut(config))
      }
    }
  }, way)

/** How a page behind a firewall reaches each LiveKit by now: the protocol to its relay, or `none` without a relay. */
export const waysOut = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const ways: string[] = []
    for (const connection of globalThis.connectionsOut ?? []) {
      if (connection.connectionState !== 'connected') continue
      const stats = await connection.getStats()
      for (const report of stats.values()) {
        if (report.type !== 'transport' || !report.selectedCandidatePairId) continue
        const local = stats.get(stats.get(report.selectedCandidatePairId)?.localCandidateId)
        ways.push(local?.candidateType === 'relay' ? String(local.relayProtocol) : 'none')
      }
    }
    return ways
  })

/** A relay of our own to a clinic's LiveKit, by TCP and by UDP, which can be cut. */
export type Relay = { host: string; port: number; cut(): Promise<void>; restore(): Promise<void> } & AsyncDisposable

export const openRelay = async ({ folder, serverName }: TestClinic): Promise<Relay> => {
  const program = findProgram('turnserver')
  if (!program) throw new Error('coturn is missing: install coturn, then try again.')
  const [ports] = await freePorts(1)
  if (!ports) throw new Error('one row of ports was asked for')
  const [firstRelay, lastRelay] = await claimRelayPorts()
  const place = mkdtempSync(join(tmpdir(), 'consilium-relay-'))
  const settings = readFileSync(join(folder, 'turnserver.conf'), 'utf8')
    .replace(/^listening-port=.*$/m, `listening-port=${ports.turn}`)
    .replace(/^tls-listening-port=.*$/m, `tls-listening-port=${ports.turnTls}`)
    .replace(/^min-port=.*$/m, `min-port=${firstRelay}`)
    .replace(/^max-port=.*$/m, `max-port=${lastRelay}`)
    .replace(/^userdb=.*$/m, `userdb=${join(place, 'db')}`)
    .replace(/^pidfile=.*$/m, `pidfile=${join(place, 'pid')}`)
    .replace(/^no-udp$/m, '')
  writeFileSync(join(place, 'relay.conf'), settings)

  let child: ChildProcess | null = null
  const restore = async () => {
    child = spawn(program, ['-c', join(place, 'relay.conf')], { stdio: 'ignore' })
    const isOpen = () =>
      fetch(`http://127.0.0.1:${ports.turn}`, { signal: AbortSignal.timeout(300) }).then(
        () => true,
        (error) => error.cause?.code !== 'ECONNREFUSED',
      )
    await until('the relay listening', isOpen)
  }
  const cut = async () => {
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  await restore()
  return {
    host: serverName,
    port: ports.turn,
    cut,
    restore,
    async [Symbol.asyncDispose]() {
      await cut()
      rmSync(place, { recursive: true, force: true })
    },
  }
}
