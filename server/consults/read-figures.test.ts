import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type UnattendedInput, unattendedInput } from '#shared/consults/api.ts'
import { acceptWithinMs } from '#shared/consults/priority.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { OnCallOutput } from '#shared/directory/api.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { ok } from '#shared/result.ts'
import { saveService } from '../directory/queries.ts'
import {
  asked,
  asker,
  cardiology,
  clinicInMemory,
  first,
  move,
  nord,
  requestId,
  service,
  sued,
  taskIn,
} from './consults-for-tests.ts'
import { escalateConsults } from './escalate-consults.ts'
import { keepUnattended } from './keep-unattended.ts'
import { recordTask } from './queries.ts'
import { readFigures } from './read-figures.ts'
import { requestConsult } from './request-consult.ts'

describe('figures', () => {
  it('say of each department of the own clinic how soon it accepted and answered', async () => {
    const clinic = clinicInMemory()
    saveService(clinic.context.db, { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology', searchText: '' })
    const { roomId } = await asked(clinic)
    clinic.clock.now += 60_000
    await move(clinic, first, roomId, { to: 'accepted', expectedVersion: 1 })
    clinic.clock.now += 60_000
    await move(clinic, first, roomId, { to: 'completed', expectedVersion: 2, report: '$r' as EventId })
    const of = (serverName: ServerName) =>
      readFigures({ ...clinic.context, config: { clinic: { serverName } } as never }, 30)
    const figures = { asked: 1, accepted: 1, answered: 1, declined: 0, failed: 0, escalations: 0 }
    expect(of(sued)).toMatchObject({
      value: { services: [{ id: 'kardiologie', figures: { ...figures, acceptMs: 60_000, answerMs: 120_000 } }] },
    })
    // Asked elsewhere.
    expect(of(nord)).toMatchObject({ value: { services: [{ figures: { asked: 0, acceptMs: null } }] } })
  })

  it('count for the department that was silent, and for the second choice that answered', async () => {
    const clinic = clinicInMemory()
    for (const id of ['kardiologie', 'neurologie'])
      saveService(clinic.context.db, { id, name: id, specialty: 'cardiology', searchText: '' })
    const neurology = { ...cardiology.service, id: 'neurologie', serverName: nord }
    const pia = { ...first, userId: `@pia:${nord}` as UserId }
    const onCall: Record<string, OnCallOutput> = {
      kardiologie: { ...cardiology, onCall: cardiology.onCall.slice(0, 1) },
      neurologie: { service: neurology, onCall: [{ userId: pia.userId, tier: 'first' }] },
    }
    const made = await requestConsult(
      clinic.context,
      async ({ id }) => ok(onCall[id] ?? cardiology),
      clinic.lock,
      asker,
      { requestId, service, alternative: { id: 'neurologie', serverName: nord }, priority: 'stat' },
    )
    if (!made.ok) throw new Error(made.error.code)
    const { roomId } = made.value
    clinic.clock.now += acceptWithinMs.stat
    await escalateConsults(clinic.context, clinic.lock)
    clinic.clock.now += 60_000
    await move(clinic, pia, roomId, { to: 'accepted', expectedVersion: 2 })
    clinic.clock.now += 60_000
    await move(clinic, pia, roomId, { to: 'completed', expectedVersion: 3, report: '$r' as EventId })
    // Nobody of Süd was there: its service is told, and counts it once.
    expect(clinic.told.map(([server]) => server)).toEqual([sued])
    const there = clinicInMemory().context
    saveService(there.db, { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology', searchText: '' })
    const atSued = { ...there, config: { clinic: { serverName: sued } } as never }
    const said = clinic.told.map(([, asking]) => v.parse(unattendedInput, JSON.parse(JSON.stringify(asking))))
    const kept = [...said, ...said].map((asking) => keepUnattended(atSued, asking))
    expect(kept).toMatchObject([{ value: { isKept: true } }, { value: { isKept: false } }])
    expect(readFigures(atSued, 30)).toMatchObject({
      value: { services: [{ figures: { asked: 1, failed: 1, escalations: 1 } }] },
    })
    expect(keepUnattended(atSued, { ...(said[0] as UnattendedInput), serviceId: 'nirgends' })).toMatchObject({
      error: { code: 'not-found' },
    })
    // Somebody comes there later after all: the room is what counts.
    recordTask(there.db, 1, roomId, nord, taskIn(clinic, roomId) as Task)
    expect(keepUnattended(atSued, said[0] as UnattendedInput)).toMatchObject({ value: { isKept: false } })
    expect(readFigures(atSued, 30)).toMatchObject({ value: { services: [{ figures: { asked: 1, failed: 1 } }] } })
    const of = (serverName: ServerName, name: string) => {
      const context = { ...clinic.context, config: { clinic: { serverName } } as never }
      const found = readFigures(context, 30)
      return found.ok && found.value.services.find(({ id }) => id === name)?.figures
    }
    const nothing = { accepted: 0, answered: 0, declined: 0, failed: 0, escalations: 0, acceptMs: null, answerMs: null }
    expect(of(sued, 'kardiologie')).toEqual({ ...nothing, asked: 1, failed: 1, escalations: 1 })
    expect(of(nord, 'neurologie')).toEqual({
      ...nothing,
      ...{ asked: 1, accepted: 1, answered: 1, acceptMs: 60_000, answerMs: 120_000 },
    })
  })
})
