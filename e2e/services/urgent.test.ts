import { beforeAll, describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { type Department, newDepartment } from './department.ts'
import { followSync } from './follow-sync.ts'
import { createRoom, join, roomOf, writeState } from './matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import {
  alertOf,
  cancelAlert,
  confirmAlert,
  newAlert,
  passTime,
  sayEncrypted,
  startAlert,
  untilAlert,
} from './urgent-api.ts'

let clinics: TestClinics
let sender: Somebody
let receiver: Somebody
let cardiology: Department
let second: Somebody
let conversation: RoomId
const within = 60_000

beforeAll(async () => {
  clinics = await findClinics()
  ;[sender, receiver, cardiology] = await Promise.all([
    somebodyAt(clinics.nord),
    somebodyAt(clinics.sued),
    newDepartment(clinics.sued, ['first', 'second']),
  ])
  second = cardiology.onCall[0] as Somebody
  conversation = await roomOf(sender, receiver)
})

/** An alert to Süd's receiver and then to its cardiology, with the sender's message in it; all have come. */
const openAlert = async (): Promise<{ roomId: RoomId; message: EventId }> => {
  const { id, serverName } = cardiology
  const chain = [{ kind: 'service', id, serverName } as const]
  const { roomId } = await startAlert(sender, newAlert(conversation, [receiver], { chain }))
  for (const one of [sender, receiver, ...cardiology.onCall]) await join(one, roomId)
  return { roomId, message: await sayEncrypted(sender, roomId) }
}
const untilCalled = (roomId: RoomId, step = 0) =>
  untilAlert(
    `step ${step} being called at Süd`,
    receiver,
    roomId,
    (alert) => alert.status === 'requested' && alert.step === step,
  )

describe('an urgent message of Nord to Süd', () => {
  it('invites everybody who may be called at once, calls nobody before the message is there, and is confirmed at Süd', async () => {
    const phones = await Promise.all([receiver, ...cardiology.onCall].map(followSync))
    const { id, serverName } = cardiology
    const input = newAlert(conversation, [receiver], { chain: [{ kind: 'service', id, serverName }] })
    const [one, other] = await Promise.all([startAlert(sender, input), startAlert(sender, input)])
    expect(other.roomId).toBe(one.roomId)
    await Promise.all(phones.map((phone) => phone.untilInvited(one.roomId)))
    expect(one.alert).toMatchObject({ status: 'draft', escalateAt: null })
    const { roomId } = one
    for (const person of [sender, receiver]) await join(person, roomId)
    const message = await sayEncrypted(sender, roomId)
    expect(await untilCalled(roomId)).toMatchObject({ message, step: 0 })

    // One encrypted event at Süd confirms it, and both clinics see by whom.
    const confirmation = await confirmAlert(receiver, roomId)
    for (const who of [sender, receiver]) {
      const alert = await untilAlert('the confirmation', who, roomId, ({ status }) => status === 'accepted')
      expect(alert).toMatchObject({ owner: receiver.userId, confirmation, escalateAt: null })
    }
  })

  it('goes to the next when its time has passed, who can confirm it; a late one of both is told', async () => {
    const { roomId } = await openAlert()
    await untilCalled(roomId)
    await passTime(clinics.nord, roomId, within / 2)
    await untilAlert('the repetition', receiver, roomId, ({ changes }) => changes.at(-1)?.change === 'repeated')
    await passTime(clinics.nord, roomId, within)
    await untilCalled(roomId, 1)
    await Promise.all([second, receiver].map((one) => confirmAlert(one, roomId)))
    const seen = await Promise.all(
      [second, receiver, sender].map((one) => untilAlert('an owner', one, roomId, ({ owner }) => owner !== null)),
    )
    expect(new Set(seen.map(({ owner }) => owner)).size).toBe(1)
    expect([second.userId, receiver.userId]).toContain(seen[0]?.owner)
  })

  it('has failed when nobody is left, and still takes an answer', async () => {
    const { roomId } = await startAlert(sender, newAlert(conversation, [receiver]))
    for (const one of [sender, receiver]) await join(one, roomId)
    await sayEncrypted(sender, roomId)
    await untilCalled(roomId)
    await passTime(clinics.nord, roomId, within)
    await untilAlert('its end', sender, roomId, ({ status }) => status === 'failed')
    await confirmAlert(receiver, roomId)
    await untilAlert('the late answer', sender, roomId, ({ owner }) => owner === receiver.userId)
  })

  it('is neither confirmed nor written by one whose turn has not come, and withdrawn by its sender only', async () => {
    const { roomId } = await openAlert()
    await untilCalled(roomId)
    const lead = cardiology.onCall[1] as Somebody
    await confirmAlert(lead, roomId)
    for (const one of [receiver, sender])
      await expect(writeState(one, roomId, eventTypes.urgentAlert, { status: 'accepted' })).rejects.toMatchObject({
        status: 403,
      })
    const token = await sessionAt(clinics.nord, receiver)
    await expect(cancelAlert(clinics.nord, token, roomId)).rejects.toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    })
    expect((await cancelAlert(clinics.nord, sender.serviceToken, roomId)).alert.status).toBe('cancelled')
    await untilAlert('its withdrawal at Süd', receiver, roomId, ({ status }) => status === 'cancelled')
    expect((await alertOf(sender, roomId))?.owner).toBeNull()
  })

  it('is refused for a conversation one is not in, and for people to whom one could not write', async () => {
    const others = await createRoom(receiver)
    await expect(startAlert(sender, newAlert(others, [receiver]))).rejects.toMatchObject({
      status: 403,
      body: { code: 'not-a-member' },
    })
    const stranger = await somebodyAt(clinics.sued)
    await expect(startAlert(sender, newAlert(conversation, [stranger]))).rejects.toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    })
  })
})

describe('when the service of Nord is killed', () => {
  it('and the time runs out, the next are called when it starts; what was confirmed meanwhile counts first', async () => {
    const [missed, answered] = [await openAlert(), await openAlert()]
    for (const { roomId } of [missed, answered]) await untilCalled(roomId)
    try {
      await clinics.nord.part('service', 'kill')
      for (const { roomId } of [missed, answered]) await passTime(clinics.nord, roomId, within)
      await confirmAlert(receiver, answered.roomId)
    } finally {
      await clinics.nord.part('service', 'start')
    }
    await untilCalled(missed.roomId, 1)
    const alert = await untilAlert('the confirmation', sender, answered.roomId, ({ owner }) => owner !== null)
    expect(alert).toMatchObject({ owner: receiver.userId, step: 0 })
  })
})
