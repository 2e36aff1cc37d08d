import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SubscriptionOutput } from '#shared/federation-list/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Decision } from '#shared/partners/decision.ts'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import { keepAuthority } from '../clinics/certificates.ts'
import { writeAddresses } from '../clinics/clinic-files.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { type Following, followSync } from './follow-sync.ts'
import { roomOf, say } from './matrix-api.ts'
import { partnerSeenBy } from './partner-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'

const listServer = 'liste.localhost'

/** An operator as it is in life: a folder, the command, and a web server that gives the folder's list out. */
const openOperator = async (clinic: TestClinic) => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-list-'))
  const shared = dirname(clinic.folder)
  await (await keepAuthority(shared)).keepCertificate(listServer, folder)
  const identity = { cert: readFileSync(join(folder, 'tls.pem')), key: readFileSync(join(folder, 'tls.key')) }
  const file = join(folder, 'federationList.jws')
  const server = createServer(identity, (_, response) => {
    if (existsSync(file)) response.end(readFileSync(file))
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const addresses = JSON.parse(readFileSync(join(shared, 'addresses.json'), 'utf8')) as Record<string, string>
  writeAddresses(shared, { ...addresses, [listServer]: `127.0.0.1:${(server.address() as AddressInfo).port}` })
  const command = (...args: string[]) =>
    execFileSync(process.execPath, [join(projectFolder, 'server/federation-list/main.ts'), ...args], {
      encoding: 'utf8',
    })
  command('keys', folder)
  return {
    url: `https://${listServer}/federationList.jws`,
    publicKey: readFileSync(join(folder, 'list-key.pub.pem'), 'utf8'),
    publish(...domains: string[]) {
      writeFileSync(join(folder, 'domains.json'), JSON.stringify(domains.map((domain) => ({ domain }))))
      return command('publish', folder)
    },
    /** What somebody else might put there. */
    put: (text: string) => writeFileSync(file, text),
    published: () => readFileSync(file, 'utf8'),
    close() {
      server.close()
      server.closeAllConnections()
      writeAddresses(shared, addresses)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let clinics: TestClinics
let operator: Awaited<ReturnType<typeof openOperator>>
let chief: Somebody
let chiefOfSued: Somebody
let anna: Somebody
let bert: Somebody
let room: RoomId
let bertsPhone: Following

beforeAll(async () => {
  clinics = await findClinics()
  const { nord, sued } = clinics
  ;[chief, chiefOfSued, anna, bert] = await Promise.all([
    somebodyAt(nord, { role: 'admin' }),
    somebodyAt(sued, { role: 'admin' }),
    somebodyAt(nord),
    somebodyAt(sued),
  ])
  ;[operator, bertsPhone, room] = await Promise.all([openOperator(nord), followSync(bert), roomOf(anna, bert)])
})

const ask = <T>(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path = '', body?: unknown) =>
  askService<T>(clinics.nord, chief, method, `/api/federation-list${path}`, body)
const subscribe = (publicKey = operator.publicKey) =>
  ask<SubscriptionOutput>('PUT', '', { url: operator.url, publicKey })
const refresh = async () => (await ask<SubscriptionOutput>('POST', '/refresh', {})).subscription
/** As the service does by itself every minute. */
const testedBy = (by: Somebody, { serverName }: Pick<TestClinic, 'serverName'>) =>
  askService(by.clinic, by, 'POST', `/api/partners/${serverName}/connection-tests`, {})
const whatIf = () =>
  askService<Decision>(clinics.nord, chief, 'POST', '/api/partners/decisions', {
    serverName: clinics.sued.serverName,
    service: 'teleconsult',
    direction: 'to-us',
  })

afterAll(async () => {
  await ask('DELETE')
  operator.close()
})

describe('a clinic that subscribes to a signed list', () => {
  it('shuts out whom the list does not name, lets in whom it names, and loses nothing that waited', async () => {
    const { nord, sued } = clinics
    await say(anna, room, 'before the list')
    await bertsPhone.untilTexts(room, ['before the list'])
    await expect(subscribe()).rejects.toMatchObject({ status: 422, body: { details: { reason: 'unreachable' } } })

    expect(operator.publish(nord.serverName)).toContain('Version 1 with 1 clinics')
    expect((await subscribe()).subscription).toMatchObject({ version: 1, clinics: 1, isInForce: true })
    expect(await partnerSeenBy(chief, sued)).toMatchObject({ status: 'suspended', suspendedBy: 'list' })
    await expect(sessionAt(nord, bert)).rejects.toMatchObject({ status: 403, body: { code: 'partner-suspended' } })
    expect(await whatIf()).toMatchObject({ isAllowed: false, rules: [{ reason: 'not-listed' }, {}, {}] })
    // There, too: whoever writes from there is told why nothing arrives.
    await testedBy(chiefOfSued, nord)
    expect(await partnerSeenBy(bert, nord)).toMatchObject({ status: 'active', isShutByThem: true })
    await say(anna, room, 'while it was shut')

    operator.publish(nord.serverName, sued.serverName)
    expect(await refresh()).toMatchObject({ version: 2, fault: null })
    await bertsPhone.untilTexts(room, ['while it was shut'], 60_000)
    await expect(sessionAt(nord, bert)).resolves.toBeTruthy()
    const rules = [{ reason: 'listed' }, { reason: 'active' }, { reason: 'within' }]
    expect(await whatIf()).toMatchObject({ isAllowed: true, rules })
    await testedBy(chiefOfSued, nord)
    expect(await partnerSeenBy(bert, nord)).toMatchObject({ status: 'active', isShutByThem: false })
  })

  it('stays at the last good list when an older one, a forged one or none comes, and says so', async () => {
    const second = operator.published()
    operator.publish(clinics.nord.serverName, clinics.sued.serverName)
    expect(await refresh()).toMatchObject({ version: 3, fault: null })
    operator.put(second)
    expect(await refresh()).toMatchObject({ version: 3, fault: 'older-version' })
    operator.put(`${second.slice(0, -8)}AAAAAAAA`)
    expect(await refresh()).toMatchObject({ version: 3, fault: 'wrong-signature' })
    await expect(sessionAt(clinics.nord, bert)).resolves.toBeTruthy()
  })
})
