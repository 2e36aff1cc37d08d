import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { type PartName, partNames } from '../../synapse-config/node/clinic-parts.ts'
import type { PersonPlan } from './cast.ts'
import type { Clinic, Clinics } from './open-clinics.ts'
import type { DemoPerson } from './people.ts'
import { namesBeside } from './unique.ts'

/** Addresses of those that run, with spaces between: each file of tests has the clinics of its worker to itself. */
export const controlVariable = 'CONSILIUM_TEST_CONTROL'
export const clinicKeys = ['nord', 'sued'] as const
export type ClinicKey = (typeof clinicKeys)[number]

export const partMoves = ['start', 'stop', 'kill', 'crash'] as const
export type PartMove = (typeof partMoves)[number]

export type ClinicFacts = Pick<Clinic, 'name' | 'serverName' | 'url' | 'reachableUrl' | 'folder' | 'people'>

const factsOf = ({ name, serverName, url, reachableUrl, folder, people }: Clinic): ClinicFacts => ({
  name,
  serverName,
  url,
  reachableUrl,
  folder,
  people,
})

const isOneOf = <T extends string>(all: readonly T[], value: string | undefined): value is T => all.includes(value as T)

/** Lets test processes stop, kill and start parts of the clinics that another process runs. Loopback only. */
export const serveControl = async (clinics: Clinics): Promise<{ url: string } & AsyncDisposable> => {
  const nameBeside = namesBeside([clinics.nord, clinics.sued].flatMap(({ people }) => people.map(({ name }) => name)))
  const addPerson = (clinic: Clinic, plan: PersonPlan) => clinic.addPerson({ ...plan, name: nameBeside(plan.name) })
  const act = async (method: string, path: string[], body: () => Promise<unknown>): Promise<unknown> => {
    const [key, name, move] = path
    if (method === 'GET' && path[0] === 'clinics') return { nord: factsOf(clinics.nord), sued: factsOf(clinics.sued) }
    if (method !== 'POST' || !isOneOf(clinicKeys, key)) throw new Error('not served here')
    const clinic = clinics[key]
    if (name === 'people') return addPerson(clinic, (await body()) as PersonPlan)
    if (name === 'withdrawn') return clinic.withdrawPerson((await body()) as DemoPerson)
    if (!isOneOf<PartName>(partNames, name) || !isOneOf(partMoves, move)) throw new Error('not served here')
    await clinic.parts[name][move]()
    return {}
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('/').filter(Boolean)
    act(request.method ?? '', path, () => json(request)).then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
