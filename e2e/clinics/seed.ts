import { setTimeout as sleep } from 'node:timers/promises'
import { askJson, RequestRefused } from '../../synapse-config/node/ask-json.ts'
import type { ClinicPlan } from './cast.ts'
import { type SignedIn, signIn } from './clinic-api.ts'
import type { ClinicFiles } from './clinic-files.ts'
import { inGroups } from './in-groups.ts'
import { addAccount, type DemoPerson, publishPerson, reachableUrl } from './people.ts'

type Place = { plan: ClinicPlan; files: ClinicFiles }
/** By `key` of a clinic. */
export type DemoPeople = Readonly<Record<string, DemoPerson[]>>

const patienceMs = 30_000
const seededAtOnce = 3

/** A moment after its first start, the service's own account may ask whether somebody is an admin. */
const signInAdmin = async (base: string, people: readonly DemoPerson[]): Promise<SignedIn> => {
  const head = people.find(({ role }) => role === 'admin')
  if (!head) throw new Error('a clinic has nobody who administers it')
  for (const until = Date.now() + patienceMs; ; await sleep(250)) {
    try {
      return await signIn(base, head.userId, head.password)
    } catch (error) {
      if (!(error instanceof RequestRefused) || Date.now() > until) throw error
    }
  }
}

const seedClinic = async (place: Place): Promise<DemoPerson[]> => {
  const { plan, files } = place
  const people: DemoPerson[] = []
  for (const person of plan.people) people.push(await addAccount(place, person))
  const admin = await signInAdmin(reachableUrl(files), people)
  for (const service of plan.services)
    await askJson(reachableUrl(files), 'PUT', '/api/directory/services', { body: service, token: admin.serviceToken })
  const at = (purpose: string) => ({ purpose, name: '', phone: '', email: `${purpose}@${plan.serverName}` })
  const card = {
    contacts: [at('administration'), at('technical')],
    specialties: [...new Set(plan.services.map(({ specialty }) => specialty))],
    policies: [],
  }
  await askJson(reachableUrl(files), 'PUT', '/api/clinic', { body: card, token: admin.serviceToken })
  for (const person of people) await publishPerson(place, person, admin)
  await admin.signOut()
  return people
}

type Administered = Place & { admin: SignedIn }

/** One proposes, the other accepts: what both admins would do by hand. */
const makePartners = async (first: Administered, second: Administered) => {
  const propose = (from: Administered, to: Administered) =>
    askJson<{ status: string }>(reachableUrl(from.files), 'POST', '/api/partners', {
      body: { serverName: to.plan.serverName },
      token: from.admin.serviceToken,
    })
  await propose(first, second)
  const { status } = await propose(second, first)
  if (status !== 'active') throw new Error(`the partnership is ${status}, not active`)
}

/** Every pair once, in rounds in which nobody is in two of them, as of a tournament. */
const rounds = <T>(all: readonly T[]): [T, T][][] => {
  const [fixed, ...others] = all.length % 2 === 0 ? all : [null, ...all]
  return others.map((_, turn) => {
    const turned = [fixed, ...others.slice(turn), ...others.slice(0, turn)]
    const pairs = turned.slice(0, turned.length / 2).map((one, at) => [one, turned[turned.length - 1 - at]] as const)
    return pairs.flatMap(([one, other]) => (one && other ? [[one, other] as [T, T]] : []))
  })
}

/**
 * People, departments and duties of the clinics that nobody has used yet, and a partnership of each of them with every
 * other; `known` are the people of the rest.
 */
export const seedClinics = async (places: readonly Place[], known: DemoPeople): Promise<DemoPeople> => {
  const made = places.filter(({ plan }) => !known[plan.key])
  if (made.length === 0) return known
  const added = await inGroups(made, seededAtOnce, async (place) => [place.plan.key, await seedClinic(place)] as const)
  const people: DemoPeople = { ...known, ...Object.fromEntries(added) }
  const administered = await Promise.all(
    places.map(async (place) => ({
      ...place,
      admin: await signInAdmin(reachableUrl(place.files), people[place.plan.key] ?? []),
    })),
  )
  for (const round of rounds(administered))
    await Promise.all(
      round.map(async ([first, second]) => {
        if (made.some(({ plan }) => plan === first.plan || plan === second.plan)) await makePartners(first, second)
      }),
    )
  await Promise.all(administered.map(({ admin }) => admin.signOut()))
  return people
}
