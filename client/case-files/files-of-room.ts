import { parseFileDeletion } from '#shared/case-files/deletion.ts'
import { type CaseFileManifest, parseManifest } from '#shared/case-files/manifest.ts'
import { type EventId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { RoomEvent } from '../matrix/types.ts'

export type CaseFile = {
  eventId: EventId
  sender: UserId
  at: number
  manifest: CaseFileManifest
  deletion: { by: UserId; at: number } | null
}

type Said = Pick<RoomEvent, 'sender' | 'encrypted' | 'content'>

/**
 * What an event says of a file; null when it is not to be believed: it came in the clear, or names another clinic
 * than that of whose it is, which alone takes files of theirs.
 */
export const manifestIn = ({ sender, encrypted, content }: Said): CaseFileManifest | null => {
  const manifest = encrypted ? parseManifest(content) : null
  return manifest && manifest.server === serverOf(manifest.passedOnFrom ?? sender) ? manifest : null
}

type MayDelete = (who: UserId, owner: UserId) => boolean

/** That a file is deleted is believed of who may delete it. */
export const deletionIn = (
  deletions: readonly RoomEvent[],
  { fileId, owner }: { fileId: string; owner: UserId },
  mayDelete: MayDelete,
): CaseFile['deletion'] => {
  const said = deletions.find(
    ({ encrypted, sender, content }) =>
      encrypted && mayDelete(sender, owner) && parseFileDeletion(content)?.fileId === fileId,
  )
  return said ? { by: said.sender, at: said.at } : null
}

/** The files of a room, newest first. One that was announced twice, as after a crash, is there once. */
export const filesOfRoom = (
  events: readonly RoomEvent[],
  deletions: readonly RoomEvent[],
  mayDelete: MayDelete,
): CaseFile[] => {
  const files = new Map<string, CaseFile>()
  for (const event of events) {
    const manifest = manifestIn(event)
    if (!manifest || files.has(manifest.fileId)) continue
    const { eventId, sender, at } = event
    const { fileId } = manifest
    const deletion = deletionIn(deletions, { fileId, owner: sender }, mayDelete)
    files.set(fileId, { eventId, sender, at, manifest, deletion })
  }
  return [...files.values()].reverse()
}
