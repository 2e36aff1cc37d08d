import type { RoomKind } from './types.ts'

/** An alert stands with the message that it is about, a call with guests with its conversation. */
export const standsAlone = ({ kind }: { kind: RoomKind }): boolean => kind !== 'urgent' && kind !== 'guest-call'
