import type { RoomId } from '#shared/matrix/ids.ts'
import type { RoomKind } from '../matrix/types.ts'

export const addressOfRoom = (roomId: RoomId, kind: RoomKind | undefined): string =>
  `/${kind === 'consult' ? 'consults' : 'messages'}/${encodeURIComponent(roomId)}`

export const addressOfCall = (roomId: RoomId): string => `/calls/${encodeURIComponent(roomId)}`
