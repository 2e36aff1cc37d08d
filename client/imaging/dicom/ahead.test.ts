import { expect, it } from 'vitest'
import { createAhead } from './ahead.ts'

const fetcher = () => {
  const asked: number[] = []
  const open = new Map<number, PromiseWithResolvers<void>>()
  const fetch = (at: number) => {
    asked.push(at)
    const one = Promise.withResolvers<void>()
    open.set(at, one)
    return one.promise
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return {
    asked,
    fetch,
    async arrives(at: number) {
      open.get(at)?.resolve()
      await settle()
    },
    async fails(at: number) {
      open.get(at)?.reject(new Error('gone'))
      await settle()
    },
  }
}

it('fetches a few at a time, in the order in which they were named', async () => {
  const { asked, fetch, arrives } = fetcher()
  createAhead(2, fetch)([1, 2, 3, 4])
  expect(asked).toEqual([1, 2])
  await arrives(2)
  expect(asked).toEqual([1, 2, 3])
  await arrives(1)
  await arrives(3)
  expect(asked).toEqual([1, 2, 3, 4])
})

it('drops what waits once somebody is elsewhere', async () => {
  const { asked, fetch, arrives } = fetcher()
  const ahead = createAhead(2, fetch)
  ahead([1, 2, 3, 4])
  ahead([90, 91, 92])
  await arrives(1)
  await arrives(2)
  expect(asked).toEqual([1, 2, 90, 91])
  ahead([])
  await arrives(90)
  await arrives(91)
  expect(asked).toEqual([1, 2, 90, 91])
})

it('goes on past what could not be had', async () => {
  const { asked, fetch, fails } = fetcher()
  createAhead(1, fetch)([1, 2])
  await fails(1)
  expect(asked).toEqual([1, 2])
})
