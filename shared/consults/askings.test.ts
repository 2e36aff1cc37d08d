import { describe, expect, it } from 'vitest'
import type { ServerName, UserId } from '../matrix/ids.ts'
import { type Asking, askingsOf } from './askings.ts'
import type { Task } from './task-content.ts'
import { asked, askedWith, asker, first, lead, must, person, report, second, start, timer } from './task-for-tests.ts'

const minute = 60_000
const pia = '@pia:nord.localhost' as UserId
const uwe = '@uwe:sued.localhost' as UserId
const neurology = (serverName: string): Task['service'] => ({
  id: 'neurologie',
  name: 'Neurologie',
  specialty: 'neurology',
  serverName: serverName as ServerName,
  practitioner: null,
  times: null,
})

/** Asked of one person of Süd, and of one of Nord as the second choice. */
const withSecond = askedWith({
  onCall: [{ userId: first, tier: 'first' }],
  alternative: { service: neurology('nord.localhost'), onCall: [{ userId: pia, tier: 'first' }] },
})
/** Both departments are of the same clinic. */
const atOneClinic = askedWith({
  onCall: [{ userId: first, tier: 'first' }],
  alternative: { service: neurology('sued.localhost'), onCall: [{ userId: uwe, tier: 'first' }] },
})
const capacity = { to: 'rejected', reason: 'capacity' } as const
/** The first stays silent for five minutes, so that the second choice is called. */
const silent = (task: Task) => must(task, { to: 'escalated' }, timer, start + 5 * minute)

const short = ({ isAlternative, askedAt, acceptedAt, answeredAt, escalations, end }: Asking) => {
  const after = (at: number | null) => (at === null ? null : (at - start) / minute)
  return [isAlternative ? 2 : 1, after(askedAt), after(acceptedAt), after(answeredAt), escalations, end]
}
const of = (task: Task) => askingsOf(task).map(short)

