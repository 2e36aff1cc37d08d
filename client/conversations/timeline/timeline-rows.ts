import type { EventId } from '#shared/matrix/ids.ts'
import { keepSame } from '../../matrix/same.ts'
import type { TimelineItem } from '../../matrix/types.ts'

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  /** `isFirst`: somebody begins to speak, so say who. */
  | { kind: 'item'; key: string; item: TimelineItem; isFirst: boolean }
  /** Who came and went, one after the other: a consult invites everybody who may be called. */
  | { kind: 'notices'; key: string; items: TimelineItem[] }

/** After a longer pause the speaker is named again. */
const groupGapMs = 5 * 60_000

const two = (n: number) => String(n).padStart(2, '0')

/** The day as people here count it. */
export const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const isSpoken = ({ body }: TimelineItem) => body.kind !== 'notice' && body.kind !== 'roster'

const goesOn = (before: TimelineItem | undefined, item: TimelineItem) =>
  before !== undefined &&
  isSpoken(before) &&
  isSpoken(item) &&
  before.sender === item.sender &&
  before.role === item.role &&
  item.at - before.at < groupGapMs

/** What was said on one day, and what stands in the timeline for it. */
export type DayRows = { items: readonly TimelineItem[]; unreadFrom: string | null; rows: Row[] }

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)
const startOfNext = (at: number) => {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}

const cutIntoDays = (items: readonly TimelineItem[]): TimelineItem[][] => {
  const days: TimelineItem[][] = []
  let [from, to] = [0, 0]
  for (const item of items) {
    if (item.at < from || item.at >= to) {
      ;[from, to] = [startOfDay(item.at), startOfNext(item.at)]
      days.push([])
    }
    days.at(-1)?.push(item)
  }
  return days
}

const rowsOfDay = (dayKey: string, items: readonly TimelineItem[], unreadFrom: string | null): Row[] => {
  const rows: Row[] = []
  let previous: TimelineItem | undefined
  for (const item of items) {
    if (!previous) rows.push({ kind: 'day', key: dayKey, at: item.at })
    const isUnreadStart = item.key === unreadFrom
    if (isUnreadStart) rows.push({ kind: 'unread', key: `unread ${item.key}` })
    const last = rows.at(-1)
    // Who answers for a role is not folded away with who came and went.
    const isRoster = item.body.kind === 'roster' || (last?.kind === 'notices' && last.items[0]?.body.kind === 'roster')
    if (isSpoken(item))
      rows.push({ kind: 'item', key: item.key, item, isFirst: isUnreadStart || !goesOn(previous, item) })
    else if (last?.kind === 'notices' && !isRoster) last.items.push(item)
    else rows.push({ kind: 'notices', key: item.key, items: [item] })
    previous = item
  }
  return rows
}

const isSameItems = (a: readonly TimelineItem[], b: readonly TimelineItem[]) =>
  a.length === b.length && a.every((item, at) => item === b[at])

/** Day by day, so that only the days are made anew in which something changed. */
export const dayRowsOf = (
  items: readonly TimelineItem[],
  unreadFrom: string | null,
  before: readonly DayRows[] = [],
): DayRows[] => {
  const known = new Map(before.map((day) => [day.rows[0]?.key, day]))
  const days = new Set<string>()
  return cutIntoDays(items).map((ofDay) => {
    const [first] = ofDay
    const day = `day ${dayOf(first?.at ?? 0)}`
    // Clocks of two clinics may differ, so that a day comes twice; each row needs a name of its own.
    const key = days.has(day) ? `${day} ${first?.key}` : day
    days.add(day)
    const unread = unreadFrom !== null && ofDay.some((item) => item.key === unreadFrom) ? unreadFrom : null
    const then = known.get(key)
    if (then && then.unreadFrom === unread && isSameItems(then.items, ofDay)) return then
    const rows = keepSame(then?.rows ?? [], rowsOfDay(key, ofDay, unread), (row) => row.key)
    return { items: ofDay, unreadFrom: unread, rows }
  })
}

/** What stands in the timeline, oldest first: the items, a line where a day begins, and one where the unread begin. */
export const rowsOf = (items: readonly TimelineItem[], unreadFrom: string | null): Row[] =>
  dayRowsOf(items, unreadFrom).flatMap(({ rows }) => rows)

/** What several notices come to, by name: who is here, who was asked and has not come, who has gone. */
export const outcomeOf = (items: readonly TimelineItem[]): { here: string[]; asked: string[]; gone: string[] } => {
  const last = new Map<string, { name: string; notice: string }>()
  for (const { body } of items)
    if (body.kind === 'notice') last.set(body.subject, { name: body.subjectName, notice: body.notice })
  const named = (...notices: string[]) =>
    [...last.values()].filter(({ notice }) => notices.includes(notice)).map(({ name }) => name)
  return { here: named('joined'), asked: named('invited'), gone: named('left', 'removed') }
}

/** How much of others is here that can be unread at all. */
export const unreadIn = (items: readonly TimelineItem[]): number =>
  items.filter((item) => !item.isOwn && isSpoken(item)).length

/** Where reading goes on: the oldest of the last `unreadCount` things that others said. */
export const firstUnreadOf = (items: readonly TimelineItem[], unreadCount: number): string | null => {
  let left = unreadCount
  let first: string | null = null
  for (const item of items.toReversed()) {
    if (left <= 0) break
    if (item.isOwn || !isSpoken(item)) continue
    first = item.key
    left -= 1
  }
  return first
}

/** What others said first after this message; null also when it is not loaded. */
export const firstAfter = (items: readonly TimelineItem[], eventId: EventId): string | null => {
  const readAt = items.findIndex((item) => item.eventId === eventId)
  if (readAt === -1) return null
  return items.slice(readAt + 1).find((item) => !item.isOwn && isSpoken(item))?.key ?? null
}
