import { tiers } from '#shared/consults/priority.ts'
import type { Colleague, MyDutyOutput } from '#shared/duty/api.ts'
import { hasPart } from '#shared/duty/roster.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { serviceView } from '../directory/directory-view.ts'
import { dutiesOf, findPerson, findService, peopleOfService } from '../directory/queries.ts'
import { listActive } from './queries.ts'

const orderOf = ({ tier }: Colleague) => (tier === null ? tiers.length : tiers.indexOf(tier))

/** The duty of the caller's department: who has it, who could take over, and what is open for it. */
export const readMyDuty = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  userId: UserId,
): Result<MyDutyOutput, never> => {
  const person = findPerson(db, userId)
  const service = person?.serviceId ? findService(db, person.serviceId) : null
  if (!service) return ok({ service: null, tier: null, since: null, colleagues: [], conversations: [] })
  const homeServer = config.clinic.serverName
  const duties = new Map(dutiesOf(db, service.id).map((duty) => [duty.userId, duty]))
  const colleagues = peopleOfService(db, service.id)
    .filter((one) => one.userId !== userId)
    .map(({ userId: id, name, title }): Colleague => {
      const duty = duties.get(id)
      return { userId: id, name, title, tier: duty?.tier ?? null, since: duty?.since ?? null }
    })
    .sort((one, other) => orderOf(one) - orderOf(other) || one.name.localeCompare(other.name))
  const conversations = listActive(db, service.id)
    .filter(({ roster }) => roster.status === 'open' && hasPart(roster, userId))
    .map(({ roomId, roster, waitingSince }) => ({ roomId, homeServer, roster, waitingSince }))
  const own = duties.get(userId)
  return ok({
    service: serviceView(db, service, homeServer),
    tier: own?.tier ?? null,
    since: own?.since ?? null,
    colleagues,
    conversations,
  })
}
