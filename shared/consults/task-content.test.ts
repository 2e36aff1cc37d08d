import { describe, expect, it } from 'vitest'
import { parseTask } from './task-content.ts'
import { accepted } from './task-for-tests.ts'

describe('a task that a newer version wrote', () => {
  const task = accepted
  const withStep = (change: object) => parseTask({ ...task, changes: [...task.changes, change] })

  it('is read with a step and a reason that are not known here', () => {
    const step = { version: 9, change: 'second-opinion-asked', status: 'in-progress', by: task.owner, at: 1 }
    const read = withStep({ ...step, reason: 'a-new-reason', alsoNew: true })
    expect(read?.changes.at(-1)).toEqual({ ...step, change: 'other', reason: 'other' })
    expect(read?.changes.slice(0, -1)).toEqual(task.changes)
  })

  it('is not read in a status that is not known here: nobody can say what may be done then', () => {
    expect(withStep({ version: 9, change: 'accepted', status: 'paused', by: null, at: 1 })).toBeNull()
    expect(parseTask({ ...task, status: 'paused' })).toBeNull()
  })
})
