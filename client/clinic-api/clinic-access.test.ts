import { describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { ApiError } from './api-error.ts'
import { makeClinicAccess } from './clinic-access.ts'

const minute = 60_000
const proof = { introduction: 'signed', matrix_server_name: 'nord.localhost' as ServerName }
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

/** A clinic's service that gives `token-1`, `token-2`, … and takes the newest only, unless told otherwise. */
const makeService = (options: { clockAheadMs?: number } = {}) => {
  const service = { now: 1_000_000, sessions: 0, requests: [] as string[], taken: '', refusal: null as Response | null }
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    await Promise.resolve()
    if (service.refusal) return service.refusal
    if (String(url).endsWith('/api/session')) {
      service.sessions += 1
      service.taken = `token-${service.sessions}`
      return json({
        token: service.taken,
        expiresAt: service.now - (options.clockAheadMs ?? 0) + 10 * minute,
        userId: '@eva:nord.localhost',
        isClinicAdmin: false,
      })
    }
    const sent = new Headers(init?.headers).get('authorization') ?? ''
    service.requests.push(sent)
    return sent === `Bearer ${service.taken}` ? json({}) : json({ errcode: '', error: '', code: 'not-signed-in' }, 401)
  }
  const access = makeClinicAccess({
    address: async () => 'https://nord.localhost',
    prove: async () => proof,
    fetch,
    now: () => service.now,
    silence: 'partner-unreachable',
  })
  return { service, access }
}

describe('access to a clinic', () => {
  it('asks for one session, however many ask at the same time', async () => {
    const { service, access } = makeService()
    await Promise.all([access.ask('/api/partners'), access.ask('/api/consults'), access.authorization()])
    expect(service.sessions).toBe(1)
    expect(service.requests).toEqual(['Bearer token-1', 'Bearer token-1'])
  })

  it('renews the session before it ends', async () => {
    const { service, access } = makeService()
    await access.ask('/api/partners')
    service.now += 8 * minute
    expect(await access.authorization()).toBe('Bearer token-1')
    service.now += 1.5 * minute
    expect(await Promise.all([access.authorization(), access.authorization()])).toEqual([
      'Bearer token-2',
      'Bearer token-2',
    ])
    expect(service.sessions).toBe(2)
  })

  it('renews once for all that are refused at the same time', async () => {
    const { service, access } = makeService()
    await access.ask('/api/partners')
    service.taken = 'the service was restarted with another secret'
    const answers = await Promise.all([access.ask('/api/partners'), access.ask('/api/consults')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(service.sessions).toBe(2)
  })

  it('gives up on a service that refuses the new session too', async () => {
    const { service, access } = makeService()
    await access.ask('/api/partners')
    service.refusal = json({ errcode: 'M_UNKNOWN_TOKEN', error: '', code: 'not-signed-in' }, 401)
    await expect(access.ask('/api/partners')).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  it('does not ask for a session at every request when this clock is wrong', async () => {
    const { service, access } = makeService({ clockAheadMs: 30 * minute })
    await access.ask('/api/partners')
    await access.ask('/api/partners')
    expect(service.sessions).toBe(1)
  })

  it('says why the session was refused, and asks again the next time', async () => {
    const { service, access } = makeService()
    service.refusal = json({ errcode: 'M_FORBIDDEN', error: '', code: 'partner-suspended' }, 403)
    await expect(access.ask('/api/consults')).rejects.toEqual(new ApiError('partner-suspended'))
    service.refusal = null
    expect((await access.ask('/api/consults')).status).toBe(200)
  })

  it('says that nobody answers', async () => {
    const access = makeClinicAccess({
      address: async () => 'https://sued.localhost',
      prove: async () => proof,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      now: () => 0,
      silence: 'partner-unreachable',
    })
    await expect(access.ask('/api/consults')).rejects.toMatchObject({ code: 'partner-unreachable' })
  })

  it('says that the own homeserver does not answer', async () => {
    const access = makeClinicAccess({
      address: async () => 'https://nord.localhost',
      prove: () => Promise.reject(new Error('no connection')),
      fetch: async () => json({}),
      now: () => 0,
      silence: 'internal',
    })
    await expect(access.ask('/api/consults')).rejects.toMatchObject({ code: 'homeserver-unreachable' })
  })
})
