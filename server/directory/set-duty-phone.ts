import type { DutyPhoneInput, HealthcareService } from '#shared/directory/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { serviceView } from './directory-view.ts'
import { findPerson, findService, saveServicePhone } from './queries.ts'

/** Whoever is on duty says by which number the duty is reached now. */
export const setDutyPhone = (
  { config, db, log }: Pick<Context, 'config' | 'db' | 'log'>,
  userId: UserId,
  { phone }: DutyPhoneInput,
): Result<HealthcareService, Refusal> => {
  const saved = transaction(db, (tx): Result<HealthcareService, Refusal> => {
    const person = findPerson(tx, userId)
    if (!person?.serviceId || person.tier === null)
      return refused({ code: 'not-allowed', details: { reason: 'off-duty' } })
    saveServicePhone(tx, person.serviceId, phone || null)
    const service = findService(tx, person.serviceId)
    return service ? ok(serviceView(tx, service, config.clinic.serverName)) : refused({ code: 'not-found' })
  })
  if (saved.ok) log.info('duty-phone-changed')
  return saved
}
