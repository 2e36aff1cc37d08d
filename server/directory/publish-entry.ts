import type * as v from 'valibot'
import type { HealthcareService, PractitionerRole, personInput, serviceInput } from '#shared/directory/api.ts'
import { searchText } from '#shared/directory/search-text.ts'
import type { Refusal } from '#shared/errors.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { everybody, noteChange, wholeClinic } from '../departments/queries.ts'
import { unsettle } from '../duty/queries.ts'
import { personView, serviceView } from './directory-view.ts'
import {
  countPeople,
  countServices,
  endDuty,
  findPerson,
  findService,
  removePerson,
  savePerson,
  saveService,
} from './queries.ts'

const maxPeople = 20_000
const maxServices = 500

type Parts = Pick<Context, 'config' | 'db' | 'log' | 'now'>

/** The rooms in which the person's membership may have changed. */
const notePerson = (db: Database, userId: UserId, services: readonly (string | null | undefined)[]): void => {
  for (const id of new Set([wholeClinic, ...services])) if (typeof id === 'string') noteChange(db, id, userId)
}

/** The admin publishes a person of this clinic. Who changes the department goes off duty: the rota was another's. */
export const publishPerson = (
  { config, db, log, now }: Parts,
  input: v.InferOutput<typeof personInput>,
): Result<PractitionerRole, Refusal> => {
  if (serverOf(input.userId) !== config.clinic.serverName)
    return refused({ code: 'bad-input', details: { fields: 'userId' } })
  const published = transaction(db, (tx): Result<PractitionerRole, Refusal> => {
    const service = input.serviceId === null ? null : findService(tx, input.serviceId)
    if (input.serviceId !== null && !service) return refused({ code: 'not-found', details: { fields: 'serviceId' } })
    const known = findPerson(tx, input.userId)
    if (!known && countPeople(tx) >= maxPeople) return refused({ code: 'quota-exceeded' })
    savePerson(tx, { ...input, searchText: searchText([input.name, input.title], input.specialty) })
    if (known?.tier && known.serviceId && known.serviceId !== input.serviceId) {
      endDuty(tx, input.userId)
      unsettle(tx, known.serviceId)
    }
    if (known?.serviceId !== input.serviceId) notePerson(tx, input.userId, [known?.serviceId, input.serviceId])
    const saved = findPerson(tx, input.userId)
    return saved ? ok(personView(db, saved, now())) : refused({ code: 'internal' })
  })
  if (published.ok) log.info('person-published')
  return published
}

export const withdrawPerson = ({ db, log }: Parts, userId: UserId): Result<{ userId: UserId }, Refusal> => {
  const isKnown = transaction(db, (tx): boolean => {
    const known = findPerson(tx, userId)
    if (!known) return false
    removePerson(tx, userId)
    if (known.serviceId) unsettle(tx, known.serviceId)
    notePerson(tx, userId, [known.serviceId])
    return true
  })
  if (!isKnown) return refused({ code: 'not-found' })
  log.info('person-withdrawn')
  return ok({ userId })
}

/** The admin publishes a department. */
export const publishService = (
  { config, db, log }: Parts,
  input: v.InferInput<typeof serviceInput>,
): Result<HealthcareService, Refusal> => {
  const published = transaction(db, (tx): Result<HealthcareService, Refusal> => {
    if (!findService(tx, input.id) && countServices(tx) >= maxServices) return refused({ code: 'quota-exceeded' })
    saveService(tx, {
      ...input,
      phone: input.phone ?? null,
      times: input.times ?? null,
      searchText: searchText([input.name], input.specialty),
    })
    noteChange(tx, input.id, everybody)
    const saved = findService(tx, input.id)
    return saved ? ok(serviceView(db, saved, config.clinic.serverName)) : refused({ code: 'internal' })
  })
  if (published.ok) log.info('department-published')
  return published
}
