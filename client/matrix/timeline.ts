import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Delivered } from './delivered.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { type PendingChanges, pendingOf } from './pending.ts'
import { isAbout } from './relations.ts'
import { isSame, keepSame } from './same.ts'
import { answeredBy, echoOf, itemOf, replyOfEntry, withReply } from './timeline-item.ts'
import type { OutboxEntry, TimelineItem } from './types.ts'

export type TimelineParts = {
  /** Oldest first and without a gap. */
  events: readonly EventSnapshot[]
  /** What comes after all of these and is about some of them; null when they reach to the end. */
  later: readonly EventSnapshot[] | null
  /** Of this room, in the order in which they will be sent. */
  outbox: readonly OutboxEntry[]
  /** What the homeserver has taken and not brought back yet. */
  taken: ReadonlyMap<string, EventId>
  ownId: UserId
  nameOf(userId: UserId): string
  /** How far others have read, by public receipts. */
  readUpTo: ReadonlyMap<UserId, EventId>
  delivered: Delivered
  /** Servers of the joined members, our own left out; null while we do not know all of them. */
  otherServers: readonly ServerName[] | null
}

/** Reads a room again and again: only what changed, since a room may have tens of thousands of messages. */
export type TimelineReader = (parts: TimelineParts) => TimelineItem[]

type State = {
  parts: TimelineParts
  /** For each event, what it is without and with what it answers; null when nobody sees it. */
  bases: (TimelineItem | null)[]
  items: (TimelineItem | null)[]
  echoes: TimelineItem[]
  shown: TimelineItem[]
  /** Counted from an event that was there at first: numbers stay while earlier events come. */
  numbers: Map<EventId, number>
  first: number
  /** Edits and reactions, by what they are about. */
  about: Map<EventId, EventSnapshot[]>
  answers: Map<EventId, Set<EventId>>
  txnIds: Set<string>
  creator: UserId | null
  pending: PendingChanges
  readUpTo: Map<UserId, number>
}

const beginning = (parts: TimelineParts): State => ({
  parts: { ...parts, events: [], delivered: new Map() },
  bases: [],
  items: [],
  echoes: [],
  shown: [],
  numbers: new Map(),
  first: 0,
  about: new Map(),
  answers: new Map(),
  txnIds: new Set(),
  creator: null,
  pending: { about: new Map(), others: [] },
  readUpTo: new Map(),
})

const isNewGround = (before: TimelineParts, next: TimelineParts): boolean =>
  before.later !== next.later ||
  before.ownId !== next.ownId ||
  before.nameOf !== next.nameOf ||
  before.otherServers !== next.otherServers

/** By how many events the list has grown at its beginning; null when it is another list. */
const grownBy = (before: readonly EventSnapshot[], next: readonly EventSnapshot[]): number | null => {
  const [first] = before
  if (!first) return 0
  const by = next.findIndex(({ eventId }) => eventId === first.eventId)
  if (by === -1 || by + before.length > next.length) return null
  return before.every((event, at) => event === next[at + by] || event.eventId === next[at + by]?.eventId) ? by : null
}

/** Nobody sees it yet: until then, what stands in the outbox is shown for it. */
const isPending = ({ unreadable }: EventSnapshot): boolean => unreadable === 'pending'

const emptyList = <T>(length: number): (T | null)[] => Array.from({ length }, () => null)

