import { type Accessor, createMemo, createSignal, mapArray } from 'solid-js'
import * as v from 'valibot'
import { useSession } from '../matrix/session-context.tsx'
import { confirmedAt } from './alert-lists.ts'
import type { UrgentAlert } from './believe.ts'
import { createCopy } from './copies.ts'
import { editedAt } from './message-of.ts'

/** So long after its confirmation a change still interrupts. */
const newsForMs = 24 * 60 * 60_000

/** By alert, which change of it the person has seen; kept as a draft, so that it is said once. */
const seenChanges = v.record(v.string(), v.number())
const place = 'urgent changes'

export type ChangedAlerts = {
  /** What I have confirmed and its sender has changed since, until I have seen it. */
  changed: Accessor<UrgentAlert[]>
  see(alert: UrgentAlert): void
}

/** Call under a Solid owner. */
export const createChangedAlerts = (alerts: Accessor<readonly UrgentAlert[]>): ChangedAlerts => {
  const session = useSession()
  const kept = v.safeParse(seenChanges, session.drafts.read(place))
  const [seen, setSeen] = createSignal(kept.success ? kept.output : {})
  const confirmed = createMemo(
    () => {
      const after = Date.now() - newsForMs
      const mine = alerts().filter(({ alert }) => alert.owner === session.userId)
      return mine.filter(({ alert }) => (confirmedAt(alert) ?? 0) > after).map(({ roomId }) => roomId)
    },
    [],
    { equals: (one, other) => one.join() === other.join() },
  )
  const find = (roomId: string) => alerts().find((one) => one.roomId === roomId)
  const changes = mapArray(confirmed, (roomId) => {
    const first = find(roomId)
    const copy = first && createCopy(session, first)
    return () => {
      const [one, now] = [find(roomId), copy?.()]
      const at = now ? editedAt(now) : null
      return one && at !== null && at > (confirmedAt(one.alert) ?? at) ? [{ one, at }] : []
    }
  })
  const all = createMemo(() => changes().flatMap((change) => change()))
  return {
    changed: () => all().flatMap(({ one, at }) => (seen()[one.alert.alertId] === at ? [] : [one])),
    see({ alert }) {
      const at = all().find(({ one }) => one.alert.alertId === alert.alertId)?.at
      if (at === undefined) return
      // Only of those that can still interrupt.
      const known = all().flatMap(({ one }) => {
        const id = one.alert.alertId
        const before = seen()[id]
        return before === undefined ? [] : [[id, before] as const]
      })
      session.drafts.keep(place, setSeen({ ...Object.fromEntries(known), [alert.alertId]: at }))
    },
  }
}
