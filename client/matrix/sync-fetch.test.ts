import { expect, test } from 'vitest'
import { createSyncFetch, patienceFor } from './sync-fetch.ts'

const base = 'https://nord.localhost/_matrix/client'

test('the first sync may take as long as it needs, a later one little longer than it was allowed to', () => {
  expect(patienceFor(`${base}/v3/sync?timeout=0`)).toBeNull()
  expect(patienceFor(`${base}/v3/sync?since=s1&timeout=30000`)).toBe(75_000)
  expect(patienceFor(`${base}/v3/rooms/!r/send/m.room.encrypted/t1`)).toBeNull()
})

test('whether the homeserver is there is known after five seconds', () => {
  expect(patienceFor(`${base}/versions`)).toBe(5_000)
})

test('what proves to a service who we are is given up after ten seconds, and can be asked for again', () => {
  const user = `${base}/v3/user/%40eva%3Anord.localhost`
  expect(patienceFor(`${user}/openid/request_token`)).toBe(10_000)
  expect(patienceFor(`${user}/account_data/app.consilium.session.PHONE`)).toBe(10_000)
  expect(patienceFor(`${user}/account_data/m.direct`)).toBeNull()
})

/** Never answers. */
const silence = (_input: unknown, init?: RequestInit) =>
  new Promise<Response>((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
  })

test('a long poll on a dead connection ends when we come back; other requests go on', async () => {
  const { fetch, abortSync } = createSyncFetch(silence)
  const poll = fetch(`${base}/v3/sync?since=s1`)
  let isOver = false
  void fetch(`${base}/v3/joined_rooms`).finally(() => {
    isOver = true
  })
  abortSync()
  await expect(poll).rejects.toMatchObject({ name: 'AbortError' })
  expect(isOver).toBe(false)
})

test('the poll after it is a new one', async () => {
  const { fetch, abortSync } = createSyncFetch(async () => new Response('{}'))
  abortSync()
  expect((await fetch(`${base}/v3/sync?since=s1`)).status).toBe(200)
})

test('who asked may still cancel', async () => {
  const asking = new AbortController()
  const { fetch } = createSyncFetch(silence)
  const poll = fetch(`${base}/v3/sync?since=s1`, { signal: asking.signal })
  asking.abort()
  await expect(poll).rejects.toMatchObject({ name: 'AbortError' })
})

const keyQuery = { method: 'POST', body: JSON.stringify({ device_keys: { '@ida:nord.example': [] } }) }

test('a start without a network is told that nobody could be reached, instead of asking for keys for ever', async () => {
  const { fetch, started } = createSyncFetch(() => Promise.reject(new TypeError('Failed to fetch')))
  const answer = await fetch(`${base}/v3/keys/query`, keyQuery)
  expect(await answer.json()).toEqual({ device_keys: {}, failures: { 'nord.example': {} } })
  started()
  await expect(fetch(`${base}/v3/keys/query`, keyQuery)).rejects.toThrow('Failed to fetch')
})

test('a start with a network gets the keys', async () => {
  const { fetch } = createSyncFetch(async () => Response.json({ device_keys: { '@ida:nord.example': {} } }))
  expect(await (await fetch(`${base}/v3/keys/query`, keyQuery)).json()).toEqual({
    device_keys: { '@ida:nord.example': {} },
  })
})
