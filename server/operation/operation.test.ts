import { describe, expect, it } from 'vitest'
import type { OverviewOutput } from '#shared/operation/api.ts'
import { createApp } from '../app.ts'
import { recordAccess } from '../audit/record-access.ts'
import { configForTests, contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { daysOf } from './read-overview.ts'

const chief = '@chief:nord.example'
const hourMs = 60 * 60_000

const openClinic = (metricsToken: string | null = null) => {
  const context = contextForTests({
    config: { ...configForTests(), metricsToken },
    homeserver: {
      isAdmin: async (userId) => userId === chief,
      isUp: async () => true,
      admin: (async () => ({ failure_ts: 5, retry_last_ts: 10, retry_interval: 20 })) as never,
    },
  })
  withPartner(context, 'sued.example')
  return { context, app: createApp(context) }
}

/** As the server gives it to the application: from which address, and passed on by the gateway or not. */
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })

describe('how a clinic is', () => {
  it('is each part, the space, the way to each partner and what happened day by day', async () => {
    const { context, app } = openClinic()
    for (const [room, hoursAgo] of [
      ['!a', 1],
      ['!a', 1],
      ['!b', 30],
    ] as const)
      recordAccess(context.db, context.now() - hoursAgo * hourMs, {
        action: 'call-joined',
        details: { who: '@ida:nord.example' as never, room: room as never },
      })
    const answer = await app.request('/api/operation?days=7&timeZone=Europe/Berlin', {
      headers: await signedIn(context, chief, { wasAdmin: true }),
    })
    const body = (await answer.json()) as OverviewOutput
    expect(answer.status).toBe(200)
    expect(body.parts).toMatchObject({ homeserver: 'up', livekit: 'down', database: 'up' })
    expect(body.partners).toEqual([
      expect.objectContaining({ serverName: 'sued.example', failingSince: 5, nextTryAt: 30, isReachable: null }),
    ])
    expect(body.running).toEqual({ calls: null, participants: null, openConsults: 0 })
    expect(body.days.map(({ calls, participants }) => [calls, participants])).toEqual([
      ...Array(5).fill([0, 0]),
      [1, 1],
      [1, 1],
    ])
    expect(JSON.stringify(body)).not.toContain('@ida')
  })

  it('is for admins alone, in a zone that there is', async () => {
    const { context, app } = openClinic()
    const asIda = await signedIn(context, '@ida:nord.example')
    expect((await app.request('/api/operation', { headers: asIda })).status).toBe(403)
    const asChief = await signedIn(context, chief, { wasAdmin: true })
    expect((await app.request('/api/operation?timeZone=Mond/Krater', { headers: asChief })).status).toBe(400)
  })

  it('counts consults on the day they were asked, and answers on theirs', () => {
    const row = { acceptedAt: null, escalations: 2, end: 'silent' } as const
    expect(
      daysOf(
        ['1', '2'],
        String,
        [],
        [
          { ...row, roomId: '!a', askedAt: 1, answeredAt: null },
          // The second choice is a department of the same clinic.
          { ...row, roomId: '!a', askedAt: 1, answeredAt: 2, escalations: 0, end: 'answered' },
          { ...row, roomId: '!b', askedAt: 2, answeredAt: null },
        ],
      ),
    ).toMatchObject([
      { consultsAsked: 1, consultsAnswered: 0, escalations: 2 },
      { consultsAsked: 1, consultsAnswered: 1, escalations: 2 },
    ])
  })
})

describe('the numbers for Prometheus', () => {
  it('name parts and routes, and no person, clinic or room', async () => {
    const { context, app } = openClinic()
    await app.request('/api/consults/!secret:nord.example', { headers: await signedIn(context, '@ida:nord.example') })
    const answer = await app.request('/metrics', {}, from('127.0.0.1'))
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(text).toContain('consilium_part_up{part="homeserver"} 1')
    expect(text).toContain('consilium_partners_active 1')
    expect(text).toMatch(
      /consilium_request_duration_seconds_count\{method="GET",route="\/api\/consults\/:roomId",status="\dxx"\} 1/,
    )
    expect(text).not.toMatch(/secret|@ida|sued|nord/)
  })

  it('are for this machine, or whoever shows the token', async () => {
    const token = 't'.repeat(32)
    const { app } = openClinic(token)
    const status = async (address: string, headers: Record<string, string> = {}) =>
      (await app.request('/metrics', { headers }, from(address))).status
    expect(await status('127.0.0.1')).toBe(200)
    expect(await status('10.0.0.5')).toBe(403)
    // What came through the gateway is from elsewhere.
    expect(await status('127.0.0.1', { 'x-forwarded-for': '10.0.0.5' })).toBe(403)
    expect(await status('10.0.0.5', { authorization: `Bearer ${token}` })).toBe(200)
    expect(await status('10.0.0.5', { authorization: 'Bearer wrong' })).toBe(403)
    const { app: without } = openClinic()
    expect(
      (await without.request('/metrics', { headers: { authorization: 'Bearer ' } }, from('10.0.0.5'))).status,
    ).toBe(403)
  })
})
