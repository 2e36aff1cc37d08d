import * as v from 'valibot'
import type { Notify } from './types.ts'

/** What a person has set for a conversation, as their clients agree on it: tags, room account data, push rules. */

export type RoomMarks = {
  /** `order` of the tag `m.favourite`: smaller is higher. Null: not pinned. */
  pinnedAt: number | null
  isArchived: boolean
  isMarkedUnread: boolean
  notify: Notify
  /** Unix time in ms at which `notify` ends. */
  mutedUntil: number | null
}

export const tags = { pinned: 'm.favourite', archived: 'm.lowpriority' } as const

/** Other clients may pin without an order: those come last. */
const lastOrder = 1

const markedUnread = v.fallback(v.object({ unread: v.boolean() }), { unread: false })
const muted = v.fallback(v.object({ until: v.nullable(v.number()) }), { until: null })

export const marksOf = (
  tagged: Readonly<Record<string, { order?: unknown } | undefined>>,
  contents: { markedUnread: unknown; mutedUntil: unknown },
  notify: Notify,
): RoomMarks => {
  const pinned = tagged[tags.pinned]
  const order = pinned?.order
  const { until } = v.parse(muted, contents.mutedUntil ?? {})
  return {
    pinnedAt: pinned ? (typeof order === 'number' && Number.isFinite(order) ? order : lastOrder) : null,
    isArchived: tagged[tags.archived] !== undefined,
    isMarkedUnread: v.parse(markedUnread, contents.markedUnread ?? {}).unread,
    notify: until === null ? notify : 'none',
    mutedUntil: until,
  }
}

/** Above all that are pinned already. */
export const orderOnTop = (orders: readonly number[]): number => Math.max(0, Math.min(lastOrder, ...orders)) / 2

const rule = v.object({
  rule_id: v.string(),
  enabled: v.optional(v.boolean(), true),
  actions: v.array(v.unknown()),
})
const ruleList = v.optional(v.array(v.fallback(v.nullable(rule), null)), [])
const pushRules = v.fallback(v.object({ global: v.object({ override: ruleList, room: ruleList }) }), {
  global: { override: [], room: [] },
})

const silentIds = (rules: readonly (v.InferOutput<typeof rule> | null)[]): string[] =>
  rules.flatMap((one) =>
    one?.enabled && one.rule_id.startsWith('!') && !one.actions.includes('notify') ? [one.rule_id] : [],
  )

/**
 * By `m.push_rules`, which rooms are quieter than usual. An override rule named after a room silences all of it; a room
 * rule leaves the override rules before it, and so mentions, as they are.
 */
export const quietRooms = (content: unknown): ReadonlyMap<string, Exclude<Notify, 'all'>> => {
  const { override, room } = v.parse(pushRules, content).global
  return new Map([
    ...silentIds(room).map((id) => [id, 'mentions'] as const),
    ...silentIds(override).map((id) => [id, 'none'] as const),
  ])
}
