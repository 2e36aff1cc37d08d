import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { configForTests } from '../context-for-tests.ts'
import { openHomeserver } from './homeserver.ts'
import { createMatrixClient } from './matrix-client.ts'

type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang-up'
const opened: { close(): void; closeAllConnections(): void }[] = []
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** Gives the answers one after the other; the last one for all that follow. */
const synapse = async (...answers: Answer[]) => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    const answer = answers[Math.min(seen.length, answers.length) - 1]
    if (!answer || answer === 'hang-up') return void response.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body ?? {}))
  }).listen(0, '127.0.0.1')
  opened.push(server)
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const waits: number[] = []
  const settings = { ...configForTests().homeserver, url }
  const matrix = createMatrixClient(settings, async (ms) => waits.push(ms))
  return { matrix, seen, waits, settings }
}

const read = { method: 'GET', path: '/x' } as const
const write = { method: 'POST', path: '/x', body: {} } as const

describe('a call to Synapse', () => {
  it('goes out as the service account', async () => {
    const { matrix, seen } = await synapse({ status: 200, body: { a: 1 } })
    expect(await matrix({ ...read, query: { mxid: '@a:b' } })).toEqual({ a: 1 })
    expect(seen).toEqual([`GET /x?mxid=%40a%3Ab Bearer ${'a'.repeat(32)}`])
  })

  it('is repeated after a broken connection only when that does no harm', async () => {
    const reading = await synapse('hang-up', { status: 502 }, { status: 200, body: { a: 1 } })
    expect(await reading.matrix(read)).toEqual({ a: 1 })
    const writing = await synapse('hang-up', { status: 200 })
    await expect(writing.matrix(write)).rejects.toMatchObject({ name: 'HomeserverUnreachable' })
    expect(writing.seen.length).toBe(1)
  })

  it('ends with "unreachable" when Synapse stays away', async () => {
    const { matrix, seen } = await synapse('hang-up')
    await expect(matrix(read)).rejects.toMatchObject({ name: 'HomeserverUnreachable' })
    expect(seen.length).toBe(3)
  })

  it('waits as long as Synapse asks when it is limited, and not longer than anybody would', async () => {
    const limited = { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_234 } }
    const patient = await synapse(limited, { status: 200, body: { a: 1 } })
    expect(await patient.matrix(write)).toEqual({ a: 1 })
    expect(patient.waits).toEqual([1_234])
    const long = await synapse({ status: 429, body: {}, headers: { 'retry-after': '600' } })
    await expect(long.matrix(write)).rejects.toMatchObject({ name: 'MatrixRefusal', status: 429 })
    expect(long.waits).toEqual([])
  })

  it('hands on a refusal with its code', async () => {
    const { matrix, seen } = await synapse({ status: 403, body: { errcode: 'M_FORBIDDEN', error: 'no' } })
    await expect(matrix(read)).rejects.toMatchObject({ status: 403, errcode: 'M_FORBIDDEN', retryAfterMs: null })
    expect(seen.length).toBe(1)
  })
})

describe('membership', () => {
  it('of a person of another server counts only while our own server is in the room', async () => {
    const { settings, seen } = await synapse(
      { status: 200, body: { joined: true } },
      { status: 200, body: { joined: false } },
    )
    const homeserver = openHomeserver({ ...configForTests(), homeserver: settings })
    expect(await homeserver.isJoined('!room' as RoomId, '@bert:sued.example' as UserId)).toBe(false)
    expect(seen.map((line) => new URL(line.split(' ')[1] ?? '', 'http://x').search).sort()).toEqual([
      '?mxid=%40bert%3Asued.example',
      '?server_name=nord.example',
    ])
  })

  it('cannot be told while Synapse is away, and is then nobody`s', async () => {
    const { settings } = await synapse('hang-up')
    const homeserver = openHomeserver({ ...configForTests(), homeserver: settings })
    await expect(homeserver.isJoined('!room' as RoomId, '@anna:nord.example' as UserId)).rejects.toMatchObject({
      name: 'HomeserverUnreachable',
    })
  })
})
