import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { clinicParts, type PartName, partNames } from '../../synapse-config/node/clinic-parts.ts'
import { clientFolder } from '../../synapse-config/node/folders.ts'
import type { Part } from '../../synapse-config/node/part.ts'
import { takeFolder } from '../../synapse-config/node/running.ts'
import { ensureTools } from '../../synapse-config/node/tools/ensure-tools.ts'
import { untilHealthy } from '../../synapse-config/node/until-healthy.ts'
import type { NodeSettings, Ports } from '../../synapse-config/render.ts'
import { type ClinicPlan, castOf, type PersonPlan } from './cast.ts'
import { type SignedIn, signIn } from './clinic-api.ts'
import { type ClinicFiles, keepCertificates, readAddresses, writeAddresses, writeClinicFiles } from './clinic-files.ts'
import { inGroups } from './in-groups.ts'
import { objectStorePart } from './object-store.ts'
import { addAccount, type DemoPerson, publishPerson, reachableUrl } from './people.ts'
import { claimRelayPorts } from './relay-ports.ts'
import { type DemoPeople, seedClinics } from './seed.ts'

export type Clinic = {
  name: string
  serverName: string
  /** For browsers. */
  url: string
  /** The same for Node, whose resolver does not know `*.localhost`. */
  reachableUrl: string
  /** Databases, files and logs. */
  folder: string
  people: DemoPerson[]
  parts: Record<PartName, Part>
  /** Somebody new, in the directory and on duty as the plan says. */
  addPerson(person: PersonPlan): Promise<DemoPerson>
  /** Out of the directory and off duty. */
  withdrawPerson(person: Pick<DemoPerson, 'userId'>): Promise<unknown>
  signIn(person: Pick<DemoPerson, 'userId' | 'password'>): Promise<SignedIn>
}

/** `all`: the first two, and those after them. */
export type Clinics = { nord: Clinic; sued: Clinic; all: readonly Clinic[] } & AsyncDisposable

export type OpenOptions = {
  folder: string
  /** Of each clinic: as many as are here are run. */
  ports: readonly Ports[]
  say(line: string): void
  /** Once leftovers of an earlier run are gone, and before anything is started. */
  beforeStart?: () => Promise<void>
  /** The program of an object store: Süd keeps its files in one then, Nord in a folder. */
  objectStoreProgram?: string
  messageRate?: NodeSettings['messageRate']
  extraPushServices?: NodeSettings['extraPushServices']
}

/** Of a session at the service, with some to spare. */
const sessionLastsMs = 5 * 60_000

/** A new homeserver takes two processors some seconds, and the last of many would be given up before it answers. */
const startedAtOnce = 3

const usualMessageRate = { perSecond: 5, burst: 50 }

