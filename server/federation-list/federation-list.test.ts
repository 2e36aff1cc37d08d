import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import { contextForTests } from '../context-for-tests.ts'
import { folderForTests } from '../folder-for-tests.ts'
import { policyFrom } from '../partners/apply-policy.ts'
import { newPartnerRow } from '../partners/partner-view.ts'
import { savePartner } from '../partners/queries.ts'
import { makeKeys, publishList, sign } from './publish-list.ts'
import { endList, refreshList, ruleByList } from './refresh-list.ts'
import { readSubscription, subscribe, unsubscribe } from './subscribe.ts'

const hourMs = 3_600_000
const ada = { userId: '@ada:nord.example' as UserId }
const sued = 'sued.example' as ServerName
const west = 'west.example' as ServerName

/** An operator with its folder, and a clinic with two partners. */
const newWorld = async () => {
  const folder = folderForTests()
  const publicKey = await makeKeys(folder)
  const clock = { now: Date.now() }
  const policies: { serverName: string; status: string }[][] = []
  const context = contextForTests({
    gateway: {
      apply: async ({ partners }) => {
        policies.push(partners)
        return { cut: 0 }
      },
    },
    homeserver: { admin: async () => ({}) as never },
    now: () => clock.now,
  })
  for (const server of [sued, west])
    savePartner(context.db, {
      ...newPartnerRow(server, 0, 'm'.repeat(32)),
      ours: 'wanted',
      theirs: 'wanted',
      isChosen: true,
    })
  const world = {
    context,
    clock,
    publicKey,
    asked: 0,
    /** What the operator's web server gives out; null: it is down. */
    given: null as string | null,
    fetchList: async () => {
      world.asked += 1
      return world.given
    },
    async publish(domains: string[], hours = 24) {
      writeFileSync(join(folder, 'domains.json'), JSON.stringify(domains.map((domain) => ({ domain }))))
      await publishList(folder, hours, clock.now)
      world.given = readFileSync(join(folder, 'federationList.jws'), 'utf8')
    },
    subscribe: () => subscribe(context, world.fetchList, ada, { url: 'https://list.example/list.jws', publicKey }),
    refresh: () => refreshList(context, world.fetchList),
    sign: (payload: unknown) => sign(payload, readFileSync(join(folder, 'list-key.pem'), 'utf8')),
    standings: () => [sued, west].map((server) => standingOfServer(context, server)),
    atGateway: () => policies.at(-1)?.map(({ status }) => status),
    status: () => readSubscription(context).subscription,
  }
  return world
}

let world: Awaited<ReturnType<typeof newWorld>>
beforeEach(async () => {
  world = await newWorld()
})

