import * as v from 'valibot'
import { type EventId, eventId, type UserId } from '../matrix/ids.ts'

/**
 * Planned calls, as encrypted events of the conversation: somebody proposes times, the first who accepts one fixes the
 * call, and anybody who belongs to the conversation may cancel it. No server learns of it.
 */

const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))
export const planMinutes = [15, 30, 45, 60, 90] as const
const time = v.object({ start: unixMs, minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(480)) })
export type PlanTime = v.InferOutput<typeof time>
export const mostTimes = 4

/** Content of the encrypted event `app.consilium.call.plan`. */
const planContent = v.variant('kind', [
  v.object({
    kind: v.literal('proposal'),
    version: v.literal(1),
    times: v.pipe(v.array(time), v.minLength(1), v.maxLength(mostTimes)),
  }),
  /** `time` null: at none of them. */
  v.object({ kind: v.literal('answer'), version: v.literal(1), plan: eventId, time: v.nullable(time) }),
  v.object({ kind: v.literal('cancelled'), version: v.literal(1), plan: eventId }),
])
export type PlanContent = v.InferOutput<typeof planContent>

/** Null for what is none of ours. */
export const parsePlan = (content: unknown): PlanContent | null => {
  const parsed = v.safeParse(planContent, content)
  return parsed.success ? parsed.output : null
}

export type PlanEvent = { eventId: EventId; sender: UserId; at: number; content: PlanContent }

/** The same at every device, whichever order the events came in. */
export const isEarlier = (a: Pick<PlanEvent, 'at' | 'eventId'>, b: Pick<PlanEvent, 'at' | 'eventId'>): boolean =>
  a.at < b.at || (a.at === b.at && a.eventId < b.eventId)

export const isSameTime = (a: PlanTime, b: PlanTime): boolean => a.start === b.start && a.minutes === b.minutes

export type PlanStanding = {
  status: 'open' | 'fixed' | 'cancelled'
  /** Once it is fixed, also when it is cancelled later. */
  time: PlanTime | null
  /** Who has accepted the time that it is fixed at; the one who proposed it is not asked. */
  coming: readonly UserId[]
  notComing: readonly UserId[]
  cancelledBy: UserId | null
}

/** How a proposal stands after everything that was said about it. Of what somebody answers, the last word counts. */
export const standingOf = (proposal: PlanEvent, said: readonly PlanEvent[]): PlanStanding => {
  const times = proposal.content.kind === 'proposal' ? proposal.content.times : []
  const inOrder = said
    .filter(({ content }) => content.kind !== 'proposal' && content.plan === proposal.eventId)
    .toSorted((a, b) => (isEarlier(a, b) ? -1 : 1))
  const answers = inOrder.flatMap(({ sender, content }) =>
    content.kind === 'answer' && sender !== proposal.sender ? [{ sender, time: content.time }] : [],
  )
  const fixing = answers.find(
    (answer) => answer.time && times.some((one) => answer.time && isSameTime(one, answer.time)),
  )
  const fixed = fixing?.time ?? null
  const last = new Map(answers.map((answer) => [answer.sender, answer.time]))
  const people = [...last]
  const isComing = (answer: PlanTime | null) => fixed !== null && answer !== null && isSameTime(answer, fixed)
  const cancelled = inOrder.find(({ content }) => content.kind === 'cancelled')
  return {
    status: cancelled ? 'cancelled' : fixed ? 'fixed' : 'open',
    time: fixed,
    coming: people.filter(([, answer]) => isComing(answer)).map(([person]) => person),
    notComing: people.filter(([, answer]) => answer === null).map(([person]) => person),
    cancelledBy: cancelled?.sender ?? null,
  }
}
