import { type CaseFileManifest, parseManifest } from '#shared/case-files/manifest.ts'
import { type EventId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { RoomEvent } from '../matrix/types.ts'

export type CaseFile = { eventId: EventId; sender: UserId; at: number; manifest: CaseFileManifest }

type Said = Pick<RoomEvent, 'sender' | 'encrypted' | 'content'>

/**
 * What an event says of a file; null when it is not to be believed: it came in the clear, or names another clinic
 * than the sender's, which alone takes files of theirs.
 */
export const manifestIn = ({ sender, encrypted, content }: Said): CaseFileManifest | null => {
  const manifest = encrypted ? parseManifest(content) : null
  return manifest && manifest.server === serverOf(sender) ? manifest : null
}

/** The files of a room, newest first. One that was announced twice, as after a crash, is there once. */
export const filesOfRoom = (events: readonly RoomEvent[]): CaseFile[] => {
  const files = new Map<string, CaseFile>()
  for (const event of events) {
    const manifest = manifestIn(event)
    if (!manifest || files.has(manifest.fileId)) continue
    files.set(manifest.fileId, { eventId: event.eventId, sender: event.sender, at: event.at, manifest })
  }
  return [...files.values()].reverse()
}
