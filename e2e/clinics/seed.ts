import { setTimeout as sleep } from 'node:timers/promises'
import type { ClinicPlan } from './cast.ts'
import { askJson, RequestRefused, type SignedIn, signIn } from './clinic-api.ts'
import type { ClinicFiles } from './clinic-files.ts'
import { addAccount, type DemoPerson, publishPerson, reachableUrl } from './people.ts'

type Place = { plan: ClinicPlan; files: ClinicFiles }
type Seeded = { people: DemoPerson[]; admin: SignedIn }

const patienceMs = 30_000

/** A moment after its first start, the service's own account may ask whether somebody is an admin. */
const signInAdmin = async (base: string, { userId, password }: DemoPerson): Promise<SignedIn> => {
  for (const until = Date.now() + patienceMs; ; await sleep(250)) {
    try {
      return await signIn(base, userId, password)
    } catch (error) {
      if (!(error instanceof RequestRefused) || Date.now() > until) throw error
    }
  }
}

const seedClinic = async (place: Place): Promise<Seeded> => {
  const { plan, files } = place
  const people: DemoPerson[] = []
  for (const person of plan.people) people.push(await addAccount(place, person))
  const head = people.find(({ role }) => role === 'admin')
  if (!head) throw new Error(`${plan.name} has nobody who administers it`)
  const admin = await signInAdmin(reachableUrl(files), head)
  for (const service of plan.services)
    await askJson(reachableUrl(files), 'PUT', '/api/directory/services', { body: service, token: admin.serviceToken })
  for (const person of people) await publishPerson(place, person, admin)
  return { people, admin }
}

/** One proposes, the other accepts: what both admins would do by hand. */
const makePartners = async (first: Place & Seeded, second: Place & Seeded) => {
  const propose = (from: Place & Seeded, to: Place) =>
    askJson<{ status: string }>(reachableUrl(from.files), 'POST', '/api/partners', {
      body: { serverName: to.plan.serverName },
      token: from.admin.serviceToken,
    })
  await propose(first, second)
  const { status } = await propose(second, first)
  if (status !== 'active') throw new Error(`the partnership is ${status}, not active`)
}

/** People, departments, duties and the partnership of clinics that nobody has used yet. */
export const seedClinics = async (places: readonly [Place, Place]): Promise<[DemoPerson[], DemoPerson[]]> => {
  const [first, second] = await Promise.all(places.map(seedClinic))
  if (!first || !second) throw new Error('two clinics are needed')
  await makePartners({ ...places[0], ...first }, { ...places[1], ...second })
  await Promise.all([first.admin.signOut(), second.admin.signOut()])
  return [first.people, second.people]
}
