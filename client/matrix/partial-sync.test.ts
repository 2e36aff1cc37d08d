import { expect, test, vi } from 'vitest'
import { createPartialSync } from './partial-sync.ts'
import { asPartial, isPartial } from './partial-token.ts'

const ida = '@ida:nord.example'
const base = 'https://nord.example'

type Live = { join?: string[]; leave?: string[]; invite?: string[] }

/** A homeserver with so many rooms; what it is asked, it writes down. */
const homeserverWith = (count: number) => {
  const rooms = Array.from({ length: count }, (_, at) => `!${at}`)
  const asked: string[] = []
  const live: Live[] = []
  let isWithoutWindow = false
  let hidden: string | null = null
  let invitation: string | null = null
  let heldUp: Promise<void> = Promise.resolve()
  let clock = 0
  const windowRoom = {
    required_state: [{ type: 'm.room.member', sender: ida, state_key: ida, content: { membership: 'join' } }],
    timeline: [{ event_id: '$1', type: 'm.room.message', sender: ida, content: {} }],
  }
  const windowOf = (body: {
    lists?: Record<string, { ranges: [number, number][]; filters: { is_invite: boolean; room_types?: string[] } }>
    room_subscriptions?: Record<string, unknown>
  }) => {
    const named = Object.keys(body.room_subscriptions ?? {})
    asked.push(named.length > 0 ? `named ${named.join()}` : 'window')
    const lists = Object.entries(body.lists ?? {}).map(([name, { ranges, filters }]) => {
      const invited = filters.is_invite && invitation ? [invitation] : []
      const all = filters.is_invite || filters.room_types ? invited : rooms
      const [from, to] = ranges[0] ?? [0, -1]
      return { name, count: all.length, ids: all.slice(from, to + 1) }
    })
    const ids = [...lists.flatMap(({ ids }) => ids), ...named.filter((id) => rooms.includes(id) && id !== hidden)]
    return {
      lists: Object.fromEntries(lists.map(({ name, count }) => [name, { count }])),
      rooms: Object.fromEntries(ids.map((id) => [id, id === invitation ? { invite_state: [] } : windowRoom])),
    }
  }
  let isRefusing = false
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input))
    if (isRefusing) {
      isRefusing = false
      return Response.json({ errcode: 'M_UNKNOWN' }, { status: 500 })
    }
    if (url.pathname.endsWith('/joined_rooms')) return Response.json({ joined_rooms: rooms })
    if (url.pathname.endsWith('msc3575/sync')) {
      if (isWithoutWindow) return Response.json({ errcode: 'M_UNRECOGNIZED' }, { status: 404 })
      const answer = windowOf(JSON.parse(String(init?.body)))
      await heldUp
      return Response.json(answer)
    }
    asked.push(`sync ${url.searchParams.get('since')}`)
    if (url.searchParams.has('since') && url.searchParams.get('timeout') !== '0' && live.length === 0)
      await new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    const { join = [], leave = [], invite = [] } = live.shift() ?? {}
    const entries = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, { news: true }]))
    clock += 1
    return Response.json({
      next_batch: `s${clock}`,
      rooms: { join: entries(join), leave: entries(leave), invite: entries(invite) },
    })
  }
  return {
    fetch,
    rooms,
    asked,
    tell: (news: Live) => live.push(news),
    hide: (roomId: string) => {
      hidden = roomId
    },
    invite: (roomId: string) => {
      invitation = roomId
    },
    /** Answers of windows, from now on until it is called. */
    holdUp: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      heldUp = promise
      return resolve
    },
    refuseNext: () => {
      isRefusing = true
    },
    loseWindow: () => {
      isWithoutWindow = true
    },
  }
}

type Answer = {
  next_batch: string
  rooms: { join: Record<string, { news?: true }>; invite: Record<string, unknown> }
}

/** A client as the SDK is: keeps the position and the rooms that have come. */
const clientOf = (
  homeserver: ReturnType<typeof homeserverWith>,
  kept: { since?: string; known?: string[]; isNew?: boolean; untilRest?: () => Promise<void> } = {},
) => {
  const known = new Set(kept.known)
  const invited = new Set<string>()
  let since = kept.since
  const { fetch, want } = createPartialSync({
    ownId: ida,
    homeserverUrl: base,
    accessToken: 'token',
    fetch: homeserver.fetch,
    knownRooms: async () => known,
    isRestored: () => true,
    restored: async () => {},
    isNew: kept.isNew ?? false,
    untilRest: kept.untilRest ?? (async () => {}),
  })
  return {
    known,
    invited,
    want,
    since: () => since,
    async sync() {
      const query = new URLSearchParams({ filter: '{}', timeout: '30000', ...(since ? { since } : {}) })
      const answer: Answer = await (await fetch(`${base}/_matrix/client/v3/sync?${query}`)).json()
      since = answer.next_batch
      for (const roomId of Object.keys(answer.rooms.join)) {
        known.add(roomId)
        invited.delete(roomId)
      }
      for (const roomId of Object.keys(answer.rooms.invite)) invited.add(roomId)
      return answer.rooms.join
    },
  }
}

const syncUntilWhole = async (client: ReturnType<typeof clientOf>) => {
  for (let turn = 0; turn < 40 && isPartial(client.since()); turn += 1) await client.sync()
}

test('the first answer brings the newest rooms, whatever there is besides', async () => {
  const client = clientOf(homeserverWith(500))
  expect(Object.keys(await client.sync())).toHaveLength(20)
  expect(isPartial(client.since())).toBe(true)
})

