import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { HomeserverUnreachable } from '../errors.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { findPartner, savePartner } from '../partners/queries.ts'
import { createRateLimit } from './rate-limit.ts'
import { makeSessionToken, sessionMs } from './session-token.ts'

/** Tokens of these tests are the user id of their owner, who has shown each of them to the own clinic's Synapse. */
const clinic = (homeserver: Partial<Homeserver> = {}) => {
  const asked: string[] = []
  let at = 1_800_000_000_000
  const context = contextForTests({
    now: () => at,
    homeserver: {
      isAdmin: async (userId) => userId === '@chief:nord.example',
      accountData: async (userId, type) =>
        type === 'app.consilium.session.PHONE' ? { sha256: createHash('sha256').update(userId).digest('hex') } : null,
      ...homeserver,
    },
    federation: {
      openIdOwner: async (server, token) => {
        asked.push(server)
        return token.endsWith(`:${server}`) ? (token as never) : null
      },
      // Introductions of these tests are whom they are about, and for which clinic.
      introduced: async (server, introduction) => {
        asked.push(server)
        const [userId = '', audience = ''] = introduction.split(' ')
        return userId.endsWith(`:${server}`) ? { userId: userId as never, audience: audience as never } : null
      },
    },
  })
  const app = createApp(context)
  const signIn = (token: string, server: string, device: string | undefined = 'PHONE') =>
    app.request('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: token, matrix_server_name: server, device_id: device }),
    })
  const visit = (introduction: string, server: string) =>
    app.request('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ introduction, matrix_server_name: server }),
    })
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  return { context, app, asked, signIn, visit, get, pass: (ms: number) => (at += ms) }
}

const codeOf = async (answer: Response) => ((await answer.json()) as { code?: string }).code

describe('a session', () => {
  it('is given to people of the own clinic and of active partners', async () => {
    const { context, signIn, visit, get } = clinic()
    withPartner(context, 'sued.example')
    for (const [person, answer] of [
      ['@anna:nord.example', await signIn('@anna:nord.example', 'nord.example')],
      ['@bert:sued.example', await visit('@bert:sued.example nord.example', 'SUED.example')],
    ] as const) {
      expect(answer.status).toBe(201)
      const session = (await answer.json()) as { token: string; userId: string; isClinicAdmin: boolean }
      expect(session).toMatchObject({ userId: person, isClinicAdmin: false })
      const used = await get(`/api/directory/people?userId=${person}`, { authorization: `Bearer ${session.token}` })
      expect(used.status).toBe(200)
    }
  })

  it('is not given to a partner who was introduced to us, or shown a token, by somebody of another clinic', async () => {
    const { context, signIn, visit } = clinic()
    withPartner(context, 'sued.example')
    const shown = await visit('@bert:sued.example west.example', 'sued.example')
    expect([shown.status, await codeOf(shown)]).toEqual([401, 'not-signed-in'])
    expect(context.log.lines.at(-1)).toMatchObject({ reason: 'introduction-to-others', partner: 'sued.example' })
    expect((await signIn('@bert:sued.example', 'sued.example')).status).toBe(401)
    expect((await visit('@anna:nord.example nord.example', 'nord.example')).status).toBe(401)
    expect((await visit('@anna:nord.example nord.example', 'sued.example')).status).toBe(401)
  })

  it('is refused to strangers before their server is asked anything', async () => {
    const { context, signIn, asked } = clinic()
    withPartner(context, 'west.example', 'suspended')
    const stranger = await signIn('@eve:evil.example', 'evil.example')
    expect([stranger.status, await codeOf(stranger)]).toEqual([403, 'partner-unknown'])
    const suspended = await signIn('@wim:west.example', 'west.example')
    expect([suspended.status, await codeOf(suspended)]).toEqual([403, 'partner-suspended'])
    expect(asked).toEqual([])
  })

  it('is refused for a token that the homeserver does not know, or vouches for somebody of another server', async () => {
    const { signIn } = clinic()
    const answer = await signIn('@anna:sued.example', 'nord.example')
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'not-signed-in'])
  })

  it('is not given for a token that a partner was shown: our own people name each token that is for us', async () => {
    const shown = (accountData: Homeserver['accountData']) => clinic({ accountData, isAdmin: async () => true })
    for (const proof of [null, {}, { sha256: 'a'.repeat(64) }, { sha256: ['a'.repeat(64)] }]) {
      const { signIn, context } = shown(async () => proof)
      const answer = await signIn('@chief:nord.example', 'nord.example')
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'not-signed-in'])
      expect(context.log.lines).toMatchObject([{ event: 'session-refused', reason: 'openid-token-of-others' }])
    }
    const { signIn } = clinic()
    expect((await signIn('@chief:nord.example', 'nord.example', 'OTHER')).status).toBe(401)
    expect((await signIn('@chief:nord.example', 'nord.example', '')).status).toBe(400)
  })

  it('is never given to whoever has a token of our own service account, as every partner has', async () => {
    const { signIn } = clinic({ isAdmin: async () => true })
    for (const account of ['@consilium:nord.example', '@Consilium:nord.example'])
      expect((await signIn(account, 'nord.example')).status).toBe(401)
  })

  it('says in the log why it was refused, without who it was', async () => {
    const { context, signIn } = clinic()
    await signIn('@eve:evil.example', 'evil.example')
    expect(context.log.lines).toEqual([{ level: 'info', event: 'session-refused', reason: 'partner-unknown' }])
  })

  it('ends by itself, and is worth nothing at another clinic or after a change of one letter', async () => {
    const { context, get, pass } = clinic()
    const headers = await signedIn(context, '@anna:nord.example')
    expect((await get('/api/directory/me', headers)).status).toBe(200)
    const other = await makeSessionToken(
      { ...context.config, clinic: { ...context.config.clinic, serverName: 'sued.example' as ServerName } },
      { userId: '@anna:nord.example' as never, wasAdmin: false },
      context.now(),
    )
    for (const token of [other.token, headers.authorization.slice(7).replace(/.$/, (end) => (end === 'A' ? 'E' : 'A'))])
      expect(await codeOf(await get('/api/directory/me', { authorization: `Bearer ${token}` }))).toBe('not-signed-in')
    expect((await get('/api/directory/me')).status).toBe(401)
    pass(sessionMs)
    expect((await get('/api/directory/me', headers)).status).toBe(401)
  })

  it('of a partner ends at once when the partnership is suspended', async () => {
    const { context, get } = clinic()
    withPartner(context, 'sued.example')
    const headers = await signedIn(context, '@bert:sued.example')
    const path = '/api/directory/people?userId=@anna:nord.example'
    expect((await get(path, headers)).status).toBe(200)
    const row = findPartner(context.db, 'sued.example' as ServerName)
    if (row) savePartner(context.db, { ...row, ours: 'suspended' })
    const answer = await get(path, headers)
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'partner-suspended'])
  })
})

