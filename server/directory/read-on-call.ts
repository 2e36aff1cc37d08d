import { type OnCallOutput, onCallTier } from '#shared/directory/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { serviceView } from './directory-view.ts'
import { dutiesOf, findService } from './queries.ts'

const orderOf = (tier: (typeof onCallTier.options)[number]) => onCallTier.options.indexOf(tier)

/** Whom a consult of this department alerts, first tier first. */
export const readOnCall = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  serviceId: string,
): Result<OnCallOutput, Refusal> => {
  const service = findService(db, serviceId)
  if (!service) return refused({ code: 'not-found' })
  const onCall = dutiesOf(db, serviceId)
    .sort((one, other) => orderOf(one.tier) - orderOf(other.tier))
    .map(({ userId, tier }) => ({ userId, tier }))
  return ok({ service: serviceView(db, service, config.clinic.serverName), onCall })
}
