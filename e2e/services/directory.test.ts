import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { SearchPart } from '#shared/directory/api.ts'
import type { Searchset } from '#shared/fhir/directory.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { newWard } from '../people/duty.ts'
import { signedIn, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
beforeAll(async () => {
  clinics = await findClinics()
})

const newName = () => `Zwiebel${randomBytes(4).toString('hex')}`

test('a person of a partner is found in FHIR through both gateways, until they no longer want to be', async () => {
  const { nord, sued } = clinics
  const name = newName()
  const { id: serviceId } = await newWard(sued)
  const account = await sued.newPerson({
    name: `Dr. Ida ${name}`,
    specialty: 'cardiology',
    role: 'specialist',
    serviceId,
  })
  const [ida, ole] = await Promise.all([signedIn(sued, account), somebodyAt(nord)])
  const find = async (): Promise<Searchset> =>
    askService<Searchset>(nord, ole, 'GET', `/api/fhir/all/PractitionerRole?practitioner.name=${name.toLowerCase()}`)
  const found = await find()
  expect(found.entry?.map(({ search }) => search.mode)).toEqual(['match'])
  expect(found.entry?.[0]).toMatchObject({
    fullUrl: expect.stringContaining(`${sued.url}/api/fhir/PractitionerRole/`),
    resource: { practitioner: { display: `Dr. Ida ${name}` }, organization: { reference: expect.any(String) } },
  })
  const visible = (isFoundByPartners: boolean) =>
    askService(sued, ida, 'PUT', '/api/directory/me/visibility', { isFoundByPartners })
  await visible(false)
  expect((await find()).entry).toBeUndefined()
  await visible(true)
  expect((await find()).entry).toHaveLength(1)
})

test('a dead partner delays nobody: the own clinic is told at once, and the silent one is named', async () => {
  const { nord, sued } = clinics
  const ole = await somebodyAt(nord)
  const search = async () => {
    const started = performance.now()
    const answer = await fetch(`${nord.reachableUrl}/api/directory/search/arriving`, {
      headers: { authorization: `Bearer ${ole.serviceToken}` },
    })
    const parts: { part: SearchPart; afterMs: number }[] = []
    let rest = ''
    for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) parts.push({ part: JSON.parse(line), afterMs: performance.now() - started })
    }
    return parts
  }
  const stateOf = (parts: Awaited<ReturnType<typeof search>>, server: string) =>
    parts.find(({ part }) => part.state !== 'asked' && part.server === server)
  await sued.part('gateway', 'kill')
  try {
    const parts = await search()
    const [own, dead] = [stateOf(parts, nord.serverName), stateOf(parts, sued.serverName)]
    expect([own?.part.state, dead?.part.state]).toEqual(['answered', 'silent'])
    expect(own?.afterMs ?? Number.NaN).toBeLessThan(1_500)
    expect(dead?.afterMs ?? Number.NaN).toBeLessThan(4_000)
  } finally {
    await sued.part('gateway', 'start')
  }
  await until(
    'an answer of the partner',
    async () => stateOf(await search(), sued.serverName)?.part.state === 'answered',
  )
})
