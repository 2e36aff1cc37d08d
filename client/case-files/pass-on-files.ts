import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Outbox, RoomEvent } from '../matrix/types.ts'
import { type CaseFile, filesOfRoom } from './files-of-room.ts'

const idIn = ({ content }: { content: Record<string, unknown> }): unknown => content['fileId']

/** Those of one conversation that another one does not have; what was deleted is none of them. */
export const laterFiles = (
  events: readonly RoomEvent[],
  deletions: readonly RoomEvent[],
  there: readonly { content: Record<string, unknown> }[],
  mayDelete: (who: UserId, owner: UserId) => boolean,
): CaseFile[] => {
  const known = new Set(there.map(idIn))
  return filesOfRoom(events, deletions, mayDelete).filter(
    ({ manifest, deletion }) => !deletion && !known.has(manifest.fileId),
  )
}

/** Says in another conversation where these files lie and how they are read; they are not stored a second time. */
export const passOnFiles = async (
  outbox: Pick<Outbox, 'send'>,
  to: RoomId,
  files: readonly CaseFile[],
): Promise<void> => {
  for (const { manifest, sender } of files)
    await outbox.send(to, eventTypes.caseFile, { passedOnFrom: sender, ...manifest }, `${manifest.fileId}.${to}`)
}
