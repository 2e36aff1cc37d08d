import type { Room } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { displayNameOf } from './member-name.ts'

/** For those who answer, a conversation with a duty is called by who asks, or all of them would be called the same. */
export const dutyName = (room: Room, ownId: string): string | null => {
  const state = (type: string) => room.currentState.getStateEvents(type, '')
  if (room.getType() !== eventTypes.dutyRoom) return null
  const asker = state(eventTypes.dutyRoster)?.getContent()['asker']
  const member = typeof asker === 'string' && asker !== ownId ? room.getMember(asker) : null
  const role = state(eventTypes.name)?.getContent()['name']
  return member && typeof role === 'string' ? `${displayNameOf(member)} → ${role}` : null
}
