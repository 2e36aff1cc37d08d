import { describe, expect, it } from 'vitest'
import type { Task } from '../consults/task-content.ts'
import type { UserId } from '../matrix/ids.ts'
import { deletionFault } from './deletion.ts'

const asker = '@asker:nord.example' as UserId
const adder = '@adder:sued.example' as UserId
const other = '@other:sued.example' as UserId
const taskThat = (is: Pick<Task, 'status' | 'outcome'>) => ({ requester: asker, ...is })

describe('a stored file', () => {
  it('of a conversation is deleted by who added it, and by nobody else', () => {
    expect([adder, asker, other].map((who) => deletionFault(who, adder, null))).toEqual([
      null,
      'not-allowed',
      'not-allowed',
    ])
  })

  it('of a consult is deleted by who asked, too', () => {
    const task = taskThat({ status: 'in-progress', outcome: null })
    expect([adder, asker, other].map((who) => deletionFault(who, adder, task))).toEqual([null, null, 'not-allowed'])
  })

  it('stays while a signed report rests on it, until who asked has closed the consult', () => {
    const answered = taskThat({ status: 'completed', outcome: null })
    expect([adder, asker, other].map((who) => deletionFault(who, adder, answered))).toEqual([
      'report-open',
      'report-open',
      'not-allowed',
    ])
    expect(deletionFault(asker, adder, taskThat({ status: 'completed', outcome: 'advice-followed' }))).toBeNull()
    expect(deletionFault(adder, adder, taskThat({ status: 'cancelled', outcome: null }))).toBeNull()
  })
})
