import { describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { createApp } from '../app.ts'
import { configForTests, contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { makeIntroduction, readIntroduction } from './introduction.ts'
import { makeSessionToken, readSessionToken } from './session-token.ts'

const config = configForTests()
const anna = '@anna:nord.example' as UserId
const about = { userId: anna, audience: 'sued.example' as ServerName }
const now = 1_800_000_000_000

describe('an introduction', () => {
  it('says who goes to which clinic, for a minute', async () => {
    const introduction = await makeIntroduction(config, about, now)
    expect(await readIntroduction(config, introduction, now)).toEqual(about)
    expect(await readIntroduction(config, introduction, now + 61_000)).toBeNull()
  })

  it('is nothing when another clinic wrote it, or when a letter was changed', async () => {
    const introduction = await makeIntroduction(config, about, now)
    expect(await readIntroduction({ ...config, sessionSecret: 'o'.repeat(32) }, introduction, now)).toBeNull()
    expect(await readIntroduction(configForTests('west.example'), introduction, now)).toBeNull()
    expect(
      await readIntroduction(
        config,
        introduction.replace(/.$/, (end) => (end === 'A' ? 'E' : 'A')),
        now,
      ),
    ).toBeNull()
  })

  it('is no session, and a session is no introduction, though one secret signs both', async () => {
    const { token } = await makeSessionToken(config, { userId: anna, wasAdmin: false }, now)
    expect(await readIntroduction(config, token, now)).toBeNull()
    expect(await readSessionToken(config, await makeIntroduction(config, about, now), now)).toBeNull()
  })
})

describe('an introduction by the service', () => {
  const clinic = async () => {
    const context = contextForTests()
    withPartner(context, 'sued.example')
    withPartner(context, 'west.example', 'suspended')
    const app = createApp(context)
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, string> }
    }
    const introduce = async (audience: string, headers?: Record<string, string>) =>
      post('/api/session/introductions', { audience }, headers ?? (await signedIn(context, anna)))
    return { context, post, introduce }
  }

  it('is for own people who go to an active partner', async () => {
    const { context, introduce } = await clinic()
    expect((await introduce('sued.example')).status).toBe(201)
    expect(await introduce('west.example')).toMatchObject({ status: 403, body: { code: 'partner-suspended' } })
    expect(await introduce('evil.example')).toMatchObject({ status: 403, body: { code: 'partner-unknown' } })
    expect(await introduce('nord.example')).toMatchObject({ status: 400 })
    expect((await introduce('sued.example', {})).status).toBe(401)
    expect((await introduce('sued.example', await signedIn(context, '@bert:sued.example'))).status).toBe(403)
  })

  it('is confirmed to whoever asks, with whom it is for', async () => {
    const { post, introduce } = await clinic()
    const { introduction } = (await introduce('sued.example')).body
    const check = (text: unknown) => post('/api/session/introductions/check', { introduction: text })
    expect(await check(introduction)).toMatchObject({ status: 200, body: about })
    expect(await check('nonsense')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })
})
