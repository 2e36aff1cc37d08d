import type { PlanContent, PlanTime } from '#shared/calls/plan.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'

type Sending = { session: Pick<Session, 'outbox'>; roomId: RoomId }

const send = ({ session, roomId }: Sending, content: PlanContent) =>
  session.outbox.send(roomId, eventTypes.callPlan, content)

export const proposeTimes = (where: Sending, times: PlanTime[]): Promise<string> =>
  send(where, { kind: 'proposal', version: 1, times })

/** Null: at none of them. */
export const answerPlan = (where: Sending, plan: EventId, time: PlanTime | null): Promise<string> =>
  send(where, { kind: 'answer', version: 1, plan, time })

export const cancelPlan = (where: Sending, plan: EventId): Promise<string> =>
  send(where, { kind: 'cancelled', version: 1, plan })
