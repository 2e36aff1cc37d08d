import { ConnectionError, MatrixError } from 'matrix-js-sdk'
import { describe, expect, it } from 'vitest'
import { afterFailure, NobodyReachable, NotSendable, pauseMs } from './outbox-rules.ts'

const refused = (status: number, body: Record<string, unknown> = {}, headers = new Headers()) =>
  new MatrixError({ errcode: 'M_UNKNOWN', error: '', ...body }, status, undefined, undefined, headers)

describe('after an attempt that did not succeed', () => {
  it.each([
    ['no network', new ConnectionError('fetch failed'), { kind: 'retry', afterMs: 500 }],
    [
      'a clinic that gives no keys',
      new NobodyReachable(),
      { kind: 'retry', afterMs: 500, code: 'partner-unreachable' },
    ],
    ['no answer in time', new DOMException('', 'AbortError'), { kind: 'retry', afterMs: 500 }],
    ['the homeserver is being restarted', refused(502), { kind: 'retry', afterMs: 500 }],
    ['a token about to be replaced', refused(401), { kind: 'retry', afterMs: 500 }],
    ['not a member any more', refused(403), { kind: 'fail', code: 'not-allowed' }],
    [
      'a suspended partner',
      refused(403, { 'app.consilium.code': 'partner-suspended' }),
      { kind: 'fail', code: 'partner-suspended' },
    ],
    ['too large', refused(413), { kind: 'fail', code: 'too-large' }],
    ['malformed', refused(400), { kind: 'fail', code: 'bad-input' }],
    ['a changed identity', new NotSendable('identity-changed'), { kind: 'fail', code: 'identity-changed' }],
    ['a fault of ours', new TypeError('undefined'), { kind: 'fail', code: 'internal' }],
    [
      'too fast, told in the body',
      refused(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1234 }),
      { kind: 'wait', afterMs: 1234 },
    ],
    [
      'too fast, told in the header',
      refused(429, { errcode: 'M_LIMIT_EXCEEDED' }, new Headers({ 'Retry-After': '3' })),
      { kind: 'wait', afterMs: 3000 },
    ],
    ['too fast, not told', refused(429, { errcode: 'M_LIMIT_EXCEEDED' }), { kind: 'wait', afterMs: 5000 }],
  ])('%s', (_, thrown, expected) => {
    expect(afterFailure(thrown, 0, 1)).toEqual(expected)
  })

  it('the pauses grow to a quarter of a minute, half of each by chance', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map((attempt) => pauseMs(attempt, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 15000, 15000,
    ])
    expect(pauseMs(20, 0)).toBe(7500)
  })
})
