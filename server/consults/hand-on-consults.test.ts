import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import { saveRoles } from '../auth/queries.ts'
import { saveDuty, savePerson, saveService } from '../directory/queries.ts'
import { asked, asker, type Clinic, clinicInMemory, first, invited, move, nord, taskIn } from './consults-for-tests.ts'
import { releaseOfGone } from './follow-members.ts'
import { handOnConsultsOf } from './hand-on-consults.ts'

const [dora, lara, wim] = ['dora', 'lara', 'wim'].map((name) => `@${name}:${nord}`) as [UserId, UserId, UserId]
const noRole = { isAuditor: false, isOperator: false }

/** Nina and others work in internal medicine; Dora has duty there, Lara leads it. */
const ward = ({ context: { db } }: Clinic, parts: { duty?: boolean; lead?: boolean } = {}) => {
  const specialty = 'general-medicine'
  for (const id of ['innere', 'chirurgie'])
    saveService(db, { id, name: id, specialty, searchText: id, phone: null, times: null })
  const of = (userId: UserId, serviceId: string) =>
    savePerson(db, { userId, name: userId, title: '', specialty, serviceId, searchText: '' })
  for (const userId of [asker.userId, dora, lara]) of(userId, 'innere')
  of(wim, 'chirurgie')
  if (parts.duty) saveDuty(db, { userId: dora, tier: 'first', since: 1 })
  if (parts.lead) saveRoles(db, lara, { ...noRole, leads: ['innere'] })
  // At another department, on duty and leading.
  saveDuty(db, { userId: wim, tier: 'first', since: 1 })
  saveRoles(db, wim, { ...noRole, leads: ['chirurgie'] })
}
const handOn = (clinic: Clinic) => handOnConsultsOf(clinic.context, asker.userId, clinic.lock)
const standIn = (clinic: Clinic, roomId: RoomId) => taskIn(clinic, roomId)?.standIn

describe('an open consult whose asker is gone', () => {
  it('goes to who has duty in their department, who is invited; its people and the log read it', async () => {
    const clinic = clinicInMemory()
    ward(clinic, { duty: true, lead: true })
    const { roomId } = await asked(clinic)
    expect(await handOn(clinic)).toBe(0)
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'requested', requester: asker.userId, standIn: dora })
    expect(taskIn(clinic, roomId)?.changes.at(-1)).toMatchObject({ change: 'stood-in', by: null, person: dora })
    expect(invited(clinic, roomId)).toContain(dora)
    const log = listAfter(clinic.context.db, null, 99).map(({ details }) => JSON.parse(details ?? '{}'))
    expect(log).toContainEqual(expect.objectContaining({ role: 'service', whom: dora, code: 'stood-in' }))
    // Pressed again, nothing more happens.
    const { version } = taskIn(clinic, roomId) ?? {}
    expect(await handOn(clinic)).toBe(0)
    expect(taskIn(clinic, roomId)?.version).toBe(version)
  })

  it('goes to who leads the department when nobody has duty, and to nobody whose account is closed', async () => {
    const clinic = clinicInMemory()
    ward(clinic, { duty: true, lead: true })
    const { roomId } = await asked(clinic)
    clinic.deactivated.add(dora)
    await handOn(clinic)
    expect(standIn(clinic, roomId)).toBe(lara)
  })

  it('says so once where nobody of the department has duty or leads it', async () => {
    const clinic = clinicInMemory()
    ward(clinic)
    const { roomId, task } = await asked(clinic)
    expect([await handOn(clinic), await handOn(clinic)]).toEqual([1, 1])
    expect(taskIn(clinic, roomId)).toMatchObject({ standIn: null, version: task.version + 1, status: 'requested' })
    expect(taskIn(clinic, roomId)?.changes).toEqual([expect.objectContaining({ change: 'stood-in', by: null })])
  })

  it('is left as it is when it is over', async () => {
    const clinic = clinicInMemory()
    ward(clinic, { duty: true })
    const { roomId, task } = await asked(clinic)
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: task.version })
    const answer = { to: 'completed', report: '$report' as EventId, expectedVersion: task.version + 1 } as const
    await move(clinic, first, roomId, answer)
    expect(await handOn(clinic)).toBe(0)
    expect(standIn(clinic, roomId)).toBeNull()
  })

  it('goes on also when they leave its room themselves, or who stood in for them does', async () => {
    const clinic = clinicInMemory()
    ward(clinic, { duty: true, lead: true })
    const { roomId } = await asked(clinic)
    const leave = (userId: UserId) => {
      const content = { membership: 'leave' }
      clinic.put(roomId, eventTypes.member, userId, content, userId)
      const event = { type: eventTypes.member, event_id: '$left' as EventId, origin_server_ts: 1, content }
      return releaseOfGone(
        clinic.context,
        { ...event, room_id: roomId, sender: userId, state_key: userId },
        clinic.lock,
      )
    }
    await leave(asker.userId)
    expect(standIn(clinic, roomId)).toBe(dora)
    await leave(dora)
    expect(standIn(clinic, roomId)).toBe(lara)
  })
})