/** The state for `parts`, made from the one before it; null when that cannot be done. */
const advance = (before: State, parts: TimelineParts): State | null => {
  const grown = isNewGround(before.parts, parts) ? null : grownBy(before.parts.events, parts.events)
  if (grown === null) return null
  const { events, ownId } = parts
  const { numbers, about, answers, txnIds } = before
  const known = before.parts.events
  const first = before.first - grown
  const more = events.length - known.length - grown
  const around = (list: (TimelineItem | null)[]) =>
    grown + more > 0 ? [...emptyList<TimelineItem>(grown), ...list, ...emptyList<TimelineItem>(more)] : list
  const [bases, items] = [around(before.bases), around(before.items)]
  const placeOf = (eventId: EventId) => (numbers.get(eventId) ?? Number.POSITIVE_INFINITY) - first
  const at = (eventId: EventId): EventSnapshot | undefined => events[placeOf(eventId)]

  /** What has to be looked at again. */
  const stale = new Set<EventId>()
  const forget = (event: EventSnapshot) => {
    answers.get(answeredBy(event) ?? ('' as EventId))?.delete(event.eventId)
    const target = event.relation?.eventId
    if (!target || !isAbout(event)) return
    about.set(target, about.get(target)?.filter(({ eventId }) => eventId !== event.eventId) ?? [])
    stale.add(target)
  }
  const note = (event: EventSnapshot, place: number) => {
    const { eventId, txnId, relation } = event
    numbers.set(eventId, place + first)
    stale.add(eventId)
    if (txnId && !isPending(event)) txnIds.add(txnId)
    const target = relation?.eventId
    if (target && isAbout(event)) {
      about.set(
        target,
        [...(about.get(target) ?? []), event].sort((a, b) => placeOf(a.eventId) - placeOf(b.eventId)),
      )
      stale.add(target)
    }
    const answered = answeredBy(event)
    if (answered) answers.set(answered, (answers.get(answered) ?? new Set()).add(eventId))
  }
  const noteLater = (event: EventSnapshot) => {
    const target = event.relation?.eventId
    if (event.txnId) txnIds.add(event.txnId)
    if (target) about.set(target, [...(about.get(target) ?? []), event])
  }
  let { creator } = before
  const look = (from: number, to: number) => {
    for (let place = from; place < to; place += 1) {
      const event = events[place]
      if (!event) continue
      if (event.type === eventTypes.create && event.stateKey === '') creator = event.sender
      note(event, place)
    }
  }
  // With new ground only: it has not changed since.
  if (known.length === 0) for (const event of parts.later ?? []) noteLater(event)
  look(0, grown)
  look(grown + known.length, events.length)
  for (let place = 0; place < known.length; place += 1) {
    const [then, now] = [known[place], events[place + grown]]
    if (!then || !now || now === then) continue
    forget(then)
    note(now, place + grown)
  }
  // Who made the room says who has joined by it: the few events beside it.
  if (creator !== before.creator) for (const { eventId, stateKey } of events) if (stateKey !== null) stale.add(eventId)

  const arrived = ({ txnId }: OutboxEntry) => {
    const eventId = parts.taken.get(txnId)
    if (txnIds.has(txnId) || !eventId) return txnIds.has(txnId)
    const event = at(eventId) ?? parts.later?.find((one) => one.eventId === eventId)
    return event !== undefined && !isPending(event)
  }
  const pending = pendingOf(
    parts.outbox.filter((entry) => !arrived(entry)),
    parts.taken,
    at,
  )
  for (const changes of [before.pending, pending]) for (const eventId of changes.about.keys()) stale.add(eventId)

  if (parts.delivered !== before.parts.delivered)
    for (const eventId of new Set([...parts.delivered.keys(), ...before.parts.delivered.keys()]))
      if (!isSame(parts.delivered.get(eventId), before.parts.delivered.get(eventId))) stale.add(eventId)

  const readUpTo = new Map<UserId, number>()
  for (const [userId, eventId] of parts.readUpTo) {
    const number = numbers.get(eventId)
    if (number !== undefined) readUpTo.set(userId, number)
  }
  for (const userId of new Set([...readUpTo.keys(), ...before.readUpTo.keys()])) {
    const [now, then] = [readUpTo.get(userId) ?? first - 1, before.readUpTo.get(userId) ?? first - 1]
    for (let number = Math.min(now, then) + 1; number <= Math.max(now, then); number += 1) {
      const event = events[number - first]
      if (event?.sender === ownId) stale.add(event.eventId)
    }
  }
  const readersOf = (place: number) =>
    [...readUpTo]
      .filter(([, number]) => number >= place + first)
      .map(([userId]) => userId)
      .sort()

  /** What quotes something that reads differently now has to be made again, too. */
  const requoted = new Set(stale)
  for (const eventId of stale) {
    const place = placeOf(eventId)
    const event = events[place]
    if (!event) continue
    const base = itemOf(event, {
      ...parts,
      creator,
      related: about.get(eventId) ?? [],
      waiting: pending.about.get(eventId) ?? [],
      readBy: event.sender === ownId ? readersOf(place) : [],
    })
    if (isSame(bases[place] ?? null, base)) continue
    bases[place] = base
    for (const answer of answers.get(eventId) ?? []) requoted.add(answer)
  }
  // What is not sent yet stands at the end.
  const echoes = (parts.later ? [] : pending.others).map((entry) =>
    echoOf(entry, parts.taken.get(entry.txnId) ?? null, parts),
  )
  const quoted = (eventId: EventId) =>
    bases[placeOf(eventId)] ?? echoes.find((echo) => echo.eventId === eventId) ?? null
  let isChanged = false
  for (const eventId of requoted) {
    const place = placeOf(eventId)
    const [event, base] = [events[place], bases[place] ?? null]
    const answered = event && answeredBy(event)
    const item = base && answered ? withReply(base, answered, quoted(answered)) : base
    if (isSame(items[place] ?? null, item)) continue
    items[place] = item
    isChanged = true
  }
  const replyOf = (index: number) => {
    const entry = pending.others[index]
    return entry ? replyOfEntry(entry) : null
  }
  const shownEchoes = keepSame(
    before.echoes,
    echoes.map((echo, index) => {
      const answered = replyOf(index)
      return answered ? withReply(echo, answered, quoted(answered)) : echo
    }),
    ({ key }) => key,
  )
  const isAsBefore = !isChanged && isSame(shownEchoes, before.echoes)
  return {
    parts,
    bases,
    items,
    echoes: shownEchoes,
    shown: isAsBefore ? before.shown : [...items.filter((item) => item !== null), ...shownEchoes],
    numbers,
    first,
    about,
    answers,
    txnIds,
    creator,
    pending,
    readUpTo,
  }
}

export const createTimelineReader = (): TimelineReader => {
  let state: State | null = null
  return (parts) => {
    const before: State | null = state
    const next = before && advance(before, parts)
    state = next ?? advance(beginning(parts), parts)
    if (!state) return []
    if (!next && before) state.shown = keepSame(before.shown, state.shown, ({ key }) => key)
    return state.shown
  }
}

/** What a person sees of a room, oldest first; what is not sent yet stands at the end. */
export const timelineOf = (parts: TimelineParts): TimelineItem[] => createTimelineReader()(parts)
