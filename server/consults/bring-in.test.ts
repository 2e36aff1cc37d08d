import { describe, expect, it } from 'vitest'
import type { ConsultOutput } from '#shared/consults/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, refused } from '#shared/result.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { bringIn } from './bring-in.ts'
import {
  asked,
  asker,
  type Clinic,
  cardiology,
  clinicInMemory,
  first,
  invited,
  move,
  nord,
  second,
  taskIn,
} from './consults-for-tests.ts'
import type { WhoIsOnCall } from './who-is-on-call.ts'

describe('bringing in a further specialty', () => {
  const surgeon = `@sven:${nord}` as UserId
  const surgery = {
    service: { ...cardiology.service, id: 'chirurgie', name: 'Chirurgie', serverName: nord },
    onCall: [{ userId: surgeon, tier: 'first' as const }],
  }
  const partId = 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55'
  const accepted = async (clinic: Clinic) => {
    const { roomId, task } = await asked(clinic)
    const taken = await move(clinic, first, roomId, { to: 'accepted', expectedVersion: task.version })
    if (!taken.ok) throw new Error(taken.error.code)
    return taken.value
  }
  const bring = (
    clinic: Clinic,
    { roomId, task }: ConsultOutput,
    by = first,
    onCall: WhoIsOnCall = async () => ok(surgery),
  ) =>
    bringIn(clinic.context, onCall, clinic.lock, by, roomId, {
      requestId: partId,
      service: { id: 'chirurgie', serverName: nord },
      priority: 'urgent',
      reason: 'joint-decision',
      expectedVersion: task.version,
    })

  it('makes a consult of its own, tells both, and says so in the first; a second try makes nothing new', async () => {
    const clinic = clinicInMemory()
    const whole = await accepted(clinic)
    const part = await bring(clinic, whole)
    if (!part.ok) throw new Error(part.error.code)
    const { label, requestId: ofFirst } = whole.task
    expect(part.value.task).toMatchObject({
      requester: first.userId,
      partOf: { roomId: whole.roomId, label, requestId: ofFirst, requester: asker.userId },
      candidates: [{ userId: surgeon }],
    })
    expect(invited(clinic, part.value.roomId)).toEqual([asker.userId, first.userId, surgeon].sort())
    expect(taskIn(clinic, whole.roomId)?.changes.at(-1)).toMatchObject({
      change: 'brought-in',
      by: first.userId,
      reason: 'joint-decision',
      part: { roomId: part.value.roomId, service: { id: 'chirurgie', serverName: nord } },
    })
    expect(await bring(clinic, whole)).toEqual(part)
    expect(clinic.rooms.size).toBe(2)
    expect(taskIn(clinic, whole.roomId)?.changes.filter(({ change }) => change === 'brought-in')).toHaveLength(1)
    // Whoever asked in the first place is one of those who asked there too.
    const withdrawn = { to: 'cancelled', reason: 'no-longer-needed', expectedVersion: 1 } as const
    expect(await move(clinic, asker, part.value.roomId, withdrawn)).toMatchObject({ ok: true })
  })

  it('is for its owner only, and calls nobody when it is refused', async () => {
    const clinic = clinicInMemory()
    const whole = await accepted(clinic)
    for (const other of [asker, second]) expect(await bring(clinic, whole, other)).toMatchObject({ ok: false })
    const nobody = async () => ok({ ...surgery, onCall: [] })
    expect(await bring(clinic, whole, first, nobody)).toEqual(refused({ code: 'nobody-on-call' }))
    expect(await bring(clinic, whole, first, async () => ok(cardiology))).toMatchObject({
      error: { code: 'bad-input' },
    })
    expect(clinic.rooms.size).toBe(1)
  })

  it('goes on where it was cut off, and withdraws it when the first is over meanwhile', async () => {
    const clinic = clinicInMemory()
    const whole = await accepted(clinic)
    const { sendState } = clinic.homeserver
    clinic.homeserver.sendState = async () => {
      throw new HomeserverUnreachable()
    }
    await expect(bring(clinic, whole)).rejects.toThrow(HomeserverUnreachable)
    clinic.homeserver.sendState = sendState
    expect(taskIn(clinic, whole.roomId)?.changes.some(({ change }) => change === 'brought-in')).toBe(false)
    const { version } = whole.task
    await move(clinic, asker, whole.roomId, { to: 'cancelled', reason: 'transferred', expectedVersion: version })
    expect(await bring(clinic, whole)).toMatchObject({ ok: false, error: { code: 'race-lost' } })
    const part = [...clinic.rooms.keys()].find((room) => room !== whole.roomId)
    expect(part && taskIn(clinic, part)).toMatchObject({ status: 'cancelled', statusReason: 'entered-in-error' })
  })
})
