import type { TimelineItem } from '../matrix/types.ts'

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  /** `isFirst`: somebody begins to speak, so say who. */
  | { kind: 'item'; key: string; item: TimelineItem; isFirst: boolean }
  /** People whom one person invited one after the other: a consult invites everybody who may be called. */
  | { kind: 'invited'; key: string; item: TimelineItem; names: string[] }

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

const invitedIn = ({ body }: TimelineItem): string | null =>
  body.kind === 'notice' && body.notice === 'invited' ? body.subjectName : null

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
    const invited = invitedIn(item)
    const last = rows.at(-1)
    if (invited !== null) {
      if (last?.kind === 'invited' && last.item.sender === item.sender) last.names.push(invited)
      else rows.push({ kind: 'invited', key: item.key, item, names: [invited] })
      continue
    }
    rows.push({
      kind: 'item',
      key: item.key,
      item,
      isFirst: isSpoken(item) && (isNewDay || isUnreadStart || !goesOn(previous, item)),
    })
  }
  return rows
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
