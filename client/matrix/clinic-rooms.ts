import type { Room } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'

const clinicTypes: readonly (string | undefined)[] = [eventTypes.departmentRoom, eventTypes.space]

/** A department's room or the clinic's space, made and given to us by the service of our own clinic and nobody else. */
export const isOfOwnClinic = (room: Room, ownId: UserId): boolean => {
  const service = serviceAccountOf(serverOf(ownId))
  if (!clinicTypes.includes(room.getType())) return false
  if (room.currentState.getStateEvents(eventTypes.create, '')?.getSender() !== service) return false
  if (room.getMyMembership() !== 'invite') return true
  return room.currentState.getStateEvents(eventTypes.member, ownId)?.getSender() === service
}
