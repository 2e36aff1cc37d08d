import * as v from 'valibot'
import { asPartial, homeserverToken, isPartial, withHomeserverTokens } from './partial-token.ts'
import {
  combined,
  moreOf,
  newestRooms,
  receiptsAt,
  receiptsOf,
  roomsFrom,
  roomsNamed,
  type SyncRooms,
  syncRoomsOf,
  unfinished,
  windowAnswer,
} from './room-window.ts'

/**
 * The first sync of an account with thousands of rooms takes the homeserver many seconds. So it is taken apart: first
 * comes all that belongs to no room, with the newest rooms; then, answer by answer and while nobody does anything, the
 * rest. Nothing can be lost:
 *
 * 1. The position is taken before any room is asked for, and `/sync` tells of everything after it.
 * 2. What the SDK first hears of a room is the whole of it, asked for at that position or later. If `/sync` tells of a
 *    room that has not come yet, the room is asked for now and takes the place of that news.
 * 3. News that a room brought already comes once more by `/sync`, and the SDK knows it by its id.
 *
 * To-device messages, device lists and account data come by `/sync` alone. The position is marked while rooms are
 * missing (`partial-token.ts`), so that a reload goes on where this one was.
 */

const firstConversations = 20
const firstOthers = 50
/** So many at a time take a homeserver half a second, and a browser less. */
const chunkSize = 100
const pauseAfterFailureMs = 1_000
const slidingPath = '/_matrix/client/unstable/org.matrix.simplified_msc3575/sync'
const syncPath = '/_matrix/client/v3/sync'
const joinedRoomsPath = '/_matrix/client/v3/joined_rooms'

const joinedRooms = v.object({ joined_rooms: v.array(v.string()) })
const section = v.optional(v.record(v.string(), v.unknown()), {})
const syncAnswer = v.looseObject({
  next_batch: v.string(),
  rooms: v.optional(v.looseObject({ join: section, invite: section, leave: section }), {}),
})

export type PartialSyncParts = {
  ownId: string
  homeserverUrl: string
  accessToken: string
  fetch: typeof globalThis.fetch
  /** The rooms that the SDK knows, once it has read what was kept of an earlier session. */
  knownRooms(): Promise<Iterable<string>>
  /** What an earlier session kept of these rooms is there: news are no use to the SDK before that. */
  restored(roomIds: readonly string[]): Promise<void>
  isRestored(): boolean
  /** Nothing is kept of an earlier session: the first answer is asked for before the SDK does. */
  isNew: boolean
  /** When rooms for which nobody waits are in nobody's way. */
  untilRest(): Promise<void>
}

export type PartialSync = {
  /** For everything that the SDK asks. */
  fetch: typeof globalThis.fetch
  /** Somebody is waiting for this room: it comes next. */
  want(roomId: string): void
  /** How far the members of a room have read. */
  receipts(roomId: string): Promise<{ type: string; content: Record<string, unknown> } | null>
}

type Signal = RequestInit['signal']

class Refused extends Error {
  override name = 'Refused'
}

const withParameter = (address: string, name: string, value: string): string => {
  const url = new URL(address)
  url.searchParams.set(name, value)
  return url.href
}

/** All that belongs to no room, and the position that the rest is asked for at. */
const beginning = new URLSearchParams({
  filter: JSON.stringify({ room: { rooms: [] } }),
  timeout: '0',
  set_presence: 'offline',
})

const nothing: SyncRooms = { join: {}, invite: {} }

