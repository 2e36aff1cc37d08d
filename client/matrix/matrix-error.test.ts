import { ConnectionError, MatrixError } from 'matrix-js-sdk'
import { expect, it } from 'vitest'
import { codeOf, MatrixRefusal, refusing } from './matrix-error.ts'

const answer = (status: number, body: Record<string, unknown> = { errcode: 'M_UNKNOWN' }) =>
  new MatrixError(body, status)

// That each code has its words in both languages is tested in `client/i18n/words/errors.test.ts`.
it.each([
  ['too large', answer(413, { errcode: 'M_TOO_LARGE' }), 'too-large'],
  ['no rights', answer(403, { errcode: 'M_FORBIDDEN' }), 'not-allowed'],
  ['an unknown room', answer(404, { errcode: 'M_NOT_FOUND' }), 'not-found'],
  ['too many requests', answer(429, { errcode: 'M_LIMIT_EXCEEDED' }), 'rate-limited'],
  ['a session that is over', answer(401, { errcode: 'M_UNKNOWN_TOKEN' }), 'not-signed-in'],
  ['what is not understood', answer(400, { errcode: 'M_BAD_JSON' }), 'bad-input'],
  ['a homeserver that is going down', answer(503), 'homeserver-unreachable'],
  ['a homeserver that is down', new ConnectionError('fetch failed'), 'homeserver-unreachable'],
  ['a partner that is down', answer(502), 'partner-unreachable'],
  ['a fault of the homeserver', answer(500), 'internal'],
  ['a fault of ours', new TypeError('undefined'), 'internal'],
] as const)('has a code with words for %s', (_, thrown, code) => {
  expect(codeOf(thrown)).toBe(code)
})

it.each(['partner-unknown', 'partner-suspended', 'invitation-refused', 'deletion-too-late'] as const)(
  'tells "%s" of our module apart from other refusals',
  (code) => {
    expect(codeOf(answer(403, { errcode: 'M_FORBIDDEN', 'app.consilium.code': code }))).toBe(code)
  },
)

it('takes no code from the homeserver that is not one of our module', () => {
  expect(codeOf(answer(403, { errcode: 'M_FORBIDDEN', 'app.consilium.code': 'storage-full' }))).toBe('not-allowed')
})

it('passes on how long to wait', async () => {
  const thrown = answer(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1500 })
  await expect(refusing(Promise.reject(thrown))).rejects.toEqual(new MatrixRefusal('rate-limited', 1500))
})
