import { describe, expect, it } from 'vitest'
import type { MeOutput, PeopleOutput, SearchOutput } from '#shared/directory/api.ts'
import type { OwnAvailability } from '#shared/directory/availability.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import type { Federation } from '../matrix/federation.ts'

const start = 1_800_000_000_000
const hour = 60 * 60_000
const anna = '@anna:nord.example'
const away = (change: object = {}): OwnAvailability => ({
  doNotDisturb: null,
  absence: {
    during: { start: start - hour, end: start + hour },
    cover: '@sofia:sued.example' as never,
    isForwarding: true,
    ...change,
  },
})

const open = async (federation: Partial<Federation> = {}) => {
  let now = start
  const context = contextForTests({ homeserver: { isAdmin: async () => true }, federation, now: () => now })
  withPartner(context, 'sued.example')
  const app = createApp(context)
  const ask = async <T>(user: string, method: string, path: string, body?: unknown) => {
    const answer = await app.request(`/api/directory${path}`, {
      method,
      headers: { ...(await signedIn(context, user, { wasAdmin: true })), 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as T }
  }
  const service = { id: 'cardiology', name: 'Kardiologie', specialty: 'cardiology' }
  await ask('@chief:nord.example', 'PUT', '/services', service)
  const entry = { userId: anna, name: 'Dr. Anna', title: '', specialty: 'cardiology', serviceId: 'cardiology' }
  await ask('@chief:nord.example', 'PUT', '/people', entry)
  return {
    ask,
    set: (content: object, user = anna) => ask<MeOutput>(user, 'PUT', '/me/availability', content),
    seenBy: async (user: string) =>
      (await ask<PeopleOutput>(user, 'GET', `/people?userId=${encodeURIComponent(anna)}`)).body.people[0]?.notAvailable,
    wait(ms: number) {
      now += ms
    },
  }
}

const published = {
  description: 'absent',
  during: { end: start + hour },
  cover: '@sofia:sued.example',
  isForwarding: true,
}

describe('when a person can be reached', () => {
  it('is seen by colleagues, in searches and by partners, and ends by itself', async () => {
    const { ask, set, seenBy, wait } = await open()
    expect((await set(away())).body.availability).toEqual(away())
    expect(await seenBy('@ole:nord.example')).toEqual(published)
    expect(await seenBy('@mehmet:sued.example')).toEqual(published)
    const search = '/local-search?q=anna'
    const found = await ask<SearchOutput>('@consilium:sued.example', 'GET', search)
    expect(found.body.people[0]?.notAvailable).toEqual(published)
    wait(hour)
    expect(await seenBy('@ole:nord.example')).toBeNull()
    const me = (await ask<MeOutput>(anna, 'GET', '/me')).body
    expect(me.availability).toEqual({ doNotDisturb: null, absence: null })
  })

  it('tells nobody of an absence that has not begun', async () => {
    const { set, seenBy, wait } = await open()
    await set(away({ during: { start: start + 1, end: start + hour } }))
    expect(await seenBy('@ole:nord.example')).toBeNull()
    wait(1)
    expect(await seenBy('@ole:nord.example')).toMatchObject({ description: 'absent' })
  })

  it('has as cover somebody else, of this clinic or a partner', async () => {
    const { set } = await open()
    expect((await set(away({ cover: anna }))).status).toBe(400)
    expect((await set(away({ cover: '@eve:stranger.example' }))).body).toMatchObject({ code: 'partner-unknown' })
    expect((await set(away({ cover: '@ole:nord.example' }))).status).toBe(200)
    expect((await set({ doNotDisturb: null })).status).toBe(400)
  })

  it('may be said by people who are not in the directory, and by nobody of another clinic', async () => {
    const { set } = await open()
    const silent = { doNotDisturb: { end: start + hour }, absence: null }
    expect((await set(silent, '@new:nord.example')).body.availability).toEqual(silent)
    expect((await set(silent, '@mehmet:sued.example')).status).toBe(403)
  })

  it('of a partner is asked for again before long', async () => {
    let isAway = true
    const person = {
      userId: '@sofia:sued.example',
      name: 'Dr. Sofia',
      title: '',
      specialty: 'cardiology',
      serviceId: null,
      onCall: false,
    }
    const { ask, wait } = await open({
      callPartner: (async () => ({
        people: [isAway ? { ...person, notAvailable: { ...published, cover: null, isForwarding: false } } : person],
        unreachable: [],
      })) as Federation['callPartner'],
    })
    const seen = async () =>
      (await ask<PeopleOutput>(anna, 'GET', '/people?userId=%40sofia%3Asued.example')).body.people[0]?.notAvailable
    expect(await seen()).toMatchObject({ description: 'absent' })
    isAway = false
    wait(10_000)
    // A partner of before, which says nothing of it, is one whose people are there.
    expect(await seen()).toBeNull()
  })
})