export const createPartialSync = (parts: PartialSyncParts): PartialSync => {
  const { ownId, homeserverUrl, accessToken, fetch } = parts
  const headers = { authorization: `Bearer ${accessToken}` }

  const ask = async (path: string, body?: object, signal?: Signal): Promise<unknown> => {
    const answer = await fetch(homeserverUrl + path, {
      ...(signal ? { signal } : {}),
      ...(body === undefined
        ? { headers }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Refused(`${path} was answered ${answer.status}`)
    return answer.json()
  }
  const window = async (conn_id: string, lists: object, signal?: Signal) =>
    v.parse(windowAnswer, await ask(`${slidingPath}?timeout=0`, { conn_id, ...lists }, signal))
  const askWindow = async (body: object, signal?: Signal) => {
    const first = await window('consilium', body, signal)
    const rest = unfinished(first, ownId)
    return rest.size === 0 ? first : combined(first, await window('consilium-more', moreOf(rest), signal))
  }

  /** The first answer, or the homeserver's refusal. */
  const askBeginning = async (signal?: Signal): Promise<Response> => {
    const answer = await fetch(`${homeserverUrl}${syncPath}?${beginning}`, { headers, ...(signal ? { signal } : {}) })
    if (!answer.ok) return answer
    const base = v.parse(syncAnswer, await answer.json())
    const rooms = syncRoomsOf(await askWindow(newestRooms(firstConversations, firstOthers), signal), ownId)
    return Response.json({ ...base, next_batch: asPartial(base.next_batch, 0), rooms })
  }
  let early = parts.isNew ? askBeginning().catch(() => null) : null
  const begin = async (address: string, init: RequestInit): Promise<Response> => {
    const answered = await early
    early = null
    if (answered?.ok) return answered
    try {
      return await askBeginning(init.signal)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // A homeserver without sliding sync: everything at once, as long as it takes.
      return fetch(address, init)
    }
  }

  /** Rooms that the SDK has not got; null before anybody has looked. */
  let missing: Set<string> | null = null
  /** What the homeserver does not tell of although we asked by name: asked again by the next start. */
  const untold = new Set<string>()
  /** Of which `/sync` has told: an invitation that a window was asked for before may have been accepted since. */
  const told = new Set<string>()
  const wanted = new Set<string>()
  let hurry = () => {}
  let from = 0
  let isListed = false

  const lookForMissing = async (signal: Signal): Promise<Set<string>> => {
    const known = new Set(await parts.knownRooms())
    // Newest first helps whoever waits for a list; what is known already would only come again.
    isListed = known.size > firstConversations + firstOthers
    const { joined_rooms } = v.parse(joinedRooms, await ask(joinedRoomsPath, undefined, signal))
    return new Set(joined_rooms.filter((roomId) => !known.has(roomId)))
  }

  const askNamed = async (roomIds: readonly string[], signal?: Signal): Promise<SyncRooms> => {
    const rooms = syncRoomsOf(await askWindow(roomsNamed(roomIds), signal), ownId)
    for (const roomId of roomIds) if (!(roomId in rooms.join)) untold.add(roomId)
    return rooms
  }
  const isOpen = (roomId: string) => !untold.has(roomId)
  const untilWantedOrRest = async () => {
    const hurried = new Promise<void>((resolve) => {
      hurry = resolve
    })
    if (wanted.size === 0) await Promise.race([hurried, parts.untilRest()])
  }
  const nextRooms = async (rest: ReadonlySet<string>): Promise<SyncRooms> => {
    await untilWantedOrRest()
    const named = [...wanted].filter((roomId) => rest.has(roomId) && isOpen(roomId))
    wanted.clear()
    if (named.length > 0) return askNamed(named)
    if (isListed) return askNamed([...rest].filter(isOpen).slice(0, chunkSize))
    const window = await askWindow(roomsFrom({ from, size: chunkSize }))
    from += chunkSize
    isListed = Object.values(window.lists).every(({ count }) => count <= from)
    return syncRoomsOf(window, ownId)
  }

  /** A failure here shows in `/sync` too, or passes: the person's messages need not wait for it. */
  const nextRoomsOrNone = (rest: ReadonlySet<string>): Promise<SyncRooms> =>
    nextRooms(rest).catch(() => new Promise((resolve) => setTimeout(() => resolve(nothing), pauseAfterFailureMs)))

  let coming: Promise<SyncRooms> | null = null
  /** News as soon as there are any, and rooms as soon as they have come: neither waits for the other. */
  const newsOrRooms = async (address: string, init: RequestInit, rest: ReadonlySet<string>) => {
    if (![...rest].some(isOpen)) return { answer: await fetch(address, init), next: nothing }
    coming ??= nextRoomsOrNone(rest)
    const poll = new AbortController()
    const signal = AbortSignal.any([poll.signal, ...(init.signal ? [init.signal] : [])])
    const news = fetch(address, { ...init, signal })
    const answer = await Promise.race([news, coming.then(() => null)])
    if (answer) return { answer, next: nothing }
    news.catch(() => {})
    poll.abort()
    const next = await coming
    coming = null
    return { answer: await fetch(withParameter(address, 'timeout', '0'), init), next }
  }

  const goOn = async (address: string, token: string, init: RequestInit): Promise<Response> => {
    missing ??= await lookForMissing(init.signal)
    const rest = missing
    const { answer, next } = await newsOrRooms(withParameter(address, 'since', token), init, rest)
    if (!answer.ok) return answer
    const live = v.parse(syncAnswer, await answer.json())
    const { join = {}, invite = {}, leave = {} } = live.rooms
    const unready = Object.keys(join).filter((roomId) => rest.has(roomId))
    const fresh = unready.length > 0 ? await askNamed(unready, init.signal) : nothing

    const brought = Object.entries({ ...next.join, ...fresh.join }).filter(([id]) => rest.has(id) && !(id in leave))
    for (const roomId of [join, invite, leave].flatMap(Object.keys)) told.add(roomId)
    const invitations = Object.entries(next.invite).filter(([id]) => !told.has(id))
    const news = Object.entries(join).filter(([id]) => !rest.has(id))
    const rooms = {
      ...live.rooms,
      invite: { ...Object.fromEntries(invitations), ...invite },
      join: Object.fromEntries([...news, ...brought]),
    }
    for (const [roomId] of brought) rest.delete(roomId)
    for (const roomId of Object.keys(leave)) rest.delete(roomId)
    return Response.json({
      ...live,
      rooms,
      next_batch: rest.size > 0 ? asPartial(live.next_batch, rest.size) : live.next_batch,
    })
  }

  const afterKept = async (answer: Response): Promise<Response> => {
    if (!answer.ok || parts.isRestored()) return answer
    const news = v.parse(syncAnswer, await answer.json())
    await parts.restored(Object.values(news.rooms).flatMap((section) => Object.keys(section ?? {})))
    return Response.json(news)
  }
  const sync = async (address: string, init: RequestInit): Promise<Response> => {
    const token = new URL(address).searchParams.get('since')
    if (token === null) return begin(address, init)
    return afterKept(await (isPartial(token) ? goOn(address, homeserverToken(token), init) : fetch(address, init)))
  }
  return {
    fetch(input, init = {}) {
      const address = input instanceof Request ? input.url : String(input)
      if (new URL(address).pathname.endsWith(syncPath)) return sync(address, init)
      return fetch(input instanceof Request ? input : withHomeserverTokens(address), init)
    },
    want(roomId) {
      if (missing !== null && !missing.has(roomId)) return
      wanted.add(roomId)
      hurry()
    },
    receipts: async (roomId) => receiptsOf(await window('consilium-receipts', receiptsAt(roomId)), roomId) ?? null,
  }
}
