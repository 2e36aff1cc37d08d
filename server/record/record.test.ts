import { describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { configForTests, contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { contentSecurityPolicy } from '../web/content-security-policy.ts'

const anna = '@anna:nord.example'
const kim = '@kim:sued.example'
const record = { url: 'https://fhir.nord.example/r4', withCredentials: true, signInUrl: null }

const clinic = (settings: typeof record | null) => {
  const context = contextForTests({
    config: { ...configForTests(), record: settings },
    homeserver: { isJoined: async (roomId) => roomId === '!consult' },
  })
  const app = createApp(context)
  return {
    context,
    ask: async (who: string, method: 'GET' | 'POST', path: string, body?: object) => {
      const headers = { ...(await signedIn(context, who)), 'content-type': 'application/json' }
      const answer = await app.request(`/api/record${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
      })
      return [answer.status, await answer.json()]
    },
  }
}

describe('the FHIR server of a clinic', () => {
  it('is offered to people of the clinic only, when there is one', async () => {
    expect(await clinic(record).ask(anna, 'GET', '')).toEqual([200, { isConfigured: true }])
    expect(await clinic(null).ask(anna, 'GET', '')).toEqual([200, { isConfigured: false }])
    const { context, ask } = clinic(record)
    withPartner(context, 'sued.example')
    expect((await ask(kim, 'GET', ''))[0]).toBe(403)
    expect((await ask(kim, 'POST', '/handovers', { roomId: '!consult', step: 'begun' }))[0]).toBe(403)
  })

  it('is told for consults that one takes part in, not for anything else', async () => {
    const { ask } = clinic(record)
    expect((await ask(anna, 'POST', '/handovers', { roomId: '!other', step: 'begun' }))[0]).toBe(403)
    expect((await ask(anna, 'POST', '/handovers', { roomId: '!consult', step: 'begun' }))[0]).toBe(404)
    expect((await ask(anna, 'POST', '/handovers', { roomId: '!consult', step: 'other' }))[0]).toBe(400)
  })

  it('may be spoken to by our pages; without one, they may not', () => {
    const config = configForTests()
    const connect = (settings: typeof record | null) =>
      /connect-src [^;]*/.exec(contentSecurityPolicy({ ...config, record: settings }, []))?.[0]
    expect(connect(record)).toContain(' https://fhir.nord.example')
    expect(connect(record)).not.toContain('/r4')
    expect(connect(null)).not.toContain('fhir')
  })
})
