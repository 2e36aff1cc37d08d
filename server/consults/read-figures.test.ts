import { describe, expect, it } from 'vitest'
import type { EventId, ServerName } from '#shared/matrix/ids.ts'
import { saveService } from '../directory/queries.ts'
import { asked, clinicInMemory, first, move, nord, sued } from './consults-for-tests.ts'
import { readFigures } from './read-figures.ts'

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
})
