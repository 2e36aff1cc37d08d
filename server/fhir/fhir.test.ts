import { describe, expect, it } from 'vitest'
import type { SearchPart } from '#shared/directory/api.ts'
import { type Searchset, searchIncludes, searchParameters } from '#shared/fhir/directory.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import type { Federation } from '../matrix/federation.ts'

const [chief, anna, ole] = ['@chief:nord.example', '@anna.berg:nord.example', '@ole_k:nord.example']
const service = '@consilium:sued.example'
const base = 'https://nord.example/api/fhir'

const open = async (callPartner?: Federation['callPartner']) => {
  const context = contextForTests({
    homeserver: { isAdmin: async (userId) => userId === chief },
    ...(callPartner ? { federation: { callPartner } } : {}),
  })
  withPartner(context, 'sued.example')
  const app = createApp(context)
  const ask = async <T>(user: string | null, path: string, method = 'GET', body?: unknown) => {
    const answer = await app.request(`/api${path}`, {
      method,
      headers: {
        ...(user ? await signedIn(context, user, { wasAdmin: user === chief }) : {}),
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as T }
  }
  const times = {
    timeZone: 'Europe/Berlin',
    availableTime: [{ daysOfWeek: ['mon'], availableStartTime: '08:00', availableEndTime: '16:00' }],
    acceptWithin: {},
    answerWithin: {},
  }
  const department = { id: 'cardiology', name: 'Kardiologie', specialty: 'cardiology', phone: '4711', times }
  await ask(chief, '/directory/services', 'PUT', department)
  await ask(chief, '/directory/services', 'PUT', { id: 'skin', name: 'Hautklinik', specialty: 'dermatology' })
  for (const [userId, name, specialty, serviceId] of [
    [anna, 'Dr. Anna Berg', 'cardiology', 'cardiology'],
    [ole, 'Ole Müller', 'dermatology', null],
  ])
    await ask(chief, '/directory/people', 'PUT', { userId, name, title: 'Oberarzt', specialty, serviceId })
  return { context, app, ask, search: (path: string, user = service) => ask<Searchset>(user, `/fhir/${path}`) }
}
const ids = ({ body }: { body: Searchset }) => (body.entry ?? []).map(({ resource }) => resource['id'])

describe('the directory in FHIR', () => {
  it.each([
    ['PractitionerRole', ['anna.2eberg', 'ole.5fk']],
    ['PractitionerRole?practitioner.name=berg', ['anna.2eberg']],
    ['PractitionerRole?practitioner.name=mueller', ['ole.5fk']],
    ['PractitionerRole?specialty=394579002', ['anna.2eberg']],
    ['PractitionerRole?specialty=http://snomed.info/sct|394582007', ['ole.5fk']],
    ['PractitionerRole?specialty=http://other.example|394582007', []],
    ['PractitionerRole?service=HealthcareService/cardiology', ['anna.2eberg']],
    ['PractitionerRole?organization=Organization/nord.example', ['anna.2eberg', 'ole.5fk']],
    ['PractitionerRole?organization=Organization/sued.example', []],
    ['PractitionerRole?identifier=urn:ietf:rfc:3986|matrix:u/ole_k%253Anord.example', ['ole.5fk']],
    ['PractitionerRole?active=false', []],
    ['PractitionerRole?_id=ole.5fk', ['ole.5fk']],
    ['PractitionerRole?unknown=1', ['anna.2eberg', 'ole.5fk']],
    ['HealthcareService?name=haut', ['skin']],
    ['HealthcareService?specialty=394579002', ['cardiology']],
    ['HealthcareService?organization=sued.example', []],
    ['HealthcareService?active=true', ['skin', 'cardiology']],
    ['HealthcareService?_id=skin', ['skin']],
    ['Organization', ['nord.example']],
    ['Organization?name=nord', ['nord.example']],
    ['Organization?name=west', []],
    ['Organization?identifier=https://nord.example', ['nord.example']],
    ['Organization?active=false', []],
    ['Organization?_id=nord.example', ['nord.example']],
  ])('answers %s', async (path, found) => {
    const { search } = await open()
    const answer = await search(path)
    expect(answer.type).toBe('application/fhir+json; charset=utf-8')
    expect(ids(answer)).toEqual(found)
    expect(answer.body.total).toBe(found.length)
  })

  it('gives pages, and what belongs to the matches', async () => {
    const { search } = await open()
    const first = await search('PractitionerRole?_count=1')
    expect([ids(first), first.body.total]).toEqual([['anna.2eberg'], 2])
    const next = first.body.link.find(({ relation }) => relation === 'next')?.url ?? ''
    expect(next).toBe(`${base}/PractitionerRole?_count=1&_offset=1`)
    const second = await search(next.slice(base.length + 1))
    expect(ids(second)).toEqual(['ole.5fk'])
    expect(second.body.link.map(({ relation }) => relation)).toEqual(['self'])
    expect(ids(await search('PractitionerRole?_count=0'))).toEqual([])

    const all = searchIncludes.PractitionerRole.map((one) => `_include=${one}`).join('&')
    const whole = (await search(`PractitionerRole?practitioner.name=anna&${all}`)).body
    expect(whole.entry?.map(({ resource, search: { mode } }) => [resource.resourceType, mode])).toEqual([
      ['PractitionerRole', 'match'],
      ['Practitioner', 'include'],
      ['HealthcareService', 'include'],
      ['Organization', 'include'],
    ])
    expect(whole).toMatchSnapshot()
  })

  it('says what it can be asked, and nothing that it cannot', async () => {
    const { ask } = await open()
    const { status, body } = await ask<{ rest: { resource: { type: string; searchParam?: unknown[] }[] }[] }>(
      null,
      '/fhir/metadata',
    )
    expect(status).toBe(200)
    const resources = body.rest[0]?.resource ?? []
    for (const [type, parameters] of Object.entries(searchParameters))
      expect(resources.find((one) => one.type === type)?.searchParam).toHaveLength(Object.keys(parameters).length)
    expect(body).toMatchSnapshot()
  })

  it('gives single resources by their id', async () => {
    const { ask } = await open()
    for (const path of [
      'PractitionerRole/anna.2eberg',
      'Practitioner/anna.2eberg',
      'HealthcareService/cardiology',
      'Organization/nord.example',
    ]) {
      const { status, body } = await ask<{ resourceType: string; id: string }>(anna, `/fhir/${path}`)
      expect([status, `${body.resourceType}/${body.id}`]).toEqual([200, path])
    }
  })

  it('refuses in words of FHIR', async () => {
    const { ask } = await open()
    for (const [user, path, status, code] of [
      [null, 'PractitionerRole', 401, 'login'],
      ['@mehmet:sued.example', 'PractitionerRole', 403, 'forbidden'],
      [service, 'all/PractitionerRole', 403, 'forbidden'],
      ['@x:west.example', 'PractitionerRole', 403, 'forbidden'],
      [anna, 'PractitionerRole?_count=many', 400, 'invalid'],
      [anna, 'PractitionerRole/nobody', 404, 'not-found'],
    ] as const) {
      const answer = await ask<{ resourceType: string; issue: { code: string }[] }>(user, `/fhir/${path}`)
      expect([path, answer.status, answer.body.resourceType, answer.body.issue[0]?.code]).toEqual([
        path,
        status,
        'OperationOutcome',
        code,
      ])
    }
  })
})

describe('who does not want to be found by partners', () => {
  it('is found by colleagues only, in every way to search', async () => {
    const { ask, search } = await open()
    expect((await ask(anna, '/directory/me/visibility', 'PUT', { isFoundByPartners: false })).body).toMatchObject({
      isFoundByPartners: false,
    })
    expect(ids(await search('PractitionerRole'))).toEqual(['ole.5fk'])
    expect((await search('PractitionerRole')).body.total).toBe(1)
    expect((await ask(service, '/fhir/PractitionerRole/anna.2eberg')).status).toBe(404)
    expect((await ask(service, '/fhir/Practitioner/anna.2eberg')).status).toBe(404)
    expect((await ask(service, '/directory/local-search?q=anna')).body).toMatchObject({ people: [] })
    expect((await ask(ole, '/directory/local-search?q=anna')).body).toMatchObject({ people: [{ userId: anna }] })
    expect(ids(await search('PractitionerRole', ole))).toEqual(['anna.2eberg', 'ole.5fk'])
    await ask(anna, '/directory/me/visibility', 'PUT', { isFoundByPartners: true })
    expect(ids(await search('PractitionerRole'))).toEqual(['anna.2eberg', 'ole.5fk'])
  })
})

describe('a search at all clinics', () => {
  const entry = (fullUrl: string) => ({
    fullUrl,
    resource: { resourceType: 'Organization', id: 'sued.example' },
    search: { mode: 'match' },
  })

  it('puts the answers together, takes of a clinic its own only, and names who is silent', async () => {
    const theirs = [
      entry('https://sued.example/api/fhir/Organization/sued.example'),
      entry(`${base}/Organization/false`),
    ]
    const { context, ask } = await open(async (server) => {
      if (server !== 'sued.example') throw new Error('away')
      return { resourceType: 'Bundle', type: 'searchset', entry: theirs } as never
    })
    withPartner(context, 'west.example')
    const { body } = await ask<Searchset>(anna, '/fhir/all/Organization')
    expect(body.entry?.map(({ fullUrl, search: { mode } }) => [fullUrl, mode])).toEqual([
      [`${base}/Organization/nord.example`, 'match'],
      ['https://sued.example/api/fhir/Organization/sued.example', 'match'],
      [expect.stringMatching(/^urn:uuid:/), 'outcome'],
    ])
    expect(JSON.stringify(body.entry?.at(-1))).toContain('west.example has not answered')
  })

  it('waits for nobody who is dead or sends something else', async () => {
    const started = Date.now()
    const { context, ask } = await open((server) =>
      server === 'sued.example' ? new Promise(() => undefined) : Promise.resolve({ html: 'login' } as never),
    )
    withPartner(context, 'west.example')
    const { body } = await ask<Searchset>(anna, '/fhir/all/Organization')
    expect(body.entry?.map(({ search: { mode } }) => mode)).toEqual(['match', 'outcome', 'outcome'])
    expect(Date.now() - started).toBeLessThan(4_000)
  })

  it('tells of each clinic when it answers, the own one first', async () => {
    let late: () => void = () => undefined
    const { context, app } = await open((server) => {
      if (server === 'west.example') return Promise.reject(new Error('away'))
      return new Promise((resolve) => {
        late = () => resolve({ people: [], services: [], unreachable: [] } as never)
      })
    })
    withPartner(context, 'west.example')
    const headers = await signedIn(context, anna)
    const answer = await app.request('/api/directory/search/arriving?q=anna', { headers })
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    const parts: SearchPart[] = []
    const readTo = async (count: number) => {
      while (parts.length < count) {
        const { value = '', done } = (await reader?.read()) ?? { done: true }
        if (done) break
        parts.push(
          ...value
            .trim()
            .split('\n')
            .map((line): SearchPart => JSON.parse(line)),
        )
      }
    }
    await readTo(3)
    expect(parts.map(({ state }) => state)).toEqual(['asked', 'answered', 'silent'])
    late()
    await readTo(4)
    expect(parts[3]).toMatchObject({ state: 'answered', server: 'sued.example' })
    expect(parts[1]).toMatchObject({ server: 'nord.example', people: [{ userId: anna }] })
  })
})
