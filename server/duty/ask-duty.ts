import * as v from 'valibot'
import { type DutyConversation, type DutyInput, dutyConversation } from '#shared/duty/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { refusalOf } from '../errors.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { includes, partnerStatus } from '../partners/queries.ts'
import { openConversation } from './open-conversation.ts'
import type { DutyContext } from './settle-conversation.ts'

/** A person of this clinic writes to a duty: of the own clinic, or of a partner, whose service then makes the room. */
export const askDuty = async (
  context: DutyContext & Pick<Context, 'federation'>,
  lock: RoomLock,
  { userId: asker }: Pick<Person, 'userId'>,
  { service }: DutyInput,
): Promise<Result<DutyConversation, Refusal>> => {
  const { id: serviceId, serverName } = service
  if (serverName === context.config.clinic.serverName) return openConversation(context, lock, serviceId, asker)
  const status = partnerStatus(context.db, serverName)
  if (status === 'suspended') return refused({ code: 'partner-suspended' })
  if (status !== 'active') return refused({ code: 'partner-unknown' })
  if (!includes(context.db, serverName, 'messaging'))
    return refused({ code: 'partner-limited', details: { server: serverName } })

  const unreachable: Refusal = { code: 'partner-unreachable', details: { partner: serverName } }
  const path = '/api/duty/conversations/for-partner'
  let answer: unknown
  try {
    answer = await context.federation.callPartner(serverName, 'POST', path, { serviceId, asker })
  } catch (error) {
    return refused(refusalOf(error) ?? unreachable)
  }
  // A clinic speaks for its own duties only, and about the person who asked.
  const parsed = v.safeParse(dutyConversation, answer)
  const isTheirs =
    parsed.success &&
    parsed.output.homeServer === serverName &&
    parsed.output.roster.asker === asker &&
    parsed.output.roster.service.id === serviceId &&
    parsed.output.roster.service.serverName === serverName
  return isTheirs ? ok(parsed.output) : refused(unreachable)
}
