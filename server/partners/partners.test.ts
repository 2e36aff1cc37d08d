import { describe, expect, it } from 'vitest'
import { noRoles } from '#shared/auth/roles.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import { refusalOf } from '../errors.ts'
import { onPartnerSuspended } from './after-move.ts'
import { lookUpPartner } from './look-up-partner.ts'
import { adminOf, type Clinic, clinicsThatReachEachOther, signedKeys } from './partners-for-tests.ts'
import { findPartner, listPartners, partnerStatus } from './queries.ts'
import { readPartners } from './read-partners.ts'
import { receiveHint } from './receive-hint.ts'
import { checkSigningKeys } from './signing-keys.ts'
import { startPartners } from './start-partners.ts'

const nordAndSued = (): [Clinic, Clinic] => {
  const [nord, sued] = clinicsThatReachEachOther('nord.example', 'sued.example')
  if (!nord || !sued) throw new Error('no clinics')
  return [nord, sued]
}

const partnered = async () => {
  const [nord, sued] = nordAndSued()
  await nord.move('active')
  await sued.move('active')
  return [nord, sued] as const
}

const policyOf = (clinic: Clinic) => clinic.policies.at(-1)?.partners.map(({ status }) => status)
const shown = (clinic: Clinic) => {
  const other = clinic.other()
  return other && [other.status, other.proposedBy ?? other.suspendedBy].filter(Boolean).join(' by ')
}

