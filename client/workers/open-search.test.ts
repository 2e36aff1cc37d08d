import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { settled } from '../local-store/database.ts'
import { openSearch } from './open-search.ts'
import { noFilters, type SearchEntry, type SearchFilters } from './search-entry.ts'
import { searchDatabase } from './search-rows.ts'

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
const ward = '!ward' as RoomId
const anna = '@anna:nord.example' as UserId
const bert = '@bert:sued.example' as UserId

const message = (id: string, text: string, rest: Partial<SearchEntry> = {}): SearchEntry => ({
  eventId: `$${id}` as EventId,
  roomId: ward,
  sender: anna,
  at: 1_000,
  kind: 'text',
  text,
  edit: null,
  ...rest,
})
const correction = (id: string, of: string, text: string, rest: Partial<SearchEntry> = {}): SearchEntry =>
  message(of, text, { at: 2_000, edit: { eventId: `$${id}` as EventId, at: 2_000 }, ...rest })
const changed = (put: SearchEntry[], gone: string[] = []) => ({
  put,
  gone: gone.map((id) => `$${id}` as EventId),
  progress: [],
})

/** Everything that lies in the databases, as text. */
const onDisk = async (): Promise<string> => {
  const request = indexedDB.open(searchDatabase)
  const database = await settled(request)
  const rows = await settled(database.transaction('rows').objectStore('rows').getAll())
  database.close()
  return rows.map((row) => `${row.id} ${Buffer.from(row.sealed).toString('latin1')}`).join('\n')
}

let key: CryptoKey
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  key = await newKey()
})

const opened = async (...puts: SearchEntry[][]) => {
  const search = await openSearch(key)
  for (const put of puts) await search.change(changed(put))
  const find = async (typed: string, filters: Partial<SearchFilters> = {}, limit = 10) => {
    const { entries, total } = await search.find(typed, { ...noFilters, ...filters }, limit)
    return { texts: entries.map(({ text }) => text), total }
  }
  return { search, find, texts: async (typed: string) => (await find(typed)).texts }
}

describe('the search', () => {
  it('finds the newest first, and says how many there are', async () => {
    const many = Array.from({ length: 300 }, (_, at) => message(`m${at}`, `Befund ${at}`, { at }))
    const { find } = await opened(many)
    expect(await find('befund', {}, 2)).toEqual({ texts: ['Befund 299', 'Befund 298'], total: 300 })
  })

  it.each<[Partial<SearchFilters>, string[]]>([
    [{ sender: bert }, ['Befund als Bild']],
    [{ kind: 'image' }, ['Befund als Bild']],
    [{ roomId: '!other' as RoomId }, ['Befund anderswo']],
    [{ from: 2_000 }, ['Befund anderswo', 'Befund als Bild']],
    [{ from: 2_000, until: 3_000 }, ['Befund als Bild']],
  ])('keeps to %j', async (filters, texts) => {
    const { find } = await opened([
      message('a', 'Befund'),
      message('b', 'Befund als Bild', { sender: bert, kind: 'image', at: 2_000 }),
      message('c', 'Befund anderswo', { roomId: '!other' as RoomId, at: 3_000 }),
    ])
    expect((await find('befund', filters)).texts).toEqual(texts)
  })

  it('finds what a correction says, whichever of both comes first, and whoever else may try', async () => {
    const { texts } = await opened(
      [message('a', 'Heparin 500')],
      [correction('a2', 'a', 'Heparin 5000')],
      [correction('b2', 'b', 'Lyse um acht')],
      [message('b', 'Lyse um sieben')],
      [correction('evil', 'a', 'Heparin nie', { sender: bert })],
    )
    expect(await texts('heparin')).toEqual(['Heparin 5000'])
    expect(await texts('lyse')).toEqual(['Lyse um acht'])
    expect(await texts('sieben')).toEqual([])
  })

  it('forgets what is redacted, with its corrections, and whatever was said in a room that one has left', async () => {
    const { search, texts } = await opened(
      [message('a', 'Befund eins'), message('b', 'Befund zwei')],
      [correction('a2', 'a', 'Befund eins, neu')],
      [message('c', 'Befund drei', { roomId: '!left' as RoomId })],
    )
    await search.change(changed([], ['a']))
    expect((await texts('befund')).toSorted()).toEqual(['Befund drei', 'Befund zwei'])
    await search.forget('!left' as RoomId)
    expect(await texts('befund')).toEqual(['Befund zwei'])
    const again = await opened()
    expect(await again.texts('befund')).toEqual(['Befund zwei'])
  })

  it('finds while it is changed, and loses nothing by it', async () => {
    const first = Array.from({ length: 300 }, (_, at) => message(`m${at}`, `Befund ${at}`, { at }))
    const { search, texts } = await opened(first)
    const finds: Promise<string[]>[] = []
    for (let at = 0; at < 60; at += 1) {
      let isDone = false
      const change = search.change(changed([correction(`e${at}`, `m${at}`, `Arztbrief ${at}`)])).then(() => {
        isDone = true
      })
      while (!isDone) {
        finds.push(texts('befund'))
        await new Promise((resolve) => setImmediate(resolve))
      }
      await change
    }
    await Promise.all(finds)
    expect(await search.find('arztbrief', noFilters, 200)).toMatchObject({ total: 60 })
    const again = await opened()
    expect((await again.find('arztbrief', {}, 200)).total).toBe(60)
  })

  it('on a full disk, finds what it has, and nothing that would be gone with the next start', async () => {
    const { search, texts } = await opened([message('a', 'Befund eins')])
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    }
    onTestFinished(() => {
      IDBObjectStore.prototype.put = put
    })
    const change = search.change(changed([message('b', 'Befund zwei'), correction('a2', 'a', 'Befund drei')]))
    await expect(change).rejects.toMatchObject({ name: 'QuotaExceededError' })
    expect(await texts('befund')).toEqual(['Befund eins'])
    IDBObjectStore.prototype.put = put
    await search.change(changed([message('b', 'Befund zwei')]))
    expect(await texts('befund')).toHaveLength(2)
  })

  it('goes on after a reload with what it knew, and with how far it had read', async () => {
    const { search } = await opened([message('a', 'Befund eins')])
    const progress = { roomId: ward, head: '$a' as EventId, stretches: [{ from: 't1', until: null }], unreadable: [] }
    await search.change({ put: [message('b', 'Befund zwei', { at: 5 })], gone: [], progress: [progress] })
    const again = await opened()
    expect(again.search.progress).toEqual([progress])
    expect(again.search.senders()).toEqual([anna])
    await again.search.change(changed([message('c', 'Befund drei', { at: 9 })]))
    expect(await again.texts('befund')).toEqual(['Befund eins', 'Befund drei', 'Befund zwei'])
  })

  it('leaves no word, person or room on the disk in the clear', async () => {
    await opened([message('first-of-all', 'Heparinperfusor')])
    const disk = await onDisk()
    expect(disk).toMatch(/^segment 1 /)
    for (const secret of ['Heparin', 'heparin', 'anna', 'ward', 'first-of-all']) expect(disk).not.toContain(secret)
  })

  it('begins anew with another key: what an earlier sign-in left is of no use, and goes', async () => {
    await opened([message('a', 'Befund eins')])
    key = await newKey()
    const next = await opened()
    expect(await next.texts('befund')).toEqual([])
    expect(await onDisk()).toBe('')
  })
})
