import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { RotaDepartments, RotaSettings } from '#shared/rota/api.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { usualPolicy } from '#shared/rota/rota-policy.ts'
import type { Person } from '../context.ts'
import type { Database } from '../db/open-database.ts'
import {
  findPerson,
  findService,
  findServices,
  type PersonRow,
  peopleOfService,
  type ServiceRow,
} from '../directory/queries.ts'
import { readSettings } from './queries.ts'

const mostDepartments = 500

type Caller = Pick<Person, 'userId' | 'isClinicAdmin' | 'roles'>

/** Who plans the duty of a department: whoever leads it, and admins. */
export const mayPlan = (
  { isClinicAdmin, roles }: Pick<Caller, 'isClinicAdmin' | 'roles'>,
  serviceId: string,
): boolean => isClinicAdmin || roles.leads.includes(serviceId)

const clinicTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

export const settingsOf = (db: Database, service: Pick<ServiceRow, 'id' | 'times'>): RotaSettings =>
  readSettings(db, service.id) ?? { policy: usualPolicy(service.times?.timeZone ?? clinicTimeZone), templates: [] }

export type RotaDepartment = {
  service: ServiceRow
  settings: RotaSettings
  people: readonly PersonRow[]
  mayPlan: boolean
}

/** A department's plan is for its people and for who plans. */
export const openDepartment = (db: Database, caller: Caller, serviceId: string): Result<RotaDepartment, Refusal> => {
  const service = findService(db, serviceId)
  const isPlanner = mayPlan(caller, serviceId)
  const isColleague = findPerson(db, caller.userId)?.serviceId === serviceId
  if (!isPlanner && !isColleague) return refused({ code: 'not-allowed' })
  if (!service) return refused({ code: 'not-found' })
  return ok({
    service,
    settings: settingsOf(db, service),
    people: peopleOfService(db, serviceId),
    mayPlan: isPlanner,
  })
}

/** The departments whose plan is open to the caller, the own one first. */
export const listDepartments = (db: Database, caller: Caller): RotaDepartments => {
  const own = findPerson(db, caller.userId)?.serviceId ?? null
  const open = findServices(db, { words: [], limit: mostDepartments }).filter(
    ({ id }) => id === own || mayPlan(caller, id),
  )
  return {
    departments: open
      .map(({ id, name }) => ({ id, name }))
      .sort((one, other) => Number(other.id === own) - Number(one.id === own)),
  }
}

export const openToPlan = (db: Database, caller: Caller, serviceId: string): Result<RotaDepartment, Refusal> => {
  const department = openDepartment(db, caller, serviceId)
  return department.ok && !department.value.mayPlan ? refused({ code: 'not-allowed' }) : department
}

/** Whoever has left the department will not come. */
export const withoutStrangers = (
  shifts: readonly PlannedShift[],
  people: readonly Pick<PersonRow, 'userId'>[],
): PlannedShift[] => {
  const known = new Set(people.map(({ userId }) => userId))
  return shifts.map((shift) => (shift.userId && !known.has(shift.userId) ? { ...shift, userId: null } : shift))
}