describe('a clinic that goes by a signed list', () => {
  it('lets through only partners that are on it, at service and gateway', async () => {
    await world.publish([sued])
    expect((await world.subscribe()).ok).toBe(true)
    expect(world.standings()).toEqual(['partner', 'partner-suspended'])
    expect(world.atGateway()).toEqual(['active', 'suspended'])
    expect(world.status()).toMatchObject({ version: 1, clinics: 1, isInForce: true, fault: null })
    await unsubscribe(world.context, ada)
    expect(world.standings()).toEqual(['partner', 'partner'])
    expect(world.atGateway()).toEqual(['active', 'active'])
  })

  it('opens and closes with each newer version', async () => {
    await world.publish([sued])
    await world.subscribe()
    await world.publish([west])
    await world.refresh()
    expect(world.standings()).toEqual(['partner-suspended', 'partner'])
    expect(world.status()).toMatchObject({ version: 2 })
  })

  it('is not begun with a list that is unreachable, over, or signed by others', async () => {
    expect(await world.subscribe()).toMatchObject({
      error: { code: 'list-refused', details: { reason: 'unreachable' } },
    })
    await world.publish([sued], 1)
    world.clock.now += 2 * hourMs
    expect(await world.subscribe()).toMatchObject({ error: { details: { reason: 'ended' } } })
    const others = await newWorld()
    await others.publish([sued])
    world.given = others.given
    expect(await world.subscribe()).toMatchObject({ error: { details: { reason: 'wrong-signature' } } })
    expect(world.standings()).toEqual(['partner', 'partner'])
    expect(world.status()).toBeNull()
  })

  it('refuses a wrong signature, an older version and what is no list, shows it, and keeps the last good one', async () => {
    await world.publish([sued])
    const first = world.given
    await world.publish([sued])
    await world.subscribe()
    const [head, payload, signature] = (world.given ?? '').split('.')
    const changed = Buffer.from(
      Buffer.from(payload ?? '', 'base64url')
        .toString()
        .replace(sued, west),
    ).toString('base64url')
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    for (const [given, fault] of [
      [`${head}.${changed}.${signature}`, 'wrong-signature'],
      [none, 'wrong-signature'],
      ['<html>', 'wrong-signature'],
      [await world.sign({ version: 9 }), 'not-a-list'],
      [first, 'older-version'],
      [null, 'unreachable'],
    ] as const) {
      world.given = given
      await world.refresh()
      expect(world.status()).toMatchObject({ version: 2, isInForce: true, fault })
      expect(world.standings()).toEqual(['partner', 'partner-suspended'])
    }
  })

  it('keeps the last good list while the operator is away, until its time has run out; then everything is closed', async () => {
    await world.publish([sued], 24)
    await world.subscribe()
    world.given = null
    world.clock.now += 23 * hourMs
    await world.refresh()
    await endList(world.context)
    expect(world.standings()).toEqual(['partner', 'partner-suspended'])
    world.clock.now += hourMs
    await endList(world.context)
    expect(world.standings()).toEqual(['partner-suspended', 'partner-suspended'])
    expect(world.atGateway()).toEqual(['suspended', 'suspended'])
    expect(world.status()).toMatchObject({ isInForce: false, fault: 'unreachable' })
    await world.publish([sued])
    await world.refresh()
    expect(world.standings()).toEqual(['partner', 'partner-suspended'])
  })

  it('tells the gateway when the list ends, so that it closes also while the service is down', async () => {
    await world.publish([sued], 24)
    await world.subscribe()
    const policy = policyFrom(world.context.db, [], world.clock.now)
    const endsAt = Math.floor(world.clock.now / 1000) * 1000 + 24 * hourMs
    expect(policy.partners[0]).toMatchObject({ status: 'active', until: endsAt })
  })

  it('is asked once more for a clinic that it does not know, and not by every stranger', async () => {
    await world.publish([sued])
    await world.subscribe()
    world.clock.now += hourMs / 2
    await world.publish([sued, west])
    const before = world.asked
    expect(await ruleByList(world.context, world.fetchList, west)).toBe('listed')
    for (let at = 0; at < 5; at += 1)
      expect(await ruleByList(world.context, world.fetchList, `c${at}.example` as ServerName)).toBe('not-listed')
    expect(world.asked - before).toBe(1)
  })
})

describe('the command of the operator', () => {
  it('counts versions up, keeps its keys, and says what is wrong with the domains', async () => {
    const folder = folderForTests()
    await makeKeys(folder)
    await expect(makeKeys(folder)).rejects.toThrow('There are keys')
    await expect(publishList(folder, 1, Date.now())).rejects.toThrow('There is no domains.json')
    writeFileSync(join(folder, 'domains.json'), '[{"domain":"no name"}]')
    await expect(publishList(folder, 1, Date.now())).rejects.toThrow('domainList.0.domain')
    writeFileSync(join(folder, 'domains.json'), '[{"domain":"sued.example"}]')
    expect((await publishList(folder, 1, Date.now())).version).toBe(1)
    expect((await publishList(folder, 1, Date.now())).version).toBe(2)
  })
})
