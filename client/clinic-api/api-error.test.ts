import { describe, expect, it } from 'vitest'
import { readApiError } from './api-error.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })

describe('what a refused request says', () => {
  it('is the code of the service, with its details', async () => {
    const body = { errcode: 'M_UNKNOWN', error: '', code: 'race-lost', details: { owner: '@kim:sued.localhost' } }
    expect(await readApiError(answer(409, body))).toMatchObject({
      code: 'race-lost',
      details: { owner: '@kim:sued.localhost' },
      retryAfterMs: null,
    })
  })

  it('is how long to wait', async () => {
    const body = { errcode: 'M_LIMIT_EXCEEDED', error: '', code: 'rate-limited' }
    expect(await readApiError(answer(429, body, { 'retry-after': '5' }))).toMatchObject({ retryAfterMs: 5_000 })
  })

  it.each([
    [429, 'rate-limited'],
    [413, 'too-large'],
    [404, 'not-found'],
    [403, 'not-allowed'],
    [401, 'not-signed-in'],
    [502, 'internal'],
  ])('with the page of something in between and status %i is %s', async (status, code) => {
    expect(await readApiError(answer(status, '<html>'))).toMatchObject({ code })
  })
})
