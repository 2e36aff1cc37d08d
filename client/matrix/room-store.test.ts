import 'fake-indexeddb/auto'
import { IndexedDBStore, type ISyncResponse } from 'matrix-js-sdk'
import { expect, test } from 'vitest'
import { openRoomStore } from './room-store.ts'

const ida = '@ida:nord.example'

const member = { type: 'm.room.member', sender: ida, state_key: ida, content: { membership: 'join' }, event_id: '$m' }
const said = (event_id: string, at: number) => ({
  type: 'm.room.message',
  sender: ida,
  event_id,
  origin_server_ts: at,
  content: { body: event_id },
})
const joined = (...events: object[]) => ({
  timeline: { events, prev_batch: 't', limited: false },
  'org.matrix.msc4222.state_after': { events: [member] },
  ephemeral: { events: [] },
  account_data: { events: [] },
})
const answer = (next_batch: string, rooms: object, events: object[] = []) =>
  ({ next_batch, rooms, account_data: { events } }) as unknown as ISyncResponse

const newName = () => `rooms ${crypto.randomUUID()}`
const open = async (name: string) => {
  const store = new IndexedDBStore({ indexedDB, dbName: `${name} of the sdk` })
  const kept = await openRoomStore(name)
  kept.takeOver(store)
  return { store, kept }
}

const manyRooms = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`!${at}`, joined(said(`$${at}`, 1_000 + at))]))

test('a new device has nothing', async () => {
  const { store } = await open(newName())
  expect([await store.getSavedSync(), await store.getSavedSyncToken()]).toEqual([null, null])
})

test('the newest rooms come first, the others when they are asked for', async () => {
  const name = newName()
  const first = await open(name)
  await first.store.setSyncData(answer('s1', { join: manyRooms(100) }))
  await first.store.save()
  const { store, kept } = await open(name)
  const saved = await store.getSavedSync()
  expect(saved?.nextBatch).toBe('s1')
  expect(Object.keys(saved?.roomsData.join ?? {})).toEqual(Array.from({ length: 40 }, (_, at) => `!${99 - at}`))
  expect(kept.held().size).toBe(60)
  expect([...kept.held()][0]).toBe('!59')
  const given = await kept.give(['!3', '!99'])
  expect(Object.keys(given.join)).toEqual(['!3'])
  expect(kept.held().has('!3')).toBe(false)
})

test('what comes is added to what is kept, also of rooms that are not in memory', async () => {
  const name = newName()
  const first = await open(name)
  await first.store.setSyncData(
    answer('s1', { join: { '!a': joined(said('$1', 1)) } }, [{ type: 'm.direct', content: {} }]),
  )
  await first.store.save()
  const second = await open(name)
  await second.store.setSyncData(answer('s2', { join: { '!a': joined(said('$2', 2)) } }))
  await second.store.save()
  const saved = await (await open(name)).store.getSavedSync()
  expect(saved?.roomsData.join['!a']?.timeline.events.map(({ event_id }) => event_id)).toEqual(['$1', '$2'])
  expect(saved?.roomsData.join['!a']?.['org.matrix.msc4222.state_after']?.events).toHaveLength(1)
  expect(saved).toMatchObject({ nextBatch: 's2', accountData: [{ type: 'm.direct' }] })
})

test('a position is never kept without the rooms that came with it', async () => {
  const name = newName()
  const first = await open(name)
  await first.store.setSyncData(answer('s1', { join: manyRooms(3) }))
  await first.store.save()
  await first.store.setSyncData(answer('s2', { join: { '!new': joined(said('$new', 9)) } }))
  const saved = await (await open(name)).store.getSavedSync()
  expect([saved?.nextBatch, Object.keys(saved?.roomsData.join ?? {}).length]).toEqual(['s1', 3])
})

test('an invitation becomes a room, and a room that was left is gone', async () => {
  const name = newName()
  const { store } = await open(name)
  const invitation = { invite_state: { events: [member] } }
  await store.setSyncData(answer('s1', { invite: { '!a': invitation, '!b': invitation }, join: { '!c': joined() } }))
  await store.save()
  await store.setSyncData(answer('s2', { join: { '!a': joined(said('$1', 1)) }, leave: { '!c': joined() } }))
  await store.save()
  const { roomsData } = (await (await open(name)).store.getSavedSync()) ?? {}
  expect([Object.keys(roomsData?.join ?? {}), Object.keys(roomsData?.invite ?? {})]).toEqual([['!a'], ['!b']])
})

test('what comes while it is being saved is added to the whole room', async () => {
  const name = newName()
  const { store } = await open(name)
  await store.setSyncData(answer('s1', { join: { '!a': joined(said('$1', 1)) } }))
  await store.save()
  await store.setSyncData(answer('s2', { join: { '!a': joined(said('$2', 2)) } }))
  const coming = store.setSyncData(answer('s3', { join: { '!a': joined(said('$3', 3)) } }))
  await Promise.all([coming, store.save()])
  await store.save()
  const saved = await (await open(name)).store.getSavedSync()
  expect(saved?.roomsData.join['!a']?.timeline.events.map(({ event_id }) => event_id)).toEqual(['$1', '$2', '$3'])
  expect(saved?.nextBatch).toBe('s3')
})
