import { describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { configForTests } from '../context-for-tests.ts'
import { ServiceRefusal } from '../errors.ts'
import { openFederation } from './federation.ts'
import type { PartnerAnswer } from './partner-request.ts'

const sued = 'sued.example' as ServerName
const hour = 60 * 60_000

type Sent = { path: string; token: string | undefined }
const open = (answers: (path: string, token: string | undefined) => PartnerAnswer) => {
  const sent: Sent[] = []
  const clock = { now: 0 }
  let sessions = 0
  const federation = openFederation(configForTests(), {
    now: () => clock.now,
    send: async (_, { path, token }) => {
      sent.push({ path, token })
      if (path !== '/api/session') return answers(path, token)
      sessions += 1
      const userId = '@consilium:nord.example'
      return {
        status: 201,
        body: { token: `session ${sessions}`, expiresAt: clock.now + 10 * 60_000, userId, isClinicAdmin: false },
      }
    },
  })
  return { federation, sent, clock }
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error) => (error instanceof ServiceRefusal ? error.refusal.code : 'thrown'),
  )

const refusal = (status: number, code: string): PartnerAnswer => ({
  status,
  body: { errcode: 'M_FORBIDDEN', error: 'x', code },
})

describe('a call to a partner', () => {
  it('signs in once, also when many go out together, and again shortly before the session ends', async () => {
    const { federation, sent, clock } = open(() => ({ status: 200, body: { n: 1 } }))
    const call = () => federation.callPartner(sued, 'GET', '/api/x')
    expect(await Promise.all([call(), call(), call()])).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }])
    expect(sent.filter(({ path }) => path === '/api/session').length).toBe(1)
    clock.now += 9.5 * 60_000
    await Promise.all([call(), call()])
    expect(sent.filter(({ path }) => path === '/api/session').length).toBe(2)
    expect(sent.at(-1)?.token).toBe('session 2')
  })

  it('signs in anew when the partner does not know the session any more, once', async () => {
    const { federation, sent } = open((_, token) =>
      token === 'session 2' ? { status: 200, body: 'fine' } : refusal(401, 'not-signed-in'),
    )
    expect(await federation.callPartner(sued, 'GET', '/api/x')).toBe('fine')
    const never = open(() => refusal(401, 'not-signed-in'))
    expect(await codeOf(never.federation.callPartner(sued, 'GET', '/api/x'))).toBe('partner-unreachable')
    expect([sent.length, never.sent.length]).toEqual([4, 4])
  })

  it('hands on why the partner refused, and calls its own trouble what it is to us', async () => {
    const code = (answer: PartnerAnswer) => codeOf(open(() => answer).federation.callPartner(sued, 'GET', '/api/x'))
    expect(await code(refusal(403, 'partner-suspended'))).toBe('partner-suspended')
    expect(await code(refusal(409, 'nobody-on-call'))).toBe('nobody-on-call')
    expect(await code(refusal(500, 'internal'))).toBe('partner-unreachable')
    expect(await code({ status: 502, body: '<html>' })).toBe('partner-unreachable')
  })
})

describe('the owner of an OpenID token', () => {
  const owner = (answer: PartnerAnswer) => open(() => answer).federation.openIdOwner(sued, 'to/ken')

  it('is whom the homeserver names, if it is one of its own people', async () => {
    expect(await owner({ status: 200, body: { sub: '@bert:sued.example' } })).toBe('@bert:sued.example')
    expect(await owner({ status: 200, body: { sub: '@anna:nord.example' } })).toBeNull()
    expect(await owner({ status: 200, body: { sub: 'x' } })).toBeNull()
    expect(await owner({ status: 401, body: { errcode: 'M_UNKNOWN_TOKEN' } })).toBeNull()
  })

  it('stays unknown when the partner is away or has suspended us, which is said', async () => {
    expect(await codeOf(owner({ status: 503, body: null }))).toBe('partner-unreachable')
    expect(await codeOf(owner(refusal(403, 'partner-suspended')))).toBe('partner-suspended')
  })

  it('is asked for without signing in, with the token encoded', async () => {
    const { federation, sent } = open(() => ({ status: 200, body: {} }))
    await federation.openIdOwner(sued, 'to/ken&x=1')
    expect(sent).toEqual([
      { path: '/_matrix/federation/v1/openid/userinfo?access_token=to%2Fken%26x%3D1', token: undefined },
    ])
  })
})

describe('whom a partner introduces', () => {
  const introduced = (answer: PartnerAnswer) => open(() => answer).federation.introduced(sued, 'signed')

  it('is one of its own people, and to whom, as it says itself', async () => {
    const body = { userId: '@bert:sued.example', audience: 'nord.example' }
    expect(await introduced({ status: 200, body })).toEqual(body)
    expect(await introduced({ status: 200, body: { ...body, userId: '@anna:nord.example' } })).toBeNull()
    expect(await introduced({ status: 200, body: {} })).toBeNull()
    expect(await introduced(refusal(401, 'not-signed-in'))).toBeNull()
  })

  it('stays unknown when the partner is away or has suspended us, which is said', async () => {
    expect(await codeOf(introduced({ status: 503, body: null }))).toBe('partner-unreachable')
    expect(await codeOf(introduced(refusal(403, 'partner-suspended')))).toBe('partner-suspended')
  })
})

describe('a session that could not be opened', () => {
  it('does not stand in the way of the next call', async () => {
    let isUp = false
    const federation = openFederation(configForTests(), {
      now: () => 0,
      send: async (_, { path }) => {
        if (!isUp) throw new ServiceRefusal({ code: 'partner-unreachable' })
        return path === '/api/session'
          ? {
              status: 201,
              body: { token: 't', expiresAt: hour, userId: '@consilium:nord.example', isClinicAdmin: false },
            }
          : { status: 200, body: 'fine' }
      },
    })
    expect(await codeOf(federation.callPartner(sued, 'GET', '/api/x'))).toBe('partner-unreachable')
    isUp = true
    expect(await federation.callPartner(sued, 'GET', '/api/x')).toBe('fine')
  })
})
