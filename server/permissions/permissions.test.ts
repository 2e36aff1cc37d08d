import { describe, expect, it } from 'vitest'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn } from '../context-for-tests.ts'

const ownOnly = { defaultSetting: 'block all', serverExceptions: { '@LOCAL_SERVER@': {} } } as const

const open = (isGatewayUp = true) => {
  const policies: FederationPolicy[] = []
  const context = contextForTests({
    homeserver: { isAdmin: async (userId) => userId.startsWith('@chief') },
    gateway: {
      async apply(policy) {
        if (!isGatewayUp) throw new Error('away')
        policies.push(policy)
        return { cut: 0 }
      },
    },
  })
  const app = createApp(context)
  const ask = async (user: string, method: 'GET' | 'PUT', body?: unknown) => {
    const answer = await app.request('/api/permissions/default', {
      method,
      headers: {
        ...(await signedIn(context, user, { wasAdmin: user.startsWith('@chief') })),
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
  return { ask, policies }
}

describe('who may write to accounts that have decided nothing', () => {
  it('is everybody until the admin decides, and then what Synapse learns with the policy', async () => {
    const { ask, policies } = open()
    expect((await ask('@anna:nord.example', 'GET')).body).toEqual({
      defaultSetting: 'allow all',
      serverExceptions: {},
    })
    expect(await ask('@chief:nord.example', 'PUT', ownOnly)).toEqual({ status: 200, body: ownOnly })
    expect(policies.at(-1)?.permissionDefault).toEqual(ownOnly)
    expect((await ask('@anna:nord.example', 'GET')).body).toEqual(ownOnly)
  })

  it('is decided by nobody but the admin of the clinic', async () => {
    const { ask } = open()
    expect((await ask('@anna:nord.example', 'PUT', ownOnly)).status).toBe(403)
    expect((await ask('@chief:sued.example', 'PUT', ownOnly)).status).toBe(403)
  })

  it('is kept while the gateway is away', async () => {
    const { ask } = open(false)
    expect((await ask('@chief:nord.example', 'PUT', ownOnly)).status).toBe(200)
    expect((await ask('@chief:nord.example', 'GET')).body).toEqual(ownOnly)
  })

  it('is a setting that everybody knows, with servers as exceptions', async () => {
    const { ask } = open()
    for (const body of [{ defaultSetting: 'some' }, { defaultSetting: 'allow all', serverExceptions: { '/': {} } }])
      expect((await ask('@chief:nord.example', 'PUT', body)).status).toBe(400)
  })
})
