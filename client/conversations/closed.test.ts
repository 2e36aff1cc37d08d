import { expect, it } from 'vitest'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import { closedOf } from './closed.ts'

const roomWith = (sender: string, content: Record<string, unknown>) => ({
  state: () => () => ({ eventId: '$e' as EventId, sender: sender as UserId, content }),
})
const closing = { reason: 'reported', at: 5 }

it('is closed by a clinic’s service, and by nobody else', () => {
  expect(closedOf(roomWith('@consilium:sued.localhost', closing))).toEqual({ ...closing, by: 'sued.localhost' })
  expect(closedOf(roomWith('@moderator:sued.localhost', closing))).toBe(null)
  expect(closedOf(roomWith('@consilium:sued.localhost', {}))).toBe(null)
  expect(closedOf({ state: () => () => null })).toBe(null)
})
