import { ok, type Result } from '#shared/result.ts'
import type { MyRotaOutput, OwnShift } from '#shared/rota/api.ts'
import { dueShift } from '#shared/rota/due-shift.ts'
import { lookAheadMs } from '#shared/rota/gaps.ts'
import { ofPerson, type PlannedShift } from '#shared/rota/planned-shift.ts'
import type { Context, Person } from '../context.ts'
import { dutiesOf, findPerson, findService, peopleOfService, type ServiceRow } from '../directory/queries.ts'
import { mayPlan, settingsOf } from './department.ts'
import { calendarOf, listPlanned, shiftsWithin, swapsOf } from './queries.ts'
import { gapsWithin } from './read-rota.ts'

const dayMs = 24 * 60 * 60_000
/** So far back a shift may have ended that somebody has not handed over yet. */
const pastMs = 2 * dayMs
const aheadMs = 62 * dayMs

type Parts = Pick<Context, 'db' | 'now'>

/** Departments that the caller plans for in which somebody is missing. */
const readGaps = ({ db, now }: Parts, caller: Person): MyRotaOutput['gaps'] => {
  return listPlanned(db).flatMap(({ serviceId, content: settings }) => {
    const service = mayPlan(caller, serviceId) ? findService(db, serviceId) : null
    if (!service) return []
    const department = { service, settings, people: peopleOfService(db, serviceId) }
    const { timeZone } = settings.policy
    const gaps = gapsWithin(db, department, now(), now() + lookAheadMs)
    return gaps[0] ? [{ serviceId, serviceName: service.name, timeZone, count: gaps.length, first: gaps[0] }] : []
  })
}

const readOwn = ({ db, now }: Parts, { userId }: Person, service: ServiceRow) => {
  const { timeZone } = settingsOf(db, service).policy
  const own = ({ id, name }: ServiceRow, shift: PlannedShift): OwnShift => ({
    ...shift,
    serviceId: id,
    serviceName: name,
    timeZone,
  })
  const all = shiftsWithin(db, service.id, now() - pastMs, now() + aheadMs)
  const mine = ofPerson(all, userId)
  const duty = dutiesOf(db, service.id).find((one) => one.userId === userId)
  const due = dueShift({ shifts: mine, tier: duty?.tier ?? null, since: duty?.since ?? null, now: now() })
  const names = new Map(peopleOfService(db, service.id).map(({ userId: id, name }) => [id, name]))
  const offers = swapsOf(db, service.id).flatMap((swap) => {
    const shift = all.find(({ id }) => id === swap.shiftId)
    const byName = names.get(swap.by)
    if (!shift || !byName || shift.userId !== swap.by || shift.end <= now() || swap.by === userId) return []
    if (swap.status !== 'offered' || (swap.to !== null && swap.to !== userId)) return []
    return [{ swap, shift: own(service, shift), byName, takenByName: null }]
  })
  return {
    shifts: mine.filter(({ end }) => end > now()).map((shift) => own(service, shift)),
    due: due && { ask: due.ask, shift: own(service, due.shift) },
    offers,
  }
}

/** What waits for the agreement of the caller, who plans. */
const readAgreements = ({ db, now }: Parts, caller: Person): MyRotaOutput['offers'] => {
  return listPlanned(db).flatMap(({ serviceId, content }) => {
    if (!mayPlan(caller, serviceId)) return []
    const taken = swapsOf(db, serviceId).filter(({ status }) => status === 'taken')
    const service = taken.length > 0 ? findService(db, serviceId) : null
    if (!service) return []
    const names = new Map(peopleOfService(db, serviceId).map(({ userId, name }) => [userId, name]))
    const all = shiftsWithin(db, serviceId, now(), now() + aheadMs)
    return taken.flatMap((swap) => {
      const shift = all.find(({ id, userId }) => id === swap.shiftId && userId === swap.by)
      const [byName, takenByName] = [names.get(swap.by), swap.takenBy && names.get(swap.takenBy)]
      return shift && byName && takenByName
        ? [
            {
              swap,
              shift: { ...shift, serviceId, serviceName: service.name, timeZone: content.policy.timeZone },
              byName,
              takenByName,
            },
          ]
        : []
    })
  })
}

/** What the plan says to the caller: their shifts, what they are asked, and where somebody is missing. */
export const readMyRota = (parts: Parts, caller: Person): Result<MyRotaOutput, never> => {
  const { db } = parts
  const serviceId = findPerson(db, caller.userId)?.serviceId ?? null
  const service = serviceId === null ? null : findService(db, serviceId)
  const own = service ? readOwn(parts, caller, service) : { shifts: [], due: null, offers: [] }
  return ok({
    serviceId: service?.id ?? null,
    timeZone: settingsOf(db, service ?? { id: '', times: null }).policy.timeZone,
    ...own,
    offers: [...own.offers, ...readAgreements(parts, caller)],
    gaps: readGaps(parts, caller),
    hasCalendar: calendarOf(db, caller.userId) !== null,
  })
}
