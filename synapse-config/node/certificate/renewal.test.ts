import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { expect, test } from 'vitest'
import { type Failure, mustWaitUntil, nextLook, nextTryAfter, reasonToRenew } from './renewal.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const start = new Date('2026-06-01T12:00:00Z')
const after = (hours: number) => new Date(start.getTime() + hours * 60 * 60_000)
const days = (count: number) => after(24 * count)

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
const pemOf = async ({ privateKey }: { privateKey: CryptoKey }) =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')

const directoryUrl = 'https://ca.example/directory'
const names = ['ost.example', 'chat.ost.example']
const keys = await newKeys()
const certificate = (
  await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=ost.example',
    keys,
    signingAlgorithm: algorithm,
    notBefore: start,
    notAfter: days(90),
    extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))],
  })
).toString('pem')
const pair = { key: await pemOf(keys), certificate, directoryUrl }
const wanted = { names, directoryUrl }

test.each([
  ['none is there', null, wanted, start, 'missing'],
  ['it is no certificate', { ...pair, certificate: 'nothing' }, wanted, start, 'missing'],
  ['the key is of another one', { ...pair, key: await pemOf(await newKeys()) }, wanted, start, 'missing'],
  ['a name has come', pair, { ...wanted, names: [...names, 'turn.ost.example'] }, start, 'names'],
  ['another authority was named', pair, { ...wanted, directoryUrl: 'https://other.example/' }, start, 'authority'],
  ['more than a third of its lifetime is left', pair, wanted, days(59), null],
  ['a third is left', pair, wanted, days(60), 'ends'],
  ['it has ended', pair, wanted, days(91), 'ends'],
])('where %s', (_, found, wish, now, reason) => {
  expect(reasonToRenew(found, wish, now)).toBe(reason)
})

const failedAt = (...hours: number[]): Failure[] => hours.map((hour) => ({ at: after(hour), isCounted: true }))

test('a node that runs tries again after pauses that grow, to half a day', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 12].map((count) => {
    const next = nextTryAfter({ list: Array.from({ length: count }, () => failedAt(0)).flat(), notBefore: null })
    return next && (next.getTime() - start.getTime()) / 60 / 60_000
  })
  expect(pauses).toEqual([1, 2, 4, 8, 12, 12, 12])
  expect(nextTryAfter({ list: [], notBefore: null })).toBeNull()
  expect(nextTryAfter({ list: failedAt(0), notBefore: after(30) })).toEqual(after(30))
})

test('one that is started again and again stops before the authority does, which counts what it asked in vain', () => {
  const four = failedAt(0, 0.1, 0.2, 0.3)
  expect(mustWaitUntil({ list: four.slice(1), notBefore: null }, after(0.4))).toBeNull()
  expect(mustWaitUntil({ list: four, notBefore: null }, after(0.4))).toEqual(after(1))
  expect(mustWaitUntil({ list: four, notBefore: null }, after(1))).toBeNull()
  const unasked = four.map(({ at }) => ({ at, isCounted: false }))
  expect(mustWaitUntil({ list: unasked, notBefore: null }, after(0.4))).toBeNull()
  expect(mustWaitUntil({ list: [], notBefore: after(3) }, after(0.4))).toEqual(after(3))
  expect(mustWaitUntil({ list: four, notBefore: after(3) }, after(0.4))).toEqual(after(3))
})

test('it looks a few times a day, and when it is due', () => {
  const none = { list: [], notBefore: null }
  expect(nextLook(pair, none, start)).toEqual(after(6))
  expect(nextLook(pair, none, after(24 * 60 - 1))).toEqual(days(60))
  expect(nextLook(pair, { list: failedAt(0), notBefore: null }, after(0.5))).toEqual(after(1))
})
