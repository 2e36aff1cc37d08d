import { describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { logIn } from './log-in.ts'

const nord = 'nord.localhost' as ServerName
const eva = { userName: 'eva', password: 'wrong horse', deviceName: 'Chrome' }

const answering = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const asked: Record<string, unknown>[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    asked.push(JSON.parse(String(init?.body)))
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
  }
  return { asked, fetch }
}

describe('signing in', () => {
  it.each<[string, number, unknown, unknown]>([
    ['a wrong password', 403, { errcode: 'M_FORBIDDEN' }, { kind: 'wrong-password' }],
    ['a name that cannot be one', 400, { errcode: 'M_INVALID_USERNAME' }, { kind: 'wrong-password' }],
    ['a deactivated account', 403, { errcode: 'M_USER_DEACTIVATED' }, { kind: 'deactivated' }],
    ['a locked account', 401, { errcode: 'M_USER_LOCKED' }, { kind: 'deactivated' }],
    [
      'too many tries, with the time to wait',
      429,
      { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 4_200 },
      { kind: 'too-many-tries', seconds: 5 },
    ],
    ['a homeserver without passwords', 400, { errcode: 'M_UNKNOWN' }, { kind: 'no-passwords' }],
    ['a homeserver that fails', 500, { errcode: 'M_UNKNOWN' }, { kind: 'homeserver-down' }],
    ['a homeserver that does not answer its gateway', 502, '<html>', { kind: 'homeserver-down' }],
    ['an answer that is none', 200, {}, { kind: 'homeserver-down' }],
  ])('knows %s', async (_what, status, body, refusal) => {
    expect(await logIn(eva, nord, answering(status, body).fetch)).toEqual({ ok: false, error: refusal })
  })

  it('reads the time to wait from the header of newer homeservers', async () => {
    const { fetch } = answering(429, { errcode: 'M_LIMIT_EXCEEDED' }, { 'retry-after': '7' })
    expect(await logIn(eva, nord, fetch)).toMatchObject({ error: { seconds: 7 } })
  })

  it('knows that nothing answers', async () => {
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await logIn(eva, nord, fetch)).toEqual({ ok: false, error: { kind: 'no-network' } })
  })

  it.each([
    ['eva', 'eva'],
    [' eva ', 'eva'],
    ['@eva', 'eva'],
    ['eva:nord.localhost', '@eva:nord.localhost'],
    ['@eva:NORD.localhost', '@eva:NORD.localhost'],
  ])('takes %j as a name', async (userName, user) => {
    const { asked, fetch } = answering(200, { user_id: '@eva:nord.localhost', device_id: 'A', access_token: 't' })
    expect(await logIn({ ...eva, userName }, nord, fetch)).toMatchObject({ ok: true })
    expect(asked[0]?.['identifier']).toEqual({ type: 'm.id.user', user })
  })

  it('sends the password of another clinic nowhere', async () => {
    const { asked, fetch } = answering(200, {})
    const answer = await logIn({ ...eva, userName: '@kim:sued.localhost' }, nord, fetch)
    expect(answer).toEqual({ ok: false, error: { kind: 'other-clinic', serverName: 'sued.localhost' } })
    expect(asked).toEqual([])
  })

  it('by what the homeserver gave after the hospital’s provider, once', async () => {
    const { asked, fetch } = answering(403, { errcode: 'M_FORBIDDEN' })
    const again = await logIn({ loginToken: 'x', deviceName: 'Chrome' }, nord, fetch)
    expect(again).toEqual({ ok: false, error: { kind: 'interrupted' } })
    expect(asked).toEqual([{ type: 'm.login.token', token: 'x', initial_device_display_name: 'Chrome' }])
  })
})
