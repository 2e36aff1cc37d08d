import { describe, expect, it } from 'vitest'
import { acceptWithinMs, answerWithinMs } from '#shared/consults/priority.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import { openDatabase } from '../db/open-database.ts'
import { newRoomLock } from '../matrix/room-lock.ts'
import { asked, asker, clinicInMemory, first, lead, move, nord, second, taskIn } from './consults-for-tests.ts'
import { escalateConsults, startEscalations } from './escalate-consults.ts'
import { findConsult, recordTask } from './queries.ts'

describe('escalation', () => {
  const step = acceptWithinMs.stat

  it('alerts one tier after the other and ends with nobody', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const reached = async (afterMs: number) => {
      clinic.clock.now += afterMs
      await escalateConsults(clinic.context, clinic.lock)
      const task = taskIn(clinic, roomId)
      return [task?.tier, task?.status]
    }
    expect(await reached(step - 1)).toEqual(['first', 'requested'])
    expect(await reached(1)).toEqual(['second', 'requested'])
    expect(await reached(step)).toEqual(['lead', 'requested'])
    expect(await reached(step)).toEqual(['lead', 'failed'])
    expect(clinic.log.lines.at(-1)).toMatchObject({ event: 'consult-moved', consultStatus: 'failed' })
    expect(clinic.woken).toEqual([[first.userId], [second.userId], [lead.userId]])
  })

  it('wakes who has it and the lead when the answer is late, and who has it when it is asked for again', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    const report = '$report' as EventId
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    clinic.woken.length = 0
    clinic.clock.now += answerWithinMs.stat - 1
    await escalateConsults(clinic.context, clinic.lock)
    expect(clinic.woken).toEqual([])
    clinic.clock.now += 1
    for (let round = 0; round < 3; round++) await escalateConsults(clinic.context, clinic.lock)
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'accepted', isOverdue: true, version: 3 })
    expect(clinic.woken).toEqual([[first.userId, lead.userId]])
    await move(clinic, first, roomId, { to: 'completed', expectedVersion: 3, report })
    await move(clinic, asker, roomId, { to: 'reopened', expectedVersion: 4, question: '$question' as EventId })
    expect(clinic.woken).toEqual([[first.userId, lead.userId], [first.userId]])
  })

  it('does nothing to a consult that was accepted meanwhile', async () => {
    const clinic = clinicInMemory()
    const { roomId, task } = await asked(clinic)
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    // As if the index had not heard of it.
    clinic.context.db = openDatabase(':memory:')
    recordTask(clinic.context.db, 0, roomId, nord, task)
    clinic.clock.now += step
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(true)
    expect(taskIn(clinic, roomId)?.status).toBe('accepted')
    expect(findConsult(clinic.context.db, roomId)?.status).toBe('accepted')
  })

  it('goes on after a restart, even of a service that lost its index', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    clinic.context.db = openDatabase(':memory:')
    clinic.clock.now += step + 60_000
    using _running = startEscalations(clinic.context, newRoomLock())
    await expect.poll(() => taskIn(clinic, roomId)?.tier).toBe('second')
  })

  it('waits for Synapse and tries again', async () => {
    const clinic = clinicInMemory()
    const { roomId } = await asked(clinic)
    clinic.clock.now += step
    const { state } = clinic.homeserver
    clinic.homeserver.state = async () => {
      throw new Error('away')
    }
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(false)
    clinic.homeserver.state = state
    expect(await escalateConsults(clinic.context, clinic.lock)).toBe(true)
    expect(taskIn(clinic, roomId)?.tier).toBe('second')
  })
})
