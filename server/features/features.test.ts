import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Feature, FeatureSetting } from '#shared/features/feature.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import { createApp } from '../app.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { publishPerson, publishService } from '../directory/publish-entry.ts'
import { featureOfPath } from './feature-of-path.ts'
import { endWaiting, noteStanding } from './follow-features.ts'

const lea = '@lea:nord.example'
const chief = '@chief:nord.example'
const partner = '@kim:sued.example'

const openClinic = () => {
  const policies: FederationPolicy[] = []
  const context = contextForTests({
    homeserver: { isAdmin: async (userId) => userId === chief, isJoined: async () => true },
    gateway: {
      async apply(policy) {
        policies.push(policy)
        return { cut: 0 }
      },
    },
  })
  withPartner(context, 'sued.example')
  publishService(context, { id: 'kardio', name: 'Kardiologie', specialty: 'cardiology' })
  publishPerson(context, {
    userId: lea as never,
    name: 'Lea',
    title: '',
    specialty: 'cardiology',
    serviceId: 'kardio',
  })
  const app = createApp(context)
  const ask = async (user: string, path: string, init: { method?: string; body?: unknown } = {}) => {
    const headers = { ...(await signedIn(context, user, { wasAdmin: user === chief })) }
    const answer = await app.request(path, {
      method: init.method ?? 'GET',
      headers: init.body ? { ...headers, 'content-type': 'application/json' } : headers,
      ...(init.body ? { body: JSON.stringify(init.body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as { code?: string; features?: Feature[] } }
  }
  const set = (feature: Feature, setting: FeatureSetting, user = chief) =>
    ask(user, `/api/features/settings/${feature}`, { method: 'PUT', body: setting })
  return { context, app, ask, set, policies }
}

const off: FeatureSetting = { isOn: false, exceptIn: [] }
const on: FeatureSetting = { isOn: true, exceptIn: [] }

describe('what the clinic has switched off', () => {
  it('is refused from then on, with a code, and is there again when it is switched on', async () => {
    const { ask, set } = openClinic()
    expect((await ask(lea, '/api/directory/search')).status).toBe(200)
    expect((await set('directory', off)).status).toBe(200)
    expect(await ask(lea, '/api/directory/search')).toMatchObject({
      status: 403,
      body: { code: 'feature-off', details: { feature: 'directory' } },
    })
    await set('directory', on)
    expect((await ask(lea, '/api/directory/search')).status).toBe(200)
  })

  it('holds for a department alone, and for partners as for the clinic', async () => {
    const { ask, set } = openClinic()
    await set('consults', { isOn: true, exceptIn: ['kardio'] })
    expect((await ask(lea, '/api/consults')).body.code).toBe('feature-off')
    expect((await ask('@max:nord.example', '/api/consults')).status).toBe(200)
    await set('case-files', off)
    expect((await ask(partner, '/api/case-files/abc?roomId=!r')).body.code).toBe('feature-off')
  })

  it('says of a department and its people what they do not take', async () => {
    const { ask, set } = openClinic()
    await set('consults', { isOn: true, exceptIn: ['kardio'] })
    expect((await ask(chief, '/api/directory/services')).body).toMatchObject({
      services: [{ id: 'kardio', takesConsults: false, takesMessages: true }],
    })
    await set('messaging', { isOn: true, exceptIn: ['kardio'] })
    expect((await ask(chief, '/api/directory/services')).body).toMatchObject({
      services: [{ id: 'kardio', takesConsults: false, takesMessages: false }],
    })
    expect((await ask(chief, `/api/directory/people?${new URLSearchParams({ userId: lea })}`)).body).toMatchObject({
      people: [{ userId: lea, takesConsults: false, takesMessages: false }],
    })
  })

  it('stays within reach of administration', async () => {
    const { ask, set } = openClinic()
    for (const feature of ['consults', 'case-files', 'directory', 'teleconsult', 'messaging'] as const)
      await set(feature, off)
    expect((await ask(chief, '/api/consults/figures?days=30')).status).toBe(200)
    expect((await ask(chief, '/api/case-files/store')).status).toBe(200)
    expect((await ask(lea, '/api/features')).body.features).toEqual([])
  })

  it('is refused to those who show no session, too', async () => {
    const { app, set } = openClinic()
    await set('teleconsult', off)
    const answer = await app.request('/api/calls/sfu/get', { method: 'POST' })
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'feature-off' }])
  })

  it('is told to Synapse, with the people for whom it is the other way round', async () => {
    const { set, policies } = openClinic()
    await set('messaging', { isOn: false, exceptIn: ['kardio'] })
    expect(policies.at(-1)?.features).toEqual({ messaging: { isOn: false, exceptions: [lea] } })
    await set('messaging', on)
    expect(policies.at(-1)?.features).toEqual({})
  })

  it('is decided by the admin alone, and stands in the log', async () => {
    const { context, set } = openClinic()
    expect((await set('messaging', off, lea)).status).toBe(403)
    expect((await set('messaging', off, partner)).status).toBe(403)
    await set('messaging', off)
    const log = listAfter(context.db, null, 99).map(({ record, details }) => `${record} ${details}`)
    expect(log.some((entry) => /feature-changed.*messaging-off.*@chief/.test(entry))).toBe(true)
  })
})

describe('whoever waits for a change', () => {
  /** The answer comes by itself in the end, when nothing has changed. */
  const atOnce = <T>(answer: Promise<T>): Promise<T> =>
    Promise.race([answer, sleep(5_000).then(() => Promise.reject(new Error('nobody was told')))])

  it('hears of it at once, and otherwise what is known already only after a while', async () => {
    const { ask, set } = openClinic()
    const { body } = await ask(lea, '/api/features')
    const waiting = ask(lea, `/api/features?known=${body.features?.join(',')}`)
    await set('directory', off)
    expect((await atOnce(waiting)).body.features).toEqual([
      'messaging',
      'consults',
      'teleconsult',
      'case-files',
      'board',
    ])
  })

  it('hears of it at once when they come into a department that has it otherwise', async () => {
    const { ask, set, policies } = openClinic()
    await set('directory', { isOn: true, exceptIn: ['neuro'] })
    const known = 'messaging,consults,teleconsult,case-files,directory,board'
    const waiting = ask(lea, `/api/features?known=${known}`)
    const entry = { name: 'Lea', title: '', specialty: 'cardiology' }
    await ask(chief, '/api/directory/services', {
      method: 'PUT',
      body: { id: 'neuro', name: 'Neurologie', specialty: 'neurology' },
    })
    const put = { method: 'PUT', body: { userId: lea, ...entry, serviceId: 'neuro' } }
    expect((await ask(chief, '/api/directory/people', put)).status).toBe(200)
    expect((await atOnce(waiting)).body.features).not.toContain('directory')
    expect(policies.at(-1)?.features['directory']?.exceptions).toEqual([lea])
  })

  it('is told that what they may do is something else, and nobody else is woken by it', async () => {
    const { context, ask } = openClinic()
    const { body } = await ask(lea, '/api/features')
    const waiting = ask(lea, `/api/features?known=${body.features?.join(',')}&standing=0`)
    let isOtherWoken = false
    const other = ask('@max:nord.example', `/api/features?known=${body.features?.join(',')}&standing=0`).then(() => {
      isOtherWoken = true
    })
    await sleep(20)
    noteStanding(context, lea as never)
    expect((await atOnce(waiting)).body).toMatchObject({ standing: 1, features: body.features })
    expect(isOtherWoken).toBe(false)
    endWaiting(context)
    await other
  })

  it('is not waited for when the service stops', async () => {
    const { context, ask } = openClinic()
    const { body } = await ask(lea, '/api/features')
    const waiting = ask(lea, `/api/features?known=${body.features?.join(',')}`)
    endWaiting(context)
    expect((await atOnce(waiting)).status).toBe(200)
  })
})

it('is known of every route below the folder of a part, but for what administration needs', () => {
  const { routes } = createApp(contextForTests())
  const parts = /^\/api\/(?:consults|record|urgent|calls|guests|case-files|duty\/conversations)(?:\/|$)/
  const open = routes.filter(({ method, path }) => method !== 'ALL' && parts.test(path) && !featureOfPath(path))
  expect([...new Set(open.map(({ path }) => path))].sort()).toEqual([
    '/api/calls/livekit-events',
    '/api/case-files/store',
    '/api/case-files/usage',
    '/api/consults/figures',
  ])
})