describe('what became of a consult at each department', () => {
  it('is nothing yet when it has just been asked, and names the department', () => {
    expect(askingsOf(asked)).toEqual([
      {
        ...{ isAlternative: false, serviceServer: 'sued.localhost', serviceId: 'kardiologie', askedAt: start },
        ...{ acceptedAt: null, answeredAt: null, escalations: 0, end: null },
      },
    ])
  })

  it('counts for the second choice from when its turn comes: the first was silent', () => {
    const called = silent(withSecond)
    expect(of(called)).toEqual([
      [1, 0, null, null, 1, 'silent'],
      [2, 5, null, null, 0, null],
    ])
    expect(askingsOf(called)[1]).toMatchObject({ serviceServer: 'nord.localhost', serviceId: 'neurologie' })
    const taken = must(called, { to: 'accepted' }, person(pia), start + 7 * minute)
    const done = must(taken, { to: 'completed', report }, person(pia), start + 25 * minute)
    expect(of(done)).toEqual([
      [1, 0, null, null, 1, 'silent'],
      [2, 5, 7, 25, 0, 'answered'],
    ])
    // Asked again: open once more, and its first answer stays the one that is measured.
    const again = must(done, { to: 'reopened', question: report }, person(asker), start + 30 * minute)
    expect(of(again)[1]).toEqual([2, 5, 7, 25, 0, null])
    const late = must({ ...again, answerBy: start + 60 * minute }, { to: 'overdue' }, timer, start + 60 * minute)
    expect(of(late).map(([, , , , escalations]) => escalations)).toEqual([1, 1])
  })

  it('says who declined, and who was silent after it', () => {
    const declined = must(withSecond, capacity, person(first), start + minute)
    expect(of(declined)).toEqual([
      [1, 0, null, null, 0, 'declined'],
      [2, 1, null, null, 0, null],
    ])
    expect(of(must(declined, { to: 'failed' }, timer, start + 6 * minute))[1]).toEqual([2, 1, null, null, 1, 'silent'])
    expect(of(must(declined, capacity, person(pia), start + 2 * minute))[1]).toEqual([2, 1, null, null, 0, 'declined'])
    // The first could still come: the time runs on, and the second choice has said no all the same.
    const no = must(silent(withSecond), capacity, person(pia), start + 6 * minute)
    expect(of(must(no, { to: 'failed' }, timer, start + 10 * minute))).toEqual([
      [1, 0, null, null, 1, 'silent'],
      [2, 5, null, null, 1, 'declined'],
    ])
  })

  it('is not decided for a department by one of several people', () => {
    const one = must(asked, capacity, person(first), start + minute)
    expect(of(one)).toEqual([[1, 0, null, null, 0, null]])
    const two = must(one, capacity, person(second), start + 2 * minute)
    expect(of(must(two, capacity, person(lead), start + 3 * minute))).toEqual([[1, 0, null, null, 0, 'declined']])
  })

  it('ends elsewhere for the choice that did not get it', () => {
    const late = must(silent(withSecond), { to: 'accepted' }, person(first), start + 6 * minute)
    expect(of(late)).toEqual([
      [1, 0, 6, null, 1, null],
      [2, 5, null, null, 0, 'elsewhere'],
    ])
    // Taken before its turn: it was invited from the start.
    expect(of(must(withSecond, { to: 'accepted' }, person(pia), start + minute))).toEqual([
      [1, 0, null, null, 0, 'elsewhere'],
      [2, 0, 1, null, 0, null],
    ])
  })

  it('goes on from one department to the other of a clinic when it is handed over', () => {
    const taken = must(atOneClinic, { to: 'accepted' }, person(first), start + minute)
    const handed = must(taken, { to: 'handed', reason: 'capacity', person: uwe }, person(first), start + 3 * minute)
    expect(of(must(handed, { to: 'completed', report }, person(uwe), start + 9 * minute))).toEqual([
      [1, 0, 1, null, 0, 'elsewhere'],
      [2, 3, 3, 9, 0, 'answered'],
    ])
    // Late, and given to a colleague: it stays with the department that has it.
    const late = must(silent(atOneClinic), { to: 'accepted' }, person(first), start + 6 * minute)
    const toColleague = must(
      late,
      { to: 'handed', reason: 'capacity', person: lead },
      person(first),
      start + 7 * minute,
    )
    expect(of(must(toColleague, { to: 'completed', report }, person(lead), start + 9 * minute))).toEqual([
      [1, 0, 6, 9, 1, 'answered'],
      [2, 5, null, null, 0, 'elsewhere'],
    ])
  })

  it('is the other choice when who had it is there no more, and silence when nobody is', () => {
    const taken = must(withSecond, { to: 'accepted' }, person(first), start + minute)
    const gone = must(taken, { to: 'released' }, timer, start + 2 * minute)
    expect(of(gone)).toEqual([
      [1, 0, 1, null, 0, 'silent'],
      [2, 2, null, null, 0, null],
    ])
    const alone = askedWith({ onCall: [{ userId: first, tier: 'first' }] })
    const last = must(must(alone, { to: 'accepted' }, person(first), start), { to: 'released' }, timer, start + minute)
    expect(of(last)).toEqual([[1, 0, 0, null, 0, 'silent']])
  })

  it('is withdrawn where it was still open, and refused by who had it', () => {
    expect(
      of(must(silent(withSecond), { to: 'cancelled', reason: 'other' }, person(asker), start + 6 * minute)),
    ).toEqual([
      [1, 0, null, null, 1, 'silent'],
      [2, 5, null, null, 0, 'cancelled'],
    ])
    const taken = must(withSecond, { to: 'accepted' }, person(first), start + minute)
    expect(of(must(taken, capacity, person(first), start + 2 * minute))).toEqual([[1, 0, 1, null, 0, 'declined']])
  })

  it('begins with the second choice when nobody else of the first is there but who asks', () => {
    const own = askedWith({
      onCall: [{ userId: asker, tier: 'first' }],
      alternative: { service: neurology('nord.localhost'), onCall: [{ userId: pia, tier: 'first' }] },
    })
    expect(of(own)).toEqual([[2, 0, null, null, 0, null]])
  })
})
