import { createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { EventId } from '#shared/matrix/ids.ts'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import { saidBy } from './timeline-item-fixture.ts'
import { createUnreadStart } from './unread-start.ts'

const said = (key: string): TimelineItem => saidBy('jana', key, 1, key as EventId)

/** A room with three unread messages of which only the last is readable yet, as just after a reload. */
const openRoom = () =>
  createRoot((dispose) => {
    const [items, setItems] = createSignal<TimelineItem[]>([said('e')])
    const room = {
      summary: () => ({ unreadCount: 3 }),
      timeline: items,
      hasLater: () => false,
      ownReadUpTo: () => 'b' as EventId,
    } as unknown as RoomView
    const start = createUnreadStart(
      room,
      () => false,
      () => 0,
    )
    return { start, setItems, dispose }
  })

test('the beginning of the unread is known once it is readable or loaded, and to be seen there', () => {
  const { start, setItems, dispose } = openRoom()
  expect(start.key()).toBe('e')
  start.seen()
  expect(start.isAbove()).toBe(true)
  setItems(['d', 'e'].map(said))
  expect(start.readUpTo()).toBe('b')
  setItems(['c', 'd', 'e'].map(said))
  expect(start.readUpTo()).toBe(null)
  expect(start.key()).toBe('c')
  expect(start.isAbove()).toBe(true)
  start.seen()
  expect(start.isAbove()).toBe(false)
  dispose()
})

test('it is what follows the last message that was read, whatever came meanwhile', () => {
  const { start, setItems, dispose } = openRoom()
  setItems(['b', 'c', 'd', 'e', 'f'].map(said))
  expect(start.key()).toBe('c')
  dispose()
})
