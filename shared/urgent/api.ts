import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'
import { roomId, serverName, userId } from '../matrix/ids.ts'
import { alertContent, answerWithin, urgencies } from './alert-content.ts'

/** Whom to call when those before have not answered: a person, or everybody on duty in a department, tier by tier. */
export const chainLink = v.variant('kind', [
  v.object({ kind: v.literal('person'), userId }),
  v.object({ kind: v.literal('service'), id: healthcareService.entries.id, serverName }),
])
export type ChainLink = v.InferOutput<typeof chainLink>

/** `POST /api/urgent` of the own clinic: makes the room of an alert. What the message says goes encrypted into it. */
export const alertInput = v.object({
  /** Made once per message by the client, and sent again with every try. */
  alertId: v.pipe(v.string(), v.uuid()),
  conversation: roomId,
  priority: v.picklist(urgencies),
  answerWithin,
  /** Of the conversation's other people, those whose answer is wanted. */
  to: v.pipe(v.array(userId), v.minLength(1), v.maxLength(50)),
  chain: v.pipe(v.array(chainLink), v.maxLength(6)),
})
export type AlertInput = v.InferOutput<typeof alertInput>

export const alertOutput = v.object({
  roomId,
  alert: alertContent,
  /** Links that nobody could be found for. */
  leftOut: v.array(chainLink),
})
export type AlertOutput = v.InferOutput<typeof alertOutput>

/** `POST /api/urgent/:roomId/cancel`, for the sender: nobody needs to be called any more. */
export const alertParam = v.object({ roomId })

/** `POST /api/urgent/:roomId/hand`, for somebody who is called: a colleague is called instead. */
export const handInput = v.object({ person: userId })

/** What both answer: the alert as it stands then. */
export const movedAlert = v.object({ roomId, alert: alertContent })
export type MovedAlert = v.InferOutput<typeof movedAlert>
