import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPagedList } from './paged-list.ts'

const open = () =>
  createRoot((close) => {
    const [search, setSearch] = createSignal('a')
    const list = createPagedList(search, async (q, from) => ({
      items: [`${q}${from ?? 0}`],
      total: 2,
      next: from === null ? '1' : null,
    }))
    return { list, setSearch, close }
  })

describe('a list that comes in pages', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('goes on with what it shows while somebody types another search, and then begins anew', async () => {
    const { list, setSearch, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    setSearch('b')
    await list.loadMore()
    expect(list.items()).toEqual(['a0', 'a1'])
    await vi.advanceTimersByTimeAsync(300)
    expect(list.items()).toEqual(['b0'])
    close()
  })
})
