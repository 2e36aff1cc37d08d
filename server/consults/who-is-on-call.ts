import * as v from 'valibot'
import type { AskedService } from '#shared/consults/api.ts'
import { type OnCallOutput, onCallOutput } from '#shared/directory/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { refusalOf } from '../errors.ts'
import { includes, partnerStatus } from '../partners/queries.ts'

export type WhoIsOnCall = (service: AskedService) => Promise<Result<OnCallOutput, Refusal>>

/** A clinic speaks for its own department and its own people only. */
const speaksForItself = ({ service, onCall }: OnCallOutput, asked: AskedService) =>
  service.id === asked.id &&
  service.serverName === asked.serverName &&
  onCall.every(({ userId }) => serverOf(userId) === asked.serverName) &&
  (asked.practitioner === undefined || onCall.some(({ userId }) => userId === asked.practitioner))

/** The own directory for own departments, the partner's service for a partner's. */
export const whoIsOnCall =
  (
    context: Pick<Context, 'config' | 'db' | 'federation'>,
    ofOwnClinic: (serviceId: string, practitioner?: UserId) => Result<OnCallOutput, Refusal>,
  ): WhoIsOnCall =>
  async (asked) => {
    if (asked.serverName === context.config.clinic.serverName) return ofOwnClinic(asked.id, asked.practitioner)
    const status = partnerStatus(context.db, asked.serverName)
    if (status === 'suspended') return refused({ code: 'partner-suspended' })
    if (status !== 'active') return refused({ code: 'partner-unknown' })
    if (!includes(context.db, asked.serverName, 'consults'))
      return refused({ code: 'partner-limited', details: { server: asked.serverName } })
    const unreachable: Refusal = { code: 'partner-unreachable', details: { partner: asked.serverName } }
    let answer: unknown
    try {
      const query = asked.practitioner ? `?${new URLSearchParams({ practitioner: asked.practitioner })}` : ''
      const path = `/api/directory/on-call/${asked.id}${query}`
      answer = await context.federation.callPartner(asked.serverName, 'GET', path)
    } catch (error) {
      return refused(refusalOf(error) ?? unreachable)
    }
    const parsed = v.safeParse(onCallOutput, answer)
    return parsed.success && speaksForItself(parsed.output, asked) ? ok(parsed.output) : refused(unreachable)
  }
