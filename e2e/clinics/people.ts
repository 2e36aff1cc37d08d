import { randomBytes } from 'node:crypto'
import { makePassword } from '#shared/admin/password.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { registerAccount } from '../../synapse-config/node/register-account.ts'
import type { ClinicPlan, PersonPlan } from './cast.ts'
import { type SignedIn, signIn } from './clinic-api.ts'
import type { ClinicFiles } from './clinic-files.ts'

export type DemoPerson = PersonPlan & { userId: string; password: string }

export const userIdOf = (plan: ClinicPlan, { localpart }: Pick<PersonPlan, 'localpart'>) =>
  `@${localpart}:${plan.serverName}`

type Place = { plan: ClinicPlan; files: ClinicFiles }

/** The clinic's web address as Node reaches it, whose resolver does not know `*.localhost`. */
export const reachableUrl = ({ ports }: Pick<ClinicFiles, 'ports'>) => `http://127.0.0.1:${ports.web}`

export const addAccount = async ({ plan, files }: Place, person: PersonPlan): Promise<DemoPerson> => {
  const password = makePassword(randomBytes)
  await registerAccount(`http://127.0.0.1:${files.ports.homeserver}`, files.secrets.registration, {
    localpart: person.localpart,
    password,
    name: person.name,
    isAdmin: person.role === 'admin',
  })
  return { ...person, userId: userIdOf(plan, person), password }
}

/** Into the directory, by an admin of the clinic; then on duty, by the person. */
export const publishPerson = async ({ files }: Place, person: DemoPerson, admin: SignedIn): Promise<void> => {
  if (person.serviceId === null) return
  const { userId, name, title, specialty, serviceId, tier } = person
  const base = reachableUrl(files)
  await askJson(base, 'PUT', '/api/directory/people', {
    body: { userId, name, title, specialty, serviceId },
    token: admin.serviceToken,
  })
  if (!tier) return
  const self = await signIn(base, userId, person.password)
  await askJson(base, 'PUT', '/api/directory/me/on-call', { body: { tier }, token: self.serviceToken })
  await self.signOut()
}
