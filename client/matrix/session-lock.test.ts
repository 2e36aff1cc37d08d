import { expect, test } from 'vitest'
import { holdSession } from './session-lock.ts'

test('a second tab is told that another one has the session', async () => {
  const first = await holdSession({ takeOver: false })
  await expect(holdSession({ takeOver: false })).rejects.toMatchObject({ code: 'open-elsewhere' })
  first.release()
})

test('a tab that is closed leaves the session to the next one', async () => {
  const first = await holdSession({ takeOver: false })
  setTimeout(first.release, 50)
  const second = await holdSession({ takeOver: false })
  second.release()
})

test('a tab that is asked to leave closes its databases before the other one opens them', async () => {
  const first = await holdSession({ takeOver: false })
  let isClosed = false
  void first.lost.then(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    isClosed = true
    first.release()
  })
  const second = await holdSession({ takeOver: true })
  expect(isClosed).toBe(true)
  second.release()
})

test('a frozen tab loses the session all the same, and learns it when it wakes', async () => {
  const frozen = await holdSession({ takeOver: false })
  const second = await holdSession({ takeOver: true })
  await frozen.lost
  second.release()
}, 10_000)
