import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { serve, startGateway } from './gateway-for-tests.ts'

const named = (name: string) => serve((request, response) => response.end(`${name} ${request.url}`))

describe('the web address', () => {
  it('leads clients to the homeserver and the rest to the service', async () => {
    await using homeserver = await named('synapse')
    await using service = await named('service')
    await using gateway = await startGateway({ homeserverUrl: homeserver.url, serviceUrl: service.url })
    const read = async (path: string) => (await fetch(gateway.webUrl + path)).text()
    expect(await read('/_matrix/client/v3/rooms/!a%3Ab/state?x=1')).toBe(
      'synapse /_matrix/client/v3/rooms/!a%3Ab/state?x=1',
    )
    expect(await read('/_matrix/media/v3/upload?x=1')).toBe('synapse /_matrix/media/v3/upload?x=1')
    expect(await read('/_synapse/client/v1/config/federation_whitelist')).toContain('synapse')
    expect(await read('/')).toBe('service /')
    expect(await read('/api/health')).toBe('service /api/health')
    expect(await read('/.well-known/matrix/client')).toBe('service /.well-known/matrix/client')
  })

  it('hides federation, administration, media without asking who one is, and the application service, however the path is written', async () => {
    await using part = await named('reached')
    await using gateway = await startGateway({ homeserverUrl: part.url, serviceUrl: part.url })
    for (const path of [
      '/_matrix/federation/v1/version',
      '/_matrix/key/v2/server',
      '/_matrix/media/v3/download/nord.localhost/abc',
      '/_matrix/media/r0/thumbnail/nord.localhost/abc',
      '/_matrix/app/v1/transactions/1',
      '/_synapse/admin/v2/users',
      '/_matrix/client/../../_synapse/admin/v2/users',
      '/_matrix/client/%2e%2e/%2e%2e/_synapse/admin/v2/users',
      '/%5fsynapse/admin/v2/users',
      '/_synapse%2fadmin/v2/users',
      '//_synapse/admin/v2/users',
      '/_Matrix/app/v1/transactions/1',
      '\\_synapse/admin',
    ])
      expect(await gateway.rawWeb(path), path).toBeGreaterThanOrEqual(400)
  })

  it('streams large uploads and downloads without changing a byte', { timeout: 30_000 }, async () => {
    const bytes = randomBytes(24 * 1024 * 1024)
    const digest = createHash('sha256').update(bytes).digest('hex')
    await using service = await serve((request, response) => {
      if (request.method === 'GET') return void Readable.from([bytes]).pipe(response)
      const hash = createHash('sha256')
      request.on('data', (chunk) => hash.update(chunk)).on('end', () => response.end(hash.digest('hex')))
    })
    await using gateway = await startGateway({ serviceUrl: service.url })
    const uploaded = await fetch(`${gateway.webUrl}/api/case-files/1`, { method: 'PATCH', body: bytes })
    expect(await uploaded.text()).toBe(digest)
    const streamed = await fetch(`${gateway.webUrl}/api/case-files/1`, {
      method: 'PATCH',
      body: Readable.toWeb(Readable.from([bytes.subarray(0, 100), bytes.subarray(100)])) as ReadableStream,
      duplex: 'half',
    } as RequestInit)
    expect(await streamed.text()).toBe(digest)
    const downloaded = Buffer.from(await (await fetch(`${gateway.webUrl}/api/case-files/1`)).arrayBuffer())
    expect(createHash('sha256').update(downloaded).digest('hex')).toBe(digest)
  })

  it('passes on why an upload is refused, although the part behind it reads nothing of it', async () => {
    const bytes = randomBytes(24 * 1024 * 1024)
    await using service = await serve((_request, response) => void response.writeHead(403).end('not yours'))
    await using gateway = await startGateway({ serviceUrl: service.url })
    for (const attempt of [1, 2, 3]) {
      const refused = await fetch(`${gateway.webUrl}/api/case-files/1`, { method: 'PATCH', body: bytes })
      expect([refused.status, await refused.text()], `attempt ${attempt}`).toEqual([403, 'not yours'])
    }
  })

  it('lets a slow upload come to its end when the part behind it has refused it and hung up', async () => {
    const hangUp = Promise.withResolvers<void>()
    const service = createTcpServer((socket) => {
      socket
        .on('error', () => {})
        .once('data', () => {
          socket.write('HTTP/1.1 503 Not Now\r\nconnection: close\r\ncontent-length: 7\r\n\r\nnot now')
          void hangUp.promise.then(() => socket.destroy())
        })
      socket.resume()
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    await using gateway = await startGateway({
      serviceUrl: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    })
    const { port } = new URL(gateway.webUrl)
    const socket = connect(Number(port), '127.0.0.1')
    const piece = randomBytes(256 * 1024)
    const count = 60
    socket.write(`PATCH /api/case-files/1 HTTP/1.1\r\nhost: nord\r\ncontent-length: ${piece.length * count}\r\n\r\n`)
    socket.write(piece)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /)
    hangUp.resolve()
    // As a browser does: it writes to the last byte, whatever it has been told meanwhile.
    for (let at = 1; at < count; at += 1)
      if (!socket.write(piece)) await once(socket, 'drain', { signal: AbortSignal.timeout(4_000) })
    socket.destroy()
    service.close()
  })

  it('sends what has a body over a connection of its own, since it cannot be sent again when a kept one is closed', async () => {
    const ports: (number | undefined)[] = []
    await using service = await serve((request, response) => {
      ports.push(request.socket.remotePort)
      request.resume().on('end', () => response.end('taken'))
    })
    await using gateway = await startGateway({ serviceUrl: service.url })
    for (const body of ['one', 'two', 'three'])
      expect(await (await fetch(`${gateway.webUrl}/api/consults`, { method: 'POST', body })).text()).toBe('taken')
    expect(new Set(ports).size).toBe(3)
  })

  it('passes the first bytes on at once, before the answer ends', async () => {
    await using homeserver = await serve((_request, response) => void response.write('first'))
    await using gateway = await startGateway({ homeserverUrl: homeserver.url })
    const response = await fetch(`${gateway.webUrl}/_matrix/client/v3/sync`)
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first')
    await reader?.cancel()
  })

  it('stops the part behind it when the caller goes away', async () => {
    const gone = Promise.withResolvers<void>()
    await using homeserver = await serve((request, response) => {
      response.write('waiting')
      request.once('close', () => gone.resolve())
    })
    await using gateway = await startGateway({ homeserverUrl: homeserver.url })
    const abort = new AbortController()
    await fetch(`${gateway.webUrl}/_matrix/client/v3/sync`, { signal: abort.signal })
    abort.abort()
    await gone.promise
  })

  it('says in Matrix terms, readable for browsers, that the homeserver is down', async () => {
    await using gateway = await startGateway()
    const response = await fetch(`${gateway.webUrl}/_matrix/client/versions`)
    expect(response.status).toBe(503)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toMatchObject({ errcode: 'M_UNKNOWN', code: 'homeserver-unreachable' })
    expect((await fetch(`${gateway.webUrl}/_matrix/client/v3/login`, { method: 'OPTIONS' })).status).toBe(204)
    expect((await fetch(`${gateway.webUrl}/api/clinic`)).status).toBe(503)
  })

  it('works again as soon as the homeserver does', async () => {
    const port = Number(new URL((await closedServer()).url).port)
    await using gateway = await startGateway({ homeserverUrl: `http://127.0.0.1:${port}` })
    expect((await fetch(`${gateway.webUrl}/_matrix/client/versions`)).status).toBe(503)
    const homeserver = createServer((_request, response) => response.end('up')).listen(port, '127.0.0.1')
    await new Promise((resolve) => homeserver.once('listening', resolve))
    expect((await fetch(`${gateway.webUrl}/_matrix/client/versions`)).status).toBe(200)
    homeserver.closeAllConnections()
    homeserver.close()
  })

  it('logs no path', async () => {
    await using gateway = await startGateway()
    await fetch(`${gateway.webUrl}/_matrix/client/v3/rooms/!secret/state`)
    expect(gateway.lines.join('')).not.toContain('secret')
  })
})

/** A port that was just free. */
const closedServer = async () => {
  const server = await named('gone')
  await server[Symbol.asyncDispose]()
  return server
}