describe('a partnership', () => {
  it('is active when one admin proposed and the other accepted, and not before', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['proposed by us', 'proposed by them'])
    expect(policyOf(nord)).toEqual(['proposed'])
    expect(sued.policies.flatMap(({ partners }) => partners)).toEqual([])
    const accepted = await sued.move('active')
    expect(accepted.ok && accepted.value.status).toBe('active')
    expect([shown(nord), shown(sued)]).toEqual(['active', 'active'])
    expect([policyOf(nord), policyOf(sued)]).toEqual([['active'], ['active']])
  })

  it('becomes active also when both propose without having heard of each other', async () => {
    const [nord, sued] = nordAndSued()
    await Promise.all([nord.move('active'), sued.move('active')])
    for (const clinic of [nord, sued]) startPartners(clinic.context, clinic.link)[Symbol.dispose]()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([shown(nord), shown(sued)]).toEqual(['active', 'active'])
  })

  it('suspended by one side is closed on both, with who did it, and open again after resuming', async () => {
    const [nord, sued] = await partnered()
    await nord.move('suspended')
    expect([shown(nord), shown(sued)]).toEqual(['suspended by us', 'suspended by them'])
    expect([policyOf(nord), policyOf(sued)]).toEqual([['suspended'], ['suspended']])
    expect(partnerStatus(sued.context.db, nord.name)).toBe('suspended')
    nord.woken.length = 0
    await nord.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['active', 'active'])
    // Once when it has opened itself, and again once the other side has.
    const wakes = '/v1/federation/destinations/sued.example/reset_connection'
    expect(nord.woken).toEqual([wakes, wakes])
  })

  it('stays closed until both have resumed when both suspended', async () => {
    const [nord, sued] = await partnered()
    await nord.move('suspended')
    await sued.move('suspended')
    expect([shown(nord), shown(sued)]).toEqual(['suspended by both', 'suspended by both'])
    await nord.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['suspended by them', 'suspended by us'])
    expect(policyOf(nord)).toEqual(['suspended'])
  })

  it('is suspended at once even when the other clinic does not answer, which is told later', async () => {
    const [nord, sued] = await partnered()
    sued.isUp = false
    const moved = await nord.move('suspended')
    expect(moved.ok && moved.value.suspendedBy).toBe('us')
    expect(policyOf(nord)).toEqual(['suspended'])
    expect(shown(sued)).toBe('active')
    sued.isUp = true
    using _reconciling = startPartners(nord.context, nord.link)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(shown(sued)).toBe('suspended by them')
  })

  it('cannot be changed while the own gateway is away, which is said', async () => {
    const [nord] = nordAndSued()
    nord.context.gateway.apply = () => Promise.reject(new Error('nobody listens'))
    expect(await nord.move('active').catch(refusalOf)).toEqual({ code: 'gateway-unreachable' })
    expect(listPartners(nord.context.db)).toEqual([])
  })

  it('is declined: who asked is told and may ask again, here nothing is left of it', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    await sued.move('ended')
    expect(nord.other()).toMatchObject({ status: 'ended', isDeclined: true })
    expect(sued.other()).toBeNull()
    expect(listAfter(sued.context.db, null, 9).map(({ details }) => JSON.parse(details ?? '{}').code)).toEqual([
      'declined',
    ])
    const [nordPolicy, suedPolicy] = [policyOf(nord), policyOf(sued)]
    expect([nordPolicy, suedPolicy]).toEqual([[], []])
    // Nobody but the admins had heard of it.
    const read = await readPartners(nord.context, { isClinicAdmin: false, roles: noRoles })
    expect(read.ok && read.value.partners).toEqual([])
    await nord.move('active')
    await sued.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['active', 'active'])
  })

  it('is declined while who asked does not answer: it is told later, and gone here at once', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    nord.isUp = false
    await sued.move('ended')
    const read = await readPartners(sued.context, { isClinicAdmin: true, roles: noRoles })
    expect(read.ok && read.value.partners).toEqual([])
    nord.isUp = true
    using _partners = startPartners(sued.context, sued.link)
    await expect.poll(() => nord.other()).toMatchObject({ isDeclined: true })
    await expect.poll(() => sued.other()).toBeNull()
  })

  it('is declined by a clinic that nobody reaches any more: it is forgotten after a day', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    nord.isUp = false
    await sued.move('ended')
    const later = { ...sued.context, now: () => sued.context.now() + 25 * 60 * 60_000 }
    using _partners = startPartners(later, sued.link)
    await expect.poll(() => sued.other()).toBeNull()
  })

  it('that is taken back before it was answered is gone on both sides', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    await nord.move('ended')
    expect([nord.other(), sued.other()]).toEqual([null, null])
  })

  it('that was ended needs both consents again', async () => {
    const [nord, sued] = await partnered()
    await nord.move('ended')
    expect([shown(nord), shown(sued)]).toEqual(['ended', 'ended'])
    // Those who have rooms with it are told, at both clinics.
    for (const clinic of [nord, sued]) {
      const read = await readPartners(clinic.context, { isClinicAdmin: false, roles: noRoles })
      expect(read.ok && read.value.partners.map(({ status }) => status)).toEqual(['ended'])
    }
    await nord.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['proposed by us', 'proposed by them'])
    await sued.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['active', 'active'])
  })

  it('puts people of the partner out of what runs, after the way is closed', async () => {
    const [nord] = await partnered()
    const seen: unknown[] = []
    const listener = (_context: unknown, server: ServerName) => void seen.push([server, policyOf(nord)])
    onPartnerSuspended.push(listener)
    await nord.move('suspended')
    onPartnerSuspended.splice(onPartnerSuspended.indexOf(listener), 1)
    expect(seen[0]).toEqual(['sued.example', ['suspended']])
  })

  it('is refused when the admin compared other keys, and leaves nothing behind', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    const refusal = await sued.move('active', Array(16).fill('0000').join(' '))
    expect(refusal).toMatchObject({ ok: false, error: { code: 'illegal-transition' } })
    expect(shown(sued)).toBe('proposed by them')
  })

  it('shows who a proposer is before it is accepted', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    expect(sued.other()).toMatchObject({ keyFingerprint: null })
    const found = await lookUpPartner(sued.context, sued.link, nord.name)
    expect(found.ok && found.value).toMatchObject({
      name: 'Klinik nord.example',
      status: 'proposed',
      proposedBy: 'them',
    })
    expect(found.ok && found.value.keyFingerprint).toMatch(/^[0-9A-F]{4}( |$)/)
  })

  it('with a server that is not there, or with ourselves, is not begun', async () => {
    const [nord] = clinicsThatReachEachOther('nord.example')
    if (!nord) throw new Error('no clinic')
    const { movePartnership } = await import('./move-partnership.ts')
    const to = (server: string) =>
      movePartnership(nord.context, nord.link, server as ServerName, { to: 'active' }, adminOf(nord.name))
    expect(await to('nowhere.example')).toMatchObject({ ok: false, error: { code: 'partner-unreachable' } })
    expect(await to('nord.example')).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(listPartners(nord.context.db)).toEqual([])
  })
})

