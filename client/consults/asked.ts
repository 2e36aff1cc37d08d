import type { AskedService } from '#shared/consults/api.ts'
import type { HealthcareService } from '#shared/directory/api.ts'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ApiError, type ClinicApi, unwrap } from '../clinic-api/index.ts'
import type { AskedDraft } from './drafts.ts'

export const askedOf = ({ id, serverName, practitioner }: AskedDraft): AskedService => ({
  id,
  serverName,
  ...(practitioner ? { practitioner: practitioner.userId } : {}),
})

/**
 * With whom consults must be agreed for a department to be asked: the clinic that keeps the consult asks, so that its own
 * ones always can be, and ours if it is agreed with that clinic. What others have agreed with it, we do not know.
 */
export const agreementFor = (asked: ServerName, { home, own }: { home: ServerName; own: ServerName }): ServerName => {
  if (asked === home) return own
  return asked === own ? home : asked
}

/** A department, or a person of it, as one that can be asked. */
export const askedFrom = (
  { id, serverName, name, times }: HealthcareService,
  practitioner: AskedDraft['practitioner'] = null,
): AskedDraft => ({ id, serverName, name, practitioner, times })

/** A department of the directory as one that can be asked; null: there is none, or nobody knows now. */
export const askedDepartment = async (api: ClinicApi, id: string, serverName: string): Promise<AskedDraft | null> => {
  const { services } = await unwrap(api.own.api.directory.search.$get({ query: {} }))
  const service = services.find((one) => one.id === id && one.serverName === serverName)
  return service ? askedFrom(service) : null
}

/** A person of the directory as one who can be asked. Throws `not-found` for somebody without a department. */
export const askedPractitioner = async (api: ClinicApi, userId: UserId): Promise<AskedDraft> => {
  const [{ people }, { services }] = await Promise.all([
    unwrap(api.own.api.directory.people.$get({ query: { userId } })),
    unwrap(api.own.api.directory.search.$get({ query: {} })),
  ])
  const person = people.find((one) => one.userId === userId)
  const serverName = serverOf(userId)
  const service = services.find((one) => one.id === person?.serviceId && one.serverName === serverName)
  if (!person || !service) throw new ApiError('not-found')
  if (!service.takesConsults) throw new ApiError('feature-off')
  return askedFrom(service, { userId, name: person.name })
}
