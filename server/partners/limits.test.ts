import { afterEach, describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { noticeMs, type PartnerLimits, unlimited } from '#shared/partners/limits.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { publishService } from '../directory/publish-entry.ts'
import { onPartnerSuspended } from './after-move.ts'
import { askAgain, askEveryMs } from './ask-again.ts'
import { endTimes, limitPartnership } from './limit-partnership.ts'
import type { PartnerLink } from './partner-link.ts'
import { adminOf, type Clinic, clinicsThatReachEachOther } from './partners-for-tests.ts'
import { findPartner, includes, partnerStatus, savePartner } from './queries.ts'

const partnered = async (): Promise<[Clinic, Clinic]> => {
  const [nord, sued] = clinicsThatReachEachOther('nord.example', 'sued.example')
  if (!nord || !sued) throw new Error('no clinics')
  await nord.move('active')
  await sued.move('active')
  return [nord, sued]
}

const limit = (by: Clinic, whom: Clinic, limits: Partial<PartnerLimits>) =>
  limitPartnership(by.context, by.link, whom.name, { ...unlimited, ...limits }, adminOf(by.name))

const inForce = (clinic: Clinic) => clinic.policies.at(-1)?.partners[0]
const putOut: string[] = []
const listen = () => onPartnerSuspended.push((_, server) => void putOut.push(server))
afterEach(() => {
  onPartnerSuspended.length = 0
  putOut.length = 0
})

describe('the limits that one clinic sets', () => {
  it('hold at both at once, and each knows what the other allows', async () => {
    const [nord, sued] = await partnered()
    await limit(nord, sued, { services: ['messaging', 'consults'] })
    await limit(sued, nord, { services: ['consults', 'case-files'] })
    for (const clinic of [nord, sued])
      expect(inForce(clinic)).toMatchObject({ status: 'active', services: ['consults'] })
    expect(nord.other()).toMatchObject({
      services: ['consults'],
      limits: { ours: { services: ['messaging', 'consults'] }, theirs: { services: ['consults', 'case-files'] } },
    })
    expect([
      includes(nord.context.db, sued.name, 'messaging'),
      includes(sued.context.db, nord.name, 'consults'),
    ]).toEqual([false, true])
  })

  it('are told as soon as the other clinic answers again', async () => {
    const [nord, sued] = await partnered()
    sued.isUp = false
    await limit(nord, sued, { services: ['case-files'] })
    expect(inForce(nord)).toMatchObject({ services: ['case-files'] })
    expect(inForce(sued)?.services).toBeUndefined()
    sued.isUp = true
    await sued.move('suspended')
    await sued.move('active')
    expect(inForce(sued)).toMatchObject({ services: ['case-files'] })
  })

  it('that were lifted while the other clinic was away are asked for once more before a message is refused there', async () => {
    const [nord, sued] = await partnered()
    await limit(nord, sued, { services: ['consults'] })
    sued.isUp = false
    await limit(nord, sued, {})
    sued.isUp = true
    expect(inForce(sued)).toMatchObject({ services: ['consults'] })
    await askAgain(sued.context, sued.link, nord.name)
    expect(inForce(sued)?.services).toBeUndefined()
  })

  it('of its own are nothing to ask the other clinic about, nor is it asked again at once', async () => {
    const [nord, sued] = await partnered()
    let told = 0
    const link: PartnerLink = {
      ...sued.link,
      tell: (...hint) => {
        told += 1
        return sued.link.tell(...hint)
      },
    }
    await limit(sued, nord, { services: ['consults'] })
    await askAgain(sued.context, link, nord.name)
    expect(told).toBe(0)
    await limit(sued, nord, {})
    await limit(nord, sued, { services: ['consults'] })
    const later = { ...sued.context, now: () => sued.context.now() + askEveryMs }
    await Promise.all([askAgain(later, link, nord.name), askAgain(later, link, nord.name)])
    expect(told).toBe(1)
  })

  it('end the calls that run when calls are no part of it any more, and only then', async () => {
    const [nord, sued] = await partnered()
    listen()
    await limit(nord, sued, { services: ['messaging', 'teleconsult'] })
    expect(putOut).toEqual([])
    await limit(nord, sued, { services: ['messaging'] })
    expect(putOut).toEqual(['sued.example', 'nord.example'])
  })

  it('stand in the log, without what they are', async () => {
    const [nord, sued] = await partnered()
    await limit(nord, sued, { services: [] })
    expect(nord.log).toContain('partnership-limited')
  })

  it('are refused for a clinic that is no partner, for a time that has passed and a department that there is not', async () => {
    const [nord, sued] = await partnered()
    expect(await limit(nord, sued, { until: nord.context.now() })).toMatchObject({ error: { code: 'bad-input' } })
    expect(await limit(nord, sued, { departments: ['absent'] })).toMatchObject({ error: { code: 'not-found' } })
    await nord.move('ended')
    expect(await limit(nord, sued, {})).toMatchObject({ error: { code: 'partner-unknown' } })
  })

  it('end with the partnership', async () => {
    const [nord, sued] = await partnered()
    await limit(nord, sued, { services: ['case-files'] })
    await nord.move('ended')
    await nord.move('active')
    await sued.move('active')
    for (const clinic of [nord, sued]) expect(inForce(clinic)?.services).toBeUndefined()
  })
})

describe('the time of a partnership', () => {
  const at = (clinics: Clinic[], now: number) => {
    for (const clinic of clinics) clinic.context.now = () => now
  }

  it('is told to the gateway, and rests when it has run out, on both sides, until it is renewed', async () => {
    const clinics = await partnered()
    const [nord, sued] = clinics
    const until = nord.context.now() + noticeMs
    await limit(nord, sued, { until })
    expect([inForce(nord), inForce(sued)]).toMatchObject([{ until }, { until }])
    listen()
    at(clinics, until - 1)
    await Promise.all(clinics.map(({ context }) => endTimes(context)))
    expect(sued.other()).toMatchObject({ status: 'active', until })
    at(clinics, until)
    await Promise.all(clinics.map(({ context }) => endTimes(context)))
    for (const clinic of clinics) {
      expect(clinic.other()).toMatchObject({ status: 'suspended', suspendedBy: 'time' })
      expect(inForce(clinic)).toEqual({ serverName: clinic === nord ? sued.name : nord.name, status: 'suspended' })
    }
    expect(putOut.toSorted()).toEqual(['nord.example', 'sued.example'])
    expect(partnerStatus(nord.context.db, sued.name)).toBe('suspended')

    for (const clinic of clinics) clinic.woken.length = 0
    await limit(nord, sued, { until: until + noticeMs })
    for (const clinic of clinics) {
      expect(clinic.other()).toMatchObject({ status: 'active', until: until + noticeMs })
      // What has waited goes at once.
      expect(clinic.woken).not.toEqual([])
    }
  })

  it('is over when the first of two has run out, and only who set it can renew it', async () => {
    const clinics = await partnered()
    const [nord, sued] = clinics
    const until = nord.context.now() + 1_000
    await limit(nord, sued, { until: until + 1_000 })
    await limit(sued, nord, { until })
    at(clinics, until)
    await Promise.all(clinics.map(({ context }) => endTimes(context)))
    await limit(nord, sued, { until: until + 9_000 })
    expect(nord.other()).toMatchObject({ status: 'suspended', suspendedBy: 'time', until })
    await limit(sued, nord, { until: until + 5_000 })
    expect(nord.other()).toMatchObject({ status: 'active', until: until + 5_000 })
  })
})

describe('people and the service of a partner', () => {
  const serviceOf = '@consilium:sued.example'
  const asked = [
    ['GET', '/api/directory/local-search?q=', serviceOf, 'directory'],
    ['GET', '/api/directory/people?userId=%40anna%3Anord.example', '@bert:sued.example', 'directory'],
    ['GET', '/api/directory/on-call/cardiology', serviceOf, 'consults'],
    ['GET', '/api/templates/questionnaires/cardiology', serviceOf, 'consults'],
    ['POST', '/api/duty/conversations/for-partner', serviceOf, 'messaging'],
    ['POST', '/api/calls/token', '@bert:sued.example', 'teleconsult'],
    ['GET', '/api/case-files/abc', '@bert:sued.example', 'case-files'],
  ] as const

  it.each(asked)(
    'are refused %s %s with the reason, when it is not agreed on, and asked further when it is',
    async (method, path, who, service) => {
      const context = contextForTests({ homeserver: { isJoined: async () => false, state: async () => [] } })
      withPartner(context, 'sued.example')
      const row = findPartner(context.db, 'sued.example' as ServerName)
      if (!row) throw new Error('no partner')
      const ask = async (services: PartnerLimits['services']) => {
        savePartner(context.db, { ...row, theirLimits: { ...unlimited, services } })
        const headers = { ...(await signedIn(context, who)), 'content-type': 'application/json' }
        const init = method === 'POST' ? { method, headers, body: '{}' } : { headers }
        const answer = await createApp(context).request(path, init)
        return ((await answer.json()) as { code?: string }).code
      }
      expect(await ask(unlimited.services.filter((one) => one !== service))).toBe('partner-limited')
      expect(await ask([service])).not.toBe('partner-limited')
    },
  )

  it('find and ask those departments only that are open to them', async () => {
    const context = contextForTests()
    withPartner(context, 'sued.example')
    for (const id of ['cardiology', 'neurology'])
      publishService(context, { id, name: id, specialty: 'cardiology', phone: null, times: null })
    const row = findPartner(context.db, 'sued.example' as ServerName)
    if (!row) throw new Error('no partner')
    savePartner(context.db, { ...row, limits: { ...unlimited, departments: ['neurology'] } })
    const app = createApp(context)
    const namesFor = async (who: string, path: string) => {
      const answer = await app.request(path, { headers: await signedIn(context, who) })
      return ((await answer.json()) as { services: { id: string }[] }).services.map(({ id }) => id)
    }
    for (const path of ['/api/directory/services', '/api/directory/local-search?q=']) {
      expect(await namesFor(serviceOf, path)).toEqual(['neurology'])
      expect(await namesFor('@anna:nord.example', path)).toEqual(['cardiology', 'neurology'])
    }
    const onCall = await app.request('/api/directory/on-call/cardiology', {
      headers: await signedIn(context, serviceOf),
    })
    expect(await onCall.json()).toMatchObject({ code: 'partner-limited' })
  })
})
