import { randomInt, webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest, type RequestListener } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import * as v from 'valibot'
import { serverName } from '#shared/matrix/ids.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import type { Addresses } from './destination.ts'
import type { GatewayConfig } from './gateway-config.ts'
import { openGatewayLog } from './gateway-log.ts'
import { openGateway } from './open-gateway.ts'

export const secret = 's'.repeat(40)
const host = '127.0.0.1'

export const selfSigned = async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=nord.localhost',
    keys,
    signingAlgorithm: algorithm,
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return { cert: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` }
}

/** Below those that systems give to connections: such a port may be somebody's a moment after it was free. */
const anyPort = () => randomInt(10_000, 32_000)

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

export const serve = async (listener: RequestListener) => {
  const server = createServer(listener).listen(0, host)
  await once(server, 'listening')
  const url = `http://${host}:${(server.address() as AddressInfo).port}`
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A partner's federation listener that sends back what it gets. */
export const echo = async () => {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.pipe(socket)
  }).listen(0, host)
  await once(server, 'listening')
  return {
    address: `${host}:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** A gateway on real sockets that can be stopped and started again on the same policy file. */
export const startGateway = async ({
  addresses = {},
  ...options
}: Partial<GatewayConfig> & { addresses?: Addresses } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  const { cert, key } = await selfSigned()
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key)
  writeFileSync(join(folder, 'addresses.json'), JSON.stringify(addresses))
  const configOnAnyPorts = (): GatewayConfig => ({
    serverName: v.parse(serverName, 'nord.localhost'),
    web: { host, port: anyPort() },
    federation: { host, port: anyPort(), certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') },
    egress: { host, port: anyPort() },
    control: { host, port: anyPort(), secret },
    homeserverUrl: 'http://127.0.0.1:1',
    serviceUrl: 'http://127.0.0.1:1',
    policyFile: join(folder, 'policy.json'),
    addressesFile: join(folder, 'addresses.json'),
    ...options,
  })
  const lines: string[] = []
  const log = openGatewayLog((line) => lines.push(line))
  const open = async (triesLeft = 10): Promise<{ config: GatewayConfig; first: AsyncDisposable }> => {
    const config = configOnAnyPorts()
    try {
      return { config, first: await openGateway(config, log) }
    } catch (error) {
      if (!isTaken(error) || triesLeft === 0) throw error
      return open(triesLeft - 1)
    }
  }
  const { config, first } = await open()
  let gateway = first

  return {
    config,
    lines,
    webUrl: `http://${host}:${config.web.port}`,
    async restart() {
      await gateway[Symbol.asyncDispose]()
      gateway = await openGateway(config, log)
    },
    async setPolicy(partners: Record<string, FederationPolicy['partners'][number]['status']>, until?: number) {
      const response = await fetch(`http://${host}:${config.control.port}/policy`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${secret}` },
        body: JSON.stringify({
          partners: Object.entries(partners).map(([serverName, status]) => ({ serverName, status, until })),
        }),
      })
      return (await response.json()) as { cut: number }
    },
    /** CONNECT as Synapse does it; the socket of an open tunnel, or the status of the refusal. */
    async connectTo(target: string, headers: Record<string, string> = {}): Promise<Socket | number> {
      const request = httpRequest({ host, port: config.egress.port, method: 'CONNECT', path: target, headers }).end()
      const [response, socket] = (await once(request, 'connect')) as [{ statusCode: number }, Socket]
      if (response.statusCode === 200) return socket
      socket.destroy()
      return response.statusCode
    },
    async fromPartner(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
      const request = httpsRequest({
        host,
        port: config.federation.port,
        path,
        method,
        headers,
        rejectUnauthorized: false,
        agent: false,
      }).end()
      const [response] = await once(request, 'response')
      return { status: response.statusCode, headers: response.headers, body: await text(response) }
    },
    /** A path as it stands, which `fetch` would tidy up. */
    async rawWeb(path: string): Promise<number> {
      const socket = connect(config.web.port, host)
      socket.write(`GET ${path} HTTP/1.1\r\nHost: nord.localhost\r\nConnection: close\r\n\r\n`)
      return Number((await text(socket)).slice(9, 12))
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}
