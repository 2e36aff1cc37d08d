import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { answerError } from '../answer-error.ts'
import type { Context, Env } from '../context.ts'
import { contextForTests } from '../context-for-tests.ts'
import { HomeserverUnreachable } from '../errors.ts'
import type { EventListener } from './take-transaction.ts'
import { transactionRoutes } from './transactions.ts'

const event = (n: number) => ({
  type: 'm.test',
  room_id: '!room',
  event_id: `$${n}`,
  sender: '@a:nord.example',
  origin_server_ts: n,
  content: { n },
})

const open = (listener: EventListener, context = contextForTests()) => {
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('context', context as Context)
      await next()
    })
    .route('/', transactionRoutes([listener]))
  app.onError(answerError)
  const put = (txnId: string, events: unknown[], token = context.config.homeserver.hsToken) =>
    app.request(`/transactions/${txnId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ events }),
    })
  return { context, app, put }
}

const recording = () => {
  const heard: unknown[] = []
  const listener: EventListener = (_, { content }) => void heard.push(content['n'])
  return { heard, listener }
}

describe('a transaction of Synapse', () => {
  it('is worked through in order, once, however often it comes', async () => {
    const { heard, listener } = recording()
    const { put, context } = open(listener)
    const answers = await Promise.all([put('1', [event(1), event(2)]), put('1', [event(1), event(2)])])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await put('2', [event(3)])).status).toBe(200)
    expect((await put('1', [event(1), event(2)])).status).toBe(200)
    expect(heard).toEqual([1, 2, 3])
    const restarted = open(listener, context)
    expect((await restarted.put('2', [event(3)])).status).toBe(200)
    expect(heard).toEqual([1, 2, 3])
  })

  it('is not done before its listeners are, and comes again when a part was away', async () => {
    const heard: unknown[] = []
    let isAway = true
    const { put } = open(async (_, { content }) => {
      await Promise.resolve()
      if (isAway) throw new HomeserverUnreachable('down')
      heard.push(content['n'])
    })
    expect((await put('1', [event(1)])).status).toBe(503)
    isAway = false
    expect((await put('1', [event(1)])).status).toBe(200)
    expect(heard).toEqual([1])
  })

  it('does not stop the ones after it when a listener fails on one event', async () => {
    const heard: unknown[] = []
    const { put, context } = open((_, { content }) => {
      if (content['n'] === 1) throw new TypeError('cannot read Meier')
      heard.push(content['n'])
    })
    expect((await put('1', [event(1), event(2)])).status).toBe(200)
    expect(heard).toEqual([2])
    expect(context.log.lines).toMatchObject([
      { event: 'event-listener-failed', eventType: 'm.test', error: 'TypeError' },
    ])
    expect(JSON.stringify(context.log.lines)).not.toContain('Meier')
  })

  it('is another one when it carries other events: Synapse counts from one again after a restart', async () => {
    const { heard, listener } = recording()
    const { put } = open(listener)
    const first = { ...event(1), unsigned: { age: 5 } }
    await put('1', [first])
    await put('1', [{ ...first, unsigned: { age: 9_000 } }])
    await put('1', [event(2)])
    expect(heard).toEqual([1, 2])
  })

  it('is taken from Synapse only', async () => {
    const { heard, listener } = recording()
    const { put, app } = open(listener)
    expect((await put('1', [event(1)], 'x'.repeat(32))).status).toBe(403)
    expect((await app.request('/transactions/1', { method: 'PUT' })).status).toBe(401)
    expect(heard).toEqual([])
  })

  it('may carry what is none of our events', async () => {
    const { heard, listener } = recording()
    const { put } = open(listener)
    expect((await put('1', [null, 'x', { type: 'm.test' }, event(4)])).status).toBe(200)
    expect(heard).toEqual([4])
  })
})

describe('Synapse', () => {
  it('is answered when it asks whether it reaches us, with the null that it sends', async () => {
    const { app, context } = open(() => {})
    const answer = await app.request('/ping', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${context.config.homeserver.hsToken}` },
      body: JSON.stringify({ transaction_id: null }),
    })
    expect(answer.status).toBe(200)
  })

  it('learns that the service account is the only account of ours', async () => {
    const { app, context } = open(() => {})
    const headers = { authorization: `Bearer ${context.config.homeserver.hsToken}` }
    const get = async (path: string) => (await app.request(path, { headers })).status
    expect(await get(`/users/${encodeURIComponent('@consilium:nord.example')}`)).toBe(200)
    expect(await get(`/users/${encodeURIComponent('@other:nord.example')}`)).toBe(404)
    expect(await get(`/rooms/${encodeURIComponent('#room:nord.example')}`)).toBe(404)
  })
})