describe('what a stranger says', () => {
  const hint = (serverName: ServerName, standing: 'wanted' | 'suspended' | 'ended' = 'wanted') => ({
    serverName,
    messageId: 'x'.repeat(32),
    standing,
  })

  it('in the name of a partner changes nothing', async () => {
    const [nord, sued] = await partnered()
    for (const standing of ['suspended', 'ended'] as const) {
      const heard = await receiveHint(nord.context, nord.link, nord.budget, hint(sued.name, standing))
      expect(heard).toMatchObject({ ok: false })
    }
    expect(shown(nord)).toBe('active')
  })

  it('cannot accept in the name of a clinic that we have asked', async () => {
    const [nord, sued] = nordAndSued()
    await nord.move('active')
    await receiveHint(nord.context, nord.link, nord.budget, hint(sued.name))
    expect(shown(nord)).toBe('proposed by us')
  })

  it('as a proposal makes us call nobody, and is bounded', async () => {
    const [nord] = nordAndSued()
    for (let index = 0; index < 80; index += 1)
      await receiveHint(nord.context, nord.link, nord.budget, hint(`clinic-${index}.example` as ServerName))
    expect(listPartners(nord.context.db)).toHaveLength(50)
    expect(nord.policies).toEqual([])
    expect(nord.log).not.toContain('partnership-moved')
  })

  it('as a proposal that nobody made becomes ours when the admin accepts it', async () => {
    const [nord, sued] = nordAndSued()
    await receiveHint(nord.context, nord.link, nord.budget, hint(sued.name))
    await nord.move('active')
    expect([shown(nord), shown(sued)]).toEqual(['proposed by us', 'proposed by them'])
  })

  it('is not shown to people who are no admins', async () => {
    const [nord, sued] = nordAndSued()
    await receiveHint(nord.context, nord.link, nord.budget, hint(sued.name))
    const read = await readPartners(nord.context, { isClinicAdmin: false, roles: noRoles })
    expect(read.ok && read.value.partners).toEqual([])
    await nord.move('ended')
    expect(findPartner(nord.context.db, sued.name)).toBeNull()
  })
})

describe('signing keys', () => {
  const keys = signedKeys('nord.example', 1_000)

  it('are accepted only when they are of that server, valid, and signed by themselves', () => {
    const server = 'nord.example' as ServerName
    expect(checkSigningKeys(server, keys, 1_000)).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){15}$/)
    expect(checkSigningKeys('sued.example' as ServerName, keys, 1_000)).toBeNull()
    expect(checkSigningKeys(server, keys, keys.valid_until_ts)).toBeNull()
    expect(checkSigningKeys(server, { ...keys, valid_until_ts: keys.valid_until_ts + 1 }, 1_000)).toBeNull()
    expect(checkSigningKeys(server, { ...keys, verify_keys: {} }, 1_000)).toBeNull()
    expect(checkSigningKeys(server, { ...keys, signatures: {} }, 1_000)).toBeNull()
    expect(checkSigningKeys(server, 'nonsense', 1_000)).toBeNull()
  })
})
