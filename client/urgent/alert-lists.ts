import { byPriority } from '#shared/consults/priority.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { calledSince, firstCalledOf, isCalled } from '#shared/urgent/alert.ts'
import type { Alert, AlertStep } from '#shared/urgent/alert-content.ts'
import type { UrgentAlert } from './believe.ts'

const byUrgency = (a: UrgentAlert, b: UrgentAlert): number =>
  byPriority(a.alert.priority, b.alert.priority) ||
  (a.alert.escalateAt ?? 0) - (b.alert.escalateAt ?? 0) ||
  a.alert.authoredOn - b.alert.authoredOn

/** Those that wait for my confirmation, also when their time has run out. */
export const callingMe = (alerts: readonly UrgentAlert[], me: UserId): UrgentAlert[] =>
  alerts.filter(({ alert }) => isCalled(alert, me)).sort(byUrgency)

/** Those that I sent and nobody has confirmed in time. */
export const unansweredOf = (alerts: readonly UrgentAlert[], me: UserId): UrgentAlert[] =>
  alerts.filter(({ alert }) => alert.requester === me && alert.status === 'failed').sort(byUrgency)

/** Whether the alert's room is where one talks on: whoever has confirmed is not in the conversation it came from. */
export const isTalk = ({ alert }: UrgentAlert, me: UserId): boolean =>
  alert.owner !== null &&
  (alert.owner === me || alert.requester === me) &&
  !alert.steps.slice(0, 1).flatMap(firstCalledOf).includes(alert.owner)

export type StepLine = Pick<AlertStep, 'called' | 'people'> & {
  outcome: 'confirmed' | 'silent' | 'called' | 'next'
  /** Since when they are called; null for those who are called next. */
  since: number | null
}

/** What has become of each step, for the sender: who was called when, who has answered, and who comes next. */
export const stepLines = (alert: Alert): StepLine[] =>
  alert.steps.flatMap((step, at): StepLine[] => {
    const since = calledSince(alert, at)
    const line = { called: step.called, people: firstCalledOf(step), since }
    if (alert.owner && step.people.includes(alert.owner)) return [{ ...line, outcome: 'confirmed' }]
    if (at > alert.step || since === null) return alert.status === 'requested' ? [{ ...line, outcome: 'next' }] : []
    return [{ ...line, outcome: alert.status === 'requested' && at === alert.step ? 'called' : 'silent' }]
  })

export const confirmedAt = ({ changes }: Pick<Alert, 'changes'>): number | null =>
  changes.find(({ change }) => change === 'accepted')?.at ?? null

/** Who has handed it to whom, and when. */
export const handoversOf = ({ changes }: Alert): { by: UserId; person: UserId; at: number }[] =>
  changes.flatMap(({ by, person, at }) => (by && person ? [{ by, person, at }] : []))

/** Where its message can be read: in the conversation by whoever is in it, else in the alert's own room. */
export const addressOf = ({ roomId, alert }: UrgentAlert, rooms: readonly { roomId: RoomId }[]): string => {
  const isIn = rooms.some((room) => room.roomId === alert.conversation)
  return `/messages/${encodeURIComponent(isIn ? alert.conversation : roomId)}`
}
