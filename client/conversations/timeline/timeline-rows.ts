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

const isSpoken = ({ body }: TimelineItem) => body.kind !== 'notice'

const goesOn = (before: TimelineItem | undefined, item: TimelineItem) =>
  before !== undefined &&
  isSpoken(before) &&
  isSpoken(item) &&
  before.sender === item.sender &&
  item.at - before.at < groupGapMs

/** What stands in the timeline, oldest first: the items, a line where a day begins, and one where the unread begin. */
export const rowsOf = (items: readonly TimelineItem[], unreadFrom: string | null): Row[] => {
  const rows: Row[] = []
  const days = new Set<string>()
  let before: TimelineItem | undefined
  for (const item of items) {
    const day = dayOf(item.at)
    const isNewDay = !before || dayOf(before.at) !== day
    // Clocks of two clinics may differ, so that a day comes twice; each row needs a name of its own.
    if (isNewDay) rows.push({ kind: 'day', key: days.has(day) ? `day ${day} ${item.key}` : `day ${day}`, at: item.at })
    days.add(day)
    const isUnreadStart = item.key === unreadFrom
    if (isUnreadStart) rows.push({ kind: 'unread', key: 'unread' })
    const previous = before
    before = item
    const last = rows.at(-1)
    if (!isSpoken(item)) {
      if (last?.kind === 'notices') last.items.push(item)
      else rows.push({ kind: 'notices', key: item.key, items: [item] })
      continue
    }
    rows.push({ kind: 'item', key: item.key, item, isFirst: isNewDay || isUnreadStart || !goesOn(previous, item) })
  }
  return rows
}

/** What several notices come to, by name: who is here, who was asked and has not come, who has gone. */
export const outcomeOf = (items: readonly TimelineItem[]): { here: string[]; asked: string[]; gone: string[] } => {
  const last = new Map<string, { name: string; notice: string }>()
  for (const { body } of items)
    if (body.kind === 'notice') last.set(body.subject, { name: body.subjectName, notice: body.notice })
  const named = (...notices: string[]) =>
    [...last.values()].filter(({ notice }) => notices.includes(notice)).map(({ name }) => name)
  return { here: named('joined'), asked: named('invited'), gone: named('left', 'removed') }
}

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
