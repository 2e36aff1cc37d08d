import { describe, expect, it } from 'vitest'
import type { ShownEntry } from '#shared/audit/api.ts'
import type { AuditAction } from '#shared/audit/entry.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { receivedBy } from './received.ts'

const nord = 'nord.example' as ServerName
const sued = 'sued.example' as ServerName
const nina = '@nina:nord.example' as UserId
const ernst = '@ernst:sued.example' as UserId

let seq = 0
const entry = (
  at: number,
  action: AuditAction,
  details: ShownEntry['details'],
  outcome: 'done' | 'refused' = 'done',
) => {
  seq += 1
  return { seq, at, action, outcome, details }
}

describe('who received what', () => {
  it('is told by person, oldest first; what both clinics saw is one line', () => {
    const parts = [
      {
        clinic: nord,
        entries: [
          entry(1, 'consult-requested', { who: nina, version: 1, code: 'stat' }),
          entry(2, 'consult-alerted', { who: null, whom: ernst, code: 'first' }),
          entry(4, 'consult-joined', { who: ernst }),
          entry(6, 'consult-changed', { who: ernst, version: 2, code: 'accepted' }),
        ],
      },
      {
        clinic: sued,
        entries: [
          entry(5, 'consult-joined', { who: ernst }),
          entry(7, 'consult-changed', { who: ernst, version: 2, code: 'accepted' }),
          entry(8, 'file-read', { who: nina, file: 'f' }),
          entry(9, 'file-read', { who: nina, file: 'f' }),
        ],
      },
    ]
    const told = receivedBy(parts).map(({ userId, lines }) => [
      userId,
      lines.map(({ at, action, clinics }) => [at, action, ...clinics]),
    ])
    expect(told).toEqual([
      [
        nina,
        [
          [1, 'consult-requested', nord],
          [8, 'file-read', sued],
          [9, 'file-read', sued],
        ],
      ],
      [
        ernst,
        [
          [2, 'consult-alerted', nord],
          [4, 'consult-joined', nord, sued],
          [6, 'consult-changed', nord, sued],
        ],
      ],
    ])
  })

  it('names a refusal as one, and keeps two calls of one clinic apart', () => {
    const entries = [
      entry(1, 'consult-alerted', { who: null, whom: ernst, code: 'first' }),
      entry(2, 'consult-alerted', { who: null, whom: ernst, code: 'first' }),
      entry(3, 'file-read', { who: ernst, code: 'not-a-member' }, 'refused'),
    ]
    const [only, ...others] = receivedBy([{ clinic: sued, entries }])
    expect(others).toEqual([])
    expect(only?.lines.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused'])
  })

  it('leaves out what nobody received: the timer, lists, looks into the log, deleted details', () => {
    const entries = [
      entry(1, 'consult-changed', { who: null, code: 'escalated', version: 2 }),
      entry(2, 'consult-list', { who: ernst, count: 3 }),
      entry(3, 'audit-read', { who: nina }),
      entry(4, 'file-read', null),
    ]
    expect(receivedBy([{ clinic: nord, entries }])).toEqual([])
  })
})
