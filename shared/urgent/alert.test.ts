import { describe, expect, it } from 'vitest'
import type { DeviceId, EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import {
  type AlertActor,
  alertTransitions,
  calledSince,
  dueAt,
  dueMove,
  firstCalledOf,
  hearEvent,
  isCalled,
  mayReadAlert,
  moveAlert,
  type NewAlert,
  newAlert,
  newlyCalled,
} from './alert.ts'
import { type Alert, type AlertChangeName, alertChangeNames, alertStatuses, parseAlert } from './alert-content.ts'
import { confirmationContent, confirms, urgentOf, withUrgency } from './message.ts'

const sender = '@nina:nord.localhost' as UserId
const ernst = '@ernst:sued.localhost' as UserId
const zoe = '@zoe:sued.localhost' as UserId
const lea = '@lea:sued.localhost' as UserId
const stranger = '@eve:sued.localhost' as UserId
const message = '$message' as EventId
const start = 1_000_000
const within = 60_000
const device = 'DEVICE' as DeviceId
const timer: AlertActor = { kind: 'timer' }
const person = (userId: UserId): AlertActor => ({ kind: 'person', userId })

const asked: NewAlert = {
  alertId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
  priority: 'stat',
  requester: sender,
  conversation: '!conversation' as RoomId,
  answerWithin: within,
  steps: [
    { called: { kind: 'conversation' }, people: [ernst] },
    { called: { kind: 'person' }, people: [zoe] },
    { called: { kind: 'person' }, people: [ernst, lea] },
  ],
}
const made = newAlert(asked, start)
if (!made.ok) throw new Error(made.error.code)
const draft = made.value

const moved = (alert: Alert, to: AlertChangeName, actor: AlertActor, now: number, event = message): Alert => {
  const result = moveAlert(alert, { to, event }, actor, now)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const heard = (alert: Alert, from: UserId, { at = start, isConfirmation = false, id = '$answer' } = {}) =>
  hearEvent(alert, { kind: 'said', eventId: id as EventId, sender: from, at, isConfirmation })

const requested = heard(draft, sender, { id: message })

describe('an urgent message', () => {
  it('calls nobody twice, and never its sender', () => {
    expect(draft.steps.map(({ people }) => people)).toEqual([[ernst], [zoe], [lea]])
    const onlyMe = newAlert({ ...asked, steps: [{ called: { kind: 'conversation' }, people: [sender] }] }, start)
    expect(onlyMe).toEqual({ ok: false, error: { code: 'nobody-on-call' } })
    const crowd = Array.from({ length: 61 }, (_, at) => `@p${at}:nord.localhost` as UserId)
    const toAll = newAlert({ ...asked, steps: [{ called: { kind: 'conversation' }, people: crowd }] }, start)
    expect(toAll).toMatchObject({ error: { code: 'too-large' } })
  })

  it('alerts from when it is in its room, not before', () => {
    expect([dueAt(draft), isCalled(draft, ernst)]).toEqual([null, false])
    expect(requested).toMatchObject({ status: 'requested', message, step: 0, version: 2 })
    expect([isCalled(requested, ernst), isCalled(requested, zoe), isCalled(requested, sender)]).toEqual([
      true,
      false,
      false,
    ])
    // What the sender writes later starts nothing anew.
    expect(heard(requested, sender, { id: '$more' })).toBe(requested)
  })

  it('is repeated, goes to one after the other, and has failed when nobody is left', () => {
    let alert = requested
    const story: [number, string][] = []
    for (let now = start; now < start + 5 * within; now += 1_000) {
      const to = dueMove(alert, now)
      if (!to) continue
      alert = moved(alert, to, timer, now)
      story.push([now - start, to])
    }
    expect(story).toEqual([
      [within / 2, 'repeated'],
      [within, 'escalated'],
      [within * 1.5, 'repeated'],
      [within * 2, 'escalated'],
      [within * 2.5, 'repeated'],
      [within * 3, 'failed'],
    ])
    expect(alert.status).toBe('failed')
    expect([0, 1, 2].map((step) => calledSince(alert, step))).toEqual([start, start + within, start + 2 * within])
    // Those who were called still are: a late answer is one.
    expect(isCalled(alert, ernst)).toBe(true)
    expect(heard(alert, lea, { isConfirmation: true })).toMatchObject({ status: 'accepted', owner: lea })
  })

  it('skips the repetition when its time has passed with that of the step', () => {
    expect(dueMove(requested, start + within)).toBe('escalated')
  })

  it('is confirmed by what refers to it, of one who is called', () => {
    expect(heard(requested, ernst)).toBe(requested)
    expect(heard(draft, ernst, { isConfirmation: true })).toBe(draft)
    for (const one of [zoe, stranger, sender]) expect(heard(requested, one, { isConfirmation: true })).toBe(requested)
    const confirmed = heard(requested, ernst, { isConfirmation: true, at: start + 5 })
    expect(confirmed).toMatchObject({ status: 'accepted', owner: ernst, confirmation: '$answer', escalateAt: null })
    expect(confirmed.changes.at(-1)).toMatchObject({ change: 'accepted', by: ernst, at: start + 5 })
    expect([dueAt(confirmed), isCalled(confirmed, ernst)]).toEqual([null, false])
  })

  it('belongs to the first of two who confirm', () => {
    const both = moved(requested, 'escalated', timer, start + within)
    const first = heard(both, zoe, { isConfirmation: true })
    expect(heard(first, ernst, { isConfirmation: true })).toBe(first)
    expect(moveAlert(first, { to: 'accepted', event: message }, person(ernst), start)).toEqual({
      ok: false,
      error: { code: 'race-lost', details: { owner: zoe } },
    })
  })

  it('is withdrawn by its sender only, until somebody has it', () => {
    expect(moved(requested, 'cancelled', person(sender), start)).toMatchObject({
      status: 'cancelled',
      escalateAt: null,
    })
    expect(moveAlert(requested, { to: 'cancelled' }, person(ernst), start)).toMatchObject({
      error: { code: 'not-allowed' },
    })
    const confirmed = heard(requested, ernst, { isConfirmation: true })
    expect(moveAlert(confirmed, { to: 'cancelled' }, person(sender), start)).toMatchObject({
      error: { code: 'illegal-transition' },
    })
  })

  it('goes to a colleague of the one who is called, whom the clock gives no more time', () => {
    const hand = (to: UserId | undefined, by = ernst) =>
      moveAlert(requested, { to: 'handed', person: to }, person(by), start + 5)
    const handed = hand(lea)
    if (!handed.ok) throw new Error(handed.error.code)
    const { value: alert } = handed
    expect([isCalled(alert, ernst), isCalled(alert, lea), isCalled(alert, zoe)]).toEqual([false, true, false])
    expect(alert.changes.at(-1)).toMatchObject({ change: 'handed', by: ernst, person: lea, at: start + 5 })
    expect(alert.escalateAt).toBe(requested.escalateAt)
    expect([newlyCalled(requested, alert), dueMove(alert, start + within)]).toEqual([[lea], 'escalated'])
    expect([mayReadAlert(alert, ernst), mayReadAlert(alert, stranger)]).toEqual([true, false])
    // Who has it by now is not waited for a second time: with nobody else to come, the last step is gone.
    expect(alert.steps.map(({ people }) => people)).toEqual([[lea], [zoe]])
    expect(alert.steps.map(firstCalledOf)).toEqual([[ernst], [zoe]])
    const escalated = moved(alert, 'escalated', timer, start + within)
    expect([newlyCalled(alert, escalated), dueMove(escalated, start + 2 * within)]).toEqual([[zoe], 'failed'])
    expect(heard(alert, ernst, { isConfirmation: true })).toBe(alert)
    expect(heard(alert, lea, { isConfirmation: true })).toMatchObject({ owner: lea })
    for (const to of [undefined, ernst, sender, '@carl:nord.localhost' as UserId])
      expect(hand(to)).toMatchObject({ error: { code: 'bad-input' } })
    expect(hand(lea, zoe)).toMatchObject({ error: { code: 'not-allowed' } })
  })

  it('is withdrawn by the deletion of its message, by its sender, and by no other deletion', () => {
    const deleted = (redacts: EventId, sender: UserId, alert = requested) =>
      hearEvent(alert, { kind: 'deleted', eventId: '$deletion' as EventId, sender, at: start + 5, redacts })
    expect(deleted(message, sender)).toMatchObject({ status: 'cancelled', escalateAt: null })
    expect(deleted('$other' as EventId, sender)).toBe(requested)
    expect(deleted(message, ernst)).toBe(requested)
    expect(deleted(message, sender, draft)).toBe(draft)
  })

  it('calls of a duty whoever has it when its turn comes', () => {
    const called = {
      kind: 'service',
      id: 'kardiologie',
      name: 'Kardiologie',
      serverName: 'sued.localhost' as ServerName,
      tier: 'first',
    } as const
    const alert: Alert = {
      ...requested,
      steps: [requested.steps[0], { called, people: [zoe] }].flatMap((one) => one ?? []),
    }
    const next = (onDuty: readonly UserId[] | null, from = alert) => {
      const result = moveAlert(from, { to: 'escalated', onDuty }, timer, start + within)
      return result.ok ? result.value.steps[1]?.people : result.error
    }
    expect(next([lea, sender])).toEqual([lea])
    expect([next(null), next([]), next([sender])]).toEqual([[zoe], [zoe], [zoe]])
    // A named person stays the one.
    expect(next([lea], requested)).toEqual([zoe])
  })

  it('moves by no other way than the table says', () => {
    const actors = { requester: person(sender), called: person(ernst), timer, stranger: person(stranger) }
    for (const status of alertStatuses)
      for (const to of alertChangeNames)
        for (const [name, actor] of Object.entries(actors)) {
          const rule: { from: readonly string[]; by: string } = alertTransitions[to]
          const alert = { ...requested, status }
          const handed = to === 'handed' ? { person: lea } : {}
          const result = moveAlert(alert, { to, event: message, ...handed }, actor, start + within)
          const isTimely = to !== 'repeated' && to !== 'failed'
          expect([status, to, name, result.ok]).toEqual([
            status,
            to,
            name,
            rule.from.includes(status) && rule.by === name && (name !== 'timer' || isTimely),
          ])
        }
  })

  it('is believed only when it is whole', () => {
    expect(parseAlert(JSON.parse(JSON.stringify(requested)))).toEqual(requested)
    for (const broken of [null, {}, { ...requested, step: 3 }, { ...requested, answerWithin: 5 }])
      expect(parseAlert(broken)).toBeNull()
  })
})

describe('the encrypted events', () => {
  const urgent = { alertId: asked.alertId, priority: 'stat', answerWithin: within } as const

  it('say how urgent it is, also to other TI-Messengers', () => {
    const content = withUrgency({ msgtype: 'm.text', body: 'EKG!' }, urgent, device)
    expect(urgentOf(content)).toEqual(urgent)
    expect(content['de.gematik.request.status']).toEqual({ from_device: device, lifetime: within })
    expect(urgentOf({ 'app.consilium.urgent': { ...urgent, priority: 'routine' } })).toBeNull()
  })

  it('confirm one message and no other', () => {
    const content = confirmationContent('!alert' as RoomId, message, device, 'Bestätigt')
    expect(content['m.relates_to']).toEqual({ rel_type: 'm.reference', event_id: '$alert' })
    expect([confirms(content, message), confirms(content, '$other' as EventId), confirms({}, message)]).toEqual([
      true,
      false,
      false,
    ])
    expect(confirms({ ...content, status: 'error' }, message)).toBe(false)
  })
})
