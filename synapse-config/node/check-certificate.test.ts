import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { expect, test } from 'vitest'
import { checkCertificate } from './check-certificate.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const now = new Date('2026-06-01T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60_000)
const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
const pemOf = async ({ privateKey }: { privateKey: CryptoKey }) =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')

const authorityKeys = await newKeys()
const authority = await x509.X509CertificateGenerator.createSelfSigned({
  name: 'CN=Landesnetz',
  keys: authorityKeys,
  signingAlgorithm: algorithm,
  notBefore: inDays(-100),
  notAfter: inDays(1000),
})
const keys = await newKeys()
const key = await pemOf(keys)
const certificateFor = async (name: string, { from = -10, to = 90, signer = authorityKeys } = {}) => {
  const made = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: algorithm,
    notBefore: inDays(from),
    notAfter: inDays(to),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  })
  return made.toString('pem')
}
const authorityPem = authority.toString('pem')
const saysOf = (certificate: string, more: { key?: string; authority?: string | null } = {}) => {
  const { verdict, says } = checkCertificate({ certificate, key, authority: authorityPem, ...more }, 'ost.example', now)
  return `${verdict}: ${says}`
}

test.each([
  ['that fits', await certificateFor('ost.example'), {}, 'good: for ost.example, 90 days left.'],
  [
    'for another name',
    await certificateFor('west.example'),
    {},
    'fault: it is not for ost.example but for DNS:west.example.',
  ],
  ['that ends soon', await certificateFor('ost.example', { to: 5 }), {}, 'warning: it ends in 5 days.'],
  ['that has ended', await certificateFor('ost.example', { to: -1 }), {}, /^fault: it ended /],
  ['that has not begun', await certificateFor('ost.example', { from: 2 }), {}, /^fault: it begins /],
  [
    'with another key',
    await certificateFor('ost.example'),
    { key: await pemOf(await newKeys()) },
    'fault: the key belongs to another certificate.',
  ],
  ['with no key', await certificateFor('ost.example'), { key: 'nothing' }, 'fault: the key cannot be read.'],
  [
    'of a false authority',
    await certificateFor('ost.example', { signer: await newKeys() }),
    {},
    'fault: the authority named as caFile has not signed it.',
  ],
  ['that is none', 'nothing', {}, 'fault: the file is not a certificate.'],
])('a certificate %s', (_, certificate, more, said) => {
  expect(saysOf(certificate, more)).toMatch(said)
})

test('a certificate that is signed by itself is trusted by no partner', async () => {
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=ost.example',
    keys,
    signingAlgorithm: algorithm,
    notBefore: inDays(-1),
    notAfter: inDays(90),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'ost.example' }])],
  })
  expect(saysOf(own.toString('pem'), { authority: null })).toBe(
    'fault: it is signed by itself, which no partner trusts.',
  )
})
