import * as v from 'valibot'
import { eventId, type RoomId, roomId, type UserId } from '../matrix/ids.ts'
import { isEarlier, type PlanEvent } from './plan.ts'

/**
 * Which calls are planned, for the view of a day and for reminders, on all of a person's devices. In their account data
 * it stands unencrypted: which room, which event and when, and nothing of what it is about.
 */
export const plannedCallsType = 'app.consilium.planned_calls'

const plannedCall = v.object({
  room: roomId,
  plan: eventId,
  start: v.number(),
  minutes: v.number(),
  /** When it was accepted: of two who accept different times, the first counts. */
  at: v.number(),
  by: eventId,
  /** Cancelled, or the person does not come. It stays, so that what is heard later does not bring it back. */
  isOff: v.boolean(),
  /** When that was said, Unix time in ms: the last word counts. */
  saidAt: v.number(),
})
export type PlannedCall = v.InferOutput<typeof plannedCall>

const content = v.object({ calls: v.array(plannedCall) })
const keptMs = 24 * 60 * 60_000
const mostCalls = 200
/** Nothing is said after a cancellation. */
const final = Number.MAX_SAFE_INTEGER

export const readPlannedCalls = (from: unknown): PlannedCall[] => {
  const parsed = v.safeParse(content, from)
  return parsed.success ? parsed.output.calls : []
}

const endOf = ({ start, minutes }: PlannedCall) => start + minutes * 60_000

/** What is over long ago goes; what two devices know comes together. */
export const mergedCalls = (one: readonly PlannedCall[], other: readonly PlannedCall[], now: number): PlannedCall[] => {
  const merged = new Map<string, PlannedCall>()
  for (const call of [...one, ...other]) {
    if (endOf(call) < now - keptMs) continue
    const known = merged.get(call.plan)
    const isFirst = !known || isEarlier({ at: call.at, eventId: call.by }, { at: known.at, eventId: known.by })
    const kept = isFirst ? call : known
    const { isOff, saidAt } = known && known.saidAt >= call.saidAt ? known : call
    merged.set(call.plan, { ...kept, isOff, saidAt })
  }
  return [...merged.values()].sort((a, b) => a.start - b.start || (a.plan < b.plan ? -1 : 1)).slice(-mostCalls)
}

/** What an event of a conversation changes in it. */
export const heardPlan = (
  calls: readonly PlannedCall[],
  room: RoomId,
  { eventId: by, sender, at, content: said }: PlanEvent,
  ownId: UserId,
  now: number,
): readonly PlannedCall[] => {
  if (said.kind === 'proposal') return calls
  const known = calls.find(({ plan }) => plan === said.plan)
  const change = (changed: PlannedCall) => mergedCalls(calls, [changed], now)
  if (said.kind === 'cancelled') return known ? change({ ...known, isOff: true, saidAt: final }) : calls
  if (said.time === null)
    return known && sender === ownId ? change({ ...known, isOff: true, saidAt: Math.max(at, known.saidAt + 1) }) : calls
  const call = { room, plan: said.plan, ...said.time, at, by, isOff: false, saidAt: at }
  // What others answer is no word of ours.
  return change(known && sender !== ownId ? { ...call, isOff: known.isOff, saidAt: known.saidAt } : call)
}
