import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TransitionInput } from '#shared/consults/api.ts'
import { acceptWithinMs } from '#shared/consults/priority.ts'
import { openTo } from '#shared/consults/task.ts'
import { type ReasonedChange, reasons, type Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { ok } from '#shared/result.ts'
import { verifyLog } from '../audit/verify-log.ts'
import type { Person } from '../context.ts'
import { type Database, openDatabase } from '../db/open-database.ts'
import { asker, cardiology, clinicInMemory, first, lead, second, sued } from './consults-for-tests.ts'
import { escalateConsults } from './escalate-consults.ts'
import { findConsult, listRoomIds } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { requestConsult } from './request-consult.ts'
import { consultAskings, consultPeople } from './tables.ts'
import { transitionConsult } from './transition-consult.ts'

const people = [asker, first, second, lead]
type Clinic = ReturnType<typeof clinicInMemory>

/** What happens at a clinic. Those of one turn happen at the same time, each at what was seen before it. */
const act = fc.record({ who: fc.constantFrom(...people), which: fc.nat(), room: fc.nat() })
const turn = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const), priority: fc.constantFrom('routine', 'urgent', 'stat') }),
  fc.record({ kind: fc.constant('acts' as const), acts: fc.array(act, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('time' as const),
    ms: fc.constantFrom(1_000, acceptWithinMs.stat, acceptWithinMs.urgent),
  }),
  /** Synapse fails, or the process ends, before or after the state is written. */
  fc.record({ kind: fc.constant('fault' as const), act, isWritten: fc.boolean() }),
)

const roomsOf = ({ rooms }: Clinic): RoomId[] => [...rooms.keys()]
const taskIn = ({ rooms }: Clinic, roomId: RoomId): Task =>
  rooms.get(roomId)?.find(({ type }) => type === eventTypes.consultTask)?.content as Task

type Wanted = { roomId: RoomId; who: Person; input: TransitionInput }

const wantedBy = (
  clinic: Clinic,
  { who, which, room }: typeof act extends fc.Arbitrary<infer A> ? A : never,
): Wanted | null => {
  const rooms = roomsOf(clinic)
  const roomId = rooms[room % rooms.length]
  if (!roomId) return null
  const task = taskIn(clinic, roomId)
  // A further specialty is asked by a route of its own.
  const names = openTo(task, who.userId, clinic.clock.now).filter((to) => to !== 'brought-in')
  const to = names[which % names.length] as TransitionInput['to'] | undefined
  if (!to) return null
  const person = who === first ? second.userId : first.userId
  const input: TransitionInput = {
    to,
    expectedVersion: task.version,
    reason: reasons[to as ReasonedChange]?.[0],
    // A correction has to be another one.
    report: `$report-${task.version}` as EventId,
    question: '$question' as EventId,
    outcome: 'no-change',
    ...(to === 'handed' && { person }),
  }
  return { roomId, who, input }
}

const move = (clinic: Clinic, { roomId, who, input }: Wanted) =>
  transitionConsult(clinic.context, clinic.lock, who, roomId, input)

const indexOf = (db: Database) => ({
  // Whom it has invited is asked again after it was thrown away.
  rows: [...listRoomIds(db)].sort().map((roomId) => ({ ...findConsult(db, roomId), isInvited: null })),
  people: db
    .select()
    .from(consultPeople)
    .all()
    .map((row) => JSON.stringify(row))
    .sort(),
  askings: db
    .select()
    .from(consultAskings)
    .all()
    .map((row) => JSON.stringify(row))
    .sort(),
})

it('of concurrent commands one wins, the others learn why, and an index that is read from the rooms equals the live one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 15, size: 'max' }), async (turns) => {
      const clinic = clinicInMemory()
      using db = openDatabase(':memory:')
      clinic.context.db = db
      for (const [at, next] of turns.entries()) {
        clinic.clock.now += 1
        switch (next.kind) {
          case 'ask':
            await requestConsult(clinic.context, async () => ok(cardiology), clinic.lock, asker, {
              requestId: `5f0c2c0e-9b1f-4b3c-8a53-${String(at).padStart(12, '0')}`,
              service: { id: 'kardiologie', serverName: sued },
              priority: next.priority as Task['priority'],
            })
            break
          case 'acts': {
            const wanted = next.acts.flatMap((one) => wantedBy(clinic, one) ?? [])
            const before = new Map(roomsOf(clinic).map((roomId) => [roomId, taskIn(clinic, roomId).version]))
            const outcomes = await Promise.all(wanted.map((one) => move(clinic, one)))
            for (const [index, outcome] of outcomes.entries()) {
              const { roomId } = wanted[index] as Wanted
              if (outcome.ok) expect(outcome.value.task.version).toBeGreaterThan(before.get(roomId) ?? 0)
              else {
                expect(['race-lost', 'not-allowed', 'illegal-transition', 'bad-input']).toContain(outcome.error.code)
                // Somebody else was before them, or else they would not have been refused what they were offered.
                expect(taskIn(clinic, roomId).version).toBeGreaterThan(before.get(roomId) ?? 0)
              }
            }
            break
          }
          case 'time':
            clinic.clock.now += next.ms
            await escalateConsults(clinic.context, clinic.lock)
            break
          case 'fault': {
            const wanted = wantedBy(clinic, next.act)
            if (!wanted) break
            const { sendState } = clinic.homeserver
            clinic.homeserver.sendState = async (...sent) => {
              if (next.isWritten) await sendState(...sent)
              throw new Error('the process ends here')
            }
            await expect(move(clinic, wanted)).rejects.toThrow()
            clinic.homeserver.sendState = sendState
            // The same again, as a client does that got no answer, has the effect of once.
            const again = await move(clinic, wanted)
            expect(again.ok, JSON.stringify(again)).toBe(true)
            expect(taskIn(clinic, wanted.roomId).version).toBe(wanted.input.expectedVersion + 1)
          }
        }
        for (const roomId of roomsOf(clinic)) expect(findConsult(db, roomId)?.task).toEqual(taskIn(clinic, roomId))
      }
      expect((await verifyLog(db)).isIntact).toBe(true)
      using rebuilt = openDatabase(':memory:')
      expect(await rebuildIndex({ ...clinic.context, db: rebuilt })).toBe(roomsOf(clinic).length)
      expect(indexOf(rebuilt)).toEqual(indexOf(db))
    }),
    { numRuns: 60 },
  )
}, 60_000)
