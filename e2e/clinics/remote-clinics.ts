import { randomBytes } from 'node:crypto'
import type { PartName } from '../../synapse-config/node/clinic-parts.ts'
import type { PersonPlan } from './cast.ts'
import { type SignedIn, signIn } from './clinic-api.ts'
import type { DemoPerson } from './people.ts'
import { type ClinicFacts, type ClinicKey, controlVariable, type PartMove } from './remote-control.ts'

const control = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1)
  const url = process.env[controlVariable]?.split(' ')[worker - 1]
  if (!url) throw new Error('No clinics run for these tests: use npm test, or npm test -- FILE for some of them.')
  const answer = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** One clinic as a test sees it. */
export type TestClinic = ClinicFacts & {
  key: string
  /** The one of the demo cast whose name begins so. */
  person(localpart: string): DemoPerson
  /** Somebody whom no other test knows, by a name that is part of nobody else's: as it is planned, or one like it. */
  newPerson(plan: Partial<PersonPlan>): Promise<DemoPerson>
  /** Whoever comes later neither finds them nor is on duty with them. */
  withdraw(person: Pick<DemoPerson, 'userId'>): Promise<void>
  signIn(person: Pick<DemoPerson, 'userId' | 'password'>): Promise<SignedIn>
  part(name: PartName, move: PartMove): Promise<void>
}

export const clinicOf = (key: string, facts: ClinicFacts): TestClinic => ({
  ...facts,
  key,
  person(localpart) {
    const found = facts.people.find((person) => person.localpart.startsWith(localpart))
    if (!found) throw new Error(`nobody at ${facts.name} is called ${localpart}`)
    return found
  },
  newPerson(plan) {
    const localpart = plan.localpart ?? `p${randomBytes(5).toString('hex')}`
    return control<DemoPerson>('POST', `/${key}/people`, {
      localpart,
      name: `Dr. ${localpart}`,
      title: 'Fachärztin',
      role: 'physician',
      specialty: 'general-medicine',
      serviceId: null,
      tier: null,
      ...plan,
    } satisfies PersonPlan)
  },
  async withdraw({ userId }) {
    await control('POST', `/${key}/withdrawn`, { userId })
  },
  signIn: ({ userId, password }) => signIn(facts.reachableUrl, userId, password),
  async part(name, move) {
    await control('POST', `/${key}/${name}/${move}`)
  },
})

export type TestClinics = Record<ClinicKey, TestClinic>

/** The clinics that `npm test` runs. */
export const findClinics = async (): Promise<TestClinics> => {
  const facts = await control<Record<ClinicKey, ClinicFacts>>('GET', '/clinics')
  return { nord: clinicOf('nord', facts.nord), sued: clinicOf('sued', facts.sued) }
}
