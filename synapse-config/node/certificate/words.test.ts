import * as v from 'valibot'
import { expect, test } from 'vitest'
import { linesOf } from '../finding.ts'
import { type AcmeSettings, acmeSettings } from './acme-settings.ts'
import { NoAuthority } from './authority.ts'
import { PlaceTaken } from './challenges.ts'
import { problemIn, retryAfter, type Step } from './problem.ts'
import { failureFinding } from './words.ts'

const settings = v.parse(acmeSettings, { email: 'it@ost.example', agreesToTerms: true })
const withContract: AcmeSettings = { ...settings, externalAccount: { kid: 'k', keyFile: '/etc/key' } }
const saysOf = (error: unknown, changed = settings) =>
  linesOf(
    failureFinding(error, { settings: changed, names: ['ost.example', 'chat.ost.example'], host: '10.0.0.7' }),
  ).join('\n')

const problem = (type: string, step: Step, more: object = {}) =>
  problemIn({ type: `urn:ietf:params:acme:error:${type}`, detail: 'as it says.', ...more }, { step, about: null })

/** All types of RFC 8555, section 6.7. */
const types = [
  'accountDoesNotExist',
  'alreadyRevoked',
  'badCSR',
  'badNonce',
  'badPublicKey',
  'badRevocationReason',
  'badSignatureAlgorithm',
  'caa',
  'compound',
  'connection',
  'dns',
  'externalAccountRequired',
  'incorrectResponse',
  'invalidContact',
  'malformed',
  'orderNotReady',
  'rateLimited',
  'rejectedIdentifier',
  'serverInternal',
  'tls',
  'unauthorized',
  'unsupportedContact',
  'unsupportedIdentifier',
  'userActionRequired',
]

test.each(types)('%s has words, with those of the authority in them and a way out', (type) => {
  const said = saysOf(problem(type, 'order'))
  expect(said).toMatch(/^✗ certificate: .*acme-v02\.api\.letsencrypt\.org.*: as it says\)?\.\n {4}\S.+\.$/)
})

test('what is wrong with a name says with which, and where its port 80 belongs', () => {
  const said = saysOf(problem('connection', 'validation', { identifier: { type: 'dns', value: 'chat.ost.example' } }))
  expect(said).toContain('does not reach chat.ost.example')
  expect(said).toContain('Lead port 80 of chat.ost.example to 10.0.0.7, port 80')
})

test('of several problems in one, the first is said with its name', () => {
  const type = 'urn:ietf:params:acme:error:caa'
  const subproblems = [{ type, detail: 'CAA forbids', identifier: { type: 'dns', value: 'ost.example' } }]
  const said = saysOf(problem('compound', 'order', { subproblems }))
  expect(said).toContain('does not allow acme-v02.api.letsencrypt.org for ost.example: CAA forbids.')
})

test('the same type means the contract where an account is asked for, and the name where it was looked for', () => {
  expect(saysOf(problem('unauthorized', 'account'), withContract)).toContain('does not take the external account')
  expect(saysOf(problem('unauthorized', 'account'))).toContain('refuses (unauthorized: as it says)')
  expect(saysOf(problem('unauthorized', 'validation'), withContract)).toContain('did not find this node')
})

test('a rate limit says when it ends', () => {
  const now = new Date('2026-06-01T12:00:00Z')
  const notBefore = retryAfter('3600', now)
  const limited = problemIn({ type: 'urn:ietf:params:acme:error:rateLimited' }, { step: 'order', notBefore })
  expect(saysOf(limited)).toContain('It takes requests again at 2026-06-01 13:00 UTC.')
  expect(retryAfter('Mon, 01 Jun 2026 14:00:00 GMT', now)?.toISOString()).toBe('2026-06-01T14:00:00.000Z')
  expect([retryAfter(undefined, now), retryAfter('soon', now)]).toEqual([null, null])
})

test.each([
  ['a port that is taken', new PlaceTaken('EADDRINUSE'), 'port 80 of 10.0.0.7, where the authority asks, is taken'],
  ['one that is not allowed', new PlaceTaken('EACCES'), 'may not open port 80'],
  ['an address of another machine', new PlaceTaken('EADDRNOTAVAIL'), '10.0.0.7 is no address of this machine'],
  [
    'a server that is none of ACME',
    new NoAuthority('it answered 404'),
    'does not answer as expected: it answered 404.',
  ],
  [
    'one that is away',
    Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    'is not reached: nobody listens there.',
  ],
  [
    'one behind a proxy that opens TLS',
    Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    'Name the authority that signed it as caFile',
  ],
  ['a full disk', Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', path: '/var' }), 'it cannot be kept: ENOSPC.'],
])('%s is said', (_, error, words) => {
  expect(saysOf(error)).toContain(words)
})
