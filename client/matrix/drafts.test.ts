import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { openDrafts } from './drafts.ts'
import { newLocalKey } from './local-key.ts'

const person = () => `@${crypto.randomUUID()}:nord.example`

describe('drafts', () => {
  it('are there again after the tab was closed, and gone once they were sent', async () => {
    const [userId, key] = [person(), await newLocalKey()]
    const first = await openDrafts(userId, key)
    first.keep('message !a', 'Brustschmerz seit')
    first.keep('message !b', 'gesendet')
    first.keep('message !b', null)
    await first.close()
    const second = await openDrafts(userId, key)
    for (const kept of [second.read('message !a'), second.follow('message !a')]) expect(kept).toBe('Brustschmerz seit')
    expect(second.read('message !b')).toBeNull()
    second.keep('message !a', null)
    await second.close()
    const third = await openDrafts(userId, key)
    expect(third.read('message !a')).toBeNull()
    await third.close()
  })

  it('are on the disk without waiting for anybody to stop typing: the page may be reloaded next', async () => {
    const [userId, key] = [person(), await newLocalKey()]
    const first = await openDrafts(userId, key)
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      first.keep('message !a', 'Noch nicht')
      const readAnew = async () => {
        const next = await openDrafts(userId, key)
        const draft = next.read('message !a')
        await next.close()
        return draft
      }
      await vi.waitUntil(async () => (await readAnew()) === 'Noch nicht')
      first.keep('message !a', 'Noch nicht zu Ende')
      await vi.advanceTimersByTimeAsync(1_000)
      await vi.waitUntil(async () => (await readAnew()) === 'Noch nicht zu Ende')
    } finally {
      vi.useRealTimers()
    }
    await first.close()
  })

  it('lie on the disk without a word of theirs, and are of no use with another key', async () => {
    const userId = person()
    const drafts = await openDrafts(userId, await newLocalKey())
    drafts.keep('message !room:nord.example', 'Brustschmerz')
    await drafts.close()
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(`consilium-drafts ${userId}`)
      request.onsuccess = () => resolve(request.result)
    })
    const rows = await new Promise<{ id: string; sealed: ArrayBuffer }[]>((resolve) => {
      const request = database.transaction('drafts').objectStore('drafts').getAll()
      request.onsuccess = () => resolve(request.result)
    })
    database.close()
    expect(rows).toHaveLength(1)
    const stored = rows.map(({ id, sealed }) => id + new TextDecoder().decode(sealed)).join()
    expect(stored).not.toMatch(/Brustschmerz|room:nord/)
    const other = await openDrafts(userId, await newLocalKey())
    expect(other.read('message !room:nord.example')).toBeNull()
    await other.close()
  })
})
