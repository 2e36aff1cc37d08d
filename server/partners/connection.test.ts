import type { RequestListener } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { firstFault } from '#shared/partners/connection.ts'
import { configForTests, contextForTests } from '../context-for-tests.ts'
import { saveSubscription } from '../federation-list/queries.ts'
import { openGatewayControl } from '../gateway/control-client.ts'
import { echo, secret, serve, startGateway } from '../gateway/gateway-for-tests.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { newAuthority, serveTls } from './partner-server-for-tests.ts'
import { newPartnerRow } from './partner-view.ts'
import { signedKeys } from './partners-for-tests.ts'
import { savePartner } from './queries.ts'
import { connectionTo, testAndKeep } from './watch-connections.ts'

const sued = 'sued.example' as ServerName
const dayMs = 24 * 60 * 60_000
let authority: Awaited<ReturnType<typeof newAuthority>>
beforeAll(async () => {
  authority = await newAuthority()
})

const json = (status: number, body: unknown): RequestListener => {
  return (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
const down = (code: string) => json(503, { errcode: 'M_UNKNOWN', error: 'does not answer', code })

type Parts = { keys?: RequestListener; card?: RequestListener; session?: RequestListener }

/** A partner whose parts answer as they should, but for those that a test broke. */
const partnerWith = ({ keys, card, session }: Parts = {}): RequestListener => {
  const good = {
    keys: json(200, signedKeys(sued, Date.now())),
    card: json(200, { name: 'Klinikum Süd', serverName: sued, url: `https://${sued}` }),
    session: json(201, {}),
  }
  return (request, response) => {
    if (request.url === '/_matrix/key/v2/server') return (keys ?? good.keys)(request, response)
    if (request.url === '/api/clinic') return (card ?? good.card)(request, response)
    return (session ?? good.session)(request, response)
  }
}

type World = {
  addresses?: Record<string, string>
  homeserver?: Partial<Homeserver>
  isActive?: boolean
  /** Our federation list does not name the partner. */
  isUnlisted?: boolean
}

const emptyList = {
  url: 'https://operator.example/federationList.jws',
  publicKey: '',
  version: 1,
  contentHash: '',
  issuedAt: 0,
  endsAt: Date.now() + 9 * dayMs,
  isInForce: true,
  takenAt: 0,
  triedAt: 0,
  fault: null,
  failures: 0,
}

/** Our clinic, with its real gateway; `addresses` are what its name service says. */
const clinicWith = async ({ addresses = {}, homeserver, isActive = true, isUnlisted = false }: World) => {
  const gateway = await startGateway({ addresses })
  const control = `http://127.0.0.1:${gateway.config.control.port}`
  const context = contextForTests({
    config: {
      ...configForTests(),
      caFile: authority.caFile,
      gateway: {
        proxyUrl: `http://127.0.0.1:${gateway.config.egress.port}`,
        controlUrl: control,
        controlSecret: secret,
      },
    },
    gateway: openGatewayControl({ proxyUrl: control, controlUrl: control, controlSecret: secret }),
    homeserver: { reaches: async () => true, isUp: async () => true, ...homeserver },
    now: Date.now,
  })
  if (isUnlisted) saveSubscription(context.db, emptyList)
  const both = isActive ? 'wanted' : 'suspended'
  savePartner(context.db, {
    ...newPartnerRow(sued, Date.now(), 'm'.repeat(32)),
    ours: both,
    theirs: both,
    isChosen: true,
  })
  return {
    test: () => testAndKeep(context, sued),
    known: () => connectionTo(context, sued),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}

const against = async (listener: RequestListener, world: World = {}, identity = authority.sign(sued)) => {
  await using partner = await serveTls(await identity, listener)
  await using clinic = await clinicWith({ addresses: { [sued]: partner.address }, ...world })
  return await clinic.test()
}
const faultOf = async (...world: Parameters<typeof against>) => firstFault(await against(...world))

describe('the test of a connection', () => {
  it('finds every step good, with delay and end of the certificate', async () => {
    const report = await against(partnerWith())
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(Array(9).fill('good'))
    expect(report.delayMs).toBeGreaterThanOrEqual(0)
    expect(report.certificateEnds).toBeCloseTo(Date.now() + 90 * dayMs, -5)
    expect(firstFault(report)).toBeNull()
  })

  it('says that the own gateway does not run', async () => {
    const clinic = await clinicWith({})
    await clinic[Symbol.asyncDispose]()
    expect(firstFault(await clinic.test())).toMatchObject({ step: 'own-gateway', fault: 'gateway-down' })
  })

  it('names the name, when nobody knows it', async () => {
    await using clinic = await clinicWith({})
    const report = await clinic.test()
    expect(firstFault(report)).toMatchObject({ step: 'name', fault: 'name-unknown' })
    expect(report.findings.filter(({ verdict }) => verdict === 'not-tried')).toHaveLength(7)
  })

  it('names the port, when nobody listens there', async () => {
    await using clinic = await clinicWith({ addresses: { [sued]: '127.0.0.1:1' } })
    expect(firstFault(await clinic.test())).toMatchObject({ step: 'port', fault: 'port-closed' })
  })

  it('names TLS, when something else speaks there', async () => {
    await using plain = await serve((_, response) => void response.end('hello'))
    await using clinic = await clinicWith({ addresses: { [sued]: plain.url.slice('http://'.length) } })
    expect(firstFault(await clinic.test())).toMatchObject({ step: 'tls', fault: 'no-tls' })
    using mute = await echo()
    await using other = await clinicWith({ addresses: { [sued]: mute.address } })
    expect(firstFault(await other.test())).toMatchObject({ step: 'tls', fault: 'no-tls' })
  })

  it.each([
    ['ended', () => authority.sign(sued, { from: -9 * dayMs, until: -dayMs }), 'certificate-ended'],
    ['not begun', () => authority.sign(sued, { from: dayMs, until: 9 * dayMs }), 'certificate-not-begun'],
    ['for another name', () => authority.sign('west.example'), 'certificate-other-name'],
    ['of somebody else', async () => (await newAuthority()).sign(sued), 'certificate-untrusted'],
  ])('names a certificate that is %s', async (_, identity, fault) => {
    const report = await against(partnerWith(), {}, identity())
    expect(firstFault(report)).toMatchObject({ step: 'certificate', fault })
    expect(report.certificateEnds).not.toBeNull()
  })

  it('names the gateway, when something else answers under the right certificate', async () => {
    const page: RequestListener = (_, response) => void response.end('<html>It works!</html>')
    expect(await faultOf(page)).toMatchObject({ step: 'gateway', fault: 'no-gateway' })
    const cut: RequestListener = (request) => void request.socket.destroy()
    expect(await faultOf(cut)).toMatchObject({ step: 'gateway', fault: 'no-gateway' })
  })

  it('names the exchange of messages: their homeserver, its keys, or ours', async () => {
    const homeserverDown = await against(partnerWith({ keys: down('homeserver-unreachable') }))
    expect(firstFault(homeserverDown)).toMatchObject({ step: 'federation', fault: 'homeserver-down' })
    expect(homeserverDown.findings.find(({ step }) => step === 'service')).toMatchObject({ verdict: 'good' })
    const others = partnerWith({ keys: json(200, signedKeys('west.example', Date.now())) })
    expect(await faultOf(others)).toMatchObject({ step: 'federation', fault: 'keys-invalid' })
    const refused = { homeserver: { reaches: async () => false } }
    expect(await faultOf(partnerWith(), refused)).toMatchObject({ step: 'federation', fault: 'not-federated' })
    const ownDown = { homeserver: { reaches: async () => false, isUp: async () => false } }
    expect(await faultOf(partnerWith(), ownDown)).toMatchObject({ step: 'federation', fault: 'own-homeserver-down' })
  })

  it('names the service: down, another one, or one that does not let ours in', async () => {
    expect(await faultOf(partnerWith({ card: down('internal') }))).toMatchObject({ fault: 'service-down' })
    const west = json(200, { name: 'West', serverName: 'west.example', url: 'https://west.example' })
    expect(await faultOf(partnerWith({ card: west }))).toMatchObject({ step: 'service', fault: 'other-service' })
    for (const [code, fault] of [
      ['partner-suspended', 'they-suspended'],
      ['partner-unknown', 'they-do-not-know-us'],
      ['partner-unreachable', 'no-way-back'],
      ['not-signed-in', 'not-signed-in'],
    ] as const) {
      const session = json(403, { errcode: 'M_FORBIDDEN', error: 'no', code })
      expect(await faultOf(partnerWith({ session }))).toMatchObject({ step: 'service', fault })
    }
  })

  it('names the clock, when theirs is ahead or behind', async () => {
    for (const minutes of [-5, 5]) {
      const keys: RequestListener = (request, response) => {
        response.setHeader('date', new Date(Date.now() + minutes * 60_000).toUTCString())
        json(200, signedKeys(sued, Date.now()))(request, response)
      }
      const report = await against(partnerWith({ keys }))
      expect(firstFault(report)).toMatchObject({ step: 'clock', fault: 'clock-off' })
      expect(Math.round((report.clockDifferenceMs ?? 0) / 60_000)).toBe(minutes)
    }
  })

  it('asks a suspended partner only what may be asked: no messages, no sign-in', async () => {
    const session = json(403, { errcode: 'M_FORBIDDEN', error: 'no', code: 'partner-suspended' })
    const report = await against(partnerWith({ session }), {
      isActive: false,
      homeserver: { reaches: async () => false },
    })
    expect(firstFault(report)).toBeNull()
  })

  it('asks a clinic that the federation list shuts out no more than that, and finds no fault in it', async () => {
    const session = json(403, { errcode: 'M_FORBIDDEN', error: 'no', code: 'not-signed-in' })
    const report = await against(partnerWith({ session }), {
      isUnlisted: true,
      homeserver: { reaches: async () => false },
    })
    expect(firstFault(report)).toBeNull()
  })

  it('keeps the last error when the connection is good again', async () => {
    let isDown = true
    const listener: RequestListener = (...exchange) =>
      partnerWith(isDown ? { card: down('internal') } : {})(...exchange)
    await using partner = await serveTls(await authority.sign(sued), listener)
    await using clinic = await clinicWith({ addresses: { [sued]: partner.address } })
    await clinic.test()
    isDown = false
    await clinic.test()
    expect(clinic.known()?.lastError).toMatchObject({ step: 'service', fault: 'service-down' })
    expect(clinic.known()?.report.findings.map(({ verdict }) => verdict)).toEqual(Array(9).fill('good'))
  })
})
