import { expect, test } from 'vitest'
import { type Secrets, secretNames } from '../render.ts'
import { certificatePlanOf, portsOf, readNodePlan, settingsOf, tlsFilesOf } from './node-plan.ts'

const answers = {
  name: 'Klinikum Ost',
  serverName: 'ost.example',
  url: 'https://chat.ost.example',
  folder: '/var/lib/consilium',
  tls: { certFile: '/etc/tls/ost.pem', keyFile: '/etc/tls/ost.key' },
  admin: { localpart: 'uwe.krause', name: 'Uwe Krause' },
}
const faultsOf = (changed: object) => readNodePlan(JSON.stringify({ ...answers, ...changed })).faults

test('what a clinic does not decide has a default', () => {
  const { plan } = readNodePlan(JSON.stringify(answers))
  expect(plan).toMatchObject({ firstPort: 8600, fileStore: { kind: 'folder' }, record: null, caFile: null })
  expect(plan && portsOf(plan).web).toBe(8600)
  expect(plan && portsOf({ ...plan, ports: { federation: 8448 } }).federation).toBe(8448)
})

test.each([
  ['a web address with a path', { url: 'https://ost.example/chat' }, 'url: a web address without a path'],
  ['a name that is none', { serverName: 'Klinikum Ost' }, 'serverName: not a server name'],
  ['a port in quotes', { firstPort: '8600' }, 'firstPort: number is expected, not "8600"'],
  ['a folder without its place', { folder: 'data' }, 'folder: a path that begins with a slash'],
  [
    'an admin with capitals',
    { admin: { ...answers.admin, localpart: 'Uwe' } },
    'admin.localpart: small letters, digits, dots and dashes',
  ],
])('%s is refused with its place', (_, changed, fault) => {
  expect(faultsOf(changed)).toEqual([fault])
})

test('a word that is not known is refused: it would be a setting that has no effect', () => {
  expect(faultsOf({ quota: 1 })).toEqual(['quota: is not known'])
  expect(faultsOf({ url: undefined })).toEqual(['url: is missing'])
})

const acme = { email: 'it@ost.example', agreesToTerms: true }

test.each([
  ['neither files nor an authority', {}, ['tls.certFile: is missing', 'tls.keyFile: is missing']],
  ['both', { acme, certFile: '/a' }, ['tls.certFile: is not known']],
  ['an agreement that nobody has given', { acme: { email: acme.email } }, ['tls.acme.agreesToTerms: is missing']],
  [
    'an authority without TLS',
    { acme: { ...acme, directoryUrl: 'http://ca.example/' } },
    ['tls.acme.directoryUrl: an address that begins with https://'],
  ],
  ['no certificate at all', 'acme', ['tls: Object is expected, not "acme"']],
])('a certificate from %s is refused with its place', (_, tls, faults) => {
  expect(faultsOf({ tls })).toEqual(faults)
})

test('a certificate by ACME is for the server name and the web address, and all parts read the one of the folder', () => {
  const { plan } = readNodePlan(JSON.stringify({ ...answers, serverName: 'ost.example:8448', tls: { acme } }))
  expect(plan && certificatePlanOf(plan)).toEqual({
    folder: answers.folder,
    host: '127.0.0.1',
    names: ['ost.example', 'chat.ost.example'],
    caFile: null,
    settings: {
      ...acme,
      directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
      httpPort: 80,
      externalAccount: null,
    },
  })
  const file = '/var/lib/consilium/certificate/tls.pem'
  expect(plan && tlsFilesOf(plan)).toEqual({ certFile: file, keyFile: file })
  const { plan: withFiles } = readNodePlan(JSON.stringify(answers))
  expect(withFiles && [certificatePlanOf(withFiles), tlsFilesOf(withFiles)]).toEqual([null, answers.tls])
})

test('what is no JSON says so', () => {
  expect(readNodePlan('name: Ost').faults).toEqual(['it is not JSON'])
})

test('beside a provider everybody has a password, or the first admin alone', () => {
  const secrets = Object.fromEntries(secretNames.map((name) => [name, 'x'.repeat(40)])) as Secrets
  const accountsOf = (changed: object) => {
    const provider = { name: 'K', issuer: 'https://login.example', clientId: 'c', clientSecretFile: '/s', ...changed }
    const { plan } = readNodePlan(JSON.stringify({ ...answers, provider }))
    return plan && settingsOf(plan, secrets, { hasTurn: false }).passwordAccounts
  }
  expect(accountsOf({})).toBeNull()
  expect(accountsOf({ passwordsOf: 'first-admin' })).toEqual(['uwe.krause'])
})
