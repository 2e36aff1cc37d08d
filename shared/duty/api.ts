import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'
import { onCallTier } from '../directory/tier.ts'
import { roomId, serverName, userId } from '../matrix/ids.ts'
import { rosterContent } from './roster-content.ts'

const serviceId = healthcareService.entries.id

/** `POST /api/duty/conversations` of the own clinic: the conversation with the duty of a department, there or made now. */
export const dutyInput = v.object({ service: v.object({ id: serviceId, serverName }) })
export type DutyInput = v.InferOutput<typeof dutyInput>

/** `POST /api/duty/conversations/for-partner`, by the service of the asker's clinic. */
export const partnerDutyInput = v.object({ serviceId, asker: userId })

export const dutyConversation = v.object({
  roomId,
  /** Whose service writes the roster. */
  homeServer: serverName,
  roster: rosterContent,
})
export type DutyConversation = v.InferOutput<typeof dutyConversation>

export const dutyParam = v.object({ roomId })

/** `POST /api/duty/conversations/:roomId/moves` at the role's clinic. */
export const dutyMoveInput = v.variant('to', [
  v.object({ to: v.literal('handed'), person: userId }),
  v.object({ to: v.literal('kept') }),
  v.object({ to: v.literal('closed') }),
  v.object({ to: v.literal('open') }),
])
export type DutyMoveInput = v.InferOutput<typeof dutyMoveInput>

const unixMs = v.number()

const colleague = v.object({
  userId,
  name: v.string(),
  title: v.string(),
  /** Null: not on duty. */
  tier: v.nullable(onCallTier),
  since: v.nullable(unixMs),
})
export type Colleague = v.InferOutput<typeof colleague>

/** `GET /api/duty/me`: the duty of my department, who has it, and what is open for it. */
export const myDutyOutput = v.object({
  /** Null: people of no department have no duty. */
  service: v.nullable(healthcareService),
  tier: v.nullable(onCallTier),
  since: v.nullable(unixMs),
  /** The people of my department, those on duty first; without me. */
  colleagues: v.array(colleague),
  conversations: v.array(
    v.object({
      ...dutyConversation.entries,
      /** Since when the asker waits for an answer; null when the last word was the role's. */
      waitingSince: v.nullable(unixMs),
    }),
  ),
})
export type MyDutyOutput = v.InferOutput<typeof myDutyOutput>
