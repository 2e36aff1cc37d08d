import { describe, expect, it } from 'vitest'
import type { OnCallOutput, SearchOutput } from '#shared/directory/api.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { ServiceRefusal } from '../errors.ts'
import type { Federation } from '../matrix/federation.ts'

const anna = {
  userId: '@anna:nord.example',
  name: 'Dr. Anna Müller',
  title: 'Oberärztin',
  specialty: 'cardiology',
  serviceId: 'cardiology',
} as const
const cardiology = { id: 'cardiology', name: 'Klinik für Kardiologie', specialty: 'cardiology' } as const

const clinic = async (federation: Partial<Federation> = {}) => {
  const context = contextForTests({
    homeserver: { isAdmin: async (userId) => userId === '@chief:nord.example' },
    federation,
  })
  const app = createApp(context)
  const chief = await signedIn(context, '@chief:nord.example', { wasAdmin: true })
  const call = async (method: string, path: string, body?: unknown, headers: { authorization: string } = chief) =>
    app.request(`/api/directory${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const read = async <T>(path: string, headers?: { authorization: string }): Promise<T> =>
    (await (await call('GET', path, undefined, headers)).json()) as T
  await call('PUT', '/services', cardiology)
  await call('PUT', '/people', anna)
  return { context, call, read, as: (userId: string) => signedIn(context, userId) }
}

describe('the directory', () => {
  it('finds people by name, title and specialty, in German and English, however umlauts are typed', async () => {
    const { read } = await clinic()
    for (const q of ['muller', 'Mueller anna', 'oberarzt', 'oberärztin', 'Kardiologie', 'heart']) {
      const { people } = await read<SearchOutput>(`/search?q=${encodeURIComponent(q)}`)
      expect([q, people.map(({ userId }) => userId)]).toEqual([q, [anna.userId]])
    }
    expect((await read<SearchOutput>('/search?specialty=neurology')).people).toEqual([])
    expect((await read<SearchOutput>('/search?q=kardio&specialty=cardiology')).services).toEqual([
      {
        ...cardiology,
        serverName: 'nord.example',
        onCallCount: 0,
        onDuty: [],
        usualAnswerMs: null,
        usualConsultMs: null,
        phone: null,
        times: null,
        takesConsults: true,
        takesMessages: true,
      },
    ])
  })

  it('takes what somebody types as words, never as a pattern', async () => {
    const { read } = await clinic()
    for (const q of ['%', '_nna', "' or 1=1 --", 'Ann*'])
      expect((await read<SearchOutput>(`/search?q=${encodeURIComponent(q)}`)).people.length).toBeLessThanOrEqual(1)
    expect((await read<SearchOutput>(`/search?q=${encodeURIComponent('x%')}`)).people).toEqual([])
  })

  it('is written by admins, for people of the own clinic and departments that exist', async () => {
    const { call, as } = await clinic()
    const put = async (change: object) => (await call('PUT', '/people', { ...anna, ...change })).status
    expect(await put({ userId: '@bert:sued.example' })).toBe(400)
    expect(await put({ serviceId: 'no-such' })).toBe(404)
    expect(await put({ title: 'Chefärztin' })).toBe(200)
    const person = await as(anna.userId)
    expect((await call('PUT', '/people', anna, person)).status).toBe(403)
    expect((await call('DELETE', '/people', { userId: anna.userId }, person)).status).toBe(403)
    expect((await call('DELETE', '/people', { userId: anna.userId })).status).toBe(200)
    expect((await call('DELETE', '/people', { userId: anna.userId })).status).toBe(404)
  })

  it('knows who is on call, first tier first, and nobody who went to another department', async () => {
    const { call, read, as } = await clinic()
    await call('PUT', '/people', { ...anna, userId: '@lea:nord.example', name: 'Lea' })
    const duty = async (userId: string, tier: string | null) =>
      (await call('PUT', '/me/on-call', { tier }, await as(userId))).status
    expect(await duty('@lea:nord.example', 'second')).toBe(200)
    expect(await duty('@anna:nord.example', 'first')).toBe(200)
    expect(await duty('@unlisted:nord.example', 'first')).toBe(403)
    const onCall = await read<OnCallOutput>('/on-call/cardiology')
    expect(onCall).toEqual({
      service: {
        ...cardiology,
        serverName: 'nord.example',
        onCallCount: 2,
        onDuty: [
          { userId: '@anna:nord.example', name: 'Dr. Anna Müller', tier: 'first' },
          { userId: '@lea:nord.example', name: 'Lea', tier: 'second' },
        ],
        usualAnswerMs: null,
        usualConsultMs: null,
        phone: null,
        times: null,
        takesConsults: true,
        takesMessages: true,
      },
      onCall: [
        { userId: '@anna:nord.example', tier: 'first' },
        { userId: '@lea:nord.example', tier: 'second' },
      ],
    })
    await call('PUT', '/people', { ...anna, serviceId: null })
    expect(await duty('@lea:nord.example', null)).toBe(409)
    // Whoever is asked for by name comes first, on call or not, and the duty after them.
    await call('PUT', '/people', anna)
    const asked = await read<OnCallOutput>(`/on-call/cardiology?practitioner=${encodeURIComponent(anna.userId)}`)
    const [one, ...others] = asked.onCall
    expect(one).toEqual({ userId: anna.userId, tier: 'first' })
    expect(others.map(({ tier }) => tier)).not.toContain('first')
    const elsewhere = `/on-call/cardiology?practitioner=${encodeURIComponent('@nobody:nord.example')}`
    expect((await call('GET', elsewhere)).status).toBe(404)
    await call('PUT', '/me/on-call', { tier: null, leaveEmpty: true }, await as('@lea:nord.example'))
    expect((await read<OnCallOutput>('/on-call/cardiology')).onCall).toEqual([])
    expect((await call('GET', '/on-call/none')).status).toBe(404)
  })

  it('shows the number that whoever is on duty has given, and takes it of nobody else', async () => {
    const { call, as, read } = await clinic()
    const phoneOf = async () => (await read<SearchOutput>('/search?q=kardiologie')).services[0]?.phone
    const give = async (phone: string | null) =>
      (await call('PUT', '/me/duty-phone', { phone }, await as(anna.userId))).status
    expect(await give('4711')).toBe(403)
    await call('PUT', '/me/on-call', { tier: 'first' }, await as(anna.userId))
    expect([await give(' +49 40 4711 '), await phoneOf()]).toEqual([200, '+49 40 4711'])
    expect([await give('  '), await phoneOf()]).toEqual([200, null])
    expect(await give('1'.repeat(41))).toBe(400)
  })

  it('asks every active partner at once, believes each only about its own, and names who did not answer', async () => {
    const asked: string[] = []
    const { context, read } = await clinic({
      callPartner: async (server, _method, path) => {
        asked.push(`${server} ${path}`)
        if (server !== 'sued.example') throw new ServiceRefusal({ code: 'partner-unreachable' })
        const theirs = { ...anna, userId: '@bert:sued.example', name: 'Bert', onCall: true }
        const claimed = { ...theirs, userId: '@anna:nord.example', name: 'Eve' }
        return { people: [theirs, claimed], services: [], unreachable: [] } as never
      },
    })
    withPartner(context, 'sued.example')
    withPartner(context, 'ost.example')
    withPartner(context, 'west.example', 'suspended')
    const found = await read<SearchOutput>('/search?q=kardio&specialty=cardiology')
    expect(found.people.map(({ name }) => name)).toEqual(['Dr. Anna Müller', 'Bert'])
    expect(found.unreachable).toEqual(['ost.example'])
    expect(asked.sort()).toEqual([
      'ost.example /api/directory/local-search?q=kardio&specialty=cardiology',
      'sued.example /api/directory/local-search?q=kardio&specialty=cardiology',
    ])
  })

  it('tells who the people of a room are, asks a partner once, and tells partners of our own people only', async () => {
    let calls = 0
    const { context, read } = await clinic({
      callPartner: async () => {
        calls += 1
        return { people: [{ ...anna, userId: '@bert:sued.example', onCall: false }], unreachable: [] } as never
      },
    })
    withPartner(context, 'sued.example')
    const path = '/people?userId=@anna:nord.example&userId=@bert:sued.example&userId=@eve:evil.example'
    const ids = async (headers?: { authorization: string }) =>
      (await read<{ people: { userId: string }[] }>(path, headers)).people.map(({ userId }) => userId)
    expect(await ids()).toEqual(['@anna:nord.example', '@bert:sued.example'])
    expect(await ids()).toEqual(['@anna:nord.example', '@bert:sued.example'])
    expect(calls).toBe(1)
    expect(await ids(await signedIn(context, '@consilium:sued.example'))).toEqual(['@anna:nord.example'])
  })
})