const keepPeople = (file: string, people: DemoPeople) => {
  writeFileSync(`${file}.new`, JSON.stringify(people, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * Federated clinics with their people, running: what `npm start` shows and the tests use is this one object.
 * Data that the folder holds is kept; disposing it stops every process.
 */
export const openClinics = async ({
  folder,
  ports,
  say,
  beforeStart,
  objectStoreProgram,
  messageRate,
  extraPushServices,
}: OpenOptions): Promise<Clinics> => {
  const tools = await ensureTools(say)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const peopleFile = join(folder, 'people.json')
  const running = await takeFolder(folder, say)
  await beforeStart?.()
  // Set-up that was interrupted half way begins anew: nobody has used it.
  const known: DemoPeople = existsSync(peopleFile) ? JSON.parse(readFileSync(peopleFile, 'utf8')) : {}
  const cast = castOf(ports.length)
  for (const { key } of cast) if (!known[key]) rmSync(join(folder, key), { recursive: true, force: true })
  await keepCertificates(folder, cast)
  const relayPorts = tools.coturn ? await Promise.all(cast.map(claimRelayPorts)) : []
  const parts: Part[] = []
  const onChange = () => running.record(parts.flatMap((part) => part.mark() ?? []))
  const place = (plan: ClinicPlan, at: number) => {
    const files = writeClinicFiles(plan, {
      folder,
      ports: ports[at] as Ports,
      clientDir: clientFolder,
      relayPorts: relayPorts[at] ?? null,
      objectStoreProgram: (plan.key === 'sued' && objectStoreProgram) || null,
      messageRate: messageRate ?? usualMessageRate,
      extraPushServices: extraPushServices ?? [],
    })
    const { objectStore } = files
    const store = objectStore && objectStorePart(`${plan.name}: file store`, objectStore, onChange)
    const own = clinicParts({ ...files, name: plan.name }, tools, onChange, store)
    parts.push(...Object.values(own))
    return { plan, files, parts: own }
  }
  const places = cast.map(place)
  // Clinics that were added beside these are found still.
  writeAddresses(folder, {
    ...readAddresses(folder),
    ...Object.fromEntries(places.map(({ plan, files }) => [plan.serverName, `127.0.0.1:${files.ports.federation}`])),
  })

  const stopAll = async () => {
    await Promise.all(parts.map((part) => part.stop()))
    running.release()
  }
  const onExit = () => {
    for (const part of parts) part.crash()
  }
  process.once('exit', onExit)

  try {
    say(places.length === 2 ? 'Starting both clinics …' : `Starting ${places.length} clinics …`)
    await inGroups(places, startedAtOnce, async ({ plan, files, parts }) => {
      await Promise.all(partNames.map((name) => parts[name].start()))
      await untilHealthy(plan.name, reachableUrl(files))
    })
    if (cast.some(({ key }) => !known[key])) say('Making people, departments and partnerships …')
    const people = await seedClinics(places, known)
    keepPeople(peopleFile, people)
    const all = places.map(({ plan, files, parts }) => clinicOf(plan, files, parts, people[plan.key] ?? []))
    const [nord, sued] = all
    if (!nord || !sued) throw new Error('two clinics are needed')
    return {
      nord,
      sued,
      all,
      async [Symbol.asyncDispose]() {
        await stopAll()
        process.off('exit', onExit)
      },
    }
  } catch (error) {
    await stopAll()
    throw error
  }
}

const clinicOf = (
  plan: ClinicPlan,
  files: ClinicFiles,
  parts: Record<PartName, Part>,
  people: DemoPerson[],
): Clinic => {
  const base = reachableUrl(files)
  let known: { admin: Promise<SignedIn>; at: number } | null = null
  const signedInAdmin = (): Promise<SignedIn> | null => {
    const head = people.find(({ role }) => role === 'admin')
    if (!head) return null
    if (!known || Date.now() - known.at > sessionLastsMs)
      known = { admin: signIn(base, head.userId, head.password), at: Date.now() }
    known.admin.catch(() => {
      known = null
    })
    return known.admin
  }
  const clinic: Clinic = {
    name: plan.name,
    serverName: plan.serverName,
    url: files.url,
    reachableUrl: base,
    folder: files.folder,
    people,
    parts,
    async addPerson(person) {
      const added = await addAccount({ plan, files }, person)
      const admin = person.serviceId !== null && (await signedInAdmin())
      if (admin) await publishPerson({ plan, files }, added, admin)
      return added
    },
    async withdrawPerson({ userId }) {
      const admin = await signedInAdmin()
      if (!admin) throw new Error(`${plan.name} has nobody who administers it`)
      return askJson(base, 'DELETE', '/api/directory/people', { body: { userId }, token: admin.serviceToken })
    },
    signIn: ({ userId, password }) => signIn(base, userId, password),
  }
  return clinic
}

/** Ask a clinic's own API as somebody who is signed in. */
export const askService = <T>(
  clinic: Pick<Clinic, 'reachableUrl'>,
  caller: Pick<SignedIn, 'serviceToken'>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> => askJson<T>(clinic.reachableUrl, method, path, { body, token: caller.serviceToken })
