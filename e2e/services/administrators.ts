import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type HeldRoles, noRoles } from '#shared/auth/roles.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { filesInFolder, filesInStore } from '../people/traces.ts'
import { confirmed, type Somebody, somebodyAt } from './somebody.ts'

const askWithinMs = 20_000

export type Answer = { asked: string; status: number; text: string }

const ask = async (base: string, path: string, token: string): Promise<Answer> => {
  const answer = await fetch(base + path, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(askWithinMs),
  })
  return { asked: path, status: answer.status, text: await answer.text() }
}

type Parameter = { in: string; name: string; required?: boolean }
type Document = { paths: Record<string, { get?: { parameters?: Parameter[] } }> }

/** Every address with every known thing in its places. */
const filled = (path: string, known: Record<string, readonly string[]>): string[] => {
  const [place, name = ''] = /\{(\w+)\}/.exec(path) ?? []
  if (!place) return [path]
  return (known[name] ?? ['1']).flatMap((value) => filled(path.replace(place, encodeURIComponent(value)), known))
}

/** All that the service of the clinic gives somebody who asks for it: each of its routes that reads. */
const readService = async ({ clinic, serviceToken }: Somebody, room: RoomId): Promise<Answer[]> => {
  const { paths } = (await (await fetch(`${clinic.reachableUrl}/api/openapi.json`)).json()) as Document
  const files = [...filesInFolder(clinic), ...filesInStore(clinic)].map((file) => basename(file))
  const known = { roomId: [room], fileId: files.slice(-5), serviceId: ['kardiologie', 'notaufnahme'] }
  const said: Record<string, string> = { q: 'a', roomId: room, room }
  const addresses = Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const needed = (get.parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.required)
    const query = new URLSearchParams(needed.map(({ name }) => [name, said[name] ?? '1']))
    return filled(path, known).map((address) => (query.size > 0 ? `${address}?${query}` : address))
  })
  const answers: Answer[] = []
  for (const address of addresses) answers.push(await ask(clinic.reachableUrl, address, serviceToken))
  return answers
}

/** All that Synapse's administration, which no web address shows, gives of a room and of who is in it. */
const readHomeserver = async ({ clinic, accessToken }: Somebody, room: RoomId, people: readonly string[]) => {
  const { homeserver } = JSON.parse(readFileSync(join(clinic.folder, 'service.json'), 'utf8'))
  const at = `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}`
  const of = (person: string) => `/_synapse/admin/v1/users/${encodeURIComponent(person)}`
  const addresses = [
    at,
    `${at}/state`,
    `${at}/messages?dir=b&limit=1000`,
    `${at}/members`,
    '/_synapse/admin/v1/event_reports',
    '/_synapse/admin/v1/rooms?limit=500',
    ...people.flatMap((person) => [
      `${of(person)}/accountdata`,
      `${of(person)}/joined_rooms`,
      `${of(person)}/media`,
      `${of(person)}/pushers`,
      `${of(person).replace('/v1/', '/v2/')}/devices`,
    ]),
  ]
  const answers: Answer[] = []
  for (const address of addresses) {
    answers.push(await ask(homeserver.url, address, accessToken))
    answers.push(await ask(clinic.reachableUrl, address, accessToken))
  }
  return answers
}

/** As people of a clinic, and as one who is in no room: what Matrix itself says to them. */
const readMatrix = async ({ clinic, accessToken }: Somebody, room: RoomId) => {
  const at = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  const answers: Answer[] = []
  for (const address of [`${at}/messages?dir=b&limit=100`, `${at}/state`, `${at}/joined_members`])
    answers.push(await ask(clinic.reachableUrl, address, accessToken))
  return answers
}

const withRoles = async (admin: Somebody, roles: Partial<HeldRoles>): Promise<Somebody> => {
  const person = await somebodyAt(admin.clinic)
  const input = { userId: person.userId, ...noRoles, ...roles }
  await askService(admin.clinic, admin, 'PUT', '/api/admin/people/roles', input)
  return person
}

/** What everybody who administers a clinic in one way or another reads, by their role. */
export const readAsAdministrators = async (
  clinic: TestClinic,
  room: RoomId,
  people: readonly string[],
): Promise<Record<'admin' | 'auditor' | 'operator' | 'lead', Answer[]>> => {
  const admin = await confirmed(await somebodyAt(clinic, { role: 'admin' }))
  const { services } = await askService<{ services: { id: string }[] }>(clinic, admin, 'GET', '/api/directory/services')
  const [auditor, operator, lead] = [
    await withRoles(admin, { isAuditor: true }),
    await withRoles(admin, { isOperator: true }),
    await withRoles(admin, { leads: services.map(({ id }) => id) }),
  ]
  const readAll = async (person: Somebody) => [
    ...(await readService(person, room)),
    ...(await readMatrix(person, room)),
    ...(await readHomeserver(person, room, people)),
  ]
  return {
    admin: await readAll(admin),
    auditor: await readAll(auditor),
    operator: await readAll(operator),
    lead: await readAll(lead),
  }
}
