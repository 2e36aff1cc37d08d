import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { noRoles } from '#shared/auth/roles.ts'
import type { MeOutput } from '#shared/directory/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { MyRotaOutput, RotaDepartments, RotaOutput, ShiftsOutput } from '#shared/rota/api.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { usualPolicy } from '#shared/rota/rota-policy.ts'
import { createApp } from '../app.ts'
import { saveRoles } from '../auth/queries.ts'
import { contextForTests, signedIn, withPartner } from '../context-for-tests.ts'
import { followPlan } from './follow-plan.ts'

const start = 1_800_000_000_000
const hourMs = 3_600_000
const [chief, anna, ole, petra] = [
  '@chief:nord.example',
  '@anna:nord.example',
  '@ole:nord.example',
  '@petra:nord.example',
]
const policy = usualPolicy('Europe/Berlin')

const open = async () => {
  let now = start
  const context = contextForTests({
    homeserver: { isAdmin: async (userId) => userId === chief },
    now: () => now,
  })
  withPartner(context, 'sued.example')
  const app = createApp(context)
  const ask = async <T>(user: string | undefined, method: string, path: string, body?: unknown) => {
    const answer = await app.request(`/api${path}`, {
      method,
      headers: {
        ...(user ? await signedIn(context, user, { wasAdmin: user === chief }) : {}),
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as T }
  }
  const department = (id: string) =>
    ask(chief, 'PUT', '/directory/services', { id, name: `Abteilung ${id}`, specialty: 'cardiology' })
  const person = (userId: string, serviceId: string | null) =>
    ask(chief, 'PUT', '/directory/people', {
      userId,
      name: `Dr. ${userId.slice(1, -13)}`,
      title: '',
      specialty: 'cardiology',
      serviceId,
    })
  await department('cardiology')
  await department('surgery')
  await person(anna, 'cardiology')
  await person(ole, 'cardiology')
  await person(petra, 'surgery')
  const at = '/rota/departments/cardiology'
  return {
    context,
    ask,
    person,
    at,
    plan: (shifts: PlannedShift[], more: object = {}, user = chief) =>
      ask<ShiftsOutput>(user, 'PUT', `${at}/shifts`, { shifts, ...more }),
    read: (user = chief) => ask<RotaOutput>(user, 'GET', `${at}?from=${start - 24 * hourMs}&to=${start + 24 * hourMs}`),
    mine: async (user: string) => (await ask<MyRotaOutput>(user, 'GET', '/rota/me')).body,
    tier: async (user: string) => (await ask<MeOutput>(user, 'GET', '/directory/me')).body.tier,
    settings: (change: object) =>
      ask(chief, 'PUT', `${at}/settings`, { policy: { ...policy, ...change }, templates: [] }),
    swap: (user: string, move: object) =>
      ask<PlannedShift>(user, 'POST', `${at}/swaps`, { shiftId: 'shift-one', move }),
    go(ms: number) {
      now = start + ms
    },
  }
}

const shift = (change: Partial<PlannedShift> = {}): PlannedShift => ({
  id: 'shift-one',
  tier: 'first',
  userId: anna as PlannedShift['userId'],
  start: start + hourMs,
  end: start + 9 * hourMs,
  version: 0,
  ...change,
})
const steps = ({ body }: { body: ShiftsOutput }) => body.shifts.map(({ step, code }) => code ?? step)

describe('the plan of a duty', () => {
  it('is made by who administers, read by the department, and by nobody else', async () => {
    const { ask, at, plan, read } = await open()
    expect(steps(await plan([shift()]))).toEqual(['add'])
    const seen = await read(ole)
    expect(seen.body.shifts).toEqual([shift({ version: 1 })])
    expect(seen.body.mayPlan).toBe(false)
    for (const user of [petra, '@mehmet:sued.example', '@consilium:sued.example'])
      expect((await read(user)).status).toBe(403)
    for (const user of [anna, petra]) {
      expect((await plan([shift()], {}, user)).status).toBe(403)
      expect((await ask(user, 'DELETE', `${at}/shifts`, { ids: ['shift-one'] })).status).toBe(403)
      expect((await ask(user, 'PUT', `${at}/settings`, { policy, templates: [] })).status).toBe(403)
    }
    const openTo = async (user: string) =>
      (await ask<RotaDepartments>(user, 'GET', '/rota/departments')).body.departments.map(({ id }) => id)
    expect([await openTo(chief), await openTo(anna), await openTo('@ida:nord.example')]).toEqual([
      ['cardiology', 'surgery'],
      ['cardiology'],
      [],
    ])
    expect((await ask(chief, 'GET', '/rota/departments/absent?from=1&to=2')).status).toBe(404)
    expect((await ask(chief, 'GET', `${at}?from=2&to=1`)).status).toBe(400)
  })

  it('is made by who leads the department, and by the lead of no other', async () => {
    const { context, plan, read } = await open()
    for (const [led, status] of [
      ['surgery', 403],
      ['cardiology', 200],
    ] as const) {
      saveRoles(context.db, petra as UserId, { ...noRoles, leads: [led] })
      expect((await plan([shift()], {}, petra)).status).toBe(status)
      expect((await read(petra)).status).toBe(status)
    }
  })

  it('says of each shift what becomes of it, and tries without changing anything', async () => {
    const { plan, read } = await open()
    await plan([shift()])
    const lines = [
      shift({ id: 'shift-two', version: 0 }),
      shift({ id: 'shift-three', tier: 'second' }),
      shift({ id: 'shift-four', userId: petra as never }),
      shift({ id: 'shift-five', start: start + 9 * hourMs, end: start + 9 * hourMs }),
      shift({ id: 'shift-six', start: start + 9 * hourMs, end: start + 10 * hourMs }),
      shift({ end: start + 8 * hourMs, version: 0 }),
      shift({ end: start + 8 * hourMs, version: 1 }),
    ]
    const said = ['keep', 'shift-overlaps', 'bad-input', 'bad-input', 'add', 'race-lost', 'change']
    expect(steps(await plan(lines, { isTrial: true }))).toEqual(said)
    expect((await read()).body.shifts).toHaveLength(1)
    expect(steps(await plan(lines))).toEqual(said)
    expect((await read()).body.shifts.map(({ id, version }) => [id, version])).toEqual([
      ['shift-one', 2],
      ['shift-six', 1],
    ])
  })

  it('gives a deleted shift back as it was', async () => {
    const { ask, at, plan, read } = await open()
    await plan([shift()])
    expect((await ask(chief, 'DELETE', `${at}/shifts`, { ids: ['shift-one'] })).status).toBe(200)
    expect((await read()).body.shifts).toEqual([])
    expect(steps(await plan([shift({ version: 1 })]))).toEqual(['add'])
    expect((await read()).body.shifts).toEqual([shift({ version: 2 })])
  })

  it('stands in the log of accesses, and no person in the log of the service', async () => {
    const { ask, plan, context } = await open()
    await plan([shift()])
    const log = await ask<{ entries: unknown[] }>(chief, 'GET', '/audit/entries?action=directory-changed')
    expect(JSON.stringify(log.body)).toContain('rota-planned')
    expect(JSON.stringify(context.log.lines)).not.toContain('anna')
  })
})

describe('gaps', () => {
  it('are told to who plans and shown in the department, once its duty is planned', async () => {
    const { mine, plan, read, person } = await open()
    expect((await mine(chief)).gaps).toEqual([])
    expect((await read()).body.gapsAhead).toEqual([])
    await plan([shift({ start: start - hourMs, end: start + 24 * hourMs })])
    const first = { tier: 'first', from: start + 24 * hourMs, to: start + 14 * 24 * hourMs }
    expect((await mine(chief)).gaps).toMatchObject([{ serviceId: 'cardiology', count: 1, first }])
    expect((await mine(anna)).gaps).toEqual([])
    expect((await read(anna)).body.gapsAhead).toEqual([first])
    expect((await read(anna)).body.gaps).toEqual([])
    // Who leaves the department will not come.
    await person(anna, 'surgery')
    expect((await read()).body.shifts[0]?.userId).toBeNull()
    expect((await read()).body.gapsAhead).toEqual([{ ...first, from: start }])
  })
})

describe('a swap', () => {
  it('goes from one to the other, who has it from then on', async () => {
    const { plan, swap, read, mine, person } = await open()
    await person('@ida:nord.example', 'cardiology')
    await plan([shift()])
    expect((await swap(ole, { to: 'offered', person: null })).status).toBe(403)
    expect((await swap(anna, { to: 'offered', person: petra })).status).toBe(400)
    expect((await swap(anna, { to: 'offered', person: null })).status).toBe(200)
    expect((await mine(ole)).offers).toMatchObject([{ byName: 'Dr. anna', shift: { id: 'shift-one' } }])
    expect((await swap(petra, { to: 'taken' })).status).toBe(403)
    expect((await swap(chief, { to: 'taken' })).status).toBe(403)
    expect((await swap(ole, { to: 'taken' })).body.userId).toBe(ole)
    expect(await swap('@ida:nord.example', { to: 'taken' })).toMatchObject({ status: 409, body: { code: 'race-lost' } })
    expect((await read()).body).toMatchObject({ swaps: [], shifts: [{ userId: ole, version: 2 }] })
    expect((await mine(ole)).shifts).toHaveLength(1)
    expect((await mine(anna)).shifts).toEqual([])
  })

  it('waits for who plans where the department says so', async () => {
    const { plan, swap, settings, mine } = await open()
    await plan([shift()])
    await settings({ swaps: 'agreed' })
    await swap(anna, { to: 'offered', person: ole })
    expect((await swap(ole, { to: 'taken' })).body.userId).toBe(anna)
    expect((await mine(chief)).offers).toMatchObject([{ byName: 'Dr. anna', takenByName: 'Dr. ole' }])
    expect((await swap(ole, { to: 'agreed' })).status).toBe(403)
    expect((await swap(chief, { to: 'agreed' })).body.userId).toBe(ole)
    expect((await mine(chief)).offers).toEqual([])
  })

  it('is refused to who is planned at that time already', async () => {
    const { plan, swap } = await open()
    await plan([shift(), shift({ id: 'shift-two', tier: 'second', userId: ole as never })])
    await swap(anna, { to: 'offered', person: null })
    expect(await swap(ole, { to: 'taken' })).toMatchObject({ status: 409, body: { code: 'shift-overlaps' } })
  })
})

describe('a shift that begins', () => {
  it('asks who is planned, and puts nobody on duty by itself', async () => {
    const { ask, context, plan, mine, tier, go } = await open()
    await plan([
      shift(),
      shift({ id: 'shift-two', userId: ole as never, start: start + 9 * hourMs, end: start + 12 * hourMs }),
    ])
    expect((await mine(anna)).due).toBeNull()
    go(hourMs)
    await followPlan(context)
    expect(await tier(anna)).toBeNull()
    expect((await mine(anna)).due).toMatchObject({ ask: 'take-over', shift: { tier: 'first' } })
    await ask(anna, 'PUT', '/directory/me/on-call', { tier: 'first' })
    expect((await mine(anna)).due).toBeNull()
    go(9 * hourMs)
    expect((await mine(ole)).due).toMatchObject({ ask: 'take-over' })
    expect((await mine(anna)).due).toMatchObject({ ask: 'hand-over', shift: { id: 'shift-one' } })
  })

  it('begins and ends by the plan where the department says so, and leaves nothing unattended', async () => {
    const { context, plan, settings, tier, go } = await open()
    await plan([
      shift(),
      shift({ id: 'shift-two', userId: ole as never, start: start + 10 * hourMs, end: start + 12 * hourMs }),
    ])
    await settings({ begins: 'by-plan' })
    await followPlan(context)
    expect(await tier(anna)).toBeNull()
    go(hourMs)
    await followPlan(context)
    expect(await tier(anna)).toBe('first')
    // Its end comes an hour before the next one.
    go(9 * hourMs)
    await followPlan(context)
    expect(await tier(anna)).toBe('first')
    go(10 * hourMs)
    await followPlan(context)
    expect([await tier(anna), await tier(ole)]).toEqual([null, 'first'])
  })

  it('does not put somebody on duty again who has ended it', async () => {
    const { ask, context, plan, settings, tier, go } = await open()
    await plan([shift()])
    await settings({ begins: 'by-plan' })
    go(hourMs)
    await followPlan(context)
    await ask(anna, 'PUT', '/directory/me/on-call', { tier: null, leaveEmpty: true })
    await followPlan(context)
    expect(await tier(anna)).toBeNull()
  })
})

describe('the calendar of a person', () => {
  it('is read by its address, as other programs read it, until there is a new one', async () => {
    const { ask, plan } = await open()
    await plan([shift(), shift({ id: 'shift-two', userId: ole as never })])
    const [first, second] = ['a'.repeat(43), 'b'.repeat(43)]
    const tierNames = { first: 'Vordergrund', second: 'Hintergrund', lead: 'Leitung' }
    const set = (secret: string | null) =>
      ask(anna, 'PUT', '/rota/me/calendar', { calendar: secret ? { secret, tierNames } : null })
    const fetched = (secret: string) => ask<string>(undefined, 'GET', `/rota/calendars/${secret}`)
    expect((await fetched(first)).status).toBe(404)
    expect((await set(first)).body).toEqual({ hasCalendar: true })
    const events = new ICAL.Component(ICAL.parse((await fetched(first)).body)).getAllSubcomponents('vevent')
    const [event] = events.map((one) => new ICAL.Event(one))
    expect(events).toHaveLength(1)
    expect(event?.summary).toBe('Abteilung cardiology: Vordergrund')
    expect([event?.startDate.toUnixTime(), event?.endDate.toUnixTime()]).toEqual([
      (start + hourMs) / 1000,
      (start + 9 * hourMs) / 1000,
    ])
    await set(second)
    expect((await fetched(first)).status).toBe(404)
    expect((await fetched(second)).status).toBe(200)
    expect((await set(null)).body).toEqual({ hasCalendar: false })
    expect((await fetched(second)).status).toBe(404)
  })
})
