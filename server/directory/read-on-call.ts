import type { OnCallOutput } from '#shared/directory/api.ts'
import { onCallTier } from '#shared/directory/tier.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { serviceView } from './directory-view.ts'
import { dutiesOf, findPerson, findService } from './queries.ts'

const orderOf = (tier: (typeof onCallTier.options)[number]) => onCallTier.options.indexOf(tier)

/** Whom a consult of this department alerts, first tier first; a person of it who is asked for comes before them. */
export const readOnCall = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  serviceId: string,
  practitioner?: UserId,
): Result<OnCallOutput, Refusal> => {
  const service = findService(db, serviceId)
  if (!service) return refused({ code: 'not-found' })
  if (practitioner && findPerson(db, practitioner)?.serviceId !== serviceId) return refused({ code: 'not-found' })
  const onDuty = dutiesOf(db, serviceId)
    .sort((one, other) => orderOf(one.tier) - orderOf(other.tier))
    .map(({ userId, tier }) => ({ userId, tier }))
  const after = onDuty
    .filter(({ userId }) => userId !== practitioner)
    .map(({ userId, tier }) => ({ userId, tier: tier === 'first' ? ('second' as const) : tier }))
  const onCall = practitioner ? [{ userId: practitioner, tier: 'first' as const }, ...after] : onDuty
  return ok({ service: serviceView(db, service, config.clinic.serverName), onCall })
}