test('a new device has asked for the first answer before the SDK does, once', async () => {
  const homeserver = homeserverWith(30)
  const client = clientOf(homeserver, { isNew: true })
  await vi.waitFor(() => expect(homeserver.asked).toEqual(['sync null', 'window']))
  expect(Object.keys(await client.sync())).toHaveLength(20)
  expect(homeserver.asked).toEqual(['sync null', 'window'])
})

test('what was asked too early in vain is asked again', async () => {
  const homeserver = homeserverWith(30)
  homeserver.refuseNext()
  const client = clientOf(homeserver, { isNew: true })
  expect(Object.keys(await client.sync())).toHaveLength(20)
})

test('then all others come, and the position says that none is missing', async () => {
  const homeserver = homeserverWith(500)
  const client = clientOf(homeserver)
  await client.sync()
  await syncUntilWhole(client)
  expect(client.known).toEqual(new Set(homeserver.rooms))
  expect(isPartial(client.since())).toBe(false)
  homeserver.asked.length = 0
  homeserver.tell({})
  await client.sync()
  expect(homeserver.asked).toEqual([expect.stringMatching(/^sync s\d+$/)])
})

test('the position is older than what is asked of rooms', async () => {
  const homeserver = homeserverWith(500)
  await clientOf(homeserver).sync()
  expect(homeserver.asked).toEqual(['sync null', 'window'])
})

test('news of a room that has not come brings the whole of it', async () => {
  const homeserver = homeserverWith(500)
  const client = clientOf(homeserver)
  await client.sync()
  homeserver.tell({ join: ['!400', '!3'] })
  const join = await client.sync()
  expect(join['!400']).not.toHaveProperty('news')
  expect(join['!3']).toHaveProperty('news')
  expect(homeserver.asked).toContain('named !400')
})

test('a room that was left meanwhile is not waited for', async () => {
  const homeserver = homeserverWith(150)
  const client = clientOf(homeserver)
  await client.sync()
  homeserver.rooms.splice(homeserver.rooms.indexOf('!120'), 1)
  homeserver.tell({ leave: ['!120'] })
  await syncUntilWhole(client)
  expect(client.known.has('!120')).toBe(false)
  expect(isPartial(client.since())).toBe(false)
})

test('an invitation of before comes with the rooms, and not over its acceptance while they were on their way', async () => {
  const homeserver = homeserverWith(300)
  homeserver.invite('!room')
  const atRest = clientOf(homeserver, { since: asPartial('s7', 180), known: homeserver.rooms.slice(0, 20) })
  await atRest.sync()
  expect([...atRest.invited]).toEqual(['!room'])

  const client = clientOf(homeserver, { since: asPartial('s7', 180), known: homeserver.rooms.slice(0, 20) })
  const release = homeserver.holdUp()
  homeserver.tell({ invite: ['!room'] })
  await client.sync()
  expect([...client.invited]).toEqual(['!room'])
  homeserver.tell({ join: ['!room'] })
  await client.sync()
  release()
  await syncUntilWhole(client)
  expect([...client.invited]).toEqual([])
  expect(client.known.has('!room')).toBe(true)
})

test('a reload in between goes on with the rooms that are missing', async () => {
  const homeserver = homeserverWith(300)
  const known = homeserver.rooms.slice(0, 120)
  const client = clientOf(homeserver, { since: asPartial('s7', 180), known })
  await syncUntilWhole(client)
  expect(homeserver.asked.filter((line) => line.startsWith('sync'))[0]).toBe('sync s7')
  expect(client.known).toEqual(new Set(homeserver.rooms))
})

test('what somebody waits for comes next', async () => {
  const homeserver = homeserverWith(500)
  const client = clientOf(homeserver)
  await client.sync()
  client.want('!499')
  await syncUntilWhole(client)
  expect(homeserver.asked.filter((line) => !line.startsWith('sync'))[1]).toBe('named !499')
})

test('while somebody is at work only what they wait for comes, and the rest afterwards', async () => {
  const homeserver = homeserverWith(500)
  const rest = Promise.withResolvers<void>()
  const client = clientOf(homeserver, { untilRest: () => rest.promise })
  await client.sync()
  const { size } = client.known
  const synced = client.sync()
  await vi.waitFor(() => expect(homeserver.asked.at(-1)).toContain('sync s'))
  client.want('!499')
  await synced
  expect([...client.known].slice(size)).toEqual(['!499'])
  rest.resolve()
  await syncUntilWhole(client)
})

test('a room that the homeserver does not tell of holds nothing up, and stays missing for the next start', async () => {
  const homeserver = homeserverWith(130)
  const client = clientOf(homeserver, { since: asPartial('s7', 30), known: homeserver.rooms.slice(0, 100) })
  homeserver.hide('!110')
  await client.sync()
  homeserver.tell({})
  await client.sync()
  expect(client.known.size).toBe(129)
  expect(isPartial(client.since())).toBe(true)
  expect(homeserver.asked.filter((line) => line.startsWith('named'))).toHaveLength(1)
})

test('a homeserver without sliding sync is asked for everything at once', async () => {
  const homeserver = homeserverWith(500)
  homeserver.loseWindow()
  const client = clientOf(homeserver)
  homeserver.tell({})
  homeserver.tell({ join: homeserver.rooms })
  expect(Object.keys(await client.sync())).toHaveLength(500)
  expect(isPartial(client.since())).toBe(false)
})
