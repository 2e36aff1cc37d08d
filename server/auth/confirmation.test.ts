import { describe, expect, it } from 'vitest'
import { confirmationMs } from '#shared/auth/confirmation.ts'
import { createApp } from '../app.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'

const ada = '@ada:nord.example'
const nina = '@nina:nord.example'

/** A clinic whose homeserver knows one password, and that Ada is its admin. */
const clinic = () => {
  const clock = { now: 1_800_000_000_000 }
  const tried: (string | null)[] = []
  const context = contextForTests({
    now: () => clock.now,
    homeserver: {
      isAdmin: async (userId) => userId === ada,
      admin: (async () => ({ deactivated: false })) as never,
      confirm: async (_, given) => {
        if (given) tried.push(given.password)
        return given?.id === 'asked' && given.password === 'right'
          ? { kind: 'confirmed' }
          : { kind: 'asked', id: 'asked', ways: ['password'] }
      },
    },
  })
  withPartner(context, 'sued.example')
  const app = createApp(context)
  const ask = async (token: string, method: string, path: string, body?: unknown) => {
    const headers = { authorization: token, 'content-type': 'application/json' }
    const answer = await app.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return { status: answer.status, ...((await answer.json()) as { code?: string; token?: string; id?: string }) }
  }
  const confirm = (token: string, password: string) =>
    ask(token, 'POST', '/api/session/confirmations/complete', { id: 'asked', password })
  return { clock, context, tried, ask, confirm, log: () => listAfter(context.db, null, 99) }
}

const grave = [
  ['PUT', '/api/admin/people/role', { userId: nina, isClinicAdmin: true }],
  [
    'POST',
    '/api/admin/people',
    { localpart: 'otto', name: 'Otto', isClinicAdmin: true, entry: null, invitation: null },
  ],
  ['POST', '/api/admin/people/access', { userId: nina, invitation: null }],
  ['POST', '/api/admin/people/closing', { userId: nina }],
  ['POST', '/api/partners/sued.example/transitions', { to: 'ended' }],
] as const

describe('what cannot be undone, or gives power', () => {
  it.each(grave)('%s %s is done only for who has said once more that it is them', async (method, path, body) => {
    const { ask, confirm, context, log } = clinic()
    const { authorization } = await signedIn(context, ada, { wasAdmin: true })
    expect(await ask(authorization, method, path, body)).toMatchObject({ status: 403, code: 'confirmation-needed' })
    // Everybody is asked: that is no attempt at what is forbidden.
    expect(log()).toEqual([])
    expect(await ask(authorization, 'POST', '/api/session/confirmations')).toMatchObject({ id: 'asked' })
    expect(await confirm(authorization, 'wrong')).toMatchObject({ status: 403, code: 'confirmation-refused' })
    const { token } = await confirm(authorization, 'right')
    expect((await ask(`Bearer ${token}`, method, path, body)).code).not.toBe('confirmation-needed')
  })

  it('is asked for again after some minutes, and of every other session', async () => {
    const { clock, ask, confirm, context } = clinic()
    const { authorization } = await signedIn(context, ada, { wasAdmin: true })
    const [method, path, body] = grave[3]
    const confirmed = `Bearer ${(await confirm(authorization, 'right')).token}`
    clock.now += confirmationMs - 1_000
    expect((await ask(confirmed, method, path, body)).code).not.toBe('confirmation-needed')
    const other = (await signedIn(context, ada, { wasAdmin: true })).authorization
    expect(await ask(other, method, path, body)).toMatchObject({ code: 'confirmation-needed' })
    clock.now += 1_000
    expect(await ask(confirmed, method, path, body)).toMatchObject({ code: 'confirmation-needed' })
  })

  it('is not allowed to others for having confirmed who they are', async () => {
    const { ask, confirm, context } = clinic()
    const { authorization } = await signedIn(context, nina)
    const { token } = await confirm(authorization, 'right')
    for (const [method, path, body] of grave)
      expect(await ask(`Bearer ${token}`, method, path, body)).toMatchObject({ status: 403, code: 'not-allowed' })
  })

  it('needs nothing of the kind where it can be undone', async () => {
    const { ask, context } = clinic()
    const { authorization } = await signedIn(context, ada, { wasAdmin: true })
    const suspended = await ask(authorization, 'POST', '/api/partners/sued.example/transitions', { to: 'suspended' })
    expect(suspended.code).not.toBe('confirmation-needed')
  })

  it('is not opened by trying passwords', async () => {
    const { ask, confirm, context, tried } = clinic()
    const { authorization } = await signedIn(context, ada, { wasAdmin: true })
    const outcomes = []
    for (let at = 0; at < 200; at += 1) outcomes.push((await confirm(authorization, `guess ${at}`)).code)
    expect(tried.length).toBeLessThanOrEqual(120)
    expect(outcomes.at(-1)).toBe('rate-limited')
    expect(await ask(authorization, 'POST', '/api/session/confirmations')).toMatchObject({ code: 'rate-limited' })
  })

  it('is confirmed by nobody of another clinic', async () => {
    const { confirm, context } = clinic()
    const { authorization } = await signedIn(context, '@bert:sued.example')
    expect(await confirm(authorization, 'right')).toMatchObject({ code: 'not-allowed' })
  })
})
