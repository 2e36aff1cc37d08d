import { expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok } from '#shared/result.ts'
import { bringIn } from '../consults/bring-in.ts'
import { asker, cardiology, clinicInMemory, first, nord, requestId, sued } from '../consults/consults-for-tests.ts'
import { requestConsult } from '../consults/request-consult.ts'
import { transitionConsult } from '../consults/transition-consult.ts'
import { isFileOf } from './is-file-of.ts'

it('a file may be named by its room, and by that of a specialty which the owner brought in, and by no other', async () => {
  const { context, lock } = clinicInMemory()
  const service = { id: 'kardiologie', serverName: sued }
  const onCall = async () => ok(cardiology)
  const whole = await requestConsult(context, onCall, lock, asker, { requestId, service, priority: 'stat' })
  if (!whole.ok) throw new Error(whole.error.code)
  const { roomId } = whole.value
  await transitionConsult(context, lock, first, roomId, { to: 'accepted', expectedVersion: 1 })
  const surgery = { ...cardiology, service: { ...cardiology.service, id: 'chirurgie', serverName: nord } }
  const part = await bringIn(context, async () => ok(surgery), lock, first, roomId, {
    requestId: 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55',
    service: { id: 'chirurgie', serverName: nord },
    priority: 'stat',
    reason: 'second-opinion',
    expectedVersion: 2,
  })
  if (!part.ok) throw new Error(part.error.code)
  expect(isFileOf(context.db, { roomId }, roomId)).toBe(true)
  expect(isFileOf(context.db, { roomId }, part.value.roomId)).toBe(true)
  expect(isFileOf(context.db, { roomId: part.value.roomId }, roomId)).toBe(false)
  expect(isFileOf(context.db, { roomId }, '!other' as RoomId)).toBe(false)
})