describe('a rule', () => {
  it('keeps the people of partners from what is for own people, and from what is for their service', async () => {
    const { context, get } = clinic()
    withPartner(context, 'sued.example')
    const bert = await signedIn(context, '@bert:sued.example')
    const service = await signedIn(context, '@consilium:sued.example')
    expect((await get('/api/directory/search', bert)).status).toBe(403)
    expect((await get('/api/directory/local-search', bert)).status).toBe(403)
    expect((await get('/api/directory/local-search', service)).status).toBe(200)
    expect((await get('/api/directory/search', service)).status).toBe(403)
  })

  it('lets an admin administer who is one now, not who was one when the session began', async () => {
    const isAdmin = { now: true }
    const { context, get, pass } = clinic({ isAdmin: async () => isAdmin.now, admin: async () => ({}) as never })
    const headers = await signedIn(context, '@chief:nord.example', { wasAdmin: true })
    const mayRead = async () => ((await get('/api/admin/people', headers)).status === 403 ? 'no' : 'yes')
    expect(await mayRead()).toBe('yes')
    isAdmin.now = false
    pass(11_000)
    expect(await mayRead()).toBe('no')
  })

  it('makes nobody an admin while the homeserver is away, and says so', async () => {
    const { context, get } = clinic({ isAdmin: () => Promise.reject(new HomeserverUnreachable('down')) })
    const headers = await signedIn(context, '@chief:nord.example', { wasAdmin: true })
    expect(await codeOf(await get('/api/admin/people', headers))).toBe('homeserver-unreachable')
    expect((await get('/api/directory/me', headers)).status).toBe(200)
  })

  it('counts a partner admin for nothing here', async () => {
    const { context, get } = clinic({ isAdmin: async () => true })
    withPartner(context, 'sued.example')
    const headers = await signedIn(context, '@chief:sued.example', { wasAdmin: true })
    expect((await get('/api/admin/people', headers)).status).toBe(403)
  })

  it('lets members of the room in, and nobody when two rooms are named', async () => {
    const { context, get } = clinic({ isJoined: async (room) => room === '!mine', state: async () => [] })
    const headers = await signedIn(context, '@anna:nord.example')
    expect(await codeOf(await get('/api/consults/!theirs', headers))).toBe('not-a-member')
    expect(await codeOf(await get('/api/consults/!mine?roomId=!theirs', headers))).toBe('bad-input')
    expect(await codeOf(await get('/api/consults/!mine', headers))).not.toBe('not-a-member')
  })
})

describe('those who are called to a room', () => {
  it('may act before our homeserver has heard that they joined, until they are put out', async () => {
    let membership = 'invite'
    const state = async () => [
      { type: 'm.room.member', state_key: '@anna:nord.example', sender: '@x:nord.example', content: { membership } },
    ]
    const { context, app } = clinic({ isJoined: async () => false, state: state as never })
    const headers = await signedIn(context, '@anna:nord.example')
    const move = async (who = headers) => {
      const body = JSON.stringify({ to: 'accepted', expectedVersion: 1 })
      const asked = { method: 'POST', body, headers: { ...who, 'content-type': 'application/json' } }
      return codeOf(await app.request('/api/consults/!mine/transitions', asked))
    }
    expect(await move()).toBe('not-found')
    expect(await move(await signedIn(context, '@eve:nord.example'))).toBe('not-a-member')
    membership = 'leave'
    expect(await move()).toBe('not-a-member')
  })
})

describe('the rate limit', () => {
  it('lets a burst through, refills with time, and counts sources apart', () => {
    const may = createRateLimit({ burst: 3, refillMs: 3_000 })
    expect([may('a', 0), may('a', 0), may('a', 0), may('a', 0), may('b', 0)]).toEqual([true, true, true, false, true])
    expect([may('a', 1_000), may('a', 1_000)]).toEqual([true, false])
  })

  it('keeps few sources in memory, however many come', () => {
    const may = createRateLimit({ burst: 1, refillMs: 1_000_000, maxSources: 2 })
    for (let n = 0; n < 1_000; n++) expect(may(`source ${n}`, n)).toBe(true)
  })
})
