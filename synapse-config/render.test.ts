import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  fill,
  type NodeSettings,
  portNames,
  renderNode,
  secretNames,
  type TemplateName,
  templateNames,
} from './render.ts'

const templates = Object.fromEntries(
  templateNames.map((name) => [name, readFileSync(join(import.meta.dirname, 'templates', name), 'utf8')]),
) as Record<TemplateName, string>

const settings: NodeSettings = {
  clinic: { name: 'Klinikum "Nord"', serverName: 'nord.example', url: 'https://nord.example' },
  folder: '/var/lib/consilium',
  host: '127.0.0.1',
  ports: Object.fromEntries(portNames.map((name, at) => [name, 9000 + at])) as NodeSettings['ports'],
  secrets: Object.fromEntries(secretNames.map((name) => [name, `${name}-`.padEnd(40, 'x')])) as NodeSettings['secrets'],
  livekitUrl: 'wss://nord.example:9006',
  turn: { host: 'nord.example' },
  tls: { certFile: '/etc/tls.pem', keyFile: '/etc/tls.key' },
  caFile: null,
  clientDir: null,
  pagesDir: '/opt/consilium/pages',
  addressesFile: null,
  caseFiles: { maxFileBytes: 1, quotaBytes: 2 },
  fileStore: { kind: 'folder' },
  record: null,
  provider: null,
  passwordAccounts: null,
  messageRate: { perSecond: 5, burst: 50 },
  passwordHashRounds: 12,
  extraPushServices: [],
}

test('a node is set up by these files', () => {
  expect(renderNode(settings, templates)).toMatchSnapshot()
})

test('what is rendered can be read, whatever a name contains', () => {
  const files = renderNode(settings, templates)
  expect(parse(files['homeserver.yaml']).server_name).toBe('nord.example')
  expect(parse(files['livekit.yaml']).keys).toEqual({ consilium: settings.secrets.livekit })
  expect(JSON.parse(files['service.json']).clinic.name).toBe('Klinikum "Nord"')
})

test('federation is closed until the module opens it', () => {
  expect(parse(renderNode(settings, templates)['homeserver.yaml']).federation_domain_whitelist).toEqual([])
})

test('LiveKit makes no room by itself and sends browsers to no server of others', () => {
  const livekit = parse(renderNode(settings, templates)['livekit.yaml'])
  expect(livekit.room.auto_create).toBe(false)
  expect(livekit.rtc.stun_servers).toEqual(['127.0.0.1:9008'])
})

test('LiveKit listens at the address that it names, and at no other of the machine', () => {
  const { rtc } = parse(renderNode(settings, templates)['livekit.yaml'])
  expect([rtc.node_ip, rtc.ips.includes]).toEqual(['127.0.0.1', ['127.0.0.1/32']])
  const onSix = parse(renderNode({ ...settings, host: 'fd00::2' }, templates)['livekit.yaml'])
  expect(onSix.rtc.ips.includes).toEqual(['fd00::2/128'])
})

test('browsers behind a firewall are sent to coturn, which leads to LiveKit and nowhere else', () => {
  const files = renderNode(settings, templates)
  expect(parse(files['livekit.yaml']).rtc.turn_servers).toMatchObject([
    { host: 'nord.example', port: settings.ports.turn, protocol: 'tcp', secret: settings.secrets.turn },
    { host: 'nord.example', port: settings.ports.turnTls, protocol: 'tls', secret: settings.secrets.turn },
  ])
  const { rtc } = parse(files['livekit.yaml'])
  const peers = files['turnserver.conf'].split('\n').filter((line) => /^(?:denied|allowed)-peer-ip/.test(line))
  expect(peers).toEqual([
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    `allowed-peer-ip="${rtc.node_ip}"`,
  ])
  const without = renderNode({ ...settings, turn: null }, templates)
  expect(parse(without['livekit.yaml']).rtc.turn_servers).toEqual([])
})

test('the service account is told from accounts whose name only begins alike', () => {
  const { namespaces } = parse(renderNode(settings, templates)['registration.yaml'])
  const exclusive = new RegExp(`^${namespaces.users[0].regex}$`)
  expect(exclusive.test('@consilium:nord.example')).toBe(true)
  expect(exclusive.test('@consilium:nordXexample')).toBe(false)
})

test('a template that names an unknown setting is refused', () => {
  expect(() => fill('a: ${nothing}', {})).toThrow('nothing')
})

test('comments stay as they are', () => {
  expect(fill('# ${nothing}\na: ${b}', { b: 1 })).toBe('# ${nothing}\na: 1')
})

test('case files can lie in a bucket; its secret is in the file of the service only', () => {
  const bucket = {
    kind: 's3',
    endpoint: 'https://s3.nord.example',
    bucket: 'case-files',
    accessKeyId: 'consilium',
    secretAccessKey: 'secret-of-the-bucket',
  } as const
  const files = renderNode({ ...settings, fileStore: bucket }, templates)
  expect(JSON.parse(files['service.json']).fileStore).toEqual(bucket)
  const withSecret = Object.entries(files).filter(([, content]) => content.includes(bucket.secretAccessKey))
  expect(withSecret.map(([name]) => name)).toEqual(['service.json'])
})
