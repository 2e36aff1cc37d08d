import * as v from 'valibot'
import type { AuditHead } from '#shared/audit/chain.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { closedDoorState, invitedHistoryState } from '#shared/matrix/initial-state.ts'
import { servicePowerLevels } from '#shared/matrix/power-levels.ts'
import type { Context } from '../context.ts'

type Parts = Pick<Context, 'db' | 'homeserver' | 'now'>

/** Nobody but our service account is in it, and nobody of another clinic can be. */
const alias = 'consilium.audit'
const roomBody = {
  room_version: '12',
  room_alias_name: alias,
  creation_content: { type: eventTypes.auditRoom, 'm.federate': false },
  visibility: 'private',
  power_level_content_override: servicePowerLevels,
  initial_state: [invitedHistoryState, ...closedDoorState],
}

const headContent = v.object({ seq: v.number(), hash: v.string(), at: v.number() })
export type KeptHead = AuditHead & { at: number }

/**
 * Keeps where the log stands in a room of our own Synapse: in another database, in events that are linked and signed
 * there, which our own database cannot take back. The alias can name one room only.
 */
export const keepHead = async ({ homeserver, now }: Parts, head: AuditHead): Promise<void> => {
  const room = (await homeserver.roomByAlias(alias)) ?? (await homeserver.createRoom(roomBody))
  await homeserver.sendState(room, eventTypes.auditHead, '', { ...head, at: now() } satisfies KeptHead)
}

/** The newest heads that are kept there, newest first. */
export const keptHeads = async ({ homeserver }: Pick<Parts, 'homeserver'>): Promise<KeptHead[]> => {
  const room: RoomId | null = await homeserver.roomByAlias(alias)
  if (!room) return []
  const events = await homeserver.newestEvents(room, eventTypes.auditHead)
  return events
    .filter(({ sender }) => sender === homeserver.serviceAccount)
    .flatMap(({ content }) => {
      const parsed = v.safeParse(headContent, content)
      return parsed.success ? [parsed.output] : []
    })
}
